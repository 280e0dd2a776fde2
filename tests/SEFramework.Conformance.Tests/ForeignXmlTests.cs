using System.Text.Json.Nodes;
using System.Xml.Linq;
using SEFramework.Testing;

namespace SEFramework.Conformance.Tests;

/// <summary>Replies as three XML parsers read them that nobody here wrote: libxml2, Python's ElementTree (expat) and fast-xml-parser.</summary>
[TestClass]
public sealed class ForeignXmlTests
{
    private static readonly (string Path, string Body)[] Requests =
    [
        ("/UE/rci", Rci("<get_time synchronous='true'/>")),
        ("/UE/rci", Rci("<get_version synchronous='true'/>")),
        ("/UE/rci", Rci("<get_device_information synchronous='true'/>")),
        ("/UE/rci", Rci("<registry_configuration synchronous='true'/>")),
        ("/UE/rci", Rci("<get_time synchronous='true'><request_identifier type='string'>a &lt;b&gt; &amp; \"c\" 'd' ü € 𝄞 ]]&gt; &#9;</request_identifier></get_time>")),
        ("/UE/rci", Rci("<add_alias synchronous='true'><größe type='xml'><name type='string'>a</name></größe></add_alias>")),
        ("/UE/rci", Rci("<no_such_request synchronous='true'><x>&lt;&amp;</x></no_such_request>")),
        ("/UE/rci", Rci("<read_attributes synchronous='true'><destination_address>00:0C:C1:00:27:19:3A:5B</destination_address><cluster_id>0x0702</cluster_id><server_or_client>0</server_or_client>"
            + "<record_list type='list'><item type='ReadAttributeRecord'><attribute_id>0</attribute_id></item><item type='ReadAttributeRecord'><attribute_id>0x7777</attribute_id></item></record_list></read_attributes>")),
        ("/UE/rci", "<rci_request version='1.1'><do_command target='RPC_request'><get_responses/></do_command></rci_request>"),
        ("/UE/rci", "<not-rci/>"),
        ("/UE/rci", "<broken"),
        ("/ws/sci", $"<sci_request version='1.0'><send_message><targets><device id='all'/><device id='00000000-00000000-00000000-00000001'/></targets>{Rci("<get_time synchronous='true'/>")}</send_message></sci_request>"),
        ("/RPC2", "<methodCall><methodName>system.listMethods</methodName></methodCall>"),
        ("/RPC2", "<methodCall><methodName>get_time</methodName></methodCall>"),
        ("/RPC2", "<methodCall><methodName>no &lt; such &amp; method</methodName></methodCall>"),
    ];

    [TestMethod]
    public async Task Every_reply_is_the_same_document_to_all_parsers()
    {
        var reader = Path.Combine(ForeignTool.RequireNodeModules("xml"), "read.js");
        var python = Path.Combine(ForeignTool.RepositoryRoot, "tests", "foreign", "xml", "read.py");
        await using var daemon = await DaemonProcess.StartAsync("esi-coordinator");
        foreach (var (path, body) in Requests)
        {
            var reply = (await daemon.PostAsync(path, body, null, CancellationToken.None)).Body;
            var expected = Tree(XDocument.Parse(reply, LoadOptions.PreserveWhitespace).Root!).ToJsonString();
            Assert.AreEqual(expected, Normalize(await ForeignTool.RunAsync("python3", [python], reply)), $"ElementTree: {reply}");
            Assert.AreEqual(expected, Normalize(await ForeignTool.RunAsync("node", [reader], reply)), $"fast-xml-parser: {reply}");
            var canonical = await ForeignTool.RunAsync("xmllint", ["--nonet", "--c14n", "-"], reply);
            Assert.AreEqual(expected, Tree(XDocument.Parse(canonical, LoadOptions.PreserveWhitespace).Root!).ToJsonString(), $"libxml2: {reply}");
        }
    }

    private static string Rci(string requests) => $"<rci_request version='1.1'><do_command target='RPC_request'>{requests}</do_command></rci_request>";

    private static string Normalize(string json) => JsonNode.Parse(json)!.ToJsonString();

    private static JsonArray Tree(XElement element)
    {
        var content = new JsonArray();
        foreach (var node in element.Nodes())
        {
            JsonNode value = node is XElement child ? Tree(child) : JsonValue.Create(((XText)node).Value);
            content.Add(value);
        }

        return
        [
            JsonValue.Create(element.Name.LocalName),
            new JsonArray([.. element.Attributes().OrderBy(a => a.Name.LocalName, StringComparer.Ordinal).Select(a => new JsonArray(a.Name.LocalName, a.Value))]),
            content,
        ];
    }
}
