using SEFramework.Zigbee.Addressing;

namespace SEFramework.Zigbee.Bytes;

/// <summary>Writes little-endian fields one after the other into a growing buffer.</summary>
public sealed class ByteWriter
{
    private byte[] _buffer = new byte[64];
    private int _length;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Writes a byte.</summary>
    /// <param name="value">The value.</param>
    public ByteWriter Byte(byte value) => Unsigned(value, 1);

    /// <summary>Writes 16 bits.</summary>
    /// <param name="value">The value.</param>
    public ByteWriter UInt16(ushort value) => Unsigned(value, 2);

    /// <summary>Writes 32 bits.</summary>
    /// <param name="value">The value.</param>
    public ByteWriter UInt32(uint value) => Unsigned(value, 4);

    /// <summary>Writes 1 to 8 bytes of a number.</summary>
    /// <param name="value">The value.</param>
    /// <param name="width">How many bytes.</param>
    public ByteWriter Unsigned(ulong value, int width)
    {
        foreach (ref var octet in Grow(width))
        {
            octet = (byte)value;
            value >>= 8;
        }

        return this;
    }

    /// <summary>Writes an extended address.</summary>
    /// <param name="value">The address.</param>
    public ByteWriter Ieee(IeeeAddress value) => Unsigned(value.Value, 8);

    /// <summary>Writes a network address.</summary>
    /// <param name="value">The address.</param>
    public ByteWriter Nwk(NwkAddress value) => UInt16(value.Value);

    /// <summary>Writes bytes as they are.</summary>
    /// <param name="value">The bytes.</param>
    public ByteWriter Bytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Grow(value.Length));
        return this;
    }

    /// <summary>Writes 16-bit values with their number in one byte in front.</summary>
    /// <param name="values">At most 255 values.</param>
    /// <exception cref="ArgumentException">There are more.</exception>
    public ByteWriter UInt16List(IReadOnlyCollection<ushort> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Count(values.Count);
        foreach (var value in values)
        {
            UInt16(value);
        }

        return this;
    }

    /// <summary>Writes bytes with their number in one byte in front.</summary>
    /// <param name="values">At most 255 bytes.</param>
    /// <exception cref="ArgumentException">There are more.</exception>
    public ByteWriter ByteList(IReadOnlyCollection<byte> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Count(values.Count);
        foreach (var value in values)
        {
            Byte(value);
        }

        return this;
    }

    /// <summary>Writes how many entries follow.</summary>
    /// <param name="count">0 to 255.</param>
    /// <exception cref="ArgumentException">There are more.</exception>
    public ByteWriter Count(int count) => count is >= 0 and <= byte.MaxValue
        ? Byte((byte)count)
        : throw new ArgumentException($"A list of {count} entries does not fit: its length has 8 bits.", nameof(count));

    private Span<byte> Grow(int count)
    {
        if (_length + count > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        }

        var span = _buffer.AsSpan(_length, count);
        _length += count;
        return span;
    }
}
