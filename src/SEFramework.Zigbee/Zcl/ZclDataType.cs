namespace SEFramework.Zigbee.Zcl;

/// <summary>How the values of a data type are laid out.</summary>
public enum ZclKind
{
    /// <summary>No value.</summary>
    None,

    /// <summary>Unsigned number, bitmap, enumeration, data, time or id.</summary>
    Unsigned,

    /// <summary>Signed number.</summary>
    Signed,

    /// <summary>Boolean.</summary>
    Boolean,

    /// <summary>Floating-point number.</summary>
    Float,

    /// <summary>Octet string.</summary>
    Octets,

    /// <summary>Character string.</summary>
    Text,

    /// <summary>Array, set or bag: elements of one type.</summary>
    Array,

    /// <summary>Structure: elements of different types.</summary>
    Structure,

    /// <summary>Extended address.</summary>
    Ieee,

    /// <summary>128-bit key.</summary>
    Key,
}

/// <summary>A ZCL data type. All that differs between the types stands in this table. Source: reference 03, section 7.3.</summary>
/// <param name="Id">8-bit type id.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Layout.</param>
/// <param name="Width">Bytes of the value; of strings and arrays, of the length in front.</param>
/// <param name="IsAnalog">Whether it counts as analog: a reportable change makes sense.</param>
/// <param name="HasInvalidValue">Whether one of its values means "not valid".</param>
public sealed record ZclDataType(byte Id, string Name, ZclKind Kind, int Width, bool IsAnalog, bool HasInvalidValue)
{
    /// <summary>Not known, or not used.</summary>
    public const byte UnknownId = ZclTypeId.Unknown;

    // Families of types whose ids follow each other, one for each width of 1 to 8 bytes.
    private static readonly (byte First, string Name, ZclKind Kind, bool IsAnalog, bool HasInvalidValue)[] Families =
    [
        (ZclTypeId.Data8, "data", ZclKind.Unsigned, false, false),
        (ZclTypeId.Bitmap8, "bitmap", ZclKind.Unsigned, false, false),
        (ZclTypeId.UInt8, "uint", ZclKind.Unsigned, true, true),
        (ZclTypeId.Int8, "int", ZclKind.Signed, true, true),
    ];

    private static readonly ZclDataType[] Singles =
    [
        new(ZclTypeId.NoData, "no data", ZclKind.None, 0, false, false),
        new(ZclTypeId.Boolean, "boolean", ZclKind.Boolean, 1, false, true),
        new(ZclTypeId.Enum8, "enum8", ZclKind.Unsigned, 1, false, true),
        new(ZclTypeId.Enum16, "enum16", ZclKind.Unsigned, 2, false, true),
        new(ZclTypeId.Half, "half", ZclKind.Float, 2, true, true),
        new(ZclTypeId.Single, "single", ZclKind.Float, 4, true, true),
        new(ZclTypeId.Double, "double", ZclKind.Float, 8, true, true),
        new(ZclTypeId.OctetString, "octet string", ZclKind.Octets, 1, false, true),
        new(ZclTypeId.CharacterString, "character string", ZclKind.Text, 1, false, true),
        new(ZclTypeId.LongOctetString, "long octet string", ZclKind.Octets, 2, false, true),
        new(ZclTypeId.LongCharacterString, "long character string", ZclKind.Text, 2, false, true),
        new(ZclTypeId.Array, "array", ZclKind.Array, 2, false, true),
        new(ZclTypeId.Structure, "structure", ZclKind.Structure, 2, false, true),
        new(ZclTypeId.Set, "set", ZclKind.Array, 2, false, true),
        new(ZclTypeId.Bag, "bag", ZclKind.Array, 2, false, true),
        new(ZclTypeId.TimeOfDay, "time of day", ZclKind.Unsigned, 4, true, true),
        new(ZclTypeId.Date, "date", ZclKind.Unsigned, 4, true, true),
        new(ZclTypeId.UtcTime, "UTC time", ZclKind.Unsigned, 4, true, true),
        new(ZclTypeId.ClusterId, "cluster id", ZclKind.Unsigned, 2, false, true),
        new(ZclTypeId.AttributeId, "attribute id", ZclKind.Unsigned, 2, false, true),
        new(ZclTypeId.BacnetObjectId, "BACnet OID", ZclKind.Unsigned, 4, false, true),
        new(ZclTypeId.IeeeAddress, "IEEE address", ZclKind.Ieee, 8, false, true),
        new(ZclTypeId.Key128, "128-bit key", ZclKind.Key, 16, false, false),
        new(ZclTypeId.Unknown, "unknown", ZclKind.None, 0, false, false),
    ];

    private static readonly ZclDataType?[] Table = Build();

    /// <summary>Every data type there is, in the order of ids.</summary>
    public static IEnumerable<ZclDataType> All => Table.OfType<ZclDataType>();

    /// <summary>All bits of the width: the invalid value of unsigned types, and the invalid length or count of strings and collections.</summary>
    public ulong AllOnes => Width switch
    {
        0 => 0,
        >= sizeof(ulong) => ulong.MaxValue,
        _ => (1UL << (8 * Width)) - 1,
    };

    /// <summary>Finds a data type, or null for an id without one.</summary>
    /// <param name="id">Type id.</param>
    public static ZclDataType? Find(byte id) => Table[id];

    /// <summary>Gets a data type that is known to exist.</summary>
    /// <param name="id">Type id, one of <see cref="ZclTypeId"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type.</exception>
    public static ZclDataType Get(byte id) =>
        Table[id] ?? throw new ArgumentOutOfRangeException(nameof(id), id, "There is no ZCL data type of this id.");

    private static ZclDataType?[] Build()
    {
        var table = new ZclDataType?[byte.MaxValue + 1];
        foreach (var (first, name, kind, isAnalog, hasInvalidValue) in Families)
        {
            for (var width = 1; width <= sizeof(ulong); width++)
            {
                var id = (byte)(first + width - 1);
                table[id] = new ZclDataType(id, $"{name}{8 * width}", kind, width, isAnalog, hasInvalidValue);
            }
        }

        foreach (var single in Singles)
        {
            table[single.Id] = single;
        }

        return table;
    }
}
