using static SEFramework.Zigbee.Clusters.Definitions.Rows;
using T = SEFramework.Zigbee.Zcl.ZclTypeId;

namespace SEFramework.Zigbee.Clusters.Definitions;

/// <summary>
/// Basic and Identify by the ZigBee Cluster Library; Time by reference 05, section 6.3, with start values and ranges of the ZigBee Cluster
/// Library. DstStart, DstEnd, StandardTime and LocalTime have the type that clients write them with (reference 03, section 6), which is the
/// library's.
/// </summary>
internal static class GeneralClusters
{
    private const int Day = 86400;

    public static readonly ClusterDefinition Basic = new(
        ClusterIds.Basic,
        "Basic",
        needsLinkKey: false,
        serverAttributes:
        [
            R(0x0000, "ZCLVersion", T.UInt8).Mandatory().StartsWith(1),
            R(0x0001, "ApplicationVersion", T.UInt8).StartsWith(0),
            R(0x0002, "StackVersion", T.UInt8).StartsWith(0),
            R(0x0003, "HWVersion", T.UInt8).StartsWith(0),
            R(0x0004, "ManufacturerName", T.CharacterString).AtMost(32).StartsEmpty(),
            R(0x0005, "ModelIdentifier", T.CharacterString).AtMost(32).StartsEmpty(),
            R(0x0006, "DateCode", T.CharacterString).AtMost(16).StartsEmpty(),
            R(0x0007, "PowerSource", T.Enum8).Mandatory().StartsWith(0),
            Rw(0x0010, "LocationDescription", T.CharacterString).AtMost(16).StartsEmpty(),
            Rw(0x0011, "PhysicalEnvironment", T.Enum8).StartsWith(0),
            Rw(0x0012, "DeviceEnabled", T.Boolean).StartsWith(1),
            Rw(0x0013, "AlarmMask", T.Bitmap8).StartsWith(0),
            Rw(0x0014, "DisableLocalConfig", T.Bitmap8).StartsWith(0),
        ],
        clientAttributes: [],
        commands: [FromClient(0x00, "ResetToFactoryDefaults")]);

    public static readonly ClusterDefinition Identify = new(
        ClusterIds.Identify,
        "Identify",
        needsLinkKey: false,
        serverAttributes: [Rw(0x0000, "IdentifyTime", T.UInt16).Mandatory().StartsWith(0)],
        clientAttributes: [],
        commands: [FromClient(0x00, "Identify"), FromClient(0x01, "IdentifyQuery"), FromServer(0x00, "IdentifyQueryResponse")]);

    public static readonly ClusterDefinition Time = new(
        ClusterIds.Time,
        "Time",
        needsLinkKey: true,
        serverAttributes:
        [
            Rw(0x0000, "Time", T.UtcTime).Mandatory().StartsInvalid(),
            Rw(0x0001, "TimeStatus", T.Bitmap8).Mandatory().StartsWith(0).Within(0, 0x0F),
            Rw(0x0002, "TimeZone", T.Int32).StartsWith(0).Within(-Day, Day),
            Rw(0x0003, "DstStart", T.UInt32).StartsInvalid(),
            Rw(0x0004, "DstEnd", T.UInt32).StartsInvalid(),
            Rw(0x0005, "DstShift", T.Int32).StartsWith(0).Within(-Day, Day),
            R(0x0006, "StandardTime", T.UInt32).StartsInvalid(),
            R(0x0007, "LocalTime", T.UInt32).StartsInvalid(),
            R(0x0008, "LastSetTime", T.UtcTime).StartsInvalid(),
            Rw(0x0009, "ValidUntilTime", T.UtcTime).StartsInvalid(),
        ],
        clientAttributes: [],
        commands: []);
}
