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
public sealed record ZclDataType(byte Id, string Name, ZclKind Kind, int Width, bool IsAnalog)
{
    /// <summary>Not known, or not used.</summary>
    public const byte UnknownId = 0xFF;

    private static readonly ZclDataType?[] Table = Build();

    /// <summary>Every data type there is.</summary>
    public static IEnumerable<ZclDataType> All => Table.OfType<ZclDataType>();

    /// <summary>Finds a data type, or null for an id without one.</summary>
    /// <param name="id">Type id.</param>
    public static ZclDataType? Find(byte id) => Table[id];

    private static ZclDataType?[] Build()
    {
        var table = new ZclDataType?[256];
        void Add(int id, string name, ZclKind kind, int width, bool analog = false) => table[id] = new ZclDataType((byte)id, name, kind, width, analog);
        void Range(int first, string name, ZclKind kind, bool analog)
        {
            for (var width = 1; width <= 8; width++)
            {
                Add(first + width - 1, $"{name}{8 * width}", kind, width, analog);
            }
        }

        Add(0x00, "no data", ZclKind.None, 0);
        Range(0x08, "data", ZclKind.Unsigned, analog: false);
        Add(0x10, "boolean", ZclKind.Boolean, 1);
        Range(0x18, "bitmap", ZclKind.Unsigned, analog: false);
        Range(0x20, "uint", ZclKind.Unsigned, analog: true);
        Range(0x28, "int", ZclKind.Signed, analog: true);
        Add(0x30, "enum8", ZclKind.Unsigned, 1);
        Add(0x31, "enum16", ZclKind.Unsigned, 2);
        Add(0x38, "half", ZclKind.Float, 2, analog: true);
        Add(0x39, "single", ZclKind.Float, 4, analog: true);
        Add(0x3A, "double", ZclKind.Float, 8, analog: true);
        Add(0x41, "octet string", ZclKind.Octets, 1);
        Add(0x42, "character string", ZclKind.Text, 1);
        Add(0x43, "long octet string", ZclKind.Octets, 2);
        Add(0x44, "long character string", ZclKind.Text, 2);
        Add(0x48, "array", ZclKind.Array, 2);
        Add(0x4C, "structure", ZclKind.Structure, 2);
        Add(0x50, "set", ZclKind.Array, 2);
        Add(0x51, "bag", ZclKind.Array, 2);
        Add(0xE0, "time of day", ZclKind.Unsigned, 4, analog: true);
        Add(0xE1, "date", ZclKind.Unsigned, 4, analog: true);
        Add(0xE2, "UTC time", ZclKind.Unsigned, 4, analog: true);
        Add(0xE8, "cluster id", ZclKind.Unsigned, 2);
        Add(0xE9, "attribute id", ZclKind.Unsigned, 2);
        Add(0xEA, "BACnet OID", ZclKind.Unsigned, 4);
        Add(0xF0, "IEEE address", ZclKind.Ieee, 8);
        Add(0xF1, "128-bit key", ZclKind.Key, 16);
        Add(UnknownId, "unknown", ZclKind.None, 0);
        return table;
    }
}
