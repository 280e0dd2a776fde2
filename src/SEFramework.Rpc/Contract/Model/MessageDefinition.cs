namespace SEFramework.Rpc.Contract;

/// <summary>What kind of element a definition describes.</summary>
public enum MessageKind
{
    /// <summary>A request.</summary>
    Request,

    /// <summary>The response of a request.</summary>
    Response,

    /// <summary>A response that no request asked for.</summary>
    Message,

    /// <summary>A record class.</summary>
    Record,
}

/// <summary>A complete XML element as an example.</summary>
public sealed class ExampleDefinition
{
    internal ExampleDefinition(string title, string source, string xml)
    {
        Title = title;
        Source = source;
        Xml = xml;
    }

    /// <summary>What it shows.</summary>
    public string Title { get; }

    /// <summary>Where its form comes from.</summary>
    public string Source { get; }

    /// <summary>The element.</summary>
    public string Xml { get; }
}

/// <summary>The named parameters of a request, response, message or record.</summary>
public sealed class MessageDefinition
{
    internal MessageDefinition(MessageKind kind, string name, Origin origin)
    {
        Kind = kind;
        Name = name;
        Origin = origin;
    }

    /// <summary>Its kind.</summary>
    public MessageKind Kind { get; }

    /// <summary>Element name, or the class name of a record; exact spelling.</summary>
    public string Name { get; }

    /// <summary>Where it comes from.</summary>
    public Origin Origin { get; }

    /// <summary>Other names accepted in requests.</summary>
    public IReadOnlyList<string> Synonyms { get; internal set; } = Array.Empty<string>();

    /// <summary>What it does, in a sentence.</summary>
    public string Summary { get; internal set; } = string.Empty;

    /// <summary>The parameters, in the order in which responses write them.</summary>
    public IReadOnlyList<ParameterDefinition> Parameters { get; internal set; } = Array.Empty<ParameterDefinition>();

    /// <summary>Whether it may carry parameters that are not named here.</summary>
    public bool IsOpen { get; internal set; }

    /// <summary>Topic of the work that will implement it, or null when it is implemented.</summary>
    public string? Planned { get; internal set; }

    /// <summary>Of a request: its response, or null when it has none.</summary>
    public MessageDefinition? Response { get; internal set; }

    /// <summary>Of a request or message: the interface it belongs to.</summary>
    public InterfaceDefinition? Interface { get; internal set; }

    /// <summary>Of a request: class names of other interfaces that answer it as well. Source: reference 04, section 0.2.</summary>
    public IReadOnlyList<string> SharedWith { get; internal set; } = Array.Empty<string>();

    /// <summary>Examples.</summary>
    public IReadOnlyList<ExampleDefinition> Examples { get; internal set; } = Array.Empty<ExampleDefinition>();
}

/// <summary>One RPC interface class of the original.</summary>
public sealed class InterfaceDefinition
{
    internal InterfaceDefinition(string name, string target, string summary, Origin origin, IReadOnlyList<string> synonyms)
    {
        Name = name;
        Target = target;
        Summary = summary;
        Origin = origin;
        Synonyms = synonyms;
    }

    /// <summary>Class name.</summary>
    public string Name { get; }

    /// <summary>The do_command target that takes its requests.</summary>
    public string Target { get; }

    /// <summary>What it is for.</summary>
    public string Summary { get; }

    /// <summary>Where it comes from.</summary>
    public Origin Origin { get; }

    /// <summary>Other class names that load the same requests.</summary>
    public IReadOnlyList<string> Synonyms { get; }

    /// <summary>Its requests.</summary>
    public IReadOnlyList<MessageDefinition> Requests { get; internal set; } = Array.Empty<MessageDefinition>();

    /// <summary>Requests of other interfaces that it answers as well.</summary>
    public IReadOnlyList<MessageDefinition> SharedRequests { get; internal set; } = Array.Empty<MessageDefinition>();

    /// <summary>Its response-only messages.</summary>
    public IReadOnlyList<MessageDefinition> Messages { get; internal set; } = Array.Empty<MessageDefinition>();
}
