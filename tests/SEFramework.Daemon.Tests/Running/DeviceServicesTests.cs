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
    }

    [TestMethod]
    public async Task The_gateway_is_added_once_removed_and_added_again()
    {
        await using var daemon = await RunningDaemon.StartAsync("""{ "device": { "ethernetAddress": "00:40:9D:12:34:56" } }""");
        const string Device = "<DeviceCore><devMac>00:40:9D:12:34:56</devMac><dpDescription> Pump house </dpDescription></DeviceCore>";
        using var added = await daemon.PostAsync("/ws/DeviceCore", Device);
        Assert.AreEqual(HttpStatusCode.Created, added.StatusCode);
        Assert.AreEqual("DeviceCore/1/0", XElement.Parse(await added.Content.ReadAsStringAsync()).Element("location")!.Value);
        Assert.AreEqual("Pump house", (await GetAsync(daemon, "/ws/DeviceCore/1")).Element("DeviceCore")!.Element("dpDescription")!.Value);
        using var again = await daemon.PostAsync("/ws/DeviceCore", $"<list>{Device}<DeviceCore><devConnectwareId>00000000-00000000-00000000-00000001</devConnectwareId></DeviceCore></list>");
        Assert.AreEqual(HttpStatusCode.MultiStatus, again.StatusCode);
        var errors = XElement.Parse(await again.Content.ReadAsStringAsync()).Elements("error").Select(static e => e.Value).ToArray();
        StringAssert.Contains(errors[0], "already provisioned");
        StringAssert.Contains(errors[1], "Device not found");

        foreach (var expected in new[] { "1 items deleted", "0 items deleted" })
        {
            using var removed = await daemon.Client.DeleteAsync("/ws/DeviceCore/1");
            Assert.AreEqual(HttpStatusCode.OK, removed.StatusCode);
            Assert.AreEqual(expected, XElement.Parse(await removed.Content.ReadAsStringAsync()).Element("message")!.Value);
        }

        Assert.IsEmpty((await GetAsync(daemon, "/ws/DeviceCore")).Elements("DeviceCore"));
        using var gone = await daemon.GetAsync("/ws/DeviceCore/1");
        Assert.AreEqual(HttpStatusCode.NotFound, gone.StatusCode);
        using var back = await daemon.PostAsync("/ws/DeviceCore", Device);
        Assert.AreEqual(HttpStatusCode.Created, back.StatusCode);
        Assert.HasCount(1, (await GetAsync(daemon, "/ws/DeviceCore")).Elements("DeviceCore").ToArray());
        foreach (var bad in new[] { "<DeviceCore", "<Device/>", "<list/>" })
        {
            using var refused = await daemon.PostAsync("/ws/DeviceCore", bad);
            Assert.AreEqual(HttpStatusCode.BadRequest, refused.StatusCode, bad);
        }
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
