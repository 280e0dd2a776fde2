using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Values;
using SEFramework.Rpc.Xml;

namespace SEFramework.Gateway.Responses;

/// <summary>
/// The form of a response on disk: its own XML. It is read back as it was written, without asking the contract: a response from before an
/// update is delivered even if the contract changed.
/// </summary>
public static class StoredResponse
{
    private static readonly XmlWriterSettings Settings = new()
    {
        OmitXmlDeclaration = true,
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>Writes a response.</summary>
    /// <param name="response">The response.</param>
    public static string Write(RpcResponse response)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, Settings))
        {
            response.WriteTo(writer);
        }

        return text.ToString();
    }

    /// <summary>Reads a response; null when the text is not one.</summary>
    /// <param name="xml">The text.</param>
    public static RpcResponse? Read(string xml)
    {
        try
        {
            var element = HardenedXml.Parse(xml);
            var timestamp = (string?)element.Attribute("timestamp");
            return new RpcResponse(element.Name.LocalName, timestamp is null ? null : ReadTimestamp(timestamp), ReadEntries(element));
        }
        catch (Exception e) when (e is RpcXmlException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static DateTimeOffset ReadTimestamp(string text) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(decimal.Parse(text, CultureInfo.InvariantCulture) * 1000));

    private static RpcStruct ReadEntries(XElement parent)
    {
        var entries = new RpcStruct();
        foreach (var element in parent.Elements())
        {
            entries.Add(element.Name.LocalName, ReadValue(element));
        }

        return entries;
    }

    private static RpcValue ReadValue(XElement element)
    {
        var name = (string?)element.Attribute("type") ?? string.Empty;
        if (!TypeReference.TryParseSimple(name, out var type))
        {
            return new RpcRecord(name, ReadEntries(element));
        }

        return type switch
        {
            RpcType.List => new RpcList(element.Elements().Select(ReadValue).ToArray()),
            RpcType.Dict => new RpcDict(ReadEntries(element)),
            RpcType.Xml => new RpcXml(string.Concat(element.Nodes().Select(n => n.ToString(SaveOptions.DisableFormatting)))),
            _ => RpcText.TryParse(type, element.Value, out var value) ? value : throw new FormatException(name),
        };
    }
}
