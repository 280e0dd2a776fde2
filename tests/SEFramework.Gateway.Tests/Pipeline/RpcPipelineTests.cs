using SEFramework.Gateway.Tests.Hosting;

namespace SEFramework.Gateway.Tests.Pipeline;

/// <summary>Requests as a client sends them: reference 01, sections 1.3 to 1.5 and 2.</summary>
[TestClass]
public sealed class RpcPipelineTests
{
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
    public async Task A_synchronous_response_is_in_the_reply_and_an_asynchronous_one_in_the_queue()
    {
        var reply = await _gateway.RpcAsync("<get_version/><get_time synchronous='TRUE'/>");
        Assert.AreEqual("get_time_response", reply.Elements().Single().Name.LocalName);
        Assert.AreEqual("0x511F393E", reply.Element("get_time_response")!.Element("UTC_1970")!.Value);
        Assert.AreEqual("get_version_response", (await _gateway.DrainAsync()).Elements().Single().Name.LocalName);
    }

    [TestMethod]
    [DataRow("true")]
    [DataRow("TRUE")]
    [DataRow(" True ")]
    [DataRow("1")]
    public async Task Synchronous_is_read_in_any_spelling(string value) =>
        Assert.AreEqual(1, (await _gateway.RpcAsync($"<get_time synchronous='{value}'/>")).Elements().Count());

    [TestMethod]
    public async Task Responses_are_drained_oldest_first_and_remaining_counts_the_rest()
    {
        await _gateway.RpcAsync("<get_time><request_identifier>1</request_identifier></get_time><get_time><request_identifier>2</request_identifier></get_time>");
        var first = await _gateway.DrainAsync(1);
        Assert.AreEqual("1", (string?)first.Attribute("remaining"));
        Assert.AreEqual("0x1", first.Elements().Single().Element("request_identifier")!.Value);
        var second = await _gateway.DrainAsync();
        Assert.AreEqual("0", (string?)second.Attribute("remaining"));
        Assert.AreEqual("0x2", second.Elements().Single().Element("request_identifier")!.Value);
    }

    [TestMethod]
    public async Task What_was_not_delivered_comes_back_in_its_place()
    {
        await _gateway.RpcAsync("<get_time><request_identifier>1</request_identifier></get_time><get_time><request_identifier>2</request_identifier></get_time>");
        await _gateway.DrainAsync(1, delivered: false);
        CollectionAssert.AreEqual(
            new[] { "0x1", "0x2" },
            (await _gateway.DrainAsync()).Elements().Select(e => e.Element("request_identifier")!.Value).ToArray());
    }

    [TestMethod]
    public async Task A_synchronous_response_whose_reply_was_lost_goes_to_the_queue()
    {
        await _gateway.RpcAsync("<get_time synchronous='true'/>", delivered: false);
        Assert.AreEqual("get_time_response", (await _gateway.DrainAsync()).Elements().Single().Name.LocalName);
    }

    [TestMethod]
    public async Task Waiting_responses_survive_a_restart_with_their_time_stamps()
    {
        await _gateway.RpcAsync("<get_time><request_identifier type='string'>a&lt;b</request_identifier></get_time>");
        await _gateway.RestartAsync();
        var response = (await _gateway.DrainAsync()).Elements("get_time_response").Single();
        Assert.AreEqual("1361000766.0", (string?)response.Attribute("timestamp"));
        Assert.AreEqual("a<b", response.Element("request_identifier")!.Value);
    }

    [TestMethod]
    [DataRow("<bogus synchronous='true'/>", "The request 'bogus' is not known")]
    [DataRow("<get_responses synchronous='true'/>", "The request 'get_responses' is not known")]
    [DataRow("<get_time synchronous='true'><x>1</x></get_time>", "get_time: x: is not a parameter of get_time")]
    [DataRow("<registry_configuration synchronous='true'/>", "registry_configuration: name: is missing")]
    [DataRow("<nobody type='alias' synchronous='true'/>", "There is no alias 'nobody'")]
    [DataRow("<set_time synchronous='true'><UTC_1970>99999999999999999</UTC_1970></set_time>", null)]
    [DataRow("<set_time synchronous='true'/>", "set_time: give UTC_1970 or UTC_2000")]
    public async Task Failures_are_messages_of_severity_2_in_place_of_the_response(string request, string? description)
    {
        var reply = await _gateway.RpcAsync(request + "<get_time synchronous='true'/>");
        var message = reply.Elements().First();
        Assert.AreEqual("message", message.Name.LocalName);
        Assert.AreEqual("0x2", message.Element("severity")!.Value);
        if (description is not null)
        {
            Assert.AreEqual(description, message.Element("description")!.Value);
        }

        Assert.AreEqual("get_time_response", reply.Elements().Last().Name.LocalName);
    }

    [TestMethod]
    public async Task An_error_echoes_the_request_identifier() =>
        Assert.AreEqual(
            "0x7",
            (await _gateway.RpcAsync("<bogus synchronous='true'><request_identifier>7</request_identifier></bogus>")).Element("message")!.Element("request_identifier")!.Value);

    [TestMethod]
    public async Task Two_requests_of_the_same_name_get_two_responses() =>
        Assert.AreEqual(2, (await _gateway.RpcAsync("<get_time synchronous='true'/><get_time synchronous='true'/>")).Elements().Count());

    [TestMethod]
    public async Task Unsolicited_messages_are_not_in_a_synchronous_reply()
    {
        var reply = await _gateway.RpcAsync("<sync_time synchronous='true'/>");
        Assert.AreEqual("sync_time_response", reply.Elements().Single().Name.LocalName);
        Assert.AreEqual("0x3", (await _gateway.DrainAsync()).Element("message")!.Element("status")!.Value);
    }

    [TestMethod]
    public async Task An_alias_is_replaced_in_place_and_survives_a_restart()
    {
        await _gateway.RpcAsync("<add_alias><entry type='xml'><name type='string'>RPC_Manager.use_push</name></entry></add_alias>");
        await _gateway.RestartAsync();
        var reply = await _gateway.RpcAsync("<registry_configuration synchronous='true'><entry type='alias'/></registry_configuration>");
        Assert.AreEqual("FALSE", reply.Element("registry_configuration_response")!.Element("value")!.Value);
    }

    [TestMethod]
    public async Task Aliases_that_refer_to_themselves_or_explode_are_refused()
    {
        await _gateway.RpcAsync("<add_alias><loop type='xml'><loop type='alias'/></loop></add_alias>");
        StringAssert.Contains((await _gateway.RpcAsync("<loop type='alias'/>")).Value, "refers to itself: loop > loop", StringComparison.Ordinal);
        await _gateway.RpcAsync($"<add_alias><a type='xml'>{string.Concat(Enumerable.Repeat("<get_time/>", 200))}</a></add_alias>");
        await _gateway.RpcAsync($"<add_alias><b type='xml'>{string.Concat(Enumerable.Repeat("<a type='alias'/>", 200))}</b></add_alias>");
        StringAssert.Contains((await _gateway.RpcAsync("<b type='alias'/>")).Value, "grow to more than", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_full_queue_drops_the_oldest_and_says_so_once()
    {
        await _gateway.RpcAsync($"<registry_configuration synchronous='true'><name>{SEFramework.Gateway.Registry.RegistryNames.MaximumResponses}</name><value>10</value></registry_configuration>");
        for (var i = 0; i < 20; i++)
        {
            await _gateway.RpcAsync($"<get_time><request_identifier>{i}</request_identifier></get_time>");
        }

        var drained = (await _gateway.DrainAsync()).Elements().ToArray();
        Assert.AreEqual(10, drained.Length);
        Assert.AreEqual(1, drained.Count(e => e.Value.Contains("is full", StringComparison.Ordinal)));
        Assert.AreEqual("0x13", drained[^1].Element("request_identifier")!.Value);
    }

    [TestMethod]
    public async Task Exit_and_reboot_have_no_response_and_stop_the_program()
    {
        Assert.AreEqual(0, (await _gateway.RpcAsync("<exit synchronous='true'/><reboot/>")).Elements().Count());
        CollectionAssert.AreEqual(new[] { false, true }, _gateway.Stops);
    }

    [TestMethod]
    [DataRow("interface")]
    [DataRow("object")]
    public async Task An_interface_can_be_dropped_and_loaded_again(string called)
    {
        Assert.AreEqual(
            $"remove_{called}_response {called}_class=RPC_XML_Interface",
            await CallAsync($"<remove_{called} synchronous='true'><{called}_class>RPC_XML_Interface</{called}_class></remove_{called}>"));
        await _gateway.RestartAsync();
        StringAssert.Contains((await _gateway.RpcAsync("<list_aliases synchronous='true'/>")).Value, "RPC_XML_Interface is not loaded", StringComparison.Ordinal);
        Assert.AreEqual(
            $"add_{called}_response {called}_class=RPC_XML_Interface",
            await CallAsync($"<add_{called} synchronous='true'><{called}_class>RPC_XML_Interface</{called}_class></add_{called}>"));
        Assert.AreEqual("list_aliases_response", (await _gateway.RpcAsync("<list_aliases synchronous='true'/>")).Elements().Single().Name.LocalName);
        StringAssert.Contains(
            (await _gateway.RpcAsync($"<remove_{called} synchronous='true'><{called}_class>RPC_General_Interface</{called}_class></remove_{called}>")).Value,
            "cannot be removed",
            StringComparison.Ordinal);

        async Task<string> CallAsync(string request)
        {
            var response = (await _gateway.RpcAsync(request)).Elements().Single();
            return $"{response.Name.LocalName} {string.Join(",", response.Elements().Select(e => $"{e.Name.LocalName}={e.Value}"))}";
        }
    }

    [TestMethod]
    public async Task Two_hundred_clients_at_once_are_all_answered()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            Task.Run(() => _gateway.RpcAsync($"<get_time synchronous='true'><request_identifier>{i}</request_identifier></get_time>"))));
        CollectionAssert.AreEquivalent(
            Enumerable.Range(0, 200).Select(i => $"0x{i:X}").ToArray(),
            replies.Select(r => r.Elements().Single().Element("request_identifier")!.Value).ToArray());
    }
}
