using System.Xml;

namespace SEFramework.Rpc.Envelopes;

/// <summary>A part of a reply that can write itself.</summary>
public interface IXmlContent
{
    /// <summary>Writes the part.</summary>
    /// <param name="writer">Positioned inside the parent element.</param>
    void WriteTo(XmlWriter writer);
}
