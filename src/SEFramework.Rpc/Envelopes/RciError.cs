using System.Globalization;
using System.Xml;
using SEFramework.Rpc.Xml;

namespace SEFramework.Rpc.Envelopes;

/// <summary>An <c>error</c> element with child elements <c>desc</c> and <c>hint</c>, as gateways and clients know it. Source: reference 01, section 1.6.</summary>
/// <param name="Id">Error id, decimal.</param>
/// <param name="Description">What went wrong.</param>
/// <param name="Hint">More about it, or null.</param>
public sealed record RciError(int Id, string Description, string? Hint = null) : IXmlContent
{
    /// <inheritdoc />
    public void WriteTo(XmlWriter writer)
    {
        writer.WriteStartElement("error");
        writer.WriteAttributeString("id", Id.ToString(CultureInfo.InvariantCulture));
        writer.WriteElementString("desc", LegalXml.Clean(Description));
        if (Hint is not null)
        {
            writer.WriteElementString("hint", LegalXml.Clean(Hint));
        }

        writer.WriteEndElement();
    }
}
