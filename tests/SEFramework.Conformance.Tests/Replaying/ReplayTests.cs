using System.Xml.Linq;

namespace SEFramework.Conformance.Tests.Replaying;

/// <summary>sefctl replay as a program of its own, against a daemon that it knows only by its doors.</summary>
[TestClass]
public sealed class ReplayTests
{
    private static DaemonProcess _daemon = null!;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sefctl-replay");

    [ClassInitialize]
    public static async Task Start(TestContext context) => _daemon = await DaemonProcess.StartAsync("esi-coordinator");

    [ClassCleanup]
    public static async Task Stop() => await _daemon.DisposeAsync();

    [TestCleanup]
    public void CleanUp() => _directory.Delete(recursive: true);

    [TestMethod]
    public async Task Passed_failed_and_not_played_are_told_apart_and_reported()
    {
        var wrong = Path.Combine(_directory.FullName, "wrong.xml");
        await File.WriteAllTextAsync(wrong, (await File.ReadAllTextAsync(Session("general/get-time"))).Replace("get_time_response", "got_time_response", StringComparison.Ordinal));
        var report = Path.Combine(_directory.FullName, "junit.xml");
        var (exitCode, output) = await Sefctl.RunAsync(
            "replay", Session("general/get-time"), wrong, Session("general/reboot"), Session("zigbee/meter-becomes-active"), "--against", Address, "--report", report);
        Assert.AreEqual(1, exitCode, output);
        StringAssert.Contains(output, "passed      get-time", StringComparison.Ordinal);
        StringAssert.Contains(output, "FAILED      wrong", StringComparison.Ordinal);
        StringAssert.Contains(output, "expected <got_time_response>, got <get_time_response>", StringComparison.Ordinal);
        StringAssert.Contains(output, "not played  reboot", StringComparison.Ordinal);
        StringAssert.Contains(output, "the gateway cannot be restarted from here", StringComparison.Ordinal);
        var cases = XDocument.Load(report).Descendants("testcase").ToDictionary(static c => (string)c.Attribute("name")!, static c => string.Join(',', c.Elements().Select(e => e.Name.LocalName)));
        Assert.AreEqual((string.Empty, "failure", "skipped"), (cases["get-time"], cases["wrong"], cases["reboot"]));
    }

    [TestMethod]
    [DataRow("general/get-version")]
    [DataRow("zcl/read-own-time-server")]
    [DataRow("aliases/alias-of-requests")]
    [DataRow("envelopes/request-identifier")]
    public async Task The_doors_of_gateway_and_cloud_give_the_same(string session)
    {
        var direct = await Sefctl.RunAsync("replay", Session(session), "--against", Address);
        var cloud = await Sefctl.RunAsync("replay", Session(session), "--against", Address, "--device", _daemon.Device!);
        Assert.AreEqual((0, 0), (direct.ExitCode, cloud.ExitCode), $"{direct.Output}\n{cloud.Output}");
    }

    [TestMethod]
    public async Task A_stranger_behind_the_cloud_fails_and_nothing_to_play_is_no_success()
    {
        var stranger = await Sefctl.RunAsync("replay", Session("general/get-time"), "--against", Address, "--device", "00:40:9D:00:00:01");
        Assert.AreEqual(1, stranger.ExitCode, stranger.Output);
        StringAssert.Contains(stranger.Output, "sci_reply", StringComparison.Ordinal);
        var nothing = await Sefctl.RunAsync("replay", Session("general/reboot"), "--against", Address);
        Assert.AreEqual(3, nothing.ExitCode, nothing.Output);
    }

    [TestMethod]
    [DataRow("http://127.0.0.1:1", null, DisplayName = "nobody listens")]
    [DataRow("nowhere", "--against is 'nowhere'", DisplayName = "no address")]
    public async Task A_gateway_that_is_not_reached_is_no_failure_of_a_session(string address, string? said)
    {
        var (exitCode, output) = await Sefctl.RunAsync("replay", Session("general/get-time"), "--against", address);
        Assert.AreEqual(2, exitCode, output);
        StringAssert.Contains(output, said ?? "127.0.0.1:1", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Another_home_s_texts_take_the_place_of_those_in_the_session()
    {
        var foreign = Path.Combine(_directory.FullName, "foreign.xml");
        var original = await File.ReadAllTextAsync(Session("general/registry-unknown-entry"));
        var expected = original.IndexOf("s:expect", StringComparison.Ordinal);
        const string Name = "No_Such";
        await File.WriteAllTextAsync(foreign, string.Concat(original.AsSpan(0, expected), original[expected..].Replace(Name, "02:00:00:00:00:00:00:01", StringComparison.Ordinal)));
        Assert.AreEqual(1, (await Sefctl.RunAsync("replay", foreign, "--against", Address)).ExitCode);
        var (exitCode, output) = await Sefctl.RunAsync("replay", foreign, "--against", Address, "--replace", $"02:00:00:00:00:00:00:01={Name}");
        Assert.AreEqual(0, exitCode, output);
    }

    private static string Address => _daemon.Client.BaseAddress!.ToString();

    private static string Session(string name) => Path.Combine(SessionFileTests.SessionFolder, name + ".xml");
}
