using System.Globalization;
using System.Text.Json;

namespace SEFramework.Conformance.Tests;

/// <summary>The home goes on while the daemon is killed: afterwards it knows what the daemon acknowledged. Design decision 5; reference 04, section 1.</summary>
[TestClass]
public sealed class HomeAfterCrashTests : IDisposable
{
    private const int Kills = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly string[] Clients = ["thermostat", "load-switch"];
    private readonly HttpClient _control = new();

    public TestContext TestContext { get; set; } = null!;

    public void Dispose() => _control.Dispose();

    [TestMethod]
    public async Task What_was_acknowledged_before_a_kill_reaches_the_home_after_it()
    {
        await using var home = Sefctl.Start("simulate", "--port", "tcp://0", "--control", "0");
        var port = (await home.WaitForAsync("The module is at ")).Split(": ")[0];
        _control.BaseAddress = new Uri(await home.WaitForAsync("Commands are taken at "));
        await using var daemon = await DaemonProcess.StartAsync("esi-coordinator", radio: port);

        // The thermostat hears nothing until the daemon is gone: only the one that comes after can tell it.
        for (var kill = 1; kill <= Kills; kill++)
        {
            await CommandAsync("power-off thermostat");
            await AskAsync(daemon, $"<create_DRLC_event synchronous='true'><record type='LoadControlEventRecord'><issuer_event_id>{kill}</issuer_event_id><start_time>{Later(kill)}</start_time><duration_in_minutes>30</duration_in_minutes></record></create_DRLC_event>");
            await AskAsync(daemon, $"<create_message_event synchronous='true'><record type='DisplayMessageRecord'><message_id>{kill}</message_id><duration_in_minutes>60</duration_in_minutes><message type='string'>m{kill}</message></record></create_message_event>");
            if (kill > 1)
            {
                await AskAsync(daemon, $"<cancel_DRLC_event synchronous='true'><record type='CancelLoadControlEventRecord'><issuer_event_id>{kill - 1}</issuer_event_id></record></cancel_DRLC_event>");
            }

            // Killed as soon as the answers are there, whatever is on the air.
            await daemon.RestartAsync(kill: true, TestContext.CancellationToken);
            await CommandAsync("power-on thermostat");
            await UntilAsync(state => Clients.All(name => Events(state, name).SequenceEqual([kill])) && Message(state) == kill);
        }
    }

    // Events of an hour each, one after the other: none supersedes another.
    private static long Later(int number) => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - DateTimeOffset.UnixEpoch.AddYears(30).ToUnixTimeSeconds() + (3600 * number);

    private static IEnumerable<int> Events(JsonElement state, string name) => Device(state, name).GetProperty("smartEnergy").GetProperty("loadControl").EnumerateArray()
        .Where(static e => !e.GetProperty("isOver").GetBoolean()).Select(static e => e.GetProperty("eventId").GetInt32());

    private static int Message(JsonElement state) =>
        Device(state, "display").GetProperty("smartEnergy").GetProperty("message") is { ValueKind: JsonValueKind.Object } message ? message.GetProperty("messageId").GetInt32() : 0;

    private static JsonElement Device(JsonElement state, string name) => state.GetProperty("devices").EnumerateArray().Single(d => d.GetProperty("name").GetString() == name);

    private static async Task AskAsync(DaemonProcess daemon, string request)
    {
        var reply = await daemon.PostAsync("/UE/rci", $"<rci_request version='1.1'><do_command target='RPC_request'>{request}</do_command></rci_request>", null, CancellationToken.None);
        StringAssert.Contains(reply.Body, "<status type=\"int\">0x0</status>", StringComparison.Ordinal);
    }

    private async Task CommandAsync(string line)
    {
        using var content = new StringContent(line);
        using var reply = await _control.PostAsync("/", content, TestContext.CancellationToken);
        Assert.IsTrue(reply.IsSuccessStatusCode, await reply.Content.ReadAsStringAsync(TestContext.CancellationToken));
    }

    private async Task UntilAsync(Func<JsonElement, bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            var text = await _control.GetStringAsync("/", TestContext.CancellationToken);
            using var state = JsonDocument.Parse(text);
            if (condition(state.RootElement))
            {
                return;
            }

            if (patience.IsCancellationRequested)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"The home does not know: {text}"));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.CancellationToken);
        }
    }
}
