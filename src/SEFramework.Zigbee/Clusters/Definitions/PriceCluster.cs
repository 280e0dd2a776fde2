using static SEFramework.Zigbee.Clusters.Definitions.Rows;
using static SEFramework.Zigbee.Clusters.SmartEnergyVersion;
using T = SEFramework.Zigbee.Zcl.ZclTypeId;

namespace SEFramework.Zigbee.Clusters.Definitions;

/// <summary>Price. Source: reference 05, sections 2, 4.2 and 4.3.</summary>
internal static class PriceCluster
{
    private const int Tiers = 15;
    private const int TiersOf10 = 6;
    private const int Blocks = 16;

    public static readonly ClusterDefinition Definition = new(
        ClusterIds.Price,
        "Price",
        needsLinkKey: true,
        serverAttributes:
        [
            .. Enumerable.Range(1, Tiers).Select(static tier => Rw((ushort)(tier - 1), $"Tier{tier}PriceLabel", T.OctetString, tier <= TiersOf10 ? V10 : V11).AtMost(12)),
            .. Enumerable.Range(1, Blocks - 1).Select(static block => R((ushort)(0x0100 + block - 1), $"Block{block}Threshold", T.UInt48, V11)),
            R(0x0200, "StartOfBlockPeriod", T.UtcTime, V11),
            R(0x0201, "BlockPeriodDuration", T.UInt24, V11),
            R(0x0202, "ThresholdMultiplier", T.UInt24, V11),
            R(0x0203, "ThresholdDivisor", T.UInt24, V11),
            R(0x0300, "CommodityType", T.Enum8, V11),
            R(0x0301, "StandingCharge", T.UInt32, V11),
            R(0x0302, "ConversionFactor", T.UInt32, V11b),
            R(0x0303, "ConversionFactorTrailingDigit", T.Bitmap8, V11b),
            R(0x0304, "CalorificValue", T.UInt32, V11b),
            R(0x0305, "CalorificValueUnit", T.Enum8, V11b),
            R(0x0306, "CalorificValueTrailingDigit", T.Bitmap8, V11b),
            .. BlockPrices(),
        ],
        clientAttributes:
        [
            Rw(0x0000, "PriceIncreaseRandomizeMinutes", T.UInt8).Within(0, 60).StartsWith(5),
            Rw(0x0001, "PriceDecreaseRandomizeMinutes", T.UInt8).Within(0, 60).StartsWith(15),
            R(0x0002, "CommodityType", T.Enum8),
        ],
        commands:
        [
            FromServer(0x00, "PublishPrice"),
            FromServer(0x01, "PublishBlockPeriod", V11),
            FromClient(0x00, "GetCurrentPrice"),
            FromClient(0x01, "GetScheduledPrices"),
            FromClient(0x02, "PriceAcknowledgement"),
            FromClient(0x03, "GetBlockPeriods", V11),
        ]);

    // Tier 0 is "no tier".
    private static IEnumerable<AttributeDefinition> BlockPrices() =>
        from tier in Enumerable.Range(0, Tiers + 1)
        from block in Enumerable.Range(1, Blocks)
        select R((ushort)(0x0400 + (tier << 4) + block - 1), $"{(tier == 0 ? "NoTier" : $"Tier{tier}")}Block{block}Price", T.UInt32, V11);
}
