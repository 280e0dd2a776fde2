using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Han.Zcl;

/// <summary>Basic server. Attributes of the ZigBee Cluster Library; reference 03, section 6 names the cluster.</summary>
public static class BasicCluster
{
    /// <summary>Cluster id.</summary>
    public const ushort Id = 0x0000;

    /// <summary>Creates it.</summary>
    /// <param name="manufacturer">Manufacturer name, at most 32 characters.</param>
    /// <param name="model">Model identifier, at most 32 characters.</param>
    public static VirtualCluster Create(string manufacturer, string model) => new(
        Id,
        isServer: true,
        VirtualAttribute.Constant(0x0000, ZclTypeId.UInt8, 1),
        VirtualAttribute.Constant(0x0001, ZclTypeId.UInt8, 1),
        VirtualAttribute.Constant(0x0002, ZclTypeId.UInt8, 2),
        VirtualAttribute.Constant(0x0003, ZclTypeId.UInt8, 1),
        VirtualAttribute.Constant(0x0004, ZclTypeId.CharacterString, new ZclText(manufacturer)),
        VirtualAttribute.Constant(0x0005, ZclTypeId.CharacterString, new ZclText(model)),
        VirtualAttribute.Constant(0x0006, ZclTypeId.CharacterString, new ZclText("20240301")),
        VirtualAttribute.Constant(0x0007, ZclTypeId.Enum8, 1),
        VirtualAttribute.Writable(0x0011, ZclTypeId.Enum8, 0, 0xFF));
}
