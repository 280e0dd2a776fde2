using System.Runtime.InteropServices;
using System.Xml;
using System.Xml.Linq;

namespace SEFramework.Rpc.Xml;

/// <summary>
/// Reads XML from clients without trusting it: no DTD, no external entity, limited size and depth. Source: design decision 9.
/// </summary>
public static class HardenedXml
{
    /// <summary>Deepest nesting of elements that is read.</summary>
    public const int MaximumDepth = 64;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 0,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = true,
    };

    /// <summary>Reads a whole document into a tree. White space between elements is dropped, text is kept as it is.</summary>
    /// <param name="utf8">The bytes; a declaration may name another encoding that the platform has.</param>
    /// <exception cref="RpcXmlException">Not well-formed, a DTD, or nested too deeply; the message says where.</exception>
    public static XElement Parse(ReadOnlyMemory<byte> utf8)
    {
        var segment = MemoryMarshal.TryGetArray(utf8, out var array) ? array : new ArraySegment<byte>(utf8.ToArray());
        using var stream = new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false);
        using var reader = XmlReader.Create(stream, Settings);
        return Read(reader);
    }

    /// <summary>Reads a whole document into a tree.</summary>
    /// <param name="text">The document.</param>
    /// <exception cref="RpcXmlException">Not well-formed, a DTD, or nested too deeply; the message says where.</exception>
    public static XElement Parse(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), Settings);
        return Read(reader);
    }

    private static XElement Read(XmlReader reader)
    {
        XElement? root = null;
        XElement? current = null;
        try
        {
            while (reader.Read())
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element:
                        if (reader.Depth >= MaximumDepth)
                        {
                            throw new RpcXmlException($"Elements are nested deeper than {MaximumDepth} levels");
                        }

                        var element = ReadStartTag(reader);
                        current?.Add(element);
                        root ??= element;
                        if (!reader.IsEmptyElement)
                        {
                            current = element;
                        }

                        break;
                    case XmlNodeType.EndElement:
                        current = current!.Parent;
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                        current?.Add(new XText(reader.Value));
                        break;
                    case XmlNodeType.Whitespace when current is { HasElements: false }:
                        // Could be the whole text of a string parameter; dropped when a child element follows.
                        current.Add(new XText(reader.Value));
                        break;
                }
            }
        }
        catch (XmlException e)
        {
            throw new RpcXmlException(e.Message, e);
        }

        DropLayout(root!);
        return root!;
    }

    private static XElement ReadStartTag(XmlReader reader)
    {
        // Names are matched without namespace: the original knew none, and clients that add one mean the same element.
        var element = new XElement(reader.LocalName);
        if (reader.MoveToFirstAttribute())
        {
            do
            {
                if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
                {
                    element.SetAttributeValue(reader.LocalName, reader.Value);
                }
            }
            while (reader.MoveToNextAttribute());
            reader.MoveToElement();
        }

        return element;
    }

    private static void DropLayout(XElement element)
    {
        foreach (var inner in element.DescendantsAndSelf())
        {
            if (inner.HasElements)
            {
                inner.Nodes().OfType<XText>().Where(t => string.IsNullOrWhiteSpace(t.Value)).ToList().ForEach(t => t.Remove());
            }
        }
    }
}
