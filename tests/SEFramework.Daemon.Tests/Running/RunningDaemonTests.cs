using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SEFramework.Daemon.Tests.Running;

/// <summary>The running daemon: users and their roles, reading the configuration again, pages, log lines, systemd.</summary>
[TestClass]
public sealed partial class RunningDaemonTests
{
    private const string Operator = "operator:sesame street";
    private const string Reader = "reader:look only";
    private const string ReadEntry = "<registry_configuration synchronous=\"true\"><name>RPC_Manager.max_buffered_responses</name></registry_configuration>";
    private const string WriteEntry = "<registry_configuration synchronous=\"true\"><name>RPC_Manager.max_buffered_responses</name><value>77</value></registry_configuration>";

    private static readonly string Users = $$"""{ "users": [ {{RunningDaemon.User("operator", "sesame street", "operate")}}, {{RunningDaemon.User("reader", "look only", "read-only")}} ] }""";

    [TestMethod]
    public async Task Users_are_asked_for_their_password_at_every_door()
    {
        await using var daemon = await RunningDaemon.StartAsync(Users);
        foreach (var door in new[] { "/UE/rci", "/ws/sci", "/RPC2" })
        {
            foreach (var user in new[] { null, "operator:wrong", "nobody:sesame street", "operator", ":" })
            {
                using var response = await daemon.PostAsync(door, "<x/>", user);
                Assert.AreEqual(HttpStatusCode.Unauthorized, response.StatusCode, $"{door} {user}");
                Assert.AreEqual("Basic", response.Headers.WwwAuthenticate.Single().Scheme);
            }

            using var good = await daemon.PostAsync(door, "<x/>", Operator);
            Assert.AreNotEqual(HttpStatusCode.Unauthorized, good.StatusCode, door);
        }

        StringAssert.Contains(await daemon.RpcAsync(ReadEntry, Operator), "registry_configuration_response");
        Assert.DoesNotContain("sesame", daemon.Log);
    }

    [TestMethod]
    public async Task A_user_who_may_only_read_changes_nothing_through_any_door()
    {
        await using var daemon = await RunningDaemon.StartAsync(Users);
        StringAssert.Contains(await daemon.RpcAsync(ReadEntry, Reader), "registry_configuration_response");
        StringAssert.Contains(await daemon.RpcAsync(WriteEntry, Reader), "the user 'reader' may only read");
        StringAssert.Contains(
            await daemon.RpcAsync("<get_zigbee_network_configuration synchronous=\"true\"><channel_mask>1</channel_mask></get_zigbee_network_configuration>", Reader), "may only read");
        StringAssert.Contains(await daemon.RpcAsync("<get_zigbee_network_configuration synchronous=\"true\"/>", Reader), "get_zigbee_network_configuration_response");
        StringAssert.Contains(
            await daemon.RpcAsync("<remove_device synchronous=\"true\"><device_address>000CC10027193A5B</device_address></remove_device>", Reader), "may only read");
        using var rpc2 = await daemon.PostAsync(
            "/RPC2",
            "<methodCall><methodName>sync_time</methodName><params/></methodCall>",
            Reader);
        var fault = await rpc2.Content.ReadAsStringAsync();
        StringAssert.Contains(fault, "<fault>");
        StringAssert.Contains(fault, "may only read");
        using var sci = await daemon.PostAsync(
            "/ws/sci",
            $"<sci_request version=\"1.0\"><send_message><targets><device id=\"all\"/></targets><rci_request version=\"1.1\"><do_command target=\"RPC_request\">{WriteEntry}</do_command></rci_request></send_message></sci_request>",
            Reader);
        StringAssert.Contains(await sci.Content.ReadAsStringAsync(), "may only read");
        Assert.DoesNotContain("0x4D", await daemon.RpcAsync(ReadEntry, Operator));
        StringAssert.Contains(await daemon.RpcAsync(WriteEntry, Operator), "0x4D");
    }

    [TestMethod]
    public async Task On_a_hangup_users_and_log_change_at_once_and_the_rest_is_said_to_need_a_restart()
    {
        await using var daemon = await RunningDaemon.StartAsync(Users);
        StringAssert.Contains(await daemon.RpcAsync(ReadEntry, Operator), "registry_configuration_response");
        var log = Path.Combine(daemon.Folder, "more.log");
        await File.WriteAllTextAsync(
            daemon.ConfigurationFile,
            $$"""{ "users": [ {{RunningDaemon.User("successor", "new password", "operate")}} ], "log": { "file": "{{log}}", "level": "debug" }, "http": { "requestTimeout": 60 } }""");
        await daemon.SignalAsync("HUP");
        await daemon.UntilAsync(static d => d.Log.Contains("Configuration read again", StringComparison.Ordinal));
        StringAssert.Contains(daemon.Log, "they take effect with the next start");
        using var former = await daemon.PostAsync("/UE/rci", "<x/>", Operator);
        Assert.AreEqual(HttpStatusCode.Unauthorized, former.StatusCode);
        StringAssert.Contains(await daemon.RpcAsync(ReadEntry, "successor:new password"), "registry_configuration_response");
        StringAssert.Contains(await File.ReadAllTextAsync(log), "Configuration read again");

        await File.WriteAllTextAsync(daemon.ConfigurationFile, "{ \"users\": [ { \"name\": \"x\" } ] }");
        await daemon.SignalAsync("HUP");
        await daemon.UntilAsync(static d => d.Log.Contains("The configuration was not read again: users:0", StringComparison.Ordinal));
        StringAssert.Contains(await daemon.RpcAsync(ReadEntry, "successor:new password"), "registry_configuration_response");
        await daemon.UntilAsync(static d => d.Notices.Any(n => n.StartsWith("RELOADING=1\nMONOTONIC_USEC=", StringComparison.Ordinal)));
        Assert.IsGreaterThan(
            daemon.Notices.ToList().FindIndex(n => n.StartsWith("RELOADING=1", StringComparison.Ordinal)), daemon.Notices.ToList().FindLastIndex(static n => n == "READY=1"));
    }

    [TestMethod]
    public async Task Systemd_hears_of_start_life_and_stop()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        await daemon.UntilAsync(static d => d.Notices.Count(n => n == "WATCHDOG=1") >= 3 && d.Notices.Contains("READY=1"));
        await daemon.UntilAsync(static d => d.Notices.Any(n => n.StartsWith("STATUS=esi-coordinator, radio joined, listening on http://127.0.0.1:", StringComparison.Ordinal)));
        await daemon.SignalAsync("TERM");
        Assert.AreEqual(0, await daemon.WaitForExitAsync());
        await daemon.UntilAsync(static d => d.Notices.Contains("STOPPING=1"));
        StringAssert.Contains(daemon.Log, "Gateway stopped");
    }

    [TestMethod]
    public async Task A_reboot_request_ends_the_process_so_that_systemd_starts_it_again()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        await daemon.RpcAsync("<reboot synchronous=\"true\"/>");
        Assert.AreEqual(75, await daemon.WaitForExitAsync());
    }

    [TestMethod]
    public async Task The_health_page_says_how_the_gateway_is_to_everybody()
    {
        await using var daemon = await RunningDaemon.StartAsync(Users);
        await daemon.UntilAsync(static d => d.Log.Contains("Radio is ready", StringComparison.Ordinal));
        using var response = await daemon.GetAsync("/healthz");
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.AreEqual("application/json", response.Content.Headers.ContentType!.MediaType);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.AreEqual("ok", json.RootElement.GetProperty("status").GetString());
        Assert.AreEqual("joined", json.RootElement.GetProperty("radio").GetProperty("state").GetString());
    }

    [TestMethod]
    public async Task The_metrics_are_what_prometheus_reads_and_count_requests()
    {
        await using var daemon = await RunningDaemon.StartAsync(Users);
        using var refused = await daemon.GetAsync("/metrics");
        Assert.AreEqual(HttpStatusCode.Unauthorized, refused.StatusCode);
        await daemon.RpcAsync(ReadEntry, Reader);
        var before = await MetricsAsync(daemon);
        await daemon.RpcAsync(ReadEntry, Reader);
        await daemon.RpcAsync(ReadEntry, Reader);
        var after = await MetricsAsync(daemon);
        var counted = after.Keys.Where(k => k.Contains("/UE/rci", StringComparison.Ordinal) && k.Contains("count", StringComparison.Ordinal)).ToArray();
        Assert.IsNotEmpty(counted, string.Join('\n', after.Keys));
        Assert.IsTrue(counted.Any(k => Math.Abs(after[k] - before.GetValueOrDefault(k) - 2) < 0.001), string.Join('\n', counted.Select(k => $"{k} {before.GetValueOrDefault(k)} {after[k]}")));
    }

    [TestMethod]
    public async Task Every_log_line_of_the_journal_is_one_event_with_its_priority()
    {
        await using var daemon = await RunningDaemon.StartAsync(Users, isJournal: true);
        await daemon.RpcAsync(ReadEntry, Operator);
        await daemon.RpcAsync("<add_device synchronous=\"true\"><device_address>00:0C:C1:00:33:44:55:66</device_address><link_key>0x00112233445566778899AABBCCDDEEFF</link_key></add_device>", Operator);
        await daemon.UntilAsync(static d => d.Log.Contains("registered with XBee", StringComparison.Ordinal));
        foreach (var line in daemon.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.MatchesRegex(JournalRegex(), line);
        }

        Assert.DoesNotContain("sesame", daemon.Log);
        Assert.DoesNotContain("112233445566", daemon.Log, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<Dictionary<string, double>> MetricsAsync(RunningDaemon daemon)
    {
        using var response = await daemon.GetAsync("/metrics", Reader);
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        var values = new Dictionary<string, double>();
        var types = new HashSet<string>();
        foreach (var line in (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                Assert.MatchesRegex(TypeRegex(), line);
                Assert.IsTrue(types.Add(line.Split(' ')[2]), $"{line}: twice");
            }
            else if (!line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                var match = SampleRegex().Match(line);
                Assert.IsTrue(match.Success, line);
                var name = match.Groups[1].Value;
                Assert.IsTrue(types.Contains(name) || types.Any(t => name.StartsWith(t + "_", StringComparison.Ordinal)), $"{line}: no type before it");
                Assert.IsTrue(values.TryAdd(line[..line.LastIndexOf(' ')], double.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture)), $"{line}: twice");
            }
        }

        return values;
    }

    [GeneratedRegex(@"^<[2-7]>[A-Za-z0-9]+: \S.*$")]
    private static partial Regex JournalRegex();

    [GeneratedRegex(@"^# TYPE [a-zA-Z_:][a-zA-Z0-9_:]* (counter|gauge|histogram|summary|untyped)$")]
    private static partial Regex TypeRegex();

    [GeneratedRegex("""^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*\})? ([-+]?(?:\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|Inf)|NaN)$""")]
    private static partial Regex SampleRegex();
}
