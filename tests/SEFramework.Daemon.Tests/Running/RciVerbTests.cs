using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace SEFramework.Daemon.Tests.Running;

/// <summary>RCI beside RPC on the running daemon: state and settings. Source: reference 01, sections 1.1 and 1.9.</summary>
[TestClass]
public sealed class RciVerbTests
{
    private const string Configuration = """{ "device": { "ethernetAddress": "00:40:9D:12:34:56" } }""";

    [TestMethod]
    public async Task The_whole_state_has_what_clients_of_a_gateway_read()
    {
        await using var daemon = await RunningDaemon.StartAsync(Configuration);
        var state = (await RciAsync(daemon, "<query_state/>")).Element("query_state")!;
        Assert.AreEqual("00:40:9D:12:34:56", state.Element("device_info")!.Element("mac")!.Value);
        Assert.AreNotEqual(string.Empty, state.Element("device_info")!.Element("firmware")!.Value);
        var stats = state.Element("device_stats")!;
        Assert.IsInRange(0, 100, (int)stats.Element("cpu")!);
        Assert.IsGreaterThanOrEqualTo(0, (int)stats.Element("uptime")!);
        Assert.AreEqual((long)stats.Element("totalmem")!, (long)stats.Element("usedmem")! + (long)stats.Element("freemem")!);
        Assert.IsTrue(DateTime.TryParseExact(
            stats.Element("datetime")!.Value, ["ddd MMM d HH:mm:ss yyyy", "ddd MMM  d HH:mm:ss yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        Assert.IsNotNull(state.Element("boot_stats")!.Element("ip"));
    }

    [TestMethod]
    public async Task Groups_and_fields_are_read_one_by_one_and_what_is_not_there_is_said_where_it_was_asked()
    {
        await using var daemon = await RunningDaemon.StartAsync(Configuration);
        var state = (await RciAsync(daemon, "<query_state><device_stats><uptime/><luck/></device_stats><weather/></query_state>")).Element("query_state")!;
        CollectionAssert.AreEqual(new[] { "uptime", "luck" }, state.Element("device_stats")!.Elements().Select(static e => e.Name.LocalName).ToArray());
        Assert.AreEqual("3", state.Element("device_stats")!.Element("luck")!.Element("error")!.Attribute("id")!.Value);
        Assert.AreEqual("Field specified does not exist", state.Element("weather")!.Element("error")!.Element("desc")!.Value);
        Assert.IsNull(state.Element("device_info"));
    }

    [TestMethod]
    public async Task Settings_are_set_group_by_group_and_kept()
    {
        await using var daemon = await RunningDaemon.StartAsync(Configuration);
        var reply = await RciAsync(
            daemon, "<set_setting><system><contact> Ada &amp; Bo </contact><location>Cellar</location></system><system><location>Roof</location><luck/></system><weather/></set_setting>");
        var groups = reply.Element("set_setting")!.Elements().ToArray();
        Assert.IsFalse(groups[0].HasElements);
        Assert.AreEqual("luck", groups[1].Element("error")!.Element("hint")!.Value);
        Assert.AreEqual("3", groups[2].Element("error")!.Attribute("id")!.Value);
        var system = (await RciAsync(daemon, "<query_setting source=\"current\"><system/></query_setting>")).Element("query_setting")!.Element("system")!;
        Assert.AreEqual("Ada & Bo", system.Element("contact")!.Value);
        Assert.AreEqual("Cellar", system.Element("location")!.Value);
        var too = await RciAsync(daemon, $"<set_setting><system><description>{new string('x', 256)}</description></system></set_setting>");
        Assert.AreEqual("4", too.Descendants("error").Single().Attribute("id")!.Value);
        await daemon.KillAndStartAsync();
        using var device = await daemon.GetAsync("/ws/DeviceCore?condition=dpLocation='Cellar'");
        Assert.AreEqual("Ada & Bo", XElement.Parse(await device.Content.ReadAsStringAsync()).Element("DeviceCore")!.Element("dpContact")!.Value);
    }

    [TestMethod]
    public async Task A_whole_reply_may_be_sent_back_as_a_backup_and_what_cannot_be_changed_is_warned_of()
    {
        await using var daemon = await RunningDaemon.StartAsync(Configuration);
        await RciAsync(daemon, "<set_setting><system><description>Gateway 7</description></system></set_setting>");
        var backup = (await RciAsync(daemon, "<query_setting/>")).Element("query_setting")!;
        var restored = await RciAsync(daemon, new XElement("set_setting", backup.Elements()).ToString());
        Assert.IsEmpty(restored.Descendants("error").Concat(restored.Descendants("warning")));
        var other = await RciAsync(daemon, "<set_setting><mgmtglobal><deviceid>another</deviceid></mgmtglobal></set_setting>");
        Assert.AreEqual("deviceid", other.Element("set_setting")!.Element("mgmtglobal")!.Element("warning")!.Element("hint")!.Value);
    }

    [TestMethod]
    public async Task A_user_who_may_only_read_sets_nothing()
    {
        await using var daemon = await RunningDaemon.StartAsync($$"""{ "users": [ {{RunningDaemon.User("reader", "look only", "read-only")}} ] }""");
        var reply = await RciAsync(daemon, "<set_setting><system><contact>me</contact></system></set_setting><query_setting><system><contact/></system></query_setting>", "reader:look only");
        StringAssert.Contains(reply.Element("set_setting")!.Value, "may only read");
        Assert.AreEqual(string.Empty, reply.Element("query_setting")!.Value);
    }

    [TestMethod]
    public async Task State_is_read_through_the_cloud_s_door_and_a_file_may_stand_for_a_request()
    {
        await using var daemon = await RunningDaemon.StartAsync(Configuration);
        using var stored = await daemon.SendAsync(HttpMethod.Put, "/ws/FileData/~/requests/state.xml", "<rci_request version=\"1.1\"><query_state><device_info/></query_state></rci_request>");
        var reply = await SciAsync(daemon, "<send_message cache=\"false\"><targets><device id=\"all\"/></targets><file>/~/requests/state.xml</file></send_message>");
        Assert.AreEqual("00:40:9D:12:34:56", reply.Element("send_message")!.Element("device")!.Element("rci_reply")!.Element("query_state")!.Element("device_info")!.Element("mac")!.Value);
        var missing = await SciAsync(daemon, "<send_message><targets><device id=\"all\"/></targets><file>~/requests/other.xml</file></send_message>");
        StringAssert.Contains(missing.Element("send_message")!.Element("error")!.Value, "other.xml");
    }

    [TestMethod]
    public async Task Files_are_handled_with_the_cloud_s_operation_as_the_maker_s_client_does()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        const string Path = "/WEB/python/notes.txt";
        var answers = await FilesAsync(
            daemon,
            $"<put_file path=\"{Path}\" truncate=\"true\"><data>{Base64("0123456789")}</data></put_file><put_file path=\"{Path}\" offset=\"2\" truncate=\"false\"><data>{Base64("ab")}</data></put_file>"
            + $"<get_file path=\"{Path}\"/><put_file path=\"{Path}\" offset=\"4\" truncate=\"true\"><data>{Base64("!")}</data></put_file><get_file path=\"{Path}\" offset=\"1\" length=\"9\"/>"
            + "<ls path=\"/WEB/python\" hash=\"any\"/><ls path=\"/\"/><ls path=\"/etc\"/>");
        Assert.AreEqual("01ab456789", Text(answers[2]));
        Assert.AreEqual("1ab!", Text(answers[4]));
        var file = answers[5].Elements("file").Single(static f => f.Attribute("path")!.Value == Path);
        Assert.AreEqual("5", file.Attribute("size")!.Value);
        Assert.AreEqual(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData("01ab!"u8)), file.Attribute("hash")!.Value);
        Assert.IsGreaterThan(0, (long)file.Attribute("last_modified")!);
        Assert.AreEqual("/WEB", answers[6].Element("dir")!.Attribute("path")!.Value);
        Assert.AreEqual("3", answers[7].Element("error")!.Attribute("id")!.Value);

        using var stored = await daemon.SendAsync(HttpMethod.Put, "/ws/FileData/~/modules/module.py", "import xbee");
        var copied = await FilesAsync(daemon, $"<put_file path=\"module.py\"><file>~/modules/module.py</file></put_file><get_file path=\"/WEB/python/module.py\"/><rm path=\"{Path}\"/><get_file path=\"{Path}\"/>");
        Assert.AreEqual("import xbee", Text(copied[1]));
        Assert.IsFalse(copied[2].HasElements);
        Assert.AreEqual("2", copied[3].Element("error")!.Attribute("id")!.Value);
    }

    [TestMethod]
    public async Task Operations_are_refused_as_the_cloud_refuses_them()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        foreach (var operation in new[] { "update_firmware", "query_firmware_targets", "data_service", "disconnect" })
        {
            var reply = await SciAsync(daemon, $"<{operation}><targets><device id=\"all\"/></targets></{operation}>");
            StringAssert.Contains(reply.Element(operation)!.Element("error")!.Value, "not supported");
        }

        var stranger = await SciAsync(daemon, "<ping><targets><device id=\"00000000-00000000-00000000-00000001\"/></targets></ping>");
        Assert.AreEqual("303", stranger.Element("ping")!.Element("device")!.Element("error")!.Attribute("id")!.Value);
        Assert.AreEqual("Invalid SCI request. No valid targets found.", stranger.Element("ping")!.Element("error")!.Value);
        var empty = await SciAsync(daemon, "<file_system><targets><device id=\"all\"/></targets></file_system>");
        StringAssert.Contains(empty.Element("file_system")!.Element("error")!.Value, "No payload found");
        var ping = await SciAsync(daemon, "<ping><targets><device id=\"all\"/></targets></ping>");
        Assert.IsFalse(ping.Element("ping")!.Element("device")!.HasElements);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Text(XElement answer) => Encoding.UTF8.GetString(Convert.FromBase64String(answer.Element("data")!.Value));

    private static async Task<XElement[]> FilesAsync(RunningDaemon daemon, string commands)
    {
        var reply = await SciAsync(daemon, $"<file_system><targets><device id=\"all\"/></targets><commands>{commands}</commands></file_system>");
        return [.. reply.Element("file_system")!.Element("device")!.Element("commands")!.Elements()];
    }

    private static async Task<XElement> SciAsync(RunningDaemon daemon, string operation)
    {
        using var response = await daemon.PostAsync("/ws/sci", $"<sci_request version=\"1.0\">{operation}</sci_request>");
        return XElement.Parse(await response.Content.ReadAsStringAsync());
    }

    private static async Task<XElement> RciAsync(RunningDaemon daemon, string commands, string? user = null)
    {
        using var response = await daemon.PostAsync("/UE/rci", $"<rci_request version=\"1.1\">{commands}</rci_request>", user);
        return XElement.Parse(await response.Content.ReadAsStringAsync());
    }
}
