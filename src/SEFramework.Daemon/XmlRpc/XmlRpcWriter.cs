using System.Globalization;
using System.Xml;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Values;
using SEFramework.Rpc.Xml;

namespace SEFramework.Daemon.XmlRpc;

/// <summary>A methodResponse with a value.</summary>
/// <param name="Value">The value.</param>
internal sealed record XmlRpcResult(RpcValue Value) : IXmlContent
{
    public void WriteTo(XmlWriter writer)
    {
        writer.WriteStartElement("methodResponse");
        writer.WriteStartElement("params");
        writer.WriteStartElement("param");
        XmlRpcWriter.WriteValue(writer, Value);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}

/// <summary>A methodResponse with a fault.</summary>
/// <param name="Code">Number of the fault.</param>
/// <param name="Text">What went wrong.</param>
internal sealed record XmlRpcFaultReply(int Code, string Text) : IXmlContent
{
    /// <summary>The fault as a struct, as system.multicall returns it.</summary>
    public RpcValue ToValue() => new RpcDict(new RpcStruct().Add("faultCode", RpcValue.Of(Code)).Add("faultString", RpcValue.Of(Text)));

    public void WriteTo(XmlWriter writer)
    {
        writer.WriteStartElement("methodResponse");
        writer.WriteStartElement("fault");
        XmlRpcWriter.WriteValue(writer, ToValue());
        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}

/// <summary>Writes RPC values as XML-RPC values.</summary>
internal static class XmlRpcWriter
{
    /// <summary>Writes a value element.</summary>
    public static void WriteValue(XmlWriter writer, RpcValue value)
    {
        writer.WriteStartElement("value");
        switch (value)
        {
            case RpcInt integer when integer.Value >= int.MinValue && integer.Value <= int.MaxValue:
                writer.WriteElementString("int", integer.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case RpcInt integer when integer.Value >= long.MinValue && integer.Value <= long.MaxValue:
                writer.WriteElementString("i8", integer.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case RpcInt integer:
                writer.WriteElementString("string", RpcText.FormatInt(integer.Value));
                break;
            case RpcBool boolean:
                writer.WriteElementString("boolean", boolean.Value ? "1" : "0");
                break;
            case RpcFloat real:
                writer.WriteElementString("double", RpcText.FormatFloat(real.Value));
                break;
            case RpcBytes bytes:
                writer.WriteElementString("base64", Convert.ToBase64String(bytes.Value.Span));
                break;
            case RpcString text:
                writer.WriteElementString("string", LegalXml.Clean(text.Value));
                break;
            case RpcXml xml:
                writer.WriteElementString("string", LegalXml.Clean(xml.Value));
                break;
            case RpcMac address:
                writer.WriteElementString("string", address.Value.ToString());
                break;
            case RpcList list:
                writer.WriteStartElement("array");
                writer.WriteStartElement("data");
                foreach (var item in list.Items)
                {
                    WriteValue(writer, item);
                }

                writer.WriteEndElement();
                writer.WriteEndElement();
                break;
            case RpcDict dict:
                WriteStruct(writer, dict.Entries);
                break;
            case RpcRecord record:
                WriteStruct(writer, record.Fields);
                break;
            default:
                writer.WriteElementString("nil", string.Empty);
                break;
        }

        writer.WriteEndElement();
    }

    private static void WriteStruct(XmlWriter writer, RpcStruct entries)
    {
        writer.WriteStartElement("struct");
        foreach (var (name, value) in entries)
        {
            writer.WriteStartElement("member");
            writer.WriteElementString("name", name);
            WriteValue(writer, value);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }
}
