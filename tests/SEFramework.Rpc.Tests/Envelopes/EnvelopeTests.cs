using System.Text;
using System.Xml;
using System.Xml.Linq;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Values;

namespace SEFramework.Rpc.Tests.Envelopes;

/// <summary>SCI and RCI around RPC: reference 01, sections 1.1 to 1.8.</summary>
[TestClass]
public sealed class EnvelopeTests
{
    private static readonly DeviceId Device = DeviceId.FromEthernetAddress(0x00409D1A2B3C);
    private readonly ScriptedPipeline _pipeline = new();
    private readonly List<Exception> _faults = [];

    [TestMethod]
    public void The_device_id_is_made_from_the_ethernet_address() =>
        Assert.AreEqual("00000000-00000000-00409DFF-FF1A2B3C", Device.ToString());

    [TestMethod]
    public async Task A_synchronous_request_is_answered_inside_the_responses_wrapper()
    {
        var reply = await Sci($"""
            <sci_request version="1.0"><send_message><targets><device id="{Device}"/></targets>
              <rci_request version="1.1"><do_command target="RPC_request"><get_version/><get_time synchronous="TRUE"/></do_command></rci_request>
            </send_message></sci_request>
            """);
        var responses = reply.Element("send_message")!.Element("device")!.Element("rci_reply")!.Element("do_command")!.Element("responses")!;
        Assert.AreEqual("1.0", (string?)reply.Attribute("version"));
        Assert.AreEqual("RPC_request", (string?)responses.Parent!.Attribute("target"));
        Assert.AreEqual("1361000766.0", (string?)responses.Attribute("timestamp"));
        Assert.AreEqual("0", (string?)responses.Attribute("remaining"));
        Assert.AreEqual("0x51", responses.Element("echo_response")!.Element("count")!.Value[..4]);
        CollectionAssert.AreEqual(new[] { "get_version", "get_time" }, _pipeline.Requests.Select(r => r.Name.LocalName).ToArray());
    }

    [TestMethod]
    public async Task All_reaches_this_device_and_strangers_are_not_found()
    {
        var reply = await Sci("""
            <sci_request version="1.0"><send_message synchronous="true" cache="false" syncTimeout="30"><targets>
              <device id="all"/><device id="00000000-00000000-00409dff-ff1a2b3c"/><device id="00000000-00000000-00409DFF-FF000000"/></targets>
              <rci_request version="1.1"><do_command target="RPC_request"><get_time synchronous="true"/></do_command></rci_request>
            </send_message></sci_request>
            """);
        var devices = reply.Element("send_message")!.Elements("device").ToArray();
        Assert.AreEqual(2, devices.Length);
        Assert.AreEqual(Device.ToString(), (string?)devices[0].Attribute("id"));
        Assert.AreEqual("303", (string?)devices[1].Element("error")!.Attribute("id"));
        Assert.AreEqual("Invalid target. Device not found.", devices[1].Element("error")!.Element("desc")!.Value);
        Assert.AreEqual(1, _pipeline.Requests.Count);
    }

    [TestMethod]
    [DataRow("<sci_request version='1.0'><send_message><targets/><rci_request/></send_message></sci_request>", "No valid targets found.")]
    [DataRow("<sci_request version='1.0'><send_message><rci_request/></send_message></sci_request>", "No valid targets found.")]
    [DataRow("<sci_request version='1.0'><send_message><targets><device id='all'/></targets></send_message></sci_request>", "No payload found.")]
    [DataRow("<sci_request version='1.0'><update_firmware/></sci_request>", "update_firmware is not supported")]
    [DataRow("<sci_request version='1.0'/>", "No operation found.")]
    [DataRow("<rci_request/>", "<sci_request> is expected")]
    [DataRow("<sci_request>", "Invalid SCI request.")]
    public async Task Bad_sci_requests_are_answered_in_device_clouds_form(string request, string expected)
    {
        var reply = await Sci(request);
        Assert.AreEqual("sci_reply", reply.Name.LocalName);
        StringAssert.Contains(reply.Descendants("error").Single().Value, expected, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("not xml", "1", "Request not valid XML")]
    [DataRow("<!DOCTYPE x []><rci_request/>", "1", "Request not valid XML")]
    [DataRow("<other/>", "2", "Request not recognized")]
    [DataRow("<rci_request><bogus/></rci_request>", "3", "Unknown command")]
    [DataRow("<rci_request><do_command target='nobody'/></rci_request>", "2", "Name not registered")]
    [DataRow("<rci_request><do_command/></rci_request>", "2", "Name not registered")]
    [DataRow("<rci_request><do_command target='RPC_response'><other/></do_command></rci_request>", "1", "Application call failed")]
    [DataRow("<rci_request><do_command target='RPC_response'><get_responses limit='many'/></do_command></rci_request>", "1", "Application call failed")]
    public async Task Bad_rci_requests_are_answered_with_error_ids(string request, string id, string description)
    {
        var error = (await Rci(request)).Descendants("error").Single();
        Assert.AreEqual(id, (string?)error.Attribute("id"));
        Assert.AreEqual(description, error.Element("desc")!.Value);
    }

    [TestMethod]
    public async Task One_bad_command_does_not_spoil_the_others()
    {
        var reply = await Rci("<rci_request version='1.1'><bogus/><do_command target='RPC_request'><get_time synchronous='true'/></do_command></rci_request>");
        Assert.AreEqual("3", (string?)reply.Element("bogus")!.Element("error")!.Attribute("id"));
        Assert.IsNotNull(reply.Element("do_command")!.Element("responses"));
    }

    [TestMethod]
    public async Task An_unknown_target_is_not_echoed() =>
        Assert.IsNull((await Rci("<rci_request><do_command target='nobody'/></rci_request>")).Element("do_command")!.Attribute("target"));

    [TestMethod]
    public async Task A_fault_of_the_gateway_is_an_internal_error_without_details()
    {
        _pipeline.Fault = new InvalidOperationException("secret");
        var reply = await Rci("<rci_request><do_command target='RPC_request'><get_time synchronous='true'/></do_command></rci_request>");
        Assert.AreEqual("4", (string?)reply.Descendants("error").Single().Attribute("id"));
        Assert.IsFalse(reply.ToString().Contains("secret", StringComparison.Ordinal));
        Assert.AreEqual(1, _faults.Count);
    }

    [TestMethod]
    [DataRow("<get_responses/>", null)]
    [DataRow("<get_responses limit='10'/>", 10)]
    [DataRow("<get_responses limit=' 0x10 '/>", 16)]
    [DataRow("<get_responses limit='99999999999999999999'/>", int.MaxValue)]
    public async Task Responses_are_drained_up_to_the_limit(string request, int? limit)
    {
        var reply = await Rci($"<rci_request version='1.1'><do_command target='RPC_response'>{request}</do_command></rci_request>");
        Assert.AreEqual(limit, _pipeline.Limit);
        Assert.AreEqual("RPC_response", (string?)reply.Element("do_command")!.Attribute("target"));
    }

    [TestMethod]
    public async Task Completions_run_once_with_the_outcome()
    {
        var exchange = new ClientExchange("someone");
        var outcomes = new List<bool>();
        exchange.OnReplied(delivered =>
        {
            outcomes.Add(delivered);
            return Task.CompletedTask;
        });
        await exchange.CompleteAsync(true);
        await exchange.CompleteAsync(false);
        CollectionAssert.AreEqual(new[] { true }, outcomes);
    }

    private static XElement Written(IXmlContent content)
    {
        var builder = new StringBuilder();
        using (var writer = XmlWriter.Create(builder, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            content.WriteTo(writer);
        }

        return XElement.Parse(builder.ToString());
    }

    private RciProcessor Processor() =>
        new([new DoCommand([new RpcRequestTarget(_pipeline), new RpcResponseTarget(_pipeline)])], _faults.Add);

    private async Task<XElement> Rci(string request) =>
        Written(await Processor().ProcessAsync(Encoding.UTF8.GetBytes(request), new ClientExchange("test"), CancellationToken.None));

    private async Task<XElement> Sci(string request)
    {
        var (reply, _) = await new SciProcessor(Device, Processor())
            .ProcessAsync(Encoding.UTF8.GetBytes(request), new ClientExchange("test"), CancellationToken.None);
        return Written(reply);
    }

    private sealed class ScriptedPipeline : IRpcPipeline
    {
        private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1361000766);

        public List<XElement> Requests { get; } = [];

        public int? Limit { get; private set; } = -1;

        public Exception? Fault { get; set; }

        public Task<RpcResponses> ExecuteAsync(IReadOnlyList<XElement> requests, ClientExchange exchange, CancellationToken cancellationToken)
        {
            if (Fault is not null)
            {
                throw Fault;
            }

            Requests.AddRange(requests);
            return Task.FromResult(new RpcResponses([new RpcResponse("echo_response", Now, new RpcStruct().Add("count", RpcValue.Of(0x511)))], 0, Now));
        }

        public Task<RpcResponse?> CallAsync(XElement request, ClientExchange exchange, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<RpcResponses> TakeResponsesAsync(int? limit, ClientExchange exchange, CancellationToken cancellationToken)
        {
            Limit = limit;
            return Task.FromResult(new RpcResponses([], 0, Now));
        }
    }
}
