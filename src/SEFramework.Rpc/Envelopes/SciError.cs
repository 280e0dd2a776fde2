using System.Xml;
using SEFramework.Rpc.Xml;

namespace SEFramework.Rpc.Envelopes;

/// <summary>A request-level failure of Device Cloud: an <c>error</c> element with plain text. Source: reference 01, section 1.8.</summary>
/// <param name="Text">What is wrong.</param>
public sealed record SciError(string Text) : IXmlContent
{
    /// <inheritdoc />
    public void WriteTo(XmlWriter writer) => writer.WriteElementString("error", LegalXml.Clean(Text));
}
