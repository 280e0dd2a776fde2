using System.Xml.Linq;
using SEFramework.Conformance.Comparison;
using SEFramework.Conformance.Sessions;

namespace SEFramework.Conformance.Playing;

/// <summary>Wraps what a session sends for its door, and unwraps the reply.</summary>
internal static class Doors
{
    public const string RciPath = "/UE/rci";
    public const string SciPath = "/ws/sci";
    public const string XmlRpcPath = "/RPC2";

    /// <summary>Where a step goes; placeholders are replaced.</summary>
    public static string Path(ExchangeStep step, TextPattern pattern) => step.Door switch
    {
        "http" => pattern.Expand(step.Path ?? "/"),
        "sci" => SciPath,
        "xmlrpc" => XmlRpcPath,
        _ => RciPath,
    };

    /// <summary>The document to send; placeholders are replaced.</summary>
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

    /// <summary>
    /// The elements to compare: for rpc those inside responses, or inside do_command where there is no wrapper, else the document element. Source:
    /// reference 01, section 1.3.
    /// </summary>
    public static IReadOnlyList<XElement> Unwrap(string door, string body)
    {
        var root = XElement.Parse(body);
        return door == "rpc"
            ? (root.Element("do_command")?.Element("responses") ?? root.Element("do_command"))?.Elements().ToArray()
                ?? throw new FormatException($"the reply has no do_command: {body}")
            : [root];
    }

    private static XElement WithoutNamespace(XElement element) => new(
        element.Name.LocalName,
        element.Attributes().Where(a => !a.IsNamespaceDeclaration && a.Name.Namespace == XNamespace.None),
        element.Nodes().Select(n => n is XElement child ? WithoutNamespace(child) : n));
}
