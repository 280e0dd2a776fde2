using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SEFramework.Daemon.Tests.Running;

/// <summary>What a head-end asks about the gateway and its nodes, and what happens to who guesses. Source: reference 01, sections 1.7 and 1.8.</summary>
[TestClass]
public sealed partial class DeviceServicesTests
{
    [TestMethod]
    public async Task The_gateway_is_the_one_device_and_is_found_by_its_id()
    {
        await using var daemon = await RunningDaemon.StartAsync("""{ "device": { "ethernetAddress": "00:40:9D:12:34:56" } }""");
        var row = (await GetAsync(daemon, "/ws/DeviceCore?condition=devConnectwareId='00000000-00000000-00409DFF-FF123456'")).Element("DeviceCore")!;
        Assert.AreEqual("00:40:9D:12:34:56", row.Element("devMac")!.Value);
        Assert.AreEqual("1", row.Element("dpConnectionStatus")!.Value);
        Assert.AreEqual("1", row.Element("id")!.Element("devId")!.Value);
        Assert.AreEqual("0", (await GetAsync(daemon, "/ws/DeviceCore?condition=devConnectwareId='00000000-00000000-00000000-00000001'")).Element("resultTotalRows")!.Value);
        using var again = await daemon.PostAsync("/ws/DeviceCore", "<DeviceCore><devMac>00409D123456</devMac></DeviceCore>");
        Assert.AreEqual(HttpStatusCode.BadRequest, again.StatusCode);
        StringAssert.Contains(await again.Content.ReadAsStringAsync(), "already provisioned");
        using var removed = await daemon.Client.DeleteAsync("/ws/DeviceCore/1");
        Assert.AreEqual(HttpStatusCode.Forbidden, removed.StatusCode);
    }

    [TestMethod]
    public async Task Nodes_are_found_by_type_and_by_address()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        using var limit = new CancellationTokenSource(RunningDaemon.Patience);
        XElement nodes;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            nodes = await GetAsync(daemon, "/ws/XbeeCore?condition=xpNodeType>0");
        }
        while (!nodes.Elements("XbeeCore").Any());

        var coordinator = (await GetAsync(daemon, "/ws/XbeeCore?condition=xpNodeType=0")).Elements("XbeeCore").Single();
        Assert.AreEqual("1", coordinator.Element("xpStatus")!.Value);
        var address = coordinator.Element("xpExtAddr")!.Value;
        Assert.MatchesRegex(AddressRegex(), address);
        Assert.AreEqual(address, (await GetAsync(daemon, $"/ws/XbeeCore/{address.Replace(":", string.Empty, StringComparison.Ordinal).ToLowerInvariant()}")).Element("XbeeCore")!.Element("xpExtAddr")!.Value);
    }

    [TestMethod]
    public async Task Who_guesses_is_locked_out_even_with_the_right_password_and_who_repeats_a_wrong_one_is_not()
    {
        await using var daemon = await RunningDaemon.StartAsync($$"""{ "users": [ {{RunningDaemon.User("operator", "sesame", "operate")}} ] }""");
        for (var i = 0; i < 15; i++)
        {
            using var same = await daemon.GetAsync("/ws/sci", "operator:old");
            Assert.AreEqual(HttpStatusCode.Unauthorized, same.StatusCode);
        }

        using var allowed = await daemon.GetAsync("/ws/sci", "operator:sesame");
        Assert.AreEqual(HttpStatusCode.OK, allowed.StatusCode);
        for (var i = 0; i < 10; i++)
        {
            using var guess = await daemon.GetAsync("/ws/sci", $"operator:guess{i}");
            Assert.AreEqual(HttpStatusCode.Unauthorized, guess.StatusCode);
        }

        using var locked = await daemon.GetAsync("/ws/sci", "operator:sesame");
        Assert.AreEqual(HttpStatusCode.Unauthorized, locked.StatusCode);
        await daemon.UntilAsync(static d => d.Log.Contains("is locked out", StringComparison.Ordinal));
    }

    private static async Task<XElement> GetAsync(RunningDaemon daemon, string query)
    {
        using var response = await daemon.GetAsync(query);
        var text = await response.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, text);
        return XElement.Parse(text);
    }

    [GeneratedRegex("^[0-9A-F]{2}(:[0-9A-F]{2}){7}$")]
    private static partial Regex AddressRegex();
}
