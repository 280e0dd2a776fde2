using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Simulator.Han.Zdo;

/// <summary>The neighbour table of a node: everybody in reach is in it. Source: reference 02, section 11.5.</summary>
/// <param name="node">The node.</param>
/// <param name="network">The air around it.</param>
public sealed class NeighbourTable(INetworkNode node, HomeAreaNetwork network)
{
    /// <summary>Its entries.</summary>
    public IEnumerable<NeighbourRecord> Records() => network.Nodes.Where(other => other != node && other.IsListening).Select(Record);

    private NeighbourRecord Record(INetworkNode neighbour)
    {
        var isCoordinator = neighbour.Nwk == NwkAddress.Coordinator;
        return new NeighbourRecord(
            network.Pan?.ExtendedPanId ?? 0,
            neighbour.Address,
            neighbour.Nwk,
            isCoordinator ? NodeType.Coordinator : neighbour.IsRouter ? NodeType.Router : NodeType.EndDevice,
            neighbour.UntilPoll == TimeSpan.Zero ? NeighbourFlag.Yes : NeighbourFlag.No,
            isCoordinator ? NeighbourRelationship.Parent : neighbour.IsRouter ? NeighbourRelationship.Sibling : NeighbourRelationship.Child,
            neighbour.IsPermittingJoining ? NeighbourFlag.Yes : NeighbourFlag.No,
            Depth: (byte)(isCoordinator ? 0 : 1),
            LinkQuality(neighbour));
    }

    // The same pair always hears each other equally well.
    private byte LinkQuality(INetworkNode neighbour) => (byte)(160 + ((node.Address.Value ^ neighbour.Address.Value) % 96));
}
