using System.Globalization;
using System.Text;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using SEFramework.Gateway.Tests.Hosting;
using SEFramework.Rpc.Contract;

namespace SEFramework.Gateway.Tests.Pipeline;

/// <summary>Whatever a client sends, each synchronous request is answered in the original's shape and the gateway goes on.</summary>
[TestClass]
public sealed class BadRequestTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(90_001_120, 7).WithMaxTest(300).WithEndSize(30);

    private GatewayFixture _gateway = null!;

    [TestInitialize]
    public async Task Start()
    {
        _gateway = await GatewayFixture.StartAsync();
        await _gateway.DrainAsync();
    }

    [TestCleanup]
    public async Task Stop() => await _gateway.DisposeAsync();

    [TestMethod]
    [DataRow("<registry_configuration><name>a</name><name>b</name></registry_configuration>", "given more than once")]
    [DataRow("<registry_configuration>RPC_Manager.use_push</registry_configuration>", "where parameters are expected")]
    [DataRow("<registry_configuration><name><x/></name></registry_configuration>", "has child elements")]
    [DataRow("<registry_configuration><name type='list'><item>a</item></name></registry_configuration>", "name")]
    [DataRow("<registry_configuration><name>RPC_Manager.use_push</name><value type='quaternion'>1</value></registry_configuration>", "'quaternion' is not known")]
    [DataRow("<registry_configuration><name>rpc_manager.use_push</name></registry_configuration>", "There is no registry entry")]
    [DataRow("<add_endpoint><endpoint_class>ZCL_Endpoint</endpoint_class><endpoint_id>-1</endpoint_id></add_endpoint>", "does not fit in 8 bits")]
    [DataRow("<add_endpoint><endpoint_class>ZCL_Endpoint</endpoint_class><endpoint_id>1.5</endpoint_id></add_endpoint>", "'1.5' is not a int")]
    [DataRow("<add_interface><interface_class>RPC_Nonsense</interface_class></add_interface>", "There is no interface class 'RPC_Nonsense'")]
    [DataRow("<add_module><module_name>  </module_name></add_module>", "The name is empty")]
    [DataRow("<add_module><module_name>#x</module_name></add_module>", "starts with '#'")]
    [DataRow("<add_path><path>a&#10;b</path></add_path>", "has several lines")]
    [DataRow("<add_alias/>", "give one child")]
    [DataRow("<add_alias><a type='xml'/><b type='xml'/></add_alias>", "give one child")]
    [DataRow("<add_alias><a type='int'>1</a></add_alias>", "'a' is not of type xml")]
    [DataRow("<add_alias><a type='string'>&lt;open</a></add_alias>", "add_alias")]
    [DataRow("<remove_alias><alias_name>nobody</alias_name></remove_alias>", "There is no alias 'nobody'")]
    [DataRow("<message><severity>1</severity></message>", "The request 'message' is not known")]
    [DataRow("<get_time_response/>", "is not known")]
    public async Task What_is_wrong_is_named(string request, string reason)
    {
        var element = XElement.Parse(request);
        element.SetAttributeValue("synchronous", "TRUE");
        element.Add(new XElement("request_identifier", 77));
        if (element.Nodes().OfType<XText>().Any())
        {
            element.Element("request_identifier")!.Remove();
        }

        var message = (await _gateway.RpcAsync(element.ToString(SaveOptions.DisableFormatting))).Elements().Single();
        Assert.AreEqual("message", message.Name.LocalName);
        Assert.AreEqual("0x2", message.Element("severity")!.Value);
        StringAssert.Contains(message.Element("description")!.Value, reason, StringComparison.Ordinal);
        Assert.AreEqual(element.Elements("request_identifier").Any() ? "0x4D" : null, message.Element("request_identifier")?.Value);
        Assert.IsEmpty((await _gateway.DrainAsync()).Elements());
    }

    [TestMethod]
    [DataRow("<request_identifier>12</request_identifier>", "<request_identifier type=\"int\">0xC</request_identifier>")]
    [DataRow("<request_identifier type='string'> a &amp; b </request_identifier>", "<request_identifier type=\"string\"> a &amp; b </request_identifier>")]
    [DataRow("<request_identifier type='mac'>0013A20040112233</request_identifier>", "<request_identifier type=\"MAC\">00:13:A2:00:40:11:22:33</request_identifier>")]
    public async Task An_identifier_of_any_simple_type_comes_back(string sent, string echoed)
    {
        foreach (var request in new[] { "get_time", "bogus" })
        {
            var reply = await _gateway.RpcAsync($"<{request} synchronous='true'>{sent}</{request}>");
            Assert.AreEqual(echoed, reply.Elements().Single().Element("request_identifier")!.ToString(SaveOptions.DisableFormatting));
        }
    }

    [TestMethod]
    public async Task Huge_texts_and_many_requests_are_answered()
    {
        var huge = new string('x', 200_000);
        var reply = await _gateway.RpcAsync($"<registry_configuration synchronous='true'><name>{huge}</name></registry_configuration>");
        Assert.AreEqual("message", reply.Elements().Single().Name.LocalName);
        var many = string.Concat(Enumerable.Range(0, 2000).Select(i => $"<get_time synchronous='true'><request_identifier>{i}</request_identifier></get_time>"));
        CollectionAssert.AreEqual(
            Enumerable.Range(0, 2000).Select(i => $"0x{i:X}").ToArray(),
            (await _gateway.RpcAsync(many)).Elements().Select(e => e.Element("request_identifier")!.Value).ToArray());
    }

    [TestMethod]
    public async Task Aliases_cannot_grow_a_request_without_bounds()
    {
        await _gateway.RpcAsync($"<add_alias><text type='xml'><name>{new string('x', 30_000)}</name></text></add_alias>");
        var bomb = string.Concat(Enumerable.Repeat("<text type='alias'/>", 1000));
        StringAssert.Contains(
            (await _gateway.RpcAsync($"<registry_configuration synchronous='true'>{bomb}</registry_configuration>")).Value,
            "characters",
            StringComparison.Ordinal);

        for (var i = 0; i < 20; i++)
        {
            await _gateway.RpcAsync($"<add_alias><level{i} type='xml'><level{i + 1} type='alias'/></level{i}></add_alias>");
        }

        StringAssert.Contains((await _gateway.RpcAsync("<level0 type='alias'/>")).Value, "nested deeper than", StringComparison.Ordinal);
        await _gateway.RpcAsync("<add_alias><a type='xml'><b type='alias'/></a></add_alias><add_alias><b type='xml'><x><a type='alias'/></x></b></add_alias>");
        StringAssert.Contains((await _gateway.RpcAsync("<get_time synchronous='true'><a type='alias'/></get_time>")).Value, "a > b > a", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Requests_made_of_the_contracts_names_and_random_values_never_break_the_gateway()
    {
        Check.One(Fixed, Prop.ForAll(Requests().ToArbitrary(), request =>
        {
            var reply = _gateway.RpcAsync(request.ToString(SaveOptions.DisableFormatting)).InTimeAsync().GetAwaiter().GetResult();
            var answers = reply.Elements().Select(e => e.Name.LocalName).ToArray();
            var hasNoResponse = request.Name.LocalName is "exit" or "reboot";
            Assert.IsTrue(answers is ["message"] || answers is [var name] && name.EndsWith("_response", StringComparison.Ordinal) || (hasNoResponse && answers.Length == 0));
            Assert.IsFalse(reply.Value.Contains("internal error", StringComparison.Ordinal), request.ToString());
        }));
    }

    private static Gen<XElement> Requests()
    {
        string[] interfaces = ["RPC_General_Interface", "RPC_XML_Interface"];
        var requests = EmbeddedContract.Current.Interfaces.Where(i => interfaces.Contains(i.Name)).SelectMany(i => i.Requests).ToArray();
        return from request in Gen.Elements(requests)
               from parameters in Gen.SubListOf(request.Parameters.Select(p => p.Name).Append("request_identifier").Append("stranger"))
               from values in Gen.ArrayOf(Values(), parameters.Count)
               select new XElement(request.Name, new XAttribute("synchronous", "true"), parameters.Zip(values).Select(p => Element(p.First, p.Second)));
    }

    private static Gen<(string? Type, string Text)> Values() =>
        from type in Gen.Elements(null, "int", "string", "bool", "float", "MAC", "base16", "list", "dict", "xml", "none", "alias", "record", "")
        from text in Gen.OneOf(
            Gen.Elements("TRUE", "0", "1", "94", "0x5E", "-1", "1e300", "ZCL_Endpoint", "ZCL_Cluster", "RPC_ZCL_Interface", "RPC_Manager.use_push", "   ", ""),
            Gen.Choose(int.MinValue, int.MaxValue).Select(i => i.ToString(CultureInfo.InvariantCulture)),
            ArbMap.Default.GeneratorFor<long>().Select(l => l.ToString(CultureInfo.InvariantCulture)),
            ArbMap.Default.GeneratorFor<string>().Select(Legal))
        select (type, text);

    private static XElement Element(string name, (string? Type, string Text) value) =>
        value.Type is null ? new XElement(name, value.Text) : new XElement(name, new XAttribute("type", value.Type), value.Text);

    private static string Legal(string? text) => text is null
        ? string.Empty
        : text.Aggregate(new StringBuilder(), (all, c) => System.Xml.XmlConvert.IsXmlChar(c) ? all.Append(c) : all).ToString();
}
