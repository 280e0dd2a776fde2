using System.Xml;

namespace SEFramework.Rpc.Envelopes;

/// <summary>An element with attributes and parts inside; what the envelopes are made of.</summary>
/// <param name="Name">Element name.</param>
/// <param name="Attributes">Attributes in order; those with a null value are left out.</param>
/// <param name="Parts">The parts inside.</param>
public sealed record XmlParts(string Name, IReadOnlyList<KeyValuePair<string, string?>> Attributes, IReadOnlyList<IXmlContent> Parts) : IXmlContent
{
    /// <summary>Creates an element with one attribute.</summary>
    /// <param name="name">Element name.</param>
    /// <param name="attribute">Attribute name.</param>
    /// <param name="value">Its value, or null to leave it out.</param>
    /// <param name="parts">The parts inside.</param>
    public XmlParts(string name, string attribute, string? value, params IReadOnlyList<IXmlContent> parts)
        : this(name, [new KeyValuePair<string, string?>(attribute, value)], parts)
    {
    }

    /// <inheritdoc />
    public void WriteTo(XmlWriter writer)
    {
        writer.WriteStartElement(Name);
        foreach (var (name, value) in Attributes)
        {
            if (value is not null)
            {
                writer.WriteAttributeString(name, value);
            }
        }

        foreach (var part in Parts)
        {
            part.WriteTo(writer);
        }

        writer.WriteEndElement();
    }
}
