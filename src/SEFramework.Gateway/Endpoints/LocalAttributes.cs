using SEFramework.Gateway.Clock;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.Endpoints;

/// <summary>The attributes of the gateway's own server clusters that it can tell about. Source: reference 03, section 2.1; reference 05, section 6.3.</summary>
/// <param name="clock">The gateway's time.</param>
public sealed class LocalAttributes(GatewayClock clock)
{
    private const ushort BasicCluster = 0x0000;
    private const ushort IdentifyCluster = 0x0003;
    private const ushort TimeCluster = 0x000A;
    private const ushort KeyEstablishmentCluster = 0x0800;
    private const byte MainsPowered = 1;
    private const byte ZclVersion = 1;
    private const byte TimeMaster = 0x01;
    private const byte TimeSynchronised = 0x02;

    private static readonly ZclDataType UInt8 = ZclDataType.Find(0x20)!;
    private static readonly ZclDataType UInt16 = ZclDataType.Find(0x21)!;
    private static readonly ZclDataType Bitmap8 = ZclDataType.Find(0x18)!;
    private static readonly ZclDataType Enum8 = ZclDataType.Find(0x30)!;
    private static readonly ZclDataType Enum16 = ZclDataType.Find(0x31)!;
    private static readonly ZclDataType Text = ZclDataType.Find(0x42)!;
    private static readonly ZclDataType UtcTime = ZclDataType.Find(0xE2)!;

    /// <summary>Reads an attribute; null when there is none.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="attribute">The attribute.</param>
    public (ZclDataType Type, ZclValue Value)? Read(LocalCluster cluster, ushort attribute) => (cluster.IsClient, cluster.Id, attribute) switch
    {
        (false, BasicCluster, 0x0000) => (UInt8, new ZclUnsigned(ZclVersion)),
        (false, BasicCluster, 0x0004) => (Text, new ZclText("SEFramework.Net")),
        (false, BasicCluster, 0x0005) => (Text, new ZclText("SE gateway")),
        (false, BasicCluster, 0x0007) => (Enum8, new ZclUnsigned(MainsPowered)),
        (false, IdentifyCluster, 0x0000) => (UInt16, new ZclUnsigned(0)),
        (false, TimeCluster, 0x0000) => (UtcTime, new ZclUnsigned(GatewayTime.ToAirUtc2000(clock.Now))),
        (false, TimeCluster, 0x0001) => (Bitmap8, new ZclUnsigned((ulong)(TimeMaster | (clock.IsSynchronized ? TimeSynchronised : 0)))),
        (_, KeyEstablishmentCluster, 0x0000) => (Enum16, new ZclUnsigned(1)),
        _ => null,
    };
}
