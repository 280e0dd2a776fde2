using System.Globalization;

namespace SEFramework.Rpc.Values;

/// <summary>
/// An address of the RPC type MAC: 8 bytes of an extended address, or 2 bytes of a network address.
/// Source: reference 01, section 2.3; reference 02, section 11.1 (two-byte form, inferred).
/// </summary>
/// <param name="Value">The address as a number, most significant byte first.</param>
/// <param name="Length">8 or 2 bytes.</param>
public readonly record struct MacAddress(ulong Value, int Length = 8)
{
    /// <summary>The broadcast address 00:00:00:00:00:00:FF:FF. Source: reference 01, section 2.9.</summary>
    public static readonly MacAddress Broadcast = new(0xFFFF);

    /// <summary>Whether this is the broadcast address.</summary>
    public bool IsBroadcast => this == Broadcast;

    /// <summary>Parses 16 or 4 hexadecimal digits in either case, with or without ':', '-' or '.' between bytes.</summary>
    /// <param name="text">The text; blanks around it are allowed.</param>
    /// <param name="address">The address.</param>
    /// <returns>False when the text is not such an address.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out MacAddress address)
    {
        address = default;
        text = text.Trim();
        ulong value = 0;
        var digits = 0;
        foreach (var c in text)
        {
            if (c is ':' or '-' or '.' && digits % 2 == 0 && digits > 0)
            {
                continue;
            }

            if (!char.IsAsciiHexDigit(c) || digits == 16)
            {
                return false;
            }

            value = (value << 4) | (uint)HexDigit(c);
            digits++;
        }

        if (digits is not (16 or 4))
        {
            return false;
        }

        address = new MacAddress(value, digits / 2);
        return true;
    }

    /// <summary>The bytes as upper-case hexadecimal digits separated by colons, the spelling that clients use as a key.</summary>
    public override string ToString() => string.Create((Length * 3) - 1, this, static (span, address) =>
    {
        for (var i = 0; i < address.Length; i++)
        {
            var octet = (byte)(address.Value >> (8 * (address.Length - 1 - i)));
            octet.TryFormat(span[(3 * i)..], out _, "X2", CultureInfo.InvariantCulture);
            if (i < address.Length - 1)
            {
                span[(3 * i) + 2] = ':';
            }
        }
    });

    private static int HexDigit(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
