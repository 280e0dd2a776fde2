using System.Text;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zcl;

/// <summary>A value of a ZCL data type, without the type's id. Source: reference 03, section 7.3.</summary>
public abstract record ZclValue
{
    private const int MaximumDepth = 8;

    /// <summary>Reads a value.</summary>
    /// <param name="type">Its data type.</param>
    /// <param name="reader">Where from.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when it is cut short, nested too deeply, or of a type inside that does not exist.</returns>
    public static bool TryRead(ZclDataType type, ref ByteReader reader, out ZclValue? value) => TryRead(type, ref reader, 0, out value);

    /// <summary>Writes the value in the layout of a data type.</summary>
    /// <param name="type">The data type; it must be of this value's kind.</param>
    /// <param name="writer">Where to.</param>
    /// <exception cref="ArgumentException">The value is of another kind, or too long.</exception>
    public void Write(ZclDataType type, ByteWriter writer)
    {
        switch (type.Kind, this)
        {
            case (ZclKind.None, ZclNone):
                break;
            case (ZclKind.Unsigned, ZclUnsigned unsigned):
                writer.Unsigned(unsigned.Value, type.Width);
                break;
            case (ZclKind.Signed, ZclSigned signed):
                writer.Unsigned((ulong)signed.Value, type.Width);
                break;
            case (ZclKind.Boolean, ZclBoolean boolean):
                writer.Byte(boolean.Raw);
                break;
            case (ZclKind.Float, ZclFloat real):
                WriteFloat(type, real.Value, writer);
                break;
            case (ZclKind.Octets, ZclOctets octets):
                WriteString(type, octets.Value.Span, octets.IsInvalid, writer);
                break;
            case (ZclKind.Text, ZclText text):
                WriteString(type, Encoding.UTF8.GetBytes(text.Value), text.IsInvalid, writer);
                break;
            case (ZclKind.Array, ZclArray array):
                array.WriteItems(writer);
                break;
            case (ZclKind.Structure, ZclStructure structure):
                structure.WriteItems(writer);
                break;
            case (ZclKind.Ieee, ZclIeee address):
                writer.Ieee(address.Value);
                break;
            case (ZclKind.Key, ZclOctets { Value.Length: 16 } key):
                writer.Bytes(key.Value.Span);
                break;
            default:
                throw new ArgumentException($"a value of kind {GetType().Name} cannot be written as {type.Name}", nameof(type));
        }
    }

    private static bool TryRead(ZclDataType type, ref ByteReader reader, int depth, out ZclValue? value)
    {
        value = null;
        switch (type.Kind)
        {
            case ZclKind.None:
                value = ZclNone.Value;
                return true;
            case ZclKind.Unsigned when reader.TryReadUnsigned(type.Width, out var number):
                value = new ZclUnsigned(number);
                return true;
            case ZclKind.Signed when reader.TryReadUnsigned(type.Width, out var number):
                var shift = 64 - (8 * type.Width);
                value = new ZclSigned((long)(number << shift) >> shift);
                return true;
            case ZclKind.Boolean when reader.TryReadByte(out var raw):
                value = new ZclBoolean(raw);
                return true;
            case ZclKind.Float when reader.TryReadUnsigned(type.Width, out var bits):
                value = new ZclFloat(type.Width switch
                {
                    2 => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
                    4 => BitConverter.UInt32BitsToSingle((uint)bits),
                    _ => BitConverter.UInt64BitsToDouble(bits),
                });
                return true;
            case ZclKind.Octets or ZclKind.Text:
                return TryReadString(type, ref reader, out value);
            case ZclKind.Array:
                return TryReadArray(ref reader, depth, out value);
            case ZclKind.Structure:
                return TryReadStructure(ref reader, depth, out value);
            case ZclKind.Ieee when reader.TryReadIeee(out var address):
                value = new ZclIeee(address);
                return true;
            case ZclKind.Key when reader.TryReadBytes(16, out var key):
                value = new ZclOctets(key.ToArray());
                return true;
            default:
                return false;
        }
    }

    private static bool TryReadString(ZclDataType type, ref ByteReader reader, out ZclValue? value)
    {
        value = null;
        if (!reader.TryReadUnsigned(type.Width, out var length))
        {
            return false;
        }

        var isInvalid = length == (type.Width == 1 ? 0xFFUL : 0xFFFF);
        if (!reader.TryReadBytes(isInvalid ? 0 : (int)length, out var bytes))
        {
            return false;
        }

        value = type.Kind == ZclKind.Text
            ? new ZclText(Encoding.UTF8.GetString(bytes), isInvalid)
            : new ZclOctets(bytes.ToArray(), isInvalid);
        return true;
    }

    private static bool TryReadArray(ref ByteReader reader, int depth, out ZclValue? value)
    {
        value = null;
        if (depth >= MaximumDepth || !reader.TryReadByte(out var id) || ZclDataType.Find(id) is not { } type || !reader.TryReadUInt16(out var count))
        {
            return false;
        }

        if (count == 0xFFFF)
        {
            value = new ZclArray(type, [], IsInvalid: true);
            return true;
        }

        // Elements without bytes would make a small frame a large list.
        if (type.Kind == ZclKind.None && count > 0)
        {
            return false;
        }

        var items = new List<ZclValue>();
        for (var i = 0; i < count; i++)
        {
            if (!TryRead(type, ref reader, depth + 1, out var item))
            {
                return false;
            }

            items.Add(item!);
        }

        value = new ZclArray(type, items);
        return true;
    }

    private static bool TryReadStructure(ref ByteReader reader, int depth, out ZclValue? value)
    {
        value = null;
        if (depth >= MaximumDepth || !reader.TryReadUInt16(out var count))
        {
            return false;
        }

        if (count == 0xFFFF)
        {
            value = new ZclStructure([], IsInvalid: true);
            return true;
        }

        var items = new List<(ZclDataType, ZclValue)>();
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryReadByte(out var id) || ZclDataType.Find(id) is not { } type || !TryRead(type, ref reader, depth + 1, out var item))
            {
                return false;
            }

            items.Add((type, item!));
        }

        value = new ZclStructure(items);
        return true;
    }

    private static void WriteFloat(ZclDataType type, double value, ByteWriter writer) => writer.Unsigned(
        type.Width switch
        {
            2 => BitConverter.HalfToUInt16Bits((Half)value),
            4 => BitConverter.SingleToUInt32Bits((float)value),
            _ => BitConverter.DoubleToUInt64Bits(value),
        },
        type.Width);

    private static void WriteString(ZclDataType type, ReadOnlySpan<byte> bytes, bool isInvalid, ByteWriter writer)
    {
        var invalid = type.Width == 1 ? 0xFFUL : 0xFFFF;
        if ((ulong)bytes.Length >= invalid)
        {
            throw new ArgumentException($"{bytes.Length} bytes do not fit into a {type.Name}", nameof(bytes));
        }

        writer.Unsigned(isInvalid ? invalid : (ulong)bytes.Length, type.Width).Bytes(isInvalid ? [] : bytes);
    }
}

/// <summary>No value.</summary>
public sealed record ZclNone : ZclValue
{
    /// <summary>The only instance needed.</summary>
    public static readonly ZclNone Value = new();
}

/// <summary>An unsigned number, bitmap, enumeration, time or id.</summary>
/// <param name="Value">The number; all ones is the type's invalid value for most types.</param>
public sealed record ZclUnsigned(ulong Value) : ZclValue;

/// <summary>A signed number.</summary>
/// <param name="Value">The number; the smallest is the type's invalid value.</param>
public sealed record ZclSigned(long Value) : ZclValue;

/// <summary>A boolean.</summary>
/// <param name="Raw">0, 1, or 0xFF for invalid.</param>
public sealed record ZclBoolean(byte Raw) : ZclValue;

/// <summary>A floating-point number.</summary>
/// <param name="Value">The number; not-a-number is invalid.</param>
public sealed record ZclFloat(double Value) : ZclValue;

/// <summary>An octet string or a key.</summary>
/// <param name="Value">The bytes.</param>
/// <param name="IsInvalid">Whether it is marked as invalid.</param>
public sealed record ZclOctets(ReadOnlyMemory<byte> Value, bool IsInvalid = false) : ZclValue
{
    /// <inheritdoc />
    public bool Equals(ZclOctets? other) => other is not null && IsInvalid == other.IsInvalid && Value.Span.SequenceEqual(other.Value.Span);

    /// <inheritdoc />
    public override int GetHashCode() => Value.Length;
}

/// <summary>A character string.</summary>
/// <param name="Value">The text.</param>
/// <param name="IsInvalid">Whether it is marked as invalid.</param>
public sealed record ZclText(string Value, bool IsInvalid = false) : ZclValue;

/// <summary>An extended address.</summary>
/// <param name="Value">The address.</param>
public sealed record ZclIeee(IeeeAddress Value) : ZclValue;

/// <summary>An array, set or bag.</summary>
/// <param name="ItemType">Type of the elements.</param>
/// <param name="Items">The elements.</param>
/// <param name="IsInvalid">Whether it is marked as invalid.</param>
public sealed record ZclArray(ZclDataType ItemType, IReadOnlyList<ZclValue> Items, bool IsInvalid = false) : ZclValue
{
    /// <inheritdoc />
    public bool Equals(ZclArray? other) =>
        other is not null && ItemType == other.ItemType && IsInvalid == other.IsInvalid && Items.SequenceEqual(other.Items);

    /// <inheritdoc />
    public override int GetHashCode() => Items.Count;

    internal void WriteItems(ByteWriter writer)
    {
        writer.Byte(ItemType.Id).UInt16(IsInvalid ? (ushort)0xFFFF : checked((ushort)Items.Count));
        foreach (var item in Items)
        {
            item.Write(ItemType, writer);
        }
    }
}

/// <summary>A structure.</summary>
/// <param name="Items">The elements with their types.</param>
/// <param name="IsInvalid">Whether it is marked as invalid.</param>
public sealed record ZclStructure(IReadOnlyList<(ZclDataType Type, ZclValue Value)> Items, bool IsInvalid = false) : ZclValue
{
    /// <inheritdoc />
    public bool Equals(ZclStructure? other) => other is not null && IsInvalid == other.IsInvalid && Items.SequenceEqual(other.Items);

    /// <inheritdoc />
    public override int GetHashCode() => Items.Count;

    internal void WriteItems(ByteWriter writer)
    {
        writer.UInt16(IsInvalid ? (ushort)0xFFFF : checked((ushort)Items.Count));
        foreach (var (type, value) in Items)
        {
            writer.Byte(type.Id);
            value.Write(type, writer);
        }
    }
}
