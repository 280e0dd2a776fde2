using System.Xml;
using System.Xml.Linq;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.WebServices;

/// <summary>A document that is there as a tree.</summary>
/// <param name="Root">The tree.</param>
internal sealed record XmlTree(XElement Root) : IXmlContent
{
    /// <inheritdoc />
    public void WriteTo(XmlWriter writer) => Root.WriteTo(writer);
}
