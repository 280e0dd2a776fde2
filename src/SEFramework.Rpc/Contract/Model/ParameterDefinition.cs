namespace SEFramework.Rpc.Contract;

/// <summary>One parameter of a request, response or message, or one field of a record.</summary>
public sealed class ParameterDefinition
{
    internal ParameterDefinition(string name, IReadOnlyList<TypeReference> types, Origin origin)
    {
        Name = name;
        Types = types;
        Origin = origin;
    }

    /// <summary>Name on the wire, exact spelling.</summary>
    public string Name { get; }

    /// <summary>Types it may have; responses use the first that fits.</summary>
    public IReadOnlyList<TypeReference> Types { get; }

    /// <summary>Where it comes from.</summary>
    public Origin Origin { get; }

    /// <summary>Types of a list's items or a dict's values.</summary>
    public IReadOnlyList<TypeReference> ItemTypes { get; internal set; } = Array.Empty<TypeReference>();

    /// <summary>Bits of an integer or key, or null when not bounded.</summary>
    public int? Width { get; internal set; }

    /// <summary>Whether the integer is signed (two's complement on the air).</summary>
    public bool IsSigned { get; internal set; }

    /// <summary>Whether an integer outside its width is reduced modulo the width instead of refused.</summary>
    public bool Wraps { get; internal set; }

    /// <summary>Whether it may be missing.</summary>
    public bool IsOptional { get; internal set; }

    /// <summary>Literal used when it is missing, or null.</summary>
    public string? Default { get; internal set; }

    /// <summary>What the default is when it is computed.</summary>
    public string? DefaultMeaning { get; internal set; }

    /// <summary>The reserved value that means "not used", or null.</summary>
    public string? NotUsed { get; internal set; }

    /// <summary>Smallest value allowed, or null.</summary>
    public string? Minimum { get; internal set; }

    /// <summary>Largest value allowed, or null.</summary>
    public string? Maximum { get; internal set; }

    /// <summary>
    /// Whether a value outside its range is taken, and the request that uses it answers with the status INVALID_FIELD; otherwise the request
    /// fails with a message. Source: reference 04, section 0.3.
    /// </summary>
    public bool IsRangeAnsweredByStatus { get; internal set; }

    /// <summary>Whether it is a key or a code that no answer and no log line may repeat.</summary>
    public bool IsSecret { get; internal set; }

    /// <summary>Unit, for people.</summary>
    public string? Unit { get; internal set; }

    /// <summary>Other spellings accepted in requests.</summary>
    public IReadOnlyList<string> Synonyms { get; internal set; } = Array.Empty<string>();

    /// <summary>Whether it is an XML attribute of the message's element instead of a child.</summary>
    public bool IsAttribute { get; internal set; }

    /// <summary>Name of the table of its values, or null.</summary>
    public string? Table { get; internal set; }

    /// <summary>What it means, in a sentence.</summary>
    public string Summary { get; internal set; } = string.Empty;

    /// <summary>The types without <see cref="RpcType.None"/>, which only says that the parameter may be written as missing.</summary>
    public IReadOnlyList<TypeReference> ValueTypes =>
        Types.Count > 1 ? Types.Where(t => t.Type != RpcType.None).ToArray() : Types;

    internal ParameterDefinition With(bool isOptional)
    {
        var copy = (ParameterDefinition)MemberwiseClone();
        copy.IsOptional = isOptional;
        if (!isOptional)
        {
            copy.Default = null;
            copy.DefaultMeaning = null;
        }

        return copy;
    }
}
