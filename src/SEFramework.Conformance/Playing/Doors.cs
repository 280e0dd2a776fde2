using System.Xml.Linq;
using SEFramework.Conformance.Comparison;
using SEFramework.Conformance.Sessions;

namespace SEFramework.Conformance.Playing;

/// <summary>Wraps what a session sends for its door, and unwraps the reply.</summary>
internal static class Doors
{
    private const string RciPath = "/UE/rci";

    public static string Path(string door) => door switch
    {
        "sci" => "/ws/sci",
        "xmlrpc" => "/RPC2",
        _ => RciPath,
    };

    /// <summary>The document to post; placeholders are replaced.</summary>
    public static string Wrap(string door, Payload payload, TextPattern pattern)
    {
        if (payload.Elements.Count == 0 && payload.Text.Length > 0)
        {
            return pattern.Expand(payload.Text);
        }

        var elements = string.Concat(payload.Elements.Select(e => WithoutNamespace(e).ToString(SaveOptions.DisableFormatting)));
        return pattern.Expand(door == "rpc" ? WrapRci("RPC_request", elements) : elements);
    }

    public static string WrapRci(string target, string inner) =>
        $"<rci_request version=\"1.1\"><do_command target=\"{target}\">{inner}</do_command></rci_request>";

    /// <summary>The elements to compare: for rpc those inside responses, else the document element.</summary>
    public static IReadOnlyList<XElement> Unwrap(string door, string body)
    {
        var root = XElement.Parse(body);
        return door == "rpc"
            ? root.Element("do_command")?.Element("responses")?.Elements().ToArray()
                ?? throw new FormatException($"the reply has no do_command/responses: {body}")
            : [root];
    }

    private static XElement WithoutNamespace(XElement element) => new(
        element.Name.LocalName,
        element.Attributes().Where(a => !a.IsNamespaceDeclaration && a.Name.Namespace == XNamespace.None),
        element.Nodes().Select(n => n is XElement child ? WithoutNamespace(child) : n));
}
