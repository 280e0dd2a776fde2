namespace SEFramework.Rpc.Contract;

/// <summary>The RPC types of the original. Source: reference 01, section 2.3.</summary>
public enum RpcType
{
    /// <summary>TRUE or FALSE.</summary>
    Bool,

    /// <summary>Integer, hexadecimal with 0x in responses.</summary>
    Int,

    /// <summary>Floating-point number.</summary>
    Float,

    /// <summary>Text.</summary>
    String,

    /// <summary>Address of 2 or 8 bytes.</summary>
    Mac,

    /// <summary>Bytes as hexadecimal digits.</summary>
    Base16,

    /// <summary>Bytes in base 64.</summary>
    Base64,

    /// <summary>List of items.</summary>
    List,

    /// <summary>Children named by key.</summary>
    Dict,

    /// <summary>No value.</summary>
    None,

    /// <summary>XML kept as text.</summary>
    Xml,

    /// <summary>Cron string with a seconds field.</summary>
    Cron,

    /// <summary>Stands for the XML stored under an alias.</summary>
    Alias,

    /// <summary>Any simple type, as it comes.</summary>
    Any,

    /// <summary>A record class.</summary>
    Record,
}

/// <summary>One type that a parameter may have.</summary>
public sealed class TypeReference
{
    /// <summary>Stands for a record of whatever class the element names.</summary>
    public const string AnyRecord = "record";

    private static readonly Dictionary<string, RpcType> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bool"] = RpcType.Bool,
        ["int"] = RpcType.Int,
        ["float"] = RpcType.Float,
        ["string"] = RpcType.String,
        ["MAC"] = RpcType.Mac,
        ["base16"] = RpcType.Base16,
        ["base64"] = RpcType.Base64,
        ["list"] = RpcType.List,
        ["dict"] = RpcType.Dict,
        ["none"] = RpcType.None,
        ["xml"] = RpcType.Xml,
        ["cron"] = RpcType.Cron,
        ["alias"] = RpcType.Alias,
        ["any"] = RpcType.Any,
    };

    private TypeReference(RpcType type, string wireName)
    {
        Type = type;
        WireName = wireName;
    }

    /// <summary>The type.</summary>
    public RpcType Type { get; }

    /// <summary>Its spelling in the <c>type</c> attribute; of a record its class name.</summary>
    public string WireName { get; }

    /// <summary>Reads a type name in any case; what is not a simple type is the name of a record class.</summary>
    /// <param name="name">The name.</param>
    public static TypeReference Parse(string name) =>
        TryParseSimple(name, out var type) ? new TypeReference(type, Spell(type)) : new TypeReference(RpcType.Record, name);

    /// <summary>Reads the name of a type that is not a record, in any case.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    public static bool TryParseSimple(string name, out RpcType type) => Names.TryGetValue(name, out type);

    /// <summary>The exact spelling of a type in responses.</summary>
    /// <param name="type">A type other than <see cref="RpcType.Record"/>.</param>
    public static string Spell(RpcType type) => type == RpcType.Mac ? "MAC" : type.ToString().ToLowerInvariant();

    /// <inheritdoc />
    public override string ToString() => WireName;
}
