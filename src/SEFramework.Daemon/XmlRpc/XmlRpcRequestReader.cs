using System.Globalization;
using System.Xml;
using System.Xml.Linq;
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
        var typed = value.Elements().FirstOrDefault();
        if (typed is null)
        {
            return Scalar(name, "string", value.Value);
        }

        switch (typed.Name.LocalName)
        {
            case "int" or "i4" or "i8":
                return Scalar(name, "int", typed.Value);
            case "boolean":
                return Scalar(name, "bool", typed.Value.Trim() switch
                {
                    "1" => "TRUE",
                    "0" => "FALSE",
                    var other => throw Invalid($"the boolean '{other}'"),
                });
            case "double":
                return Scalar(name, "float", typed.Value);
            case "string":
                return Scalar(name, "string", typed.Value);
            case "base64":
                return Scalar(name, "base64", typed.Value);
            case "dateTime.iso8601":
                return Scalar(name, "string", typed.Value);
            case "nil":
                return Scalar(name, "none", string.Empty);
            case "struct":
                return new XElement(name, Members(typed).Select(m => ToRpc(Name(m.Name), m.Value)));
            case "array":
                var items = typed.Element("data")?.Elements("value") ?? throw Invalid("an array without data");
                return new XElement(name, new XAttribute("type", "list"), items.Select(i => ToRpc("item", i)));
            default:
                throw Invalid(string.Create(CultureInfo.InvariantCulture, $"the type '{typed.Name.LocalName}'"));
        }
    }

    private static XElement Scalar(string name, string type, string text) => new(name, new XAttribute("type", type), text);
}
