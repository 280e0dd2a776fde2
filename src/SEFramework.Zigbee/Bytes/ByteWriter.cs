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
