using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Simulator.Control;

namespace SEFramework.Simulator.Tests.Control;

/// <summary>The control port over HTTP.</summary>
[TestClass]
public sealed class ControlPortTests
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task Lines_are_carried_out_and_the_state_is_read()
    {
        using var rig = new HomeRig();
        await using var port = await ControlPort.StartAsync(rig.Home, AnyPort, NullLoggerFactory.Instance);
        using var client = Client(port);
        using var text = new StringContent("# two at once\nsilence meter\r\n\nmove meter 1A2B\n", Encoding.UTF8);
        using var reply = await client.PostAsync("/", text, Cancellation);
        Assert.AreEqual(HttpStatusCode.OK, reply.StatusCode);
        Assert.AreEqual("{\"done\":2}\n", await reply.Content.ReadAsStringAsync(Cancellation));
        using var state = JsonDocument.Parse(await client.GetStringAsync("/", Cancellation));
        var meter = state.RootElement.GetProperty("devices")[0];
        Assert.AreEqual("1A2B", meter.GetProperty("nwk").GetString());
        Assert.IsTrue(meter.GetProperty("isSilent").GetBoolean());
        Assert.Contains("power-off DEVICE", await client.GetStringAsync("/commands", Cancellation));
    }

    [TestMethod]
    public async Task A_bad_line_is_named_and_ends_the_rest()
    {
        using var rig = new HomeRig();
        await using var port = await ControlPort.StartAsync(rig.Home, AnyPort, NullLoggerFactory.Instance);
        using var client = Client(port);
        using var text = new StringContent("silence meter\ndance meter\npower-off meter", Encoding.UTF8);
        using var reply = await client.PostAsync("/", text, Cancellation);
        Assert.AreEqual(HttpStatusCode.BadRequest, reply.StatusCode);
        using var problem = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(Cancellation));
        Assert.AreEqual(2, problem.RootElement.GetProperty("line").GetInt32());
        Assert.AreEqual("unknownCommand", problem.RootElement.GetProperty("error").GetString());
        Assert.IsTrue(rig.Meter.IsSilent);
        Assert.IsTrue(rig.Meter.IsPowered);
    }

    [TestMethod]
    [DataRow("DELETE", "/", 405)]
    [DataRow("PUT", "/commands", 405)]
    [DataRow("GET", "/else", 404)]
    public async Task Other_requests_are_refused(string method, string path, int status)
    {
        using var rig = new HomeRig();
        await using var port = await ControlPort.StartAsync(rig.Home, AnyPort, NullLoggerFactory.Instance);
        using var client = Client(port);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var reply = await client.SendAsync(request, Cancellation);
        Assert.AreEqual(status, (int)reply.StatusCode);
    }

    [TestMethod]
    public async Task Pages_of_a_browser_and_huge_bodies_are_refused()
    {
        using var rig = new HomeRig();
        await using var port = await ControlPort.StartAsync(rig.Home, AnyPort, NullLoggerFactory.Instance);
        using var client = Client(port);
        using var fromPage = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent("power-off meter") };
        fromPage.Headers.Add("Origin", "http://example.com");
        using var refused = await client.SendAsync(fromPage, Cancellation);
        Assert.AreEqual(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.IsTrue(rig.Meter.IsPowered);
        using var huge = new StringContent(new string('#', 100_000));
        using var tooLarge = await client.PostAsync("/", huge, Cancellation);
        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
    }

    [TestMethod]
    public async Task It_listens_on_loopback_only_and_says_when_the_port_is_taken()
    {
        using var rig = new HomeRig();
        await Assert.ThrowsExactlyAsync<ArgumentException>(() => ControlPort.StartAsync(rig.Home, new IPEndPoint(IPAddress.Any, 0), NullLoggerFactory.Instance));
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await Assert.ThrowsExactlyAsync<IOException>(() => ControlPort.StartAsync(rig.Home, (IPEndPoint)other.LocalEndpoint, NullLoggerFactory.Instance));
    }

    [TestMethod]
    [DataRow("9760", "127.0.0.1:9760")]
    [DataRow("localhost:1", "127.0.0.1:1")]
    [DataRow("127.0.0.2:80", "127.0.0.2:80")]
    [DataRow("[::1]:0", "[::1]:0")]
    [DataRow("0.0.0.0:80", null)]
    [DataRow("192.168.1.1:80", null)]
    [DataRow("::1", null)]
    [DataRow("70000", null)]
    [DataRow("", null)]
    public void Only_loopback_addresses_are_read(string text, string? expected)
    {
        Assert.AreEqual(expected is not null, ControlPort.TryParse(text, out var endPoint));
        Assert.AreEqual(expected, endPoint?.ToString());
    }

    private static HttpClient Client(ControlPort port) => new() { BaseAddress = new Uri($"http://{port.EndPoint}") };
}
