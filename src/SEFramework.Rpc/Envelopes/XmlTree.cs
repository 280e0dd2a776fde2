using System.Xml;
using System.Xml.Linq;

namespace SEFramework.Rpc.Envelopes;

/// <summary>Content that is there as a tree.</summary>
/// <param name="Root">The tree.</param>
public sealed record XmlTree(XElement Root) : IXmlContent
{
    /// <inheritdoc />
    public void WriteTo(XmlWriter writer) => Root.WriteTo(writer);
}

/// <summary>Several contents one after the other.</summary>
/// <param name="Items">The contents.</param>
public sealed record XmlSequence(IReadOnlyList<IXmlContent> Items) : IXmlContent
{
    /// <inheritdoc />
    public void WriteTo(XmlWriter writer)
    {
        foreach (var item in Items)
        {
            item.WriteTo(writer);
        }
    }
}
