using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SEFramework.Zigbee.Addressing;

/// <summary>
/// A 64-bit extended address (EUI64) of a ZigBee device. Held as a number whose hexadecimal digits read as the address is written,
/// most significant byte first. Source: reference 02, section 2; reference 01, section 2.7 (spelling of addresses in texts).
/// </summary>
/// <param name="Value">The address as a number, most significant byte first.</param>
public readonly record struct IeeeAddress(ulong Value) : ISpanFormattable
{
    /// <summary>The broadcast address 00:00:00:00:00:00:FF:FF of the XBee API and of the RPC contract.</summary>
    public static readonly IeeeAddress Broadcast = new(0x000000000000FFFF);

    /// <summary>All bits set: the address is not known.</summary>
    public static readonly IeeeAddress Unknown = new(ulong.MaxValue);

    /// <summary>The all-zero address, which the XBee API reads as "the coordinator".</summary>
    public static readonly IeeeAddress Coordinator = new(0);

    /// <summary>Reads an address from 8 bytes, most significant first (XBee API order).</summary>
    /// <param name="bytes">At least 8 bytes.</param>
    public static IeeeAddress ReadBigEndian(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes));

    /// <summary>Reads an address from 8 bytes, least significant first (ZDO and ZCL payload order).</summary>
    /// <param name="bytes">At least 8 bytes.</param>
    public static IeeeAddress ReadLittleEndian(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64LittleEndian(bytes));

    /// <summary>Writes the address as 8 bytes, most significant first.</summary>
    /// <param name="destination">At least 8 bytes.</param>
    public void WriteBigEndian(Span<byte> destination) => BinaryPrimitives.WriteUInt64BigEndian(destination, Value);

    /// <summary>Writes the address as 8 bytes, least significant first.</summary>
    /// <param name="destination">At least 8 bytes.</param>
    public void WriteLittleEndian(Span<byte> destination) => BinaryPrimitives.WriteUInt64LittleEndian(destination, Value);

    /// <summary>Parses 16 hexadecimal digits, with or without ':', '-' or '.' between bytes, in either case.</summary>
    /// <param name="text">The text; blanks around it are allowed.</param>
    /// <param name="address">The address, or the default value.</param>
    /// <returns>False when the text is not such an address.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out IeeeAddress address)
    {
        address = default;
        text = text.Trim();
        ulong value = 0;
        var digits = 0;
        foreach (var c in text)
        {
            if (c is ':' or '-' or '.')
            {
                if (digits % 2 != 0)
                {
                    return false;
                }

                continue;
            }

            if (!char.IsAsciiHexDigit(c) || digits == 16)
            {
                return false;
            }

            value = (value << 4) | (uint)Convert.ToInt32(c.ToString(), 16);
            digits++;
        }

        address = new IeeeAddress(value);
        return digits == 16;
    }

    /// <summary>Parses an address as <see cref="TryParse"/> does.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static IeeeAddress Parse([NotNull] string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not a 64-bit address such as 00:13:A2:00:40:0A:0B:0C");

    /// <summary>The address as 8 upper-case hexadecimal bytes with colons, most significant first: the spelling clients match.</summary>
    public override string ToString() => string.Create(23, Value, static (span, value) =>
    {
        for (var i = 0; i < 8; i++)
        {
            var octet = (byte)(value >> (56 - (8 * i)));
            octet.TryFormat(span[(3 * i)..], out _, "X2", CultureInfo.InvariantCulture);
            if (i < 7)
            {
                span[(3 * i) + 2] = ':';
            }
        }
    });

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc />
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        charsWritten = 0;
        if (destination.Length < 23)
        {
            return false;
        }

        ToString().CopyTo(destination);
        charsWritten = 23;
        return true;
    }
}
