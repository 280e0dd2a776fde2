using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zcl;

/// <summary>A value as it stands in a frame: found and checked, but not copied. For the hot paths; allocates nothing.</summary>
public readonly ref struct ZclValueView
{
    private ZclValueView(ZclDataType type, ReadOnlySpan<byte> bytes)
    {
        Type = type;
        Bytes = bytes;
    }

    /// <summary>Data type.</summary>
    public ZclDataType Type { get; }

    /// <summary>The bytes of the value, with the length of a string in front.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Finds the end of a value.</summary>
    /// <param name="type">Its data type.</param>
    /// <param name="reader">Where from.</param>
    /// <param name="view">The value.</param>
    /// <returns>False where <see cref="ZclValue.TryRead(ZclDataType, ref ByteReader, out ZclValue?)"/> gives false.</returns>
    public static bool TryRead(ZclDataType type, scoped ref ByteReader reader, out ZclValueView view)
    {
        ArgumentNullException.ThrowIfNull(type);
        var start = reader.Rest;
        if (!TrySkip(type, ref reader, 0))
        {
            view = default;
            return false;
        }

        view = new ZclValueView(type, start[..(start.Length - reader.Remaining)]);
        return true;
    }

    /// <summary>The number of an unsigned type.</summary>
    /// <param name="value">The number; the type's invalid value is given, too.</param>
    /// <returns>False when the type is of another kind.</returns>
    public bool TryGetUnsigned(out ulong value)
    {
        var reader = new ByteReader(Bytes);
        value = 0;
        return Type?.Kind == ZclKind.Unsigned && reader.TryReadUnsigned(Type.Width, out value);
    }

    /// <summary>The number of a signed type.</summary>
    /// <param name="value">The number; the type's invalid value is given, too.</param>
    /// <returns>False when the type is of another kind.</returns>
    public bool TryGetSigned(out long value)
    {
        var reader = new ByteReader(Bytes);
        value = 0;
        if (Type?.Kind != ZclKind.Signed || !reader.TryReadUnsigned(Type.Width, out var number))
        {
            return false;
        }

        value = ZclValue.ExtendSign(number, Type.Width);
        return true;
    }

    /// <summary>The value as an object that outlives the frame.</summary>
    /// <exception cref="InvalidOperationException">This is no value: the default of the type.</exception>
    public ZclValue ToValue()
    {
        var reader = new ByteReader(Bytes);
        return Type is not null && ZclValue.TryRead(Type, ref reader, out var value)
            ? value!
            : throw new InvalidOperationException("There is no value here.");
    }

    private static bool TrySkip(ZclDataType type, ref ByteReader reader, int depth)
    {
        switch (type.Kind)
        {
            case ZclKind.Octets or ZclKind.Text:
                return ZclValue.TryReadLength(type, ref reader, out var length, out _) && reader.TryReadBytes(length, out _);
            case ZclKind.Array:
                return depth < ZclValue.MaximumDepth
                    && ZclValue.TryReadArrayHeader(type, ref reader, out var itemType, out var items, out _)
                    && TrySkipItems(itemType, items, ref reader, depth + 1);
            case ZclKind.Structure:
                return depth < ZclValue.MaximumDepth
                    && ZclValue.TryReadLength(type, ref reader, out var count, out _)
                    && TrySkipItems(null, count, ref reader, depth + 1);
            default:
                return reader.TryReadBytes(type.Width, out _);
        }
    }

    // Elements of a structure name their type each.
    private static bool TrySkipItems(ZclDataType? type, int count, ref ByteReader reader, int depth)
    {
        for (var i = 0; i < count; i++)
        {
            var itemType = type;
            if ((itemType is null && (!reader.TryReadByte(out var id) || (itemType = ZclDataType.Find(id)) is null)) || !TrySkip(itemType, ref reader, depth))
            {
                return false;
            }
        }

        return true;
    }
}
