using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Simulator.Han;

/// <summary>An endpoint of a virtual device with its clusters.</summary>
/// <param name="id">1 to 240.</param>
/// <param name="profileId">Application profile.</param>
/// <param name="deviceId">Application device.</param>
/// <param name="clusters">Its clusters, servers and clients.</param>
public sealed class VirtualEndpoint(byte id, ushort profileId, ushort deviceId, params IEnumerable<VirtualCluster> clusters)
{
    /// <summary>Its id.</summary>
    public byte Id { get; } = id;

    /// <summary>Its profile.</summary>
    public ushort ProfileId { get; } = profileId;

    /// <summary>Its clusters.</summary>
    public IReadOnlyList<VirtualCluster> Clusters { get; } = [.. clusters];

    /// <summary>Its simple descriptor.</summary>
    public SimpleDescriptor Descriptor => new(
        Id,
        ProfileId,
        deviceId,
        DeviceVersion: 0,
        [.. Clusters.Where(static cluster => cluster.IsServer).Select(static cluster => cluster.Id)],
        [.. Clusters.Where(static cluster => !cluster.IsServer).Select(static cluster => cluster.Id)]);

    /// <summary>Finds a cluster, or null.</summary>
    /// <param name="clusterId">Its id.</param>
    /// <param name="isServer">Its side.</param>
    public VirtualCluster? Find(ushort clusterId, bool isServer) =>
        Clusters.FirstOrDefault(cluster => cluster.Id == clusterId && cluster.IsServer == isServer);
}
