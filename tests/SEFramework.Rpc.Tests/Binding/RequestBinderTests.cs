using System.Numerics;
using System.Xml.Linq;
using SEFramework.Rpc.Binding;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;
using SEFramework.Rpc.Xml;

namespace SEFramework.Rpc.Tests.Binding;

/// <summary>Liberal in, clear errors: reference 01, sections 2.1 to 2.4.</summary>
[TestClass]
public sealed class RequestBinderTests
{
    private const string Contract = """
        <contract xmlns="urn:seframework:contract:1">
          <record name="LoadRecord" synonyms="OldLoadRecord" provenance="documented" source="test">
            <parameter name="id" type="int" width="32" wrap="true"/>
            <parameter name="group" type="int" width="8" wrap="true" default="0"/>
            <parameter name="set_point" type="int" width="16" signed="true" wrap="true" default="-0x8000" notUsed="-0x8000"/>
            <parameter name="effective_time" type="int" width="32" default="0" synonyms="effect_time"/>
          </record>
          <interface name="Test_Interface" provenance="documented" source="test">
            <summary>For the tests.</summary>
            <request name="try" synonyms="attempt">
              <summary>Takes all types.</summary>
              <parameter name="flag" type="bool" optional="true"/>
              <parameter name="endpoint" type="int" width="8" optional="true"/>
              <parameter name="percent" type="int" width="8" min="0" max="100" notUsed="0xFF" optional="true"/>
              <parameter name="ratio" type="float" optional="true"/>
              <parameter name="text" type="string" optional="true"/>
              <parameter name="address" type="MAC" optional="true"/>
              <parameter name="key" type="base16 base64 int" width="128" optional="true"/>
              <parameter name="code" type="string base16 base64" optional="true"/>
              <parameter name="payload" type="base16 base64 LoadRecord list" item="LoadRecord" optional="true"/>
              <parameter name="value" type="any" optional="true"/>
              <parameter name="pseudo" type="bool none" optional="true"/>
              <parameter name="record" type="LoadRecord" optional="true"/>
              <parameter name="record_list" type="list" item="LoadRecord" optional="true"/>
              <parameter name="numbers" type="list" item="int" width="16" optional="true"/>
              <parameter name="map" type="dict" optional="true"/>
              <parameter name="schedule" type="cron" optional="true"/>
              <response/>
            </request>
            <request name="need">
              <summary>Needs one.</summary>
              <parameter name="name" type="string"/>
              <response/>
            </request>
            <request name="define" open="true"><summary>Free tag.</summary><response/></request>
          </interface>
        </contract>
        """;

    private static readonly ContractModel Model = ContractModel.Read([XDocument.Parse(Contract)]);
    private static readonly RequestBinder Binder = new(Model);

    [TestMethod]
    [DataRow("<flag>true</flag>", "flag", "TRUE")]
    [DataRow("<flag type='BOOL'> False </flag>", "flag", "FALSE")]
    [DataRow("<flag>1</flag>", "flag", "TRUE")]
    [DataRow("<endpoint> 94\n</endpoint>", "endpoint", "0x5E")]
    [DataRow("<endpoint type='Int'>0x5e</endpoint>", "endpoint", "0x5E")]
    [DataRow("<ENDPOINT>94</ENDPOINT>", "endpoint", "0x5E")]
    [DataRow("<endpoint type='string'>94</endpoint>", "endpoint", "0x5E")]
    [DataRow("<percent>255</percent>", "percent", "0xFF")]
    [DataRow("<ratio>3</ratio>", "ratio", "3.0")]
    [DataRow("<text type='int'>12</text>", "text", "12")]
    [DataRow("<text>TRUE</text>", "text", "TRUE")]
    [DataRow("<text> padded </text>", "text", " padded ")]
    [DataRow("<address type='mac'>001cda00050a3b7e</address>", "address", "00:1C:DA:00:05:0A:3B:7E")]
    [DataRow("<key>0x00112233445566778899AABBCCDDEEFF</key>", "key", "0x112233445566778899AABBCCDDEEFF")]
    [DataRow("<key>00112233445566778899AABBCCDDEEFF</key>", "key", "00112233445566778899AABBCCDDEEFF")]
    [DataRow("<key type='base64'>AAECAwQFBgcICQoLDA0ODw==</key>", "key", "AAECAwQFBgcICQoLDA0ODw==")]
    [DataRow("<code>1122334455667788</code>", "code", "1122334455667788")]
    [DataRow("<code type='base16'>83FED3407A939738C552</code>", "code", "83FED3407A939738C552")]
    [DataRow("<payload type='base16'>0205</payload>", "payload", "0205")]
    [DataRow("<value>415000000</value>", "value", "0x18BC65C0")]
    [DataRow("<value type='string'>415</value>", "value", "415")]
    [DataRow("<value>TRUE</value>", "value", "TRUE")]
    [DataRow("<schedule type='cron'> 0 */15 * * * * </schedule>", "schedule", "0 */15 * * * *")]
    public void Scalars_bind(string xml, string name, string expected)
    {
        var bound = Bind("try", xml);
        Assert.AreEqual(expected, Written(bound[name]!));
    }

    [TestMethod]
    public void None_counts_as_missing() => Assert.IsNull(Bind("try", "<pseudo type='none'/>")["pseudo"]);

    [TestMethod]
    [DataRow("<record><id>1</id></record>")]
    [DataRow("<record type='LoadRecord'><id> 1 </id></record>")]
    [DataRow("<record type='loadrecord'><id>0x1</id></record>")]
    [DataRow("<record type='OldLoadRecord'><id type='int'>1</id></record>")]
    public void Records_bind_under_any_accepted_class_name(string xml)
    {
        var record = (RpcRecord)Bind("try", xml)["record"]!;
        Assert.AreEqual("LoadRecord", record.ClassName);
        Assert.AreEqual(RpcValue.Of(1), record.Fields["id"]);
    }

    [TestMethod]
    [DataRow("<id>-1</id>", "id", 4294967295L)]
    [DataRow("<id>1</id><group>-1</group>", "group", 255L)]
    [DataRow("<id>1</id><set_point>32768</set_point>", "set_point", -32768L)]
    [DataRow("<id>1</id><set_point>-32768</set_point>", "set_point", -32768L)]
    [DataRow("<id>1</id><set_point>0x8000</set_point>", "set_point", -32768L)]
    [DataRow("<id>1</id><effect_time>7</effect_time>", "effective_time", 7L)]
    public void Record_integers_wrap_to_their_width_and_synonyms_are_taken(string fields, string name, long expected)
    {
        var record = (RpcRecord)Bind("try", $"<record type='LoadRecord'>{fields}</record>")["record"]!;
        Assert.AreEqual(new RpcInt(new BigInteger(expected)), record.Fields[name]);
    }

    [TestMethod]
    public void Lists_bind_item_by_item()
    {
        var bound = Bind("try", "<record_list type='list'><item type='LoadRecord'><id>1</id></item><item><id>2</id></item></record_list><numbers><item>1</item><item type='int'>0x2</item></numbers>");
        Assert.AreEqual(2, ((RpcList)bound["record_list"]!).Items.Count);
        Assert.AreEqual(new RpcList([RpcValue.Of(1), RpcValue.Of(2)]), bound["numbers"]);
        Assert.AreEqual(0, ((RpcList)Bind("try", "<numbers type='list'/>")["numbers"]!).Items.Count);
    }

    [TestMethod]
    public void A_parameter_may_be_bytes_a_record_or_a_list_of_records()
    {
        Assert.IsInstanceOfType<RpcRecord>(Bind("try", "<payload type='LoadRecord'><id>1</id></payload>")["payload"]);
        Assert.IsInstanceOfType<RpcList>(Bind("try", "<payload type='list'><item type='LoadRecord'><id>1</id></item></payload>")["payload"]);
        Assert.IsInstanceOfType<RpcBytes>(Bind("try", "<payload type='base64'>AAE=</payload>")["payload"]);
    }

    [TestMethod]
    public void The_request_identifier_is_kept_as_it_came() =>
        Assert.AreEqual(RpcValue.Of(17), Bind("try", "<request_identifier>17</request_identifier>")["request_identifier"]);

    [TestMethod]
    public void A_free_tag_keeps_its_xml()
    {
        var bound = Bind("define", "<home type='xml'><destination_address type='MAC'>00:1C:DA:00:05:0A:3B:7E</destination_address></home>");
        Assert.AreEqual("<destination_address type=\"MAC\">00:1C:DA:00:05:0A:3B:7E</destination_address>", ((RpcXml)bound["home"]!).Value);
    }

    [TestMethod]
    public void Requests_are_found_in_any_case_and_by_synonym()
    {
        Assert.AreEqual("try", Model.FindRequest("TRY")!.Name);
        Assert.AreEqual("try", Model.FindRequest("attempt")!.Name);
        Assert.IsNull(Model.FindRequest("bogus"));
    }

    [TestMethod]
    [DataRow("<endpoint>256</endpoint>", "endpoint: 0x100 does not fit in 8 bits")]
    [DataRow("<endpoint>-1</endpoint>", "endpoint: -0x1 does not fit in 8 bits")]
    [DataRow("<endpoint/>", "endpoint: '' is not a int")]
    [DataRow("<endpoint>ninety</endpoint>", "'ninety' is not a int")]
    [DataRow("<endpoint><item>1</item></endpoint>", "has child elements")]
    [DataRow("<endpoint>1</endpoint><endpoint>1</endpoint>", "endpoint: given more than once")]
    [DataRow("<endpoint type='quux'>1</endpoint>", "the type 'quux' is not known")]
    [DataRow("<percent>101</percent>", "above the maximum 100")]
    [DataRow("<flag>maybe</flag>", "'maybe' is not a bool")]
    [DataRow("<flag>2</flag>", "'2' is not a bool")]
    [DataRow("<address>00:11</address>", "is not an address of 8 bytes")]
    [DataRow("<address>here</address>", "'here' is not a MAC")]
    [DataRow("<key type='base16'>0011</key>", "2 bytes given, 16 expected")]
    [DataRow("<key>0x100112233445566778899AABBCCDDEEFF0</key>", "does not fit in 128 bits")]
    [DataRow("<bogus>1</bogus>", "bogus: is not a parameter of try")]
    [DataRow("<record>text</record>", "text 'text' where parameters are expected")]
    [DataRow("<record type='OtherRecord'><id>1</id></record>", "the type 'OtherRecord' does not fit, a LoadRecord is expected")]
    [DataRow("<record><group>1</group></record>", "id: is missing")]
    [DataRow("<record_list type='list'><thing/></record_list>", "<thing> where <item> is expected")]
    [DataRow("<record_list type='list'><item type='LoadRecord'><id>1</id></item><item type='LoadRecord'><id>x</id></item></record_list>", "record_list, item 2: id: 'x' is not a int")]
    [DataRow("<numbers><item>70000</item></numbers>", "numbers, item 1: 0x11170 does not fit in 16 bits")]
    public void Bad_input_is_refused_with_the_place_and_the_cause(string xml, string expected)
    {
        var error = Assert.ThrowsExactly<RpcException>(() => Bind("try", xml));
        Assert.AreEqual(RpcErrorKind.InvalidParameters, error.Kind);
        StringAssert.Contains(error.Message, expected, StringComparison.Ordinal);
        StringAssert.StartsWith(error.Message, "try: ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_missing_parameter_is_named() =>
        Assert.AreEqual("need: name: is missing", Assert.ThrowsExactly<RpcException>(() => Bind("need", string.Empty)).Message);

    [TestMethod]
    public void Long_bad_texts_are_not_echoed_whole()
    {
        var error = Assert.ThrowsExactly<RpcException>(() => Bind("try", $"<flag>{new string('x', 100_000)}</flag>"));
        Assert.IsLessThan(200, error.Message.Length);
    }

    private static RpcStruct Bind(string request, string children) =>
        Binder.Bind(Model.FindRequest(request)!, HardenedXml.Parse($"<{request}>{children}</{request}>"));

    private static string Written(RpcValue value)
    {
        var builder = new System.Text.StringBuilder();
        using (var writer = System.Xml.XmlWriter.Create(builder, new System.Xml.XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            RpcXmlWriter.WriteElement(writer, "v", value);
        }

        return XElement.Parse(builder.ToString(), LoadOptions.PreserveWhitespace).Value;
    }
}
