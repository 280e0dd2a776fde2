using static SEFramework.Zigbee.Clusters.Definitions.Rows;
using static SEFramework.Zigbee.Clusters.SmartEnergyVersion;
using T = SEFramework.Zigbee.Zcl.ZclTypeId;

namespace SEFramework.Zigbee.Clusters.Definitions;

/// <summary>Metering; the attributes are the server's. Source: reference 05, sections 2, 6.1 and 6.2.</summary>
internal static class MeteringCluster
{
    private const int Tiers = 15;
    private const int TiersOf10 = 6;
    private const int Blocks = 16;

    public static readonly ClusterDefinition Definition = new(
        ClusterIds.Metering,
        "Metering",
        needsLinkKey: true,
        serverAttributes:
        [
            // Readings.
            R(0x0000, "CurrentSummationDelivered", T.UInt48).Mandatory(),
            R(0x0001, "CurrentSummationReceived", T.UInt48),
            R(0x0002, "CurrentMaxDemandDelivered", T.UInt48),
            R(0x0003, "CurrentMaxDemandReceived", T.UInt48),
            R(0x0004, "DFTSummation", T.UInt48),
            R(0x0005, "DailyFreezeTime", T.UInt16),
            R(0x0006, "PowerFactor", T.Int8),
            R(0x0007, "ReadingSnapshotTime", T.UtcTime),
            R(0x0008, "CurrentMaxDemandDeliveredTime", T.UtcTime),
            R(0x0009, "CurrentMaxDemandReceivedTime", T.UtcTime),
            R(0x000A, "DefaultUpdatePeriod", T.UInt8, V11).StartsWith(30),
            R(0x000B, "FastPollUpdatePeriod", T.UInt8, V11).StartsWith(5),
            R(0x000C, "CurrentBlockPeriodConsumptionDelivered", T.UInt48, V11),
            R(0x000D, "DailyConsumptionTarget", T.UInt24, V11),
            R(0x000E, "CurrentBlock", T.Enum8, V11),
            R(0x000F, "ProfileIntervalPeriod", T.Enum8, V11),
            .. TierReadings(),

            // Status.
            R(0x0200, "Status", T.Bitmap8).Mandatory(),
            R(0x0201, "RemainingBatteryLife", T.UInt8, V11),
            R(0x0202, "HoursInOperation", T.UInt24, V11),
            R(0x0203, "HoursInFault", T.UInt24, V11),

            // Formatting.
            R(0x0300, "UnitOfMeasure", T.Enum8).Mandatory(),
            R(0x0301, "Multiplier", T.UInt24),
            R(0x0302, "Divisor", T.UInt24),
            R(0x0303, "SummationFormatting", T.Bitmap8).Mandatory(),
            R(0x0304, "DemandFormatting", T.Bitmap8),
            R(0x0305, "HistoricalConsumptionFormatting", T.Bitmap8),
            R(0x0306, "MeteringDeviceType", T.Bitmap8).Mandatory(),
            R(0x0307, "SiteID", T.OctetString, V11).AtMost(32),
            R(0x0308, "MeterSerialNumber", T.OctetString, V11).AtMost(24),

            // Consumption of the past, and the load profile.
            R(0x0400, "InstantaneousDemand", T.Int24),
            R(0x0401, "CurrentDayConsumptionDelivered", T.UInt24),
            R(0x0402, "CurrentDayConsumptionReceived", T.UInt24),
            R(0x0403, "PreviousDayConsumptionDelivered", T.UInt24),
            R(0x0404, "PreviousDayConsumptionReceived", T.UInt24),
            R(0x0405, "CurrentPartialProfileIntervalStartTimeDelivered", T.UtcTime),
            R(0x0406, "CurrentPartialProfileIntervalStartTimeReceived", T.UtcTime),
            R(0x0407, "CurrentPartialProfileIntervalValueDelivered", T.UInt24),
            R(0x0408, "CurrentPartialProfileIntervalValueReceived", T.UInt24),
            R(0x0500, "MaxNumberOfPeriodsDelivered", T.UInt8).StartsWith(0x18),

            // Supply limits.
            R(0x0600, "CurrentDemandDelivered", T.UInt24),
            R(0x0601, "DemandLimit", T.UInt24),
            R(0x0602, "DemandIntegrationPeriod", T.UInt8),
            R(0x0603, "NumberOfDemandSubintervals", T.UInt8),
            .. BlockReadings(),

            // Alarms.
            Rw(0x0800, "GenericAlarmMask", T.Bitmap16, V11),
            Rw(0x0801, "ElectricityAlarmMask", T.Bitmap32, V11),
            Rw(0x0802, "GenericFlowPressureAlarmMask", T.Bitmap16, V11),
            Rw(0x0803, "WaterSpecificAlarmMask", T.Bitmap16, V11),
            Rw(0x0804, "HeatAndCoolingSpecificAlarmMask", T.Bitmap16, V11),
            Rw(0x0805, "GasSpecificAlarmMask", T.Bitmap16, V11),
        ],
        clientAttributes: [],
        commands:
        [
            FromServer(0x00, "GetProfileResponse"),
            FromServer(0x01, "RequestMirror"),
            FromServer(0x02, "RemoveMirror"),
            FromServer(0x03, "RequestFastPollModeResponse", V11),
            FromClient(0x00, "GetProfile"),
            FromClient(0x01, "RequestMirrorResponse"),
            FromClient(0x02, "MirrorRemoved"),
            FromClient(0x03, "RequestFastPollMode", V11),
        ]);

    private static IEnumerable<AttributeDefinition> TierReadings() => Enumerable.Range(1, Tiers).SelectMany(static tier =>
    {
        var id = (ushort)(0x0100 + (2 * (tier - 1)));
        var since = tier <= TiersOf10 ? V10 : V11;
        return new[]
        {
            R(id, $"CurrentTier{tier}SummationDelivered", T.UInt48, since),
            R((ushort)(id + 1), $"CurrentTier{tier}SummationReceived", T.UInt48, since),
        };
    });

    // Tier 0 is "no tier".
    private static IEnumerable<AttributeDefinition> BlockReadings() =>
        from tier in Enumerable.Range(0, Tiers + 1)
        from block in Enumerable.Range(1, Blocks)
        select R(
            (ushort)(0x0700 + (tier << 4) + block - 1), $"Current{(tier == 0 ? "NoTier" : $"Tier{tier}")}Block{block}SummationDelivered", T.UInt48, V11);
}
