using System.Xml;
using System.Xml.Linq;
using SEFramework.Rpc.Values;
using SEFramework.Rpc.Xml;

namespace SEFramework.Daemon.XmlRpc;

/// <summary>One call: a method and its parameters as value elements.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Parameters">The content of each value.</param>
internal sealed record XmlRpcCall(string Method, IReadOnlyList<XElement> Parameters);

/// <summary>
/// Reads XML-RPC, with the extensions nil and i8, and turns its values into elements of the RPC XML, so that both doors are bound by the
/// same rules.
/// </summary>
internal static class XmlRpcRequestReader
{
    private const string TypeAttribute = "type";
    private const string ClassMember = "@type";

    /// <summary>Reads a methodCall document.</summary>
    /// <exception cref="XmlRpcFault">It is not one.</exception>
    public static XmlRpcCall Read(ReadOnlyMemory<byte> body)
    {
        XElement root;
        try
        {
            root = HardenedXml.Parse(body);
        }
        catch (RpcXmlException e)
        {
            throw new XmlRpcFault(XmlRpcFault.NotWellFormed, $"Not well-formed: {e.Message}");
        }

        if (root.Name.LocalName != "methodCall" || root.Element("methodName") is not { } name)
        {
            throw new XmlRpcFault(XmlRpcFault.InvalidRequest, "A methodCall with a methodName is expected");
        }

        var parameters = root.Element("params")?.Elements("param").Select(p => p.Element("value") ?? throw Invalid("a param without value"));
        return new XmlRpcCall(name.Value.Trim(), parameters?.ToArray() ?? []);
    }

    /// <summary>Turns the members of a struct value into child elements of a request.</summary>
    /// <param name="request">The request element, which gets the children.</param>
    /// <param name="value">The value element; it must hold a struct.</param>
    /// <exception cref="XmlRpcFault">It holds something else, or a name that is no parameter name.</exception>
    public static void AddMembers(XElement request, XElement value)
    {
        var members = value.Element("struct") ?? throw new XmlRpcFault(XmlRpcFault.InvalidParameters, "The one parameter is a struct of named parameters");
        foreach (var (name, member) in Members(members))
        {
            request.Add(ToRpc(Name(name), member));
        }
    }

    /// <summary>The members of a struct.</summary>
    /// <exception cref="XmlRpcFault">A member lacks its name or value.</exception>
    public static IEnumerable<(string Name, XElement Value)> Members(XElement structure) => structure.Elements("member").Select(m => (
        m.Element("name")?.Value ?? throw Invalid("a member without name"), m.Element("value") ?? throw Invalid("a member without value")));

    private static XmlRpcFault Invalid(string problem) => new(XmlRpcFault.InvalidRequest, $"Not XML-RPC: {problem}");

    private static string Name(string name)
    {
        try
        {
            return XmlConvert.VerifyNCName(name.Trim());
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            throw new XmlRpcFault(XmlRpcFault.InvalidParameters, $"'{name}' is not the name of a parameter");
        }
    }

    private static XElement ToRpc(string name, XElement value)
    {
        var content = value.Elements().Take(2).ToArray();
        if (content.Length == 0)
        {
            return Scalar(name, "string", value.Value);
        }

        if (content.Length > 1)
        {
            throw Invalid("a value that holds more than one value");
        }

        var typed = content[0];
        var text = typed.Value;
        switch (typed.Name.LocalName)
        {
            case "int" or "i4" or "i8" or "i1" or "i2":
                return RpcText.TryParseInt(text, out _) ? Scalar(name, "int", text) : throw Invalid($"the integer '{text}'");
            case "boolean":
                return Scalar(name, "bool", text.Trim() switch
                {
                    "1" => "TRUE",
                    "0" => "FALSE",
                    _ => throw Invalid($"the boolean '{text}'"),
                });
            case "double" or "float":
                return RpcText.TryParseFloat(text, out _) ? Scalar(name, "float", text) : throw Invalid($"the double '{text}'");
            case "base64":
                return RpcText.TryParseBase64(text, out _) ? Scalar(name, "base64", text) : throw Invalid("a base64 that is none");
            case "string" or "dateTime.iso8601":
                return Scalar(name, "string", text);
            case "nil":
                return Scalar(name, "none", string.Empty);
            case "struct":
                return Struct(name, typed);
            case "array":
                var items = typed.Element("data")?.Elements("value") ?? throw Invalid("an array without data");
                return new XElement(name, new XAttribute(TypeAttribute, "list"), items.Select(static i => ToRpc("item", i)));
            default:
                throw Invalid($"the type '{typed.Name.LocalName}'");
        }
    }

    /// <summary>A struct is a dict or a record, as the contract has it; where any record may stand, a member "@type" names its class.</summary>
    private static XElement Struct(string name, XElement structure)
    {
        var element = new XElement(name);
        foreach (var (member, value) in Members(structure))
        {
            if (member == ClassMember)
            {
                element.SetAttributeValue(TypeAttribute, value.Value.Trim());
            }
            else
            {
                element.Add(ToRpc(Name(member), value));
            }
        }

        return element;
    }

    private static XElement Scalar(string name, string type, string text) => new(name, new XAttribute(TypeAttribute, type), text);
}
