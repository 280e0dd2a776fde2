using static SEFramework.Zigbee.Clusters.Definitions.Rows;
using T = SEFramework.Zigbee.Zcl.ZclTypeId;

namespace SEFramework.Zigbee.Clusters.Definitions;

/// <summary>Demand response and load control; the attributes are the client's. Source: reference 05, sections 2, 3.3 and 10.</summary>
internal static class DrlcCluster
{
    private const int LongestRandomization = 60;
    private const int UsualRandomization = 30;

    public static readonly ClusterDefinition Definition = new(
        ClusterIds.DemandResponseAndLoadControl,
        "DemandResponseAndLoadControl",
        needsLinkKey: true,
        serverAttributes: [],
        clientAttributes:
        [
            Rw(0x0000, "UtilityEnrollmentGroup", T.UInt8).Mandatory().StartsWith(0),
            Rw(0x0001, "StartRandomizeMinutes", T.UInt8).Mandatory().Within(0, LongestRandomization).StartsWith(UsualRandomization),
            Rw(0x0002, "StopRandomizeMinutes", T.UInt8).Mandatory().Within(0, LongestRandomization).StartsWith(UsualRandomization),
            Rw(0x0003, "DeviceClassValue", T.UInt16).Mandatory(),
        ],
        commands:
        [
            FromServer(0x00, "LoadControlEvent"),
            FromServer(0x01, "CancelLoadControlEvent"),
            FromServer(0x02, "CancelAllLoadControlEvents"),
            FromClient(0x00, "ReportEventStatus"),
            FromClient(0x01, "GetScheduledEvents"),
        ]);
}
