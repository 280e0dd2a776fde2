using System.Text;
using System.Xml;
using BenchmarkDotNet.Attributes;
using SEFramework.Rpc.Binding;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Values;
using SEFramework.Rpc.Xml;

namespace SEFramework.Benchmarks;

/// <summary>XML in and out: the field client's read of four thermostat attributes and its reply.</summary>
[MemoryDiagnoser]
public class RpcXmlBenchmarks
{
    private static readonly byte[] Request = Encoding.UTF8.GetBytes("""
        <read_attributes synchronous="true">
          <destination_address type="mac">00:1C:DA:00:05:0A:3B:7E</destination_address>
          <destination_endpoint_id>1</destination_endpoint_id>
          <source_endpoint_id>94</source_endpoint_id>
          <cluster_id>1793</cluster_id>
          <server_or_client>1</server_or_client>
          <record_list type="list">
            <item type="ReadAttributeRecord"><attribute_id>0</attribute_id></item>
            <item type="ReadAttributeRecord"><attribute_id>1</attribute_id></item>
            <item type="ReadAttributeRecord"><attribute_id>2</attribute_id></item>
            <item type="ReadAttributeRecord"><attribute_id>3</attribute_id></item>
          </record_list>
        </read_attributes>
        """);

    private readonly ContractModel _contract = EmbeddedContract.Current;
    private readonly RequestBinder _binder = new(EmbeddedContract.Current);
    private readonly RpcResponse _response = Response();
    private readonly MemoryStream _stream = new(4096);

    [Benchmark]
    public RpcStruct ParseAndBind()
    {
        var element = HardenedXml.Parse(Request);
        return _binder.Bind(_contract.FindRequest(element.Name.LocalName)!, element);
    }

    [Benchmark]
    public long Write()
    {
        _stream.SetLength(0);
        using (var writer = XmlWriter.Create(_stream, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            _response.WriteTo(writer);
        }

        return _stream.Length;
    }

    private static RpcResponse Response()
    {
        var records = Enumerable.Range(0, 4).Select(RpcValue (i) => new RpcRecord("ReadAttributeStatusRecord", new RpcStruct()
            .Add("attribute_id", RpcValue.Of(i)).Add("status", RpcValue.Of(0)).Add("attribute_type", RpcValue.Of(0x20)).Add("value", RpcValue.Of(4 * i))));
        return new RpcResponse("read_attributes_response", DateTimeOffset.FromUnixTimeSeconds(1361000765), new RpcStruct()
            .Add("cluster_id", RpcValue.Of(0x701))
            .Add("server_or_client", RpcValue.Of(1))
            .Add("source_address", new RpcMac(new MacAddress(0x001CDA00050A3B7E)))
            .Add("record_list", new RpcList(records.ToArray())));
    }
}
