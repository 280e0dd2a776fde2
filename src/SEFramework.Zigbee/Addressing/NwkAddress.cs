using System.Globalization;

namespace SEFramework.Zigbee.Addressing;

/// <summary>A 16-bit ZigBee network address. Source: reference 07, section 4.2; ZigBee specification, broadcast addresses.</summary>
/// <param name="Value">The address as a number.</param>
public readonly record struct NwkAddress(ushort Value)
{
    /// <summary>The coordinator.</summary>
    public static readonly NwkAddress Coordinator = new(0x0000);

    /// <summary>Not known (XBee API) or not joined.</summary>
    public static readonly NwkAddress Unknown = new(0xFFFE);

    /// <summary>Broadcast to all devices.</summary>
    public static readonly NwkAddress BroadcastAll = new(0xFFFF);

    /// <summary>Broadcast to all devices whose receiver is on when idle.</summary>
    public static readonly NwkAddress BroadcastRxOnWhenIdle = new(0xFFFD);

    /// <summary>Broadcast to routers and the coordinator.</summary>
    public static readonly NwkAddress BroadcastRouters = new(0xFFFC);

    /// <summary>Whether the address names one device (0x0000 to 0xFFF7).</summary>
    public bool IsUnicast => Value < 0xFFF8;

    /// <summary>Four upper-case hexadecimal digits without prefix, as in "(NWK: E0BB)".</summary>
    public override string ToString() => Value.ToString("X4", CultureInfo.InvariantCulture);
}
