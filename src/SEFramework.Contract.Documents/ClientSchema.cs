using System.Text;
using System.Xml;
using System.Xml.Linq;
using SEFramework.Rpc.Binding;
using SEFramework.Rpc.Contract;

namespace SEFramework.Contract.Documents;

/// <summary>
/// The XSD for client developers: requests as liberally as they are read, responses as exactly as they are written. Children come in
/// any order, so every message is an <c>xs:all</c>.
/// </summary>
/// <param name="contract">The contract.</param>
public sealed class ClientSchema(ContractModel contract)
{
    private static readonly XNamespace Xs = "http://www.w3.org/2001/XMLSchema";

    private static readonly (RpcType Type, string Request, string Response)[] Scalars =
    [
        (RpcType.Bool, @"\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|0|1)\s*", "TRUE|FALSE"),
        (RpcType.Int, @"\s*[+\-]?(0[xX][0-9A-Fa-f]+|[0-9]+)\s*", "-?0x(0|[1-9A-F][0-9A-F]*)"),
        (RpcType.Float, @"\s*([+\-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+\-]?[0-9]+)?|nan|-?inf)\s*", @"-?[0-9]+\.[0-9]+|nan|-?inf"),
        (RpcType.Mac, @"\s*([0-9A-Fa-f]{2}[:\-.]?){7}[0-9A-Fa-f]{2}\s*|\s*[0-9A-Fa-f]{2}[:\-.]?[0-9A-Fa-f]{2}\s*", "([0-9A-F]{2}:){7}[0-9A-F]{2}|[0-9A-F]{2}:[0-9A-F]{2}"),
        (RpcType.Base16, @"\s*(0[xX])?([0-9A-Fa-f]{2}[\s:]*)*\s*", "([0-9A-F]{2})*"),
        (RpcType.Base64, @"[A-Za-z0-9+/=\s]*", "[A-Za-z0-9+/]*=*"),
    ];

    /// <summary>Writes the schema.</summary>
    public string Write()
    {
        var schema = new XElement(Xs + "schema", new XAttribute(XNamespace.Xmlns + "xs", Xs), new XAttribute("elementFormDefault", "unqualified"));
        schema.Add(new XComment(" Generated from api-schema by: dotnet run --project src/SEFramework.Contract.Documents "));
        foreach (var (type, request, response) in Scalars)
        {
            AddScalar(schema, "in", type, request);
            AddScalar(schema, "out", type, response);
        }

        foreach (var side in new[] { "in", "out" })
        {
            AddScalar(schema, side, RpcType.String, null);
            schema.Add(Anything(side + ".any"));
            foreach (var record in contract.Records)
            {
                schema.Add(Members(record, side, $"{side}.{record.Name}", isRecord: true));
            }
        }

        foreach (var request in contract.Requests)
        {
            AddElement(schema, request, "in");
            if (request.Response is { } response)
            {
                AddElement(schema, response, "out");
            }
        }

        foreach (var message in contract.Interfaces.SelectMany(i => i.Messages))
        {
            AddElement(schema, message, "out");
        }

        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            schema.Save(writer);
        }

        return text.Append('\n').ToString();
    }

    private static void AddScalar(XElement schema, string side, RpcType type, string? pattern)
    {
        var name = $"{side}.{TypeReference.Spell(type)}";
        var restriction = new XElement(Xs + "restriction", new XAttribute("base", "xs:string"));
        if (pattern is not null)
        {
            restriction.Add(new XElement(Xs + "pattern", new XAttribute("value", pattern)));
        }

        schema.Add(new XElement(Xs + "simpleType", new XAttribute("name", name + ".text"), restriction));
        schema.Add(new XElement(
            Xs + "complexType",
            new XAttribute("name", name),
            new XElement(Xs + "simpleContent", new XElement(Xs + "extension", new XAttribute("base", name + ".text"), TypeAttribute(side)))));
    }

    private static XElement TypeAttribute(string side) =>
        new(Xs + "attribute", new XAttribute("name", "type"), new XAttribute("type", "xs:string"), side == "out" ? new XAttribute("use", "required") : null);

    private static XElement Anything(string name) => new(
        Xs + "complexType",
        new XAttribute("name", name),
        new XAttribute("mixed", "true"),
        AnyChildren(),
        new XElement(Xs + "attribute", new XAttribute("name", "type"), new XAttribute("type", "xs:string")));

    private static XElement AnyChildren() => new(
        Xs + "sequence",
        new XElement(Xs + "any", new XAttribute("processContents", "skip"), new XAttribute("minOccurs", "0"), new XAttribute("maxOccurs", "unbounded")));

    private static XElement Documented(XElement element, string text)
    {
        if (text.Length > 0)
        {
            element.AddFirst(new XElement(Xs + "annotation", new XElement(Xs + "documentation", text)));
        }

        return element;
    }

    private void AddElement(XElement schema, MessageDefinition definition, string side)
    {
        var element = new XElement(Xs + "element", new XAttribute("name", definition.Name), Members(definition, side, null, isRecord: false));
        schema.Add(Documented(element, definition.Summary));
    }

    private XElement Members(MessageDefinition definition, string side, string? name, bool isRecord)
    {
        var type = new XElement(Xs + "complexType", name is null ? null : new XAttribute("name", name));
        if (definition.IsOpen)
        {
            type.Add(AnyChildren());
        }
        else
        {
            var all = new XElement(Xs + "all");
            foreach (var parameter in definition.Parameters.Where(p => !p.IsAttribute))
            {
                var member = Member(parameter, side);
                all.Add(member);
                if (side == "in" && parameter.Synonyms.Count > 0)
                {
                    // Only one of the names is to be given, but an xs:all cannot say so.
                    member.SetAttributeValue("minOccurs", "0");
                    foreach (var synonym in parameter.Synonyms)
                    {
                        var other = new XElement(member);
                        other.SetAttributeValue("name", synonym);
                        all.Add(other);
                    }
                }
            }

            if (!isRecord)
            {
                all.Add(new XElement(
                    Xs + "element", new XAttribute("name", RequestBinder.RequestIdentifier), new XAttribute("type", side + ".any"), new XAttribute("minOccurs", "0")));
            }

            type.Add(all);
        }

        foreach (var parameter in definition.Parameters.Where(p => p.IsAttribute))
        {
            type.Add(Attribute(parameter));
        }

        var own = isRecord ? TypeAttribute(side) : Attribute(side == "in" ? "synchronous" : "timestamp");
        if (!definition.Parameters.Any(p => p.IsAttribute && p.Name == (string?)own.Attribute("name")))
        {
            type.Add(own);
        }

        return type;
    }

    private static XElement Attribute(string name) => new(Xs + "attribute", new XAttribute("name", name), new XAttribute("type", "xs:string"));

    /// <summary>An attribute is spelled as XML Schema spells numbers: the original writes these in decimal.</summary>
    private static XElement Attribute(ParameterDefinition parameter)
    {
        var element = Attribute(parameter.Name);
        element.SetAttributeValue("type", parameter.ValueTypes[0].Type switch
        {
            RpcType.Int => "xs:integer",
            RpcType.Float => "xs:decimal",
            _ => "xs:string",
        });
        element.SetAttributeValue("use", parameter.IsOptional ? "optional" : "required");
        return Documented(element, parameter.Summary);
    }

    private XElement Member(ParameterDefinition parameter, string side)
    {
        var element = new XElement(Xs + "element", new XAttribute("name", parameter.Name), parameter.IsOptional ? new XAttribute("minOccurs", "0") : null);
        var types = parameter.ValueTypes;
        if (types.Count == 1 && types[0].Type == RpcType.List)
        {
            var item = new XElement(Xs + "element", new XAttribute("name", "item"), new XAttribute("minOccurs", "0"), new XAttribute("maxOccurs", "unbounded"));
            item.Add(new XAttribute("type", TypeName(parameter.ItemTypes, side)));
            element.Add(new XElement(Xs + "complexType", new XElement(Xs + "sequence", item), TypeAttribute(side)));
        }
        else
        {
            // The type "none" leaves the element empty, which no pattern of the other types allows.
            var mayBeNone = types.Count < parameter.Types.Count && side == "in";
            element.Add(new XAttribute("type", mayBeNone ? "in.any" : TypeName(types, side)));
        }

        return Documented(element, parameter.Summary);
    }

    private string TypeName(IReadOnlyList<TypeReference> types, string side)
    {
        if (types.Count != 1)
        {
            return side + ".any";
        }

        return types[0].Type switch
        {
            RpcType.Record => $"{side}.{contract.FindRecord(types[0].WireName)!.Name}",
            RpcType.Cron => side + ".string",
            RpcType.Bool or RpcType.Int or RpcType.Float or RpcType.Mac or RpcType.Base16 or RpcType.Base64 or RpcType.String =>
                $"{side}.{TypeReference.Spell(types[0].Type)}",
            _ => side + ".any",
        };
    }
}
