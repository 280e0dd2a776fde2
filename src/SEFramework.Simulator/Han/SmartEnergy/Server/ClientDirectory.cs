using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Simulator.Han.SmartEnergy.Server;

/// <summary>Knows which endpoints of the network are clients of a server's clusters; it asks each node once, by Match_Desc_req.</summary>
/// <param name="device">The device of the servers.</param>
/// <param name="profileId">Profile of the clusters.</param>
internal sealed class ClientDirectory(VirtualDevice device, ushort profileId)
{
    private readonly Dictionary<(IeeeAddress Node, ushort Cluster), List<byte>> _endpoints = [];

    /// <summary>Does something for each client of a cluster, as soon as it is known to be one.</summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="action">What to do.</param>
    public void Reach(ushort clusterId, Action<Peer> action)
    {
        foreach (var node in device.Network.Nodes.Where(node => node != device && node.IsListening).ToArray())
        {
            Reach(node, clusterId, action);
        }
    }

    /// <summary>Does something for each client of a cluster on one node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="action">What to do.</param>
    public void Reach(INetworkNode node, ushort clusterId, Action<Peer> action)
    {
        if (_endpoints.TryGetValue((node.Address, clusterId), out var known))
        {
            foreach (var endpoint in known)
            {
                action(new Peer(node.Address, node.Nwk, endpoint));
            }

            return;
        }

        device.FindClients(node, profileId, clusterId, peer =>
        {
            var endpoints = _endpoints.TryGetValue((node.Address, clusterId), out var found) ? found : _endpoints[(node.Address, clusterId)] = [];
            if (!endpoints.Contains(peer.Endpoint))
            {
                endpoints.Add(peer.Endpoint);
                action(new Peer(node.Address, node.Nwk, peer.Endpoint));
            }
        });
    }

    /// <summary>A node has come back, perhaps as another: it is asked again.</summary>
    /// <param name="address">The node.</param>
    public void Forget(IeeeAddress address)
    {
        foreach (var key in _endpoints.Keys.Where(key => key.Node == address).ToArray())
        {
            _endpoints.Remove(key);
        }
    }
}
