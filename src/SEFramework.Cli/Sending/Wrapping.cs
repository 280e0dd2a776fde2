using System.Xml.Linq;
using SEFramework.Rpc.Xml;

namespace SEFramework.Cli.Sending;

/// <summary>Puts around XML what it lacks: RCI around requests, SCI around RCI.</summary>
public static class Wrapping
{
    /// <summary>Makes the document to post.</summary>
    /// <param name="text">Requests, an rci_request or a sci_request.</param>
    /// <param name="synchronous">Whether to mark the requests as synchronous.</param>
    /// <param name="device">Device id for SCI, or null for plain RCI.</param>
    /// <returns>The document, and the path of its door.</returns>
    /// <exception cref="RpcXmlException">The text is not XML.</exception>
    public static (string Path, XElement Document) Wrap(string text, bool synchronous, string? device)
    {
        var content = HardenedXml.Parse($"<content>{text}</content>");
        if (content.Elements().FirstOrDefault(e => e.Name.LocalName is "sci_request") is { } sci)
        {
            return ("/ws/sci", sci);
        }

        var rci = content.Elements().FirstOrDefault(e => e.Name.LocalName is "rci_request") ?? new XElement(
            "rci_request",
            new XAttribute("version", "1.1"),
            new XElement("do_command", new XAttribute("target", Target(content)), content.Elements().Select(e => Mark(e, synchronous))));
        return device is null
            ? ("/UE/rci", rci)
            : ("/ws/sci", new XElement(
                "sci_request",
                new XAttribute("version", "1.0"),
                new XElement("send_message", new XElement("targets", new XElement("device", new XAttribute("id", device))), rci)));
    }

    private static string Target(XElement content) =>
        content.Elements().Any() && content.Elements().All(e => e.Name.LocalName == "get_responses") ? "RPC_response" : "RPC_request";

    private static XElement Mark(XElement request, bool synchronous)
    {
        var copy = new XElement(request);
        if (synchronous && copy.Attribute("synchronous") is null)
        {
            copy.SetAttributeValue("synchronous", "TRUE");
        }

        return copy;
    }
}
