using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Han.Devices;

/// <summary>The sides of clusters that have attributes but no life of their own in the simulation. Source: reference 05, sections 2 to 7.</summary>
public static class ClusterCatalog
{
    /// <summary>Time.</summary>
    public const ushort Time = 0x000A;

    /// <summary>Price.</summary>
    public const ushort Price = 0x0700;

    /// <summary>Demand Response and Load Control.</summary>
    public const ushort Drlc = 0x0701;

    /// <summary>Messaging.</summary>
    public const ushort Messaging = 0x0703;

    /// <summary>Key Establishment.</summary>
    public const ushort KeyEstablishment = 0x0800;

    /// <summary>Both sides of Key Establishment, which every Smart Energy device has; suite 1.</summary>
    public static IEnumerable<VirtualCluster> KeyEstablishmentBothSides() =>
        [new(KeyEstablishment, true, VirtualAttribute.Constant(0x0000, ZclTypeId.Enum16, 1)), new(KeyEstablishment, false, VirtualAttribute.Constant(0x0000, ZclTypeId.Enum16, 1))];

    /// <summary>Time server: the master of the network's time.</summary>
    /// <param name="timeProvider">The home's clock.</param>
    public static VirtualCluster TimeServer(TimeProvider timeProvider) => new(
        Time,
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
