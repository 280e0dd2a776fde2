using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

/// <summary>State of a route. Source: reference 02, section 11.6.</summary>
public enum RouteStatus
{
    /// <summary>In use.</summary>
    Active = 0,

    /// <summary>Being looked for.</summary>
    DiscoveryUnderway = 1,

    /// <summary>Looked for and not found.</summary>
    DiscoveryFailed = 2,

    /// <summary>Not in use.</summary>
    Inactive = 3,

    /// <summary>Being checked.</summary>
    ValidationUnderway = 4,
}

/// <summary>A record of Mgmt_Rtg_rsp, 5 bytes. Source: reference 02, section 11.6.</summary>
/// <param name="Destination">Where the route leads.</param>
/// <param name="Status">Its state.</param>
/// <param name="IsMemoryConstrained">Whether the destination has little memory.</param>
/// <param name="IsManyToOne">Whether the destination is a concentrator that asked for it.</param>
/// <param name="IsRouteRecordRequired">Whether a route record has to be sent to the destination first.</param>
/// <param name="NextHop">The next node on the way.</param>
public sealed record RouteRecord(
    NwkAddress Destination,
    RouteStatus Status,
    bool IsMemoryConstrained,
    bool IsManyToOne,
    bool IsRouteRecordRequired,
    NwkAddress NextHop) : IZdoField<RouteRecord>
{
    /// <summary>Bytes of a record.</summary>
    public const int Length = 5;

    private const int StatusMask = 0x07;
    private const int MemoryConstrainedBit = 0x08;
    private const int ManyToOneBit = 0x10;
    private const int RouteRecordRequiredBit = 0x20;

    /// <inheritdoc />
    public static bool TryRead(ref ByteReader reader, out RouteRecord? field)
    {
        field = reader.TryReadNwk(out var destination) && reader.TryReadByte(out var flags) && reader.TryReadNwk(out var nextHop)
            ? new RouteRecord(
                destination,
                (RouteStatus)(flags & StatusMask),
                (flags & MemoryConstrainedBit) != 0,
                (flags & ManyToOneBit) != 0,
                (flags & RouteRecordRequiredBit) != 0,
                nextHop)
            : null;
        return field is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer
            .Nwk(Destination)
            .Byte((byte)(((int)Status & StatusMask)
                | (IsMemoryConstrained ? MemoryConstrainedBit : 0)
                | (IsManyToOne ? ManyToOneBit : 0)
                | (IsRouteRecordRequired ? RouteRecordRequiredBit : 0)))
            .Nwk(NextHop);
    }
}
