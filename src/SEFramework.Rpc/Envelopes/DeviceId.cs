using System.Globalization;

namespace SEFramework.Rpc.Envelopes;

/// <summary>A Device Cloud device id, made from an Ethernet address. Source: reference 01, section 1.8.</summary>
/// <param name="Value">The 128 bits.</param>
public readonly record struct DeviceId(UInt128 Value)
{
    /// <summary>Makes the id of an Ethernet address AA:BB:CC:DD:EE:FF: 00000000-00000000-AABBCCFF-FFDDEEFF.</summary>
    /// <param name="ethernetAddress">The 48-bit address as a number.</param>
    public static DeviceId FromEthernetAddress(ulong ethernetAddress) =>
        new(((ethernetAddress >> 24) << 40) | 0xFFFF000000 | (ethernetAddress & 0xFFFFFF));

    /// <summary>Reads an id with or without dashes, in either case.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The id.</param>
    public static bool TryParse(string text, out DeviceId id)
    {
        var digits = text.Trim().Replace("-", string.Empty, StringComparison.Ordinal);
        var ok = UInt128.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && digits.Length == 32;
        id = new DeviceId(value);
        return ok;
    }

    /// <summary>Four groups of eight upper-case digits.</summary>
    public override string ToString()
    {
        var digits = Value.ToString("X32", CultureInfo.InvariantCulture);
        return $"{digits[..8]}-{digits[8..16]}-{digits[16..24]}-{digits[24..]}";
    }
}
