using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace SEFramework.Conformance.Sessions;

/// <summary>Reads session files.</summary>
public static class SessionFile
{
    /// <summary>Namespace of session files.</summary>
    public static readonly XNamespace Namespace = "urn:seframework:session:1";

    private static readonly Lazy<XmlSchemaSet> Schemas = new(LoadSchema);

    /// <summary>Reads one session.</summary>
    /// <param name="path">The file.</param>
    /// <param name="replacements">Texts to put in the place of others, such as addresses of the devices of another home; null for none.</param>
    /// <exception cref="FormatException">The file does not have the form of session.xsd; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Session Read(string path, IReadOnlyDictionary<string, string>? replacements = null)
    {
        var document = Load(path, replacements);
        var root = document.Root!;
        return new Session(
            Path.GetFileNameWithoutExtension(path),
            string.Join(' ', root.Element(Namespace + "summary")!.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            (string)root.Attribute("interface")!,
            ((string)root.Attribute("messages")!).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
            (string)root.Attribute("provenance")!,
            (string)root.Attribute("source")!,
            (string)root.Attribute("variant")!,
            (string)root.Attribute("home")!,
            (string?)root.Attribute("fails"),
            root.Elements().Where(e => e.Name != Namespace + "summary").Select(ReadStep).ToArray());
    }

    private static XDocument Load(string path, IReadOnlyDictionary<string, string>? replacements)
    {
        var problems = new List<string>();
        XDocument document;
        try
        {
            document = XDocument.Load(path, LoadOptions.SetLineInfo);
            Replace(document, replacements ?? ImmutableDictionary<string, string>.Empty);
        }
        catch (XmlException e)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }

        // Adds the defaults of the schema to the tree while it validates.
        document.Validate(Schemas.Value, (_, e) => problems.Add($"line {e.Exception.LineNumber}: {e.Message}"), addSchemaInfo: true);
        return problems.Count == 0 ? document : throw new FormatException($"{path}: {string.Join("; ", problems)}");
    }

    private static void Replace(XDocument document, IReadOnlyDictionary<string, string> replacements)
    {
        foreach (var (old, replacement) in replacements)
        {
            foreach (var element in document.Descendants())
            {
                foreach (var attribute in element.Attributes().Where(a => a.Value.Contains(old, StringComparison.OrdinalIgnoreCase)))
                {
                    attribute.Value = attribute.Value.Replace(old, replacement, StringComparison.OrdinalIgnoreCase);
                }

                foreach (var text in element.Nodes().OfType<XText>().Where(t => t.Value.Contains(old, StringComparison.OrdinalIgnoreCase)))
                {
                    text.Value = text.Value.Replace(old, replacement, StringComparison.OrdinalIgnoreCase);
                }
            }
        }
    }

    private static SessionStep ReadStep(XElement element)
    {
        var line = ((IXmlLineInfo)element).LineNumber;
        return element.Name.LocalName switch
        {
            "exchange" => new ExchangeStep(
                line,
                (string)element.Attribute("door")!,
                element.Element(Namespace + "send") is { } sent ? ReadPayload(sent) : new Payload([], string.Empty),
                element.Element(Namespace + "expect") is { } expected ? ReadPayload(expected) : null,
                (int)element.Attribute("status")!,
                (string?)element.Attribute("user"),
                (string?)element.Attribute("method") ?? "POST",
                (string?)element.Attribute("path"),
                (int?)element.Attribute("within") is { } within ? TimeSpan.FromSeconds(within) : null),
            "arrive" => new ArriveStep(line, element.Elements().ToArray(), TimeSpan.FromSeconds((int)element.Attribute("within")!)),
            "discard" => new DiscardStep(line),
            "pass" => new PassStep(line, TimeSpan.FromSeconds((int)element.Attribute("seconds")!)),
            "restart" => new RestartStep(line, (string)element.Attribute("by")! == "kill"),
            "home" => new HomeStep(line, (string)element.Attribute("command")!),
            "radio" => new RadioStep(
                line,
                (string)element.Attribute("direction")! == "out" ? RadioDirection.Out : RadioDirection.In,
                new RadioFrame(
                    element.Value,
                    (string?)element.Attribute("device"),
                    (ushort?)ReadNumber(element, "cluster"),
                    (ushort?)ReadNumber(element, "profile"),
                    (byte?)ReadNumber(element, "gateway-endpoint"),
                    (byte?)ReadNumber(element, "device-endpoint"),
                    (bool)element.Attribute("encrypted")!),
                TimeSpan.FromSeconds((int)element.Attribute("within")!)),
            var other => throw new FormatException($"line {line}: the step '{other}' is not known"),
        };
    }

    // The schema has seen to the form: 0x and digits, no more than fit.
    private static int? ReadNumber(XElement element, string name) =>
        (string?)element.Attribute(name) is { } text ? int.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : null;

    private static Payload ReadPayload(XElement element) => new(element.Elements().ToArray(), element.HasElements ? string.Empty : element.Value);

    private static XmlSchemaSet LoadSchema()
    {
        using var stream = typeof(SessionFile).Assembly.GetManifestResourceStream("session.xsd")!;
        using var reader = XmlReader.Create(stream);
        var schemas = new XmlSchemaSet();
        schemas.Add(null, reader);
        schemas.Compile();
        return schemas;
    }
}
