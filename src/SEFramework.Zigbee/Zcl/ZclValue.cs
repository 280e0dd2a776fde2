using System.Text;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zcl;

/// <summary>A value of a ZCL data type, without the type's id. Source: reference 03, section 7.3.</summary>
public abstract record ZclValue
{
    /// <summary>How deep arrays and structures may be nested.</summary>
    public const int MaximumDepth = 8;

    /// <summary>Reads a value.</summary>
    /// <param name="type">Its data type.</param>
    /// <param name="reader">Where from.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when it is cut short, nested too deeply, or of a type inside that does not exist.</returns>
    public static bool TryRead(ZclDataType type, ref ByteReader reader, out ZclValue? value)
    {
        ArgumentNullException.ThrowIfNull(type);
        return TryRead(type, ref reader, 0, out value);
    }

    /// <summary>The value of a data type that means "not valid", or null when the type has none.</summary>
    /// <param name="type">The data type.</param>
    public static ZclValue? InvalidOf(ZclDataType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return !type.HasInvalidValue ? null : type.Kind switch
        {
            ZclKind.Unsigned => new ZclUnsigned(type.AllOnes),
            ZclKind.Signed => new ZclSigned(Smallest(type)),
            ZclKind.Boolean => new ZclBoolean(byte.MaxValue),
            ZclKind.Float => new ZclFloat(double.NaN),
            ZclKind.Octets => new ZclOctets(default, IsInvalid: true),
            ZclKind.Text => new ZclText("", IsInvalid: true),
            ZclKind.Array => new ZclArray(ZclDataType.Get(ZclTypeId.NoData), [], IsInvalid: true),
            ZclKind.Structure => new ZclStructure([], IsInvalid: true),
            ZclKind.Ieee => new ZclIeee(Addressing.IeeeAddress.Unknown),
            _ => null,
        };
    }

    /// <summary>Whether the value means "not valid" in a data type.</summary>
    /// <param name="type">The data type.</param>
    public bool IsInvalidIn(ZclDataType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return this switch
        {
            ZclOctets octets => octets.IsInvalid,
            ZclText text => text.IsInvalid,
            ZclArray array => array.IsInvalid,
            ZclStructure structure => structure.IsInvalid,
            _ => InvalidOf(type) is { } invalid && Equals(invalid),
        };
    }

    /// <summary>Whether the value can be written in the layout of a data type: of its kind, within its range, not too long.</summary>
    /// <param name="type">The data type.</param>
    public bool Fits(ZclDataType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Refusal(type, 0) is null;
    }

    /// <summary>Writes the value in the layout of a data type.</summary>
    /// <param name="type">The data type.</param>
    /// <param name="writer">Where to.</param>
    /// <exception cref="ArgumentException">The value does not fit, see <see cref="Fits"/>; nothing was written.</exception>
    public void Write(ZclDataType type, ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(writer);
        if (Refusal(type, 0) is { } refusal)
        {
            throw new ArgumentException(refusal, nameof(type));
        }

        WriteUnchecked(type, writer);
    }

    internal static bool TryReadLength(ZclDataType type, ref ByteReader reader, out int length, out bool isInvalid)
    {
        var ok = reader.TryReadUnsigned(type.Width, out var number);
        isInvalid = number == type.AllOnes;
        length = isInvalid ? 0 : (int)number;
        return ok;
    }

    internal static bool TryReadArrayHeader(ZclDataType type, ref ByteReader reader, out ZclDataType itemType, out int count, out bool isInvalid)
    {
        count = 0;
        isInvalid = false;
        itemType = null!;
        if (!reader.TryReadByte(out var id) || ZclDataType.Find(id) is not { } found || !TryReadLength(type, ref reader, out count, out isInvalid))
        {
            return false;
        }

        itemType = found;

        // Elements without bytes would make a small frame a large list.
        return found.Kind != ZclKind.None || count == 0;
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
                value = new ZclSigned(ExtendSign(number, type.Width));
                return true;
            case ZclKind.Boolean when reader.TryReadByte(out var raw):
                value = new ZclBoolean(raw);
                return true;
            case ZclKind.Float when reader.TryReadUnsigned(type.Width, out var bits):
                value = new ZclFloat(ToFloat(bits, type.Width));
                return true;
            case ZclKind.Octets or ZclKind.Text:
                return TryReadString(type, ref reader, out value);
            case ZclKind.Array:
                return TryReadArray(type, ref reader, depth, out value);
            case ZclKind.Structure:
                return TryReadStructure(type, ref reader, depth, out value);
            case ZclKind.Ieee when reader.TryReadIeee(out var address):
                value = new ZclIeee(address);
                return true;
            case ZclKind.Key when reader.TryReadBytes(type.Width, out var key):
                value = new ZclOctets(key.ToArray());
                return true;
            default:
                return false;
        }
    }

    internal static long ExtendSign(ulong number, int width)
    {
        var shift = 64 - (8 * width);
        return (long)(number << shift) >> shift;
    }

    private static bool TryReadString(ZclDataType type, ref ByteReader reader, out ZclValue? value)
    {
        value = null;
        if (!TryReadLength(type, ref reader, out var length, out var isInvalid) || !reader.TryReadBytes(length, out var bytes))
        {
            return false;
        }

        value = type.Kind == ZclKind.Text
            ? new ZclText(Encoding.UTF8.GetString(bytes), isInvalid)
            : new ZclOctets(bytes.ToArray(), isInvalid);
        return true;
    }

    private static bool TryReadArray(ZclDataType type, ref ByteReader reader, int depth, out ZclValue? value)
    {
        value = null;
        if (depth >= MaximumDepth || !TryReadArrayHeader(type, ref reader, out var itemType, out var count, out var isInvalid))
        {
            return false;
        }

        var items = new List<ZclValue>();
        for (var i = 0; i < count; i++)
        {
            if (!TryRead(itemType, ref reader, depth + 1, out var item))
            {
                return false;
            }

            items.Add(item!);
        }

        value = new ZclArray(itemType, items, isInvalid);
        return true;
    }

    private static bool TryReadStructure(ZclDataType type, ref ByteReader reader, int depth, out ZclValue? value)
    {
        value = null;
        if (depth >= MaximumDepth || !TryReadLength(type, ref reader, out var count, out var isInvalid))
        {
            return false;
        }

        var items = new List<(ZclDataType, ZclValue)>();
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryReadByte(out var id) || ZclDataType.Find(id) is not { } itemType || !TryRead(itemType, ref reader, depth + 1, out var item))
            {
                return false;
            }

            items.Add((itemType, item!));
        }

        value = new ZclStructure(items, isInvalid);
        return true;
    }

    private static double ToFloat(ulong bits, int width) => width switch
    {
        sizeof(ushort) => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
        sizeof(uint) => BitConverter.UInt32BitsToSingle((uint)bits),
        _ => BitConverter.UInt64BitsToDouble(bits),
    };

    private static ulong ToBits(double value, int width) => width switch
    {
        sizeof(ushort) => BitConverter.HalfToUInt16Bits((Half)value),
        sizeof(uint) => BitConverter.SingleToUInt32Bits((float)value),
        _ => BitConverter.DoubleToUInt64Bits(value),
    };

    private static long Smallest(ZclDataType type) => -1L << ((8 * type.Width) - 1);

    // Why the value cannot be written, or null. The only place that knows.
    private string? Refusal(ZclDataType type, int depth) => (type.Kind, this) switch
    {
        (ZclKind.None, ZclNone) or (ZclKind.Boolean, ZclBoolean) or (ZclKind.Float, ZclFloat) or (ZclKind.Ieee, ZclIeee) => null,
        (ZclKind.Unsigned, ZclUnsigned { Value: var value }) => value <= type.AllOnes ? null : $"{value} is too large for {type.Name}",
        (ZclKind.Signed, ZclSigned { Value: var value }) => value >= Smallest(type) && value <= ~Smallest(type) ? null : $"{value} is out of the range of {type.Name}",
        (ZclKind.Key, ZclOctets { IsInvalid: false } key) => key.Value.Length == type.Width ? null : $"{key.Value.Length} bytes are no {type.Name}",
        (ZclKind.Octets, ZclOctets octets) => RefusalOfLength(type, octets.Value.Length),
        (ZclKind.Text, ZclText text) => RefusalOfLength(type, Encoding.UTF8.GetByteCount(text.Value)),
        (ZclKind.Array, ZclArray array) =>
            RefusalOfItems(type, depth, array.Items.Count)
            ?? (array.ItemType.Kind == ZclKind.None && array.Items.Count > 0 ? $"elements of a {type.Name} need a type that has values" : null)
            ?? array.Items.Select(item => item.Refusal(array.ItemType, depth + 1)).FirstOrDefault(static refusal => refusal is not null),
        (ZclKind.Structure, ZclStructure structure) =>
            RefusalOfItems(type, depth, structure.Items.Count)
            ?? structure.Items.Select(item => item.Value.Refusal(item.Type, depth + 1)).FirstOrDefault(static refusal => refusal is not null),
        _ => $"a value of kind {GetType().Name} cannot be written as {type.Name}",
    };

    private static string? RefusalOfLength(ZclDataType type, int bytes) =>
        (ulong)bytes < type.AllOnes ? null : $"{bytes} bytes do not fit into a {type.Name}";

    private static string? RefusalOfItems(ZclDataType type, int depth, int count) =>
        depth >= MaximumDepth ? $"a {type.Name} may not be nested deeper than {MaximumDepth}"
        : (ulong)count < type.AllOnes ? null
        : $"{count} elements do not fit into a {type.Name}";

    private void WriteUnchecked(ZclDataType type, ByteWriter writer)
    {
        switch (this)
        {
            case ZclUnsigned unsigned:
                writer.Unsigned(unsigned.Value, type.Width);
                break;
            case ZclSigned signed:
                writer.Unsigned((ulong)signed.Value, type.Width);
                break;
            case ZclBoolean boolean:
                writer.Byte(boolean.Raw);
                break;
            case ZclFloat real:
                writer.Unsigned(ToBits(real.Value, type.Width), type.Width);
                break;
            case ZclOctets key when type.Kind == ZclKind.Key:
                writer.Bytes(key.Value.Span);
                break;
            case ZclOctets octets:
                WriteString(type, octets.Value.Span, octets.IsInvalid, writer);
                break;
            case ZclText text:
                WriteString(type, Encoding.UTF8.GetBytes(text.Value), text.IsInvalid, writer);
                break;
            case ZclIeee address:
                writer.Ieee(address.Value);
                break;
            case ZclArray array:
                writer.Byte(array.ItemType.Id);
                WriteCount(type, array.Items.Count, array.IsInvalid, writer);
                foreach (var item in array.IsInvalid ? [] : array.Items)
                {
                    item.WriteUnchecked(array.ItemType, writer);
                }

                break;
            case ZclStructure structure:
                WriteCount(type, structure.Items.Count, structure.IsInvalid, writer);
                foreach (var (itemType, item) in structure.IsInvalid ? [] : structure.Items)
                {
                    writer.Byte(itemType.Id);
                    item.WriteUnchecked(itemType, writer);
                }

                break;
        }
    }

    private static void WriteString(ZclDataType type, ReadOnlySpan<byte> bytes, bool isInvalid, ByteWriter writer)
    {
        WriteCount(type, bytes.Length, isInvalid, writer);
        writer.Bytes(isInvalid ? [] : bytes);
    }

    private static void WriteCount(ZclDataType type, int count, bool isInvalid, ByteWriter writer) =>
        writer.Unsigned(isInvalid ? type.AllOnes : (ulong)count, type.Width);
}
