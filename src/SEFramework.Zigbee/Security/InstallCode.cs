using System.Buffers.Binary;

namespace SEFramework.Zigbee.Security;

/// <summary>
/// Installation codes: 6, 8, 12 or 16 bytes with a CRC-16/X-25 behind them, low byte first, from which the joining link key is derived.
/// Source: reference 02, section 8.
/// </summary>
public static class InstallCode
{
    private const int CrcLength = 2;

    /// <summary>Derives the link key of an installation code.</summary>
    /// <param name="codeWithCrc">8, 10, 14 or 18 bytes, the CRC's low byte first.</param>
    /// <param name="linkKey">16 bytes.</param>
    /// <returns>False when the length or the CRC is wrong.</returns>
    public static bool TryDeriveLinkKey(ReadOnlySpan<byte> codeWithCrc, out byte[] linkKey)
    {
        linkKey = [];
        if (codeWithCrc.Length is not (8 or 10 or 14 or 18))
        {
            return false;
        }

        var code = codeWithCrc[..^CrcLength];
        if (BinaryPrimitives.ReadUInt16LittleEndian(codeWithCrc[^CrcLength..]) != Crc(code))
        {
            return false;
        }

        linkKey = MatyasMeyerOseas.Hash(codeWithCrc);
        return true;
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
