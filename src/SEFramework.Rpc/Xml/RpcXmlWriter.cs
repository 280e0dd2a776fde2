using System.Xml;
using SEFramework.Rpc.Values;

namespace SEFramework.Rpc.Xml;

/// <summary>Writes RPC values in the exact spelling that field clients parse. Source: reference 01, sections 2.3 and 2.4.</summary>
public static class RpcXmlWriter
{
    /// <summary>Writes one child element per entry, each with its <c>type</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="entries">The entries.</param>
    public static void WriteEntries(XmlWriter writer, RpcStruct entries)
    {
        foreach (var (name, value) in entries)
        {
            WriteElement(writer, name, value);
        }
    }

    /// <summary>Writes one element with its <c>type</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">Element name.</param>
    /// <param name="value">The value.</param>
    public static void WriteElement(XmlWriter writer, string name, RpcValue value)
    {
        writer.WriteStartElement(name);
        switch (value)
        {
            case RpcInt integer:
                WriteScalar(writer, "int", RpcText.FormatInt(integer.Value));
                break;
            case RpcBool boolean:
                WriteScalar(writer, "bool", RpcText.FormatBool(boolean.Value));
                break;
            case RpcString text:
                WriteScalar(writer, text.IsCron ? "cron" : "string", LegalXml.Clean(text.Value));
                break;
            case RpcMac address:
                WriteScalar(writer, "MAC", address.Value.ToString());
                break;
            case RpcFloat real:
                WriteScalar(writer, "float", RpcText.FormatFloat(real.Value));
                break;
            case RpcBytes { IsBase64: true } bytes:
                WriteScalar(writer, "base64", Convert.ToBase64String(bytes.Value.Span));
                break;
            case RpcBytes bytes:
                WriteScalar(writer, "base16", Convert.ToHexString(bytes.Value.Span));
                break;
            case RpcNone:
                writer.WriteAttributeString("type", "none");
                break;
            case RpcXml xml:
                writer.WriteAttributeString("type", "xml");
                writer.WriteRaw(xml.Value);
                break;
            case RpcList list:
                writer.WriteAttributeString("type", "list");
                foreach (var item in list.Items)
                {
                    WriteElement(writer, "item", item);
                }

                break;
            case RpcDict dict:
                writer.WriteAttributeString("type", "dict");
                WriteEntries(writer, dict.Entries);
                break;
            case RpcRecord record:
                writer.WriteAttributeString("type", record.ClassName);
                WriteEntries(writer, record.Fields);
                break;
        }

        writer.WriteEndElement();
    }

    private static void WriteScalar(XmlWriter writer, string type, string text)
    {
        writer.WriteAttributeString("type", type);
        writer.WriteString(text);
    }
}
