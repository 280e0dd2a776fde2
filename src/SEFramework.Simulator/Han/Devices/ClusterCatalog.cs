using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Han.Devices;

/// <summary>The sides of clusters that have attributes but no life of their own in the simulation. Source: reference 05, sections 2 to 7.</summary>
public static class ClusterCatalog
{
    /// <summary>Both sides of Key Establishment, which every Smart Energy device has; suite 1.</summary>
    public static IEnumerable<VirtualCluster> KeyEstablishmentBothSides() =>
        [new(ClusterIds.KeyEstablishment, true, VirtualAttribute.Constant(0x0000, ZclTypeId.Enum16, 1)), new(ClusterIds.KeyEstablishment, false, VirtualAttribute.Constant(0x0000, ZclTypeId.Enum16, 1))];

    /// <summary>Time server: the master of the network's time.</summary>
    /// <param name="timeProvider">The home's clock.</param>
    public static VirtualCluster TimeServer(TimeProvider timeProvider) => new(
        ClusterIds.Time,
        isServer: true,
        VirtualAttribute.Computed(0x0000, ZclTypeId.UtcTime, () => UtcTime.Value(timeProvider.GetUtcNow())),
        VirtualAttribute.Constant(0x0001, ZclTypeId.Bitmap8, 0x01),
        VirtualAttribute.Constant(0x0002, ZclTypeId.Int32, new ZclSigned(0)),
        VirtualAttribute.Constant(0x0003, ZclTypeId.UInt32, 0xFFFFFFFF),
        VirtualAttribute.Constant(0x0004, ZclTypeId.UInt32, 0xFFFFFFFF),
        VirtualAttribute.Constant(0x0005, ZclTypeId.Int32, new ZclSigned(0)),
        VirtualAttribute.Computed(0x0006, ZclTypeId.UInt32, () => UtcTime.Value(timeProvider.GetUtcNow())),
        VirtualAttribute.Computed(0x0007, ZclTypeId.UInt32, () => UtcTime.Value(timeProvider.GetUtcNow())));

    /// <summary>A side of a cluster without attributes.</summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="isServer">The side.</param>
    public static VirtualCluster Bare(ushort clusterId, bool isServer) => new(clusterId, isServer);
}
