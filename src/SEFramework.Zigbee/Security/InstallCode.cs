using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SEFramework.Zigbee.Security;

/// <summary>
/// Installation codes: 6, 8, 12 or 16 bytes with a CRC-16/X-25 behind them, low byte first, from which the joining link key is derived.
/// Source: reference 02, sections 2 and 8.
/// </summary>
public static class InstallCode
{
    /// <summary>Longest code with its CRC, bytes.</summary>
    public const int MaximumLength = 18;

    private const int CrcLength = 2;

    /// <summary>Reads a code from hexadecimal digits in either case. Whatever stands between the digits, and a "0x" in front, is passed over.</summary>
    /// <param name="text">The text.</param>
    /// <param name="codeWithCrc">The code with its CRC; empty unless the status is <see cref="InstallCodeStatus.Valid"/>.</param>
    /// <returns>Whether the code is good, its CRC included.</returns>
    public static InstallCodeStatus Parse(ReadOnlySpan<char> text, out byte[] codeWithCrc)
    {
        codeWithCrc = [];
        text = text.Trim();
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            text = text[2..];
        }

        // One digit more than fits shows that it is too long; the rest need not be kept.
        Span<char> digits = stackalloc char[(2 * MaximumLength) + 1];
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiHexDigit(c) && count < digits.Length)
            {
                digits[count++] = c;
            }
        }

        if (count > 2 * MaximumLength)
        {
            return InstallCodeStatus.WrongLength;
        }

        if (count == 0 || count % 2 != 0)
        {
            return InstallCodeStatus.NotHexadecimal;
        }

        var bytes = Convert.FromHexString(digits[..count]);
        var status = Check(bytes);
        codeWithCrc = status == InstallCodeStatus.Valid ? bytes : [];
        digits.Clear();
        return status;
    }

    /// <summary>Checks length and CRC of a code.</summary>
    /// <param name="codeWithCrc">The code, and its CRC low byte first.</param>
    public static InstallCodeStatus Check(ReadOnlySpan<byte> codeWithCrc)
    {
        if (codeWithCrc.Length is not (8 or 10 or 14 or MaximumLength))
        {
            return InstallCodeStatus.WrongLength;
        }

        return BinaryPrimitives.ReadUInt16LittleEndian(codeWithCrc[^CrcLength..]) == Crc(codeWithCrc[..^CrcLength])
            ? InstallCodeStatus.Valid
            : InstallCodeStatus.WrongCrc;
    }

    /// <summary>Derives the link key of a code.</summary>
    /// <param name="codeWithCrc">8, 10, 14 or 18 bytes, the CRC's low byte first.</param>
    /// <param name="linkKey">16 bytes in the order in which a key is written; empty unless the status is <see cref="InstallCodeStatus.Valid"/>.</param>
    /// <returns>Whether the code is good.</returns>
    public static InstallCodeStatus DeriveLinkKey(ReadOnlySpan<byte> codeWithCrc, out byte[] linkKey)
    {
        var status = Check(codeWithCrc);
        linkKey = status == InstallCodeStatus.Valid ? MatyasMeyerOseas.Hash(codeWithCrc) : [];
        return status;
    }

    /// <summary>Derives the link key of a code in the form of <see cref="Parse"/>.</summary>
    /// <param name="text">The code with its CRC in hexadecimal digits.</param>
    /// <param name="linkKey">16 bytes in the order in which a key is written; empty unless the status is <see cref="InstallCodeStatus.Valid"/>.</param>
    /// <returns>Whether the code is good.</returns>
    public static InstallCodeStatus DeriveLinkKey(ReadOnlySpan<char> text, out byte[] linkKey)
    {
        linkKey = [];
        var status = Parse(text, out var code);
        if (status == InstallCodeStatus.Valid)
        {
            linkKey = MatyasMeyerOseas.Hash(code);
            CryptographicOperations.ZeroMemory(code);
        }

        return status;
    }

    /// <summary>Derives the link key of a code, when why it is refused does not matter.</summary>
    /// <param name="codeWithCrc">8, 10, 14 or 18 bytes, the CRC's low byte first.</param>
    /// <param name="linkKey">16 bytes.</param>
    /// <returns>False when the length or the CRC is wrong.</returns>
    public static bool TryDeriveLinkKey(ReadOnlySpan<byte> codeWithCrc, out byte[] linkKey) =>
        DeriveLinkKey(codeWithCrc, out linkKey) == InstallCodeStatus.Valid;

    /// <summary>A code with its CRC behind it, low byte first.</summary>
    /// <param name="code">The code.</param>
    public static byte[] WithCrc(ReadOnlySpan<byte> code)
    {
        var result = new byte[code.Length + CrcLength];
        code.CopyTo(result);
        BinaryPrimitives.WriteUInt16LittleEndian(result.AsSpan(code.Length), Crc(code));
        return result;
    }

    /// <summary>The CRC-16/X-25 of a code.</summary>
    /// <param name="code">The code without CRC.</param>
    public static ushort Crc(ReadOnlySpan<byte> code)
    {
        const ushort ReflectedPolynomial = 0x8408;
        ushort crc = 0xFFFF;
        foreach (var octet in code)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (ushort)((crc & 1) != 0 ? (crc >> 1) ^ ReflectedPolynomial : crc >> 1);
            }
        }

        return (ushort)~crc;
    }
}
