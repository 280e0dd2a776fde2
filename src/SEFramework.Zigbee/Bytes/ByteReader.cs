using System.Buffers.Binary;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Zigbee.Bytes;

/// <summary>Reads little-endian fields one after the other. A read beyond the end gives false and changes nothing.</summary>
/// <param name="bytes">The bytes.</param>
public ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>The bytes that are left.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Reads a byte.</summary>
    /// <param name="value">The value.</param>
    public bool TryReadByte(out byte value)
    {
        value = _rest.IsEmpty ? (byte)0 : _rest[0];
        return TrySkip(1);
    }

    /// <summary>Reads 16 bits.</summary>
    /// <param name="value">The value.</param>
    public bool TryReadUInt16(out ushort value)
    {
        value = _rest.Length < 2 ? (ushort)0 : BinaryPrimitives.ReadUInt16LittleEndian(_rest);
        return TrySkip(2);
    }

    /// <summary>Reads 32 bits.</summary>
    /// <param name="value">The value.</param>
    public bool TryReadUInt32(out uint value)
    {
        value = _rest.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(_rest);
        return TrySkip(4);
    }

    /// <summary>Reads 1 to 8 bytes as a number.</summary>
    /// <param name="width">How many bytes.</param>
    /// <param name="value">The value.</param>
    public bool TryReadUnsigned(int width, out ulong value)
    {
        value = 0;
        if (_rest.Length < width)
        {
            return false;
        }

        for (var i = width - 1; i >= 0; i--)
        {
            value = (value << 8) | _rest[i];
        }

        return TrySkip(width);
    }

    /// <summary>Reads an extended address.</summary>
    /// <param name="value">The address.</param>
    public bool TryReadIeee(out IeeeAddress value)
    {
        value = _rest.Length < 8 ? default : IeeeAddress.ReadLittleEndian(_rest);
        return TrySkip(8);
    }

    /// <summary>Reads a network address.</summary>
    /// <param name="value">The address.</param>
    public bool TryReadNwk(out NwkAddress value)
    {
        var ok = TryReadUInt16(out var number);
        value = new NwkAddress(number);
        return ok;
    }

    /// <summary>Reads a number of bytes.</summary>
    /// <param name="count">How many.</param>
    /// <param name="value">The bytes.</param>
    public bool TryReadBytes(int count, out ReadOnlySpan<byte> value)
    {
        value = _rest.Length < count ? default : _rest[..count];
        return TrySkip(count);
    }

    /// <summary>Reads a number of 16-bit values.</summary>
    /// <param name="count">How many.</param>
    /// <param name="values">The values.</param>
    public bool TryReadUInt16s(int count, out ushort[] values)
    {
        values = [];
        if (_rest.Length < 2 * count)
        {
            return false;
        }

        values = new ushort[count];
        foreach (ref var value in values.AsSpan())
        {
            TryReadUInt16(out value);
        }

        return true;
    }

    /// <summary>Reads a list of 16-bit values with their number in one byte in front.</summary>
    /// <param name="values">The values.</param>
    public bool TryReadUInt16List(out ushort[] values)
    {
        values = [];
        var reader = this;
        if (!reader.TryReadByte(out var count) || !reader.TryReadUInt16s(count, out values))
        {
            return false;
        }

        this = reader;
        return true;
    }

    private bool TrySkip(int count)
    {
        if (_rest.Length < count)
        {
            return false;
        }

        _rest = _rest[count..];
        return true;
    }
}
