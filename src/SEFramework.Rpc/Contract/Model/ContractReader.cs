using System.Globalization;
using System.Xml.Linq;

namespace SEFramework.Rpc.Contract;

/// <summary>Reads contract files into a <see cref="ContractModel"/>. Used by the source generator and at run time.</summary>
internal sealed class ContractReader
{
    private static readonly XNamespace Ns = "urn:seframework:contract:1";
    private static readonly Origin NoOrigin = new(null, null, Provenance.Inferred, string.Empty);

    private readonly XElement[] _parts;
    private readonly Dictionary<string, XElement> _groups;

    public ContractReader(IEnumerable<XDocument> files)
    {
        _parts = files.SelectMany(f => f.Root!.Elements()).ToArray();
        _groups = Parts("group").ToDictionary(g => Required(g, "name"), StringComparer.Ordinal);
    }

    public ContractModel Read() => new(
        ReadInterfaces(),
        Parts("record").Select(r => ReadMessage(MessageKind.Record, r, NoOrigin, null)).ToArray(),
        Parts("registry").Select(ReadRegistry).ToArray(),
        Parts("status").Select(ReadStatus).ToArray(),
        Parts("table").Select(ReadTable).ToArray(),
        Parts("variant").Select(ReadVariant).ToArray(),
        Parts("attributes").Select(ReadAttributes).ToArray());

    private static string Required(XElement element, string attribute) =>
        (string?)element.Attribute(attribute)
        ?? throw new FormatException($"Contract: <{element.Name.LocalName}> lacks the attribute '{attribute}'");

    private static string[] Words(XElement element, string attribute) =>
        ((string?)element.Attribute(attribute) ?? string.Empty).Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static bool Flag(XElement element, string attribute) => (bool?)element.Attribute(attribute) ?? false;

    private static string Summary(XElement element) =>
        string.Join(" ", ((string?)element.Element(Ns + "summary") ?? string.Empty).Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static Provenance? ReadProvenance(XElement element, string attribute) => (string?)element.Attribute(attribute) switch
    {
        null => null,
        "documented" => Provenance.Documented,
        "observed" => Provenance.Observed,
        "inferred" => Provenance.Inferred,
        var other => throw new FormatException($"Contract: provenance '{other}' is not known"),
    };

    private static Origin ReadOrigin(XElement element, Origin inherited) => new(
        (string?)element.Attribute("since") ?? inherited.Since,
        (string?)element.Attribute("until") ?? inherited.Until,
        ReadProvenance(element, "provenance") ?? inherited.Provenance,
        (string?)element.Attribute("source") ?? inherited.Source);

    private static TypeReference[] Types(XElement element, string attribute) =>
        Words(element, attribute).Select(TypeReference.Parse).ToArray();

    private static ExampleDefinition[] Examples(XElement element, Origin origin) =>
        element.Elements(Ns + "example")
            .Select(e => new ExampleDefinition(
                (string?)e.Attribute("title") ?? string.Empty,
                (string?)e.Attribute("source") ?? origin.Source,
                e.Value.Trim()))
            .ToArray();

    private static int Integer(string text) => checked((int)Number(text));

    private static long Number(string text)
    {
        var negative = text.StartsWith("-", StringComparison.Ordinal);
        var digits = negative ? text.Substring(1) : text;
        var value = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? long.Parse(digits.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return negative ? -value : value;
    }

    private static ParameterDefinition ReadParameter(XElement element, Origin inherited) =>
        new(Required(element, "name"), Types(element, "type"), ReadOrigin(element, inherited))
        {
            ItemTypes = Types(element, "item"),
            Width = (int?)element.Attribute("width"),
            IsSigned = Flag(element, "signed"),
            Wraps = Flag(element, "wrap"),
            IsOptional = Flag(element, "optional") || element.Attribute("default") is not null,
            Default = (string?)element.Attribute("default"),
            DefaultMeaning = (string?)element.Attribute("defaultMeaning"),
            NotUsed = (string?)element.Attribute("notUsed"),
            Minimum = (string?)element.Attribute("min"),
            Maximum = (string?)element.Attribute("max"),
            IsRangeAnsweredByStatus = (string?)element.Attribute("outOfRange") == "status",
            IsSecret = (bool?)element.Attribute("secret") == true,
            Unit = (string?)element.Attribute("unit"),
            Synonyms = Words(element, "synonyms"),
            IsAttribute = Flag(element, "attribute"),
            Table = (string?)element.Attribute("table"),
            Summary = Summary(element),
        };

    private static RegistryDefinition ReadRegistry(XElement element)
    {
        var origin = ReadOrigin(element, NoOrigin);
        return new RegistryDefinition(Required(element, "name"), TypeReference.Parse(Required(element, "type")).Type, origin)
        {
            Default = (string?)element.Attribute("default"),
            Unit = (string?)element.Attribute("unit"),
            Minimum = (string?)element.Attribute("min"),
            Maximum = (string?)element.Attribute("max"),
            DefaultProvenance = ReadProvenance(element, "defaultProvenance") ?? origin.Provenance,
            NameProvenance = ReadProvenance(element, "nameProvenance") ?? origin.Provenance,
            Planned = (string?)element.Attribute("planned"),
            Summary = Summary(element),
        };
    }

    private static TableDefinition ReadTable(XElement element) => new(
        Required(element, "name"),
        Summary(element),
        ReadOrigin(element, NoOrigin),
        element.Elements(Ns + "value")
            .Select(v => new TableValue(Number(Required(v, "code")), Required(v, "name"), v.Value.Trim()))
            .ToArray());

    private static VariantDefinition ReadVariant(XElement element) =>
        new(Required(element, "name"), Required(element, "role") == "coordinator", ReadOrigin(element, NoOrigin))
        {
            Aliases = Words(element, "aliases"),
            OriginalNames = (string?)element.Attribute("originalNames") ?? string.Empty,
            Summary = Summary(element),
            Interfaces = element.Elements(Ns + "loads").Select(l => Required(l, "interface")).ToArray(),
            RegistryDefaults = element.Elements(Ns + "registryDefault").ToDictionary(d => Required(d, "name"), d => Required(d, "value")),
            Endpoints = element.Elements(Ns + "endpoint").Select(ReadEndpoint).ToArray(),
        };

    private static OwnClusterAttributes ReadAttributes(XElement element) => new(
        Integer(Required(element, "cluster")),
        Required(element, "side") == "client",
        Words(element, "variants"),
        Summary(element),
        ReadOrigin(element, NoOrigin),
        element.Elements(Ns + "attribute").Select(ReadAttribute).ToArray());

    private static OwnAttribute ReadAttribute(XElement element)
    {
        var writers = Words(element, "writers");
        return new OwnAttribute(
            Integer(Required(element, "id")), Required(element, "name"), (string?)element.Attribute("value"), writers.Contains("clients"), writers.Contains("network"));
    }

    private static VariantEndpoint ReadEndpoint(XElement element) => new(
        Integer(Required(element, "id")),
        Required(element, "class"),
        Integer(Required(element, "profile")),
        (string?)element.Attribute("device") is { } device ? Integer(device) : null,
        (string?)element.Attribute("deviceVersion") is { } version ? Integer(version) : null,
        element.Elements(Ns + "cluster").Select(ReadCluster).ToArray());

    private static VariantCluster ReadCluster(XElement element)
    {
        var side = Required(element, "side");
        return new VariantCluster(
            Integer(Required(element, "id")), Required(element, "name"), side != "client", side != "server", Flag(element, "apsEncryption"));
    }

    private IEnumerable<XElement> Parts(string name) => _parts.Where(p => p.Name == Ns + name);

    private InterfaceDefinition[] ReadInterfaces()
    {
        var interfaces = Parts("interface").Select(ReadInterface).ToArray();
        var shared = interfaces.SelectMany(i => i.Requests)
            .SelectMany(r => r.SharedWith.Select(name => (Name: name, Request: r)))
            .ToLookup(s => s.Name, s => s.Request, StringComparer.Ordinal);
        foreach (var definition in interfaces)
        {
            definition.SharedRequests = shared[definition.Name].ToArray();
        }

        return shared.FirstOrDefault(s => interfaces.All(i => i.Name != s.Key)) is { } unknown
            ? throw new FormatException($"Contract: {unknown.First().Name} is shared with the interface '{unknown.Key}', which is not defined")
            : interfaces;
    }

    private InterfaceDefinition ReadInterface(XElement element)
    {
        var origin = ReadOrigin(element, NoOrigin);
        var definition = new InterfaceDefinition(
            Required(element, "name"), (string?)element.Attribute("target") ?? "RPC_request", Summary(element), origin, Words(element, "synonyms"));
        definition.Requests = element.Elements(Ns + "request").Select(r => ReadRequest(r, definition)).ToArray();
        definition.Messages = element.Elements(Ns + "message").Select(m => ReadMessage(MessageKind.Message, m, origin, definition)).ToArray();
        return definition;
    }

    private MessageDefinition ReadRequest(XElement element, InterfaceDefinition owner)
    {
        var request = ReadMessage(MessageKind.Request, element, owner.Origin, owner);
        if (element.Element(Ns + "response") is { } response)
        {
            request.Response = ReadMessage(MessageKind.Response, response, request.Origin, owner, request.Name + "_response");
            request.Response.Planned = request.Planned;
        }

        return request;
    }

    private MessageDefinition ReadMessage(
        MessageKind kind, XElement element, Origin inherited, InterfaceDefinition? owner, string? defaultName = null)
    {
        var origin = ReadOrigin(element, inherited);
        var name = (string?)element.Attribute("name") ?? defaultName ?? Required(element, "name");
        return new MessageDefinition(kind, name, origin)
        {
            Synonyms = Words(element, "synonyms"),
            Summary = Summary(element),
            Parameters = ReadParameters(element, origin).ToArray(),
            IsOpen = Flag(element, "open"),
            Planned = (string?)element.Attribute("planned"),
            Interface = owner,
            SharedWith = Words(element, "sharedWith"),
            Examples = Examples(element, origin),
        };
    }

    private StatusDefinition ReadStatus(XElement element)
    {
        var origin = ReadOrigin(element, NoOrigin);
        return new StatusDefinition(
            Required(element, "name"),
            (string?)element.Attribute("code") is { } code ? Number(code) : null,
            Integer(Required(element, "severity")),
            origin)
        {
            Text = (string?)element.Attribute("text"),
            TextProvenance = ReadProvenance(element, "textProvenance") ?? origin.Provenance,
            Planned = (string?)element.Attribute("planned"),
            Summary = Summary(element),
            Parameters = ReadParameters(element, origin).ToArray(),
        };
    }

    private IEnumerable<ParameterDefinition> ReadParameters(XElement element, Origin origin)
    {
        foreach (var child in element.Elements())
        {
            if (child.Name == Ns + "parameter")
            {
                yield return ReadParameter(child, origin);
            }
            else if (child.Name == Ns + "include")
            {
                foreach (var parameter in ReadGroup(child, origin))
                {
                    yield return parameter;
                }
            }
        }
    }

    private IEnumerable<ParameterDefinition> ReadGroup(XElement include, Origin origin)
    {
        var name = Required(include, "group");
        if (!_groups.TryGetValue(name, out var group))
        {
            throw new FormatException($"Contract: the group '{name}' is not defined");
        }

        var required = Words(include, "require");
        var optional = Words(include, "allowMissing");
        var except = Words(include, "except");
        foreach (var parameter in ReadParameters(group, ReadOrigin(group, origin)))
        {
            if (except.Contains(parameter.Name))
            {
                continue;
            }

            yield return required.Contains(parameter.Name) ? parameter.With(isOptional: false)
                : optional.Contains(parameter.Name) ? parameter.With(isOptional: true)
                : parameter;
        }
    }
}
