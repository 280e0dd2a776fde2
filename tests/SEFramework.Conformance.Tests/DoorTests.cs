using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;

namespace SEFramework.Conformance.Tests;

/// <summary>The doors as old, careless and hostile clients meet them.</summary>
[TestClass]
public sealed class DoorTests
{
    private const string GetTime = "<rci_request version=\"1.1\"><do_command target=\"RPC_request\"><get_time synchronous=\"TRUE\"/></do_command></rci_request>";

    private static DaemonProcess _daemon = null!;

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task Start(TestContext context) => _daemon = await DaemonProcess.StartAsync("esi-coordinator");

    [ClassCleanup]
    public static async Task Stop() => await _daemon.DisposeAsync();

    [TestMethod]
    [DataRow("POST /UE/rci HTTP/1.0\r\nContent-Length: {0}\r\n\r\n{1}", DisplayName = "HTTP/1.0 without Host and without Content-Type")]
    [DataRow("POST http://gateway.example/UE/rci HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\nContent-Length: {0}\r\n\r\n{1}", DisplayName = "absolute URI of another host")]
    [DataRow("POST /UE/rci HTTP/1.1\r\nHost: x\r\nUser-Agent: caf\u00E9\r\nConnection: close\r\nContent-Length: {0}\r\n\r\n{1}", DisplayName = "header value in Latin-1")]
    [DataRow("POST /UE/rci HTTP/1.1\nHost: x\nConnection: close\nContent-Length: {0}\n\n{1}", DisplayName = "line feeds only")]
    [DataRow("POST /UE/rci HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Type: text/plain;charset=ISO-8859-1\r\nContent-Length: {0}\r\n\r\n{1}", DisplayName = "Expect and any content type")]
    public async Task Old_clients_are_served(string request)
    {
        var reply = await RawAsync(string.Format(CultureInfo.InvariantCulture, request, GetTime.Length, GetTime));
        StringAssert.Contains(reply, " 200 OK", StringComparison.Ordinal);
        StringAssert.Contains(reply, "Content-Length: ", StringComparison.Ordinal);
        StringAssert.Contains(reply, "<get_time_response", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("GET", "/UE/rci", HttpStatusCode.MethodNotAllowed)]
    [DataRow("PUT", "/ws/sci", HttpStatusCode.MethodNotAllowed)]
    [DataRow("POST", "/elsewhere", HttpStatusCode.NotFound)]
    [DataRow("GET", "/healthz", HttpStatusCode.OK)]
    [DataRow("GET", "/metrics", HttpStatusCode.OK)]
    public async Task Paths_and_methods(string method, string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _daemon.Client.SendAsync(request, TestContext.CancellationToken);
        Assert.AreEqual(expected, response.StatusCode);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("junk")]
    [DataRow("<rci_request>")]
    [DataRow("<!DOCTYPE x [<!ENTITY a \"b\">]><rci_request>&a;</rci_request>")]
    [DataRow("<rci_request>\u0001</rci_request>")]
    public async Task What_is_not_xml_is_answered_and_the_next_request_works(string body)
    {
        var reply = await PostAsync("/UE/rci", body);
        Assert.AreEqual("1", (string?)reply.Element("error")!.Attribute("id"));
        Assert.IsNotNull((await PostAsync("/UE/rci", GetTime)).Descendants("get_time_response").SingleOrDefault());
    }

    [TestMethod]
    public async Task Deep_huge_and_many_are_answered()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000));
        Assert.IsNotNull((await PostAsync("/UE/rci", deep)).Element("error"));
        var huge = await _daemon.PostAsync("/UE/rci", new string('x', 2 * 1024 * 1024), null, TestContext.CancellationToken);
        Assert.AreEqual(413, huge.Status);
        var many = string.Concat(Enumerable.Repeat("<get_time synchronous='true'/>", 2000));
        var reply = await PostAsync("/UE/rci", $"<rci_request><do_command target='RPC_request'>{many}</do_command></rci_request>");
        Assert.AreEqual(2000, reply.Descendants("get_time_response").Count());
    }

    [TestMethod]
    public async Task Clients_that_go_away_in_the_middle_disturb_nobody()
    {
        for (var i = 0; i < 20; i++)
        {
            using var socket = await ConnectAsync();
            await socket.SendAsync(Encoding.ASCII.GetBytes("POST /UE/rci HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n<rci_"), TestContext.CancellationToken);
        }

        Assert.IsNotNull((await PostAsync("/UE/rci", GetTime)).Descendants("get_time_response").SingleOrDefault());
    }

    [TestMethod]
    public async Task Two_hundred_clients_at_once_are_all_answered()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => PostAsync(
            "/UE/rci",
            string.Create(CultureInfo.InvariantCulture, $"<rci_request><do_command target='RPC_request'><get_time synchronous='true'><request_identifier>{i}</request_identifier></get_time></do_command></rci_request>"))));
        CollectionAssert.AreEquivalent(
            Enumerable.Range(0, 200).Select(i => $"0x{i:X}").ToArray(),
            replies.Select(r => r.Descendants("request_identifier").Single().Value).ToArray());
    }

    [TestMethod]
    public async Task Pythons_own_xml_rpc_client_gets_along()
    {
        var script = Path.Combine(Folder(), "..", "foreign", "xmlrpc", "client.py");
        using var python = Process.Start(new ProcessStartInfo("python3", [script, new Uri(_daemon.Client.BaseAddress!, "/RPC2").ToString()])
        {
            RedirectStandardError = true,
        })!;
        var errors = await python.StandardError.ReadToEndAsync(TestContext.CancellationToken);
        await python.WaitForExitAsync(TestContext.CancellationToken);
        Assert.AreEqual(0, python.ExitCode, errors);
    }

    [TestMethod]
    [DataRow("<a/>", -32600)]
    [DataRow("<methodCall><methodName>get_time</methodName><params><param/></params></methodCall>", -32600)]
    [DataRow("not xml", -32700)]
    [DataRow("<!DOCTYPE a []><methodCall/>", -32700)]
    [DataRow("<methodCall><methodName>get_time</methodName><params><param><value><struct><member><name>no name</name><value>1</value></member></struct></value></param></params></methodCall>", -32602)]
    public async Task Bad_xml_rpc_is_a_fault_with_a_stable_code(string body, int code)
    {
        var reply = await PostAsync("/RPC2", body);
        Assert.AreEqual(code, (int)reply.Descendants("int").Single());
    }

    [TestMethod]
    public async Task Xml_rpc_takes_and_gives_integers_of_64_bits()
    {
        var reply = await PostAsync("/RPC2", "<methodCall><methodName>get_time</methodName><params><param><value><struct><member><name>request_identifier</name><value><i8>1099511627776</i8></value></member></struct></value></param></params></methodCall>");
        Assert.AreEqual("1099511627776", reply.Descendants("i8").Single().Value);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private static async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _daemon.Client.BaseAddress!.Port);
        return socket;
    }

    private async Task<XElement> PostAsync(string path, string body) =>
        XElement.Parse((await _daemon.PostAsync(path, body, null, TestContext.CancellationToken)).Body);

    private async Task<string> RawAsync(string request)
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(Encoding.Latin1.GetBytes(request), TestContext.CancellationToken);
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, TestContext.CancellationToken) is > 0 and var read)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return text.ToString();
    }
}
