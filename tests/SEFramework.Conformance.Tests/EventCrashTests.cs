using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;

namespace SEFramework.Conformance.Tests;

/// <summary>
/// Smart Energy events that the daemon acknowledged are there after SIGKILL, each once, and cancelled ones are gone: design decision 5; reference
/// 06, section 4.2.
/// </summary>
[TestClass]
public sealed class EventCrashTests
{
    private const int Kills = 50;
    private const int Posters = 3;

    // Each price is of a provider of its own: of one commodity the newer price takes the place of the older.
    private static readonly (string Create, string Cancel, string List, string Id)[] Kinds =
    [
        ("<create_DRLC_event synchronous='true'><record type='LoadControlEventRecord'><issuer_event_id>{0}</issuer_event_id><duration_in_minutes>1440</duration_in_minutes></record></create_DRLC_event>",
            "<cancel_DRLC_event synchronous='true'><record type='CancelLoadControlEventRecord'><issuer_event_id>{0}</issuer_event_id></record></cancel_DRLC_event>",
            "<get_DRLC_events synchronous='true'/>", "issuer_event_id"),
        ("<create_message_event synchronous='true'><record type='DisplayMessageRecord'><message_id>{0}</message_id><duration_in_minutes>1440</duration_in_minutes><message type='string'>m</message></record></create_message_event>",
            "<cancel_message_event synchronous='true'><record type='CancelMessageRecord'><message_id>{0}</message_id></record></cancel_message_event>",
            "<get_message_events synchronous='true'/>", "message_id"),
        ("<create_price_event synchronous='true'><record type='PublishPriceRecord'><provider_id>{0}</provider_id><issuer_event_id>{0}</issuer_event_id><duration_in_minutes>1440</duration_in_minutes><price>7</price></record></create_price_event>",
            "",
            "<get_price_events synchronous='true'/>", "issuer_event_id"),
    ];

    private readonly ConcurrentDictionary<int, bool> _acknowledged = new();
    private readonly ConcurrentDictionary<int, bool> _uncertain = new();
    private int _next;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Killing_the_daemon_at_any_moment_loses_no_acknowledged_event_and_doubles_none()
    {
        var random = new Random(20261121);
        await using var daemon = await DaemonProcess.StartAsync("esi-coordinator");
        var done = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var killed = new CancellationTokenSource();
            var seeds = Enumerable.Range(0, Posters).Select(_ => random.Next()).ToArray();
            var posters = seeds.Select(seed => Task.Run(() => PostAsync(daemon, new Random(seed), () => Interlocked.Increment(ref done), killed.Token))).ToArray();
            var target = Volatile.Read(ref done) + random.Next(12);
            while (Volatile.Read(ref done) < target && !posters.All(static p => p.IsCompleted))
            {
                await Task.Yield();
            }

            // Killed while requests are under way; the posters end with their broken connections.
            var restarting = daemon.RestartAsync(kill: true, TestContext.CancellationToken);
            await Task.WhenAll(posters);
            await killed.CancelAsync();
            await restarting;
            await AssertEventsAsync(daemon, kill);
        }

        Assert.IsGreaterThan(Kills, _acknowledged.Count);
        Assert.Contains(false, _acknowledged.Values, "some events were cancelled");
    }

    // True for an event that has to be there, false for one that was cancelled; what was not answered may be either.
    private async Task PostAsync(DaemonProcess daemon, Random random, Action done, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var id = Interlocked.Increment(ref _next);
            var kind = Kinds[id % Kinds.Length];
            _uncertain[id] = true;
            try
            {
                await AcknowledgedAsync(daemon, kind.Create, id, cancellationToken);
                _acknowledged[id] = true;
                _uncertain.TryRemove(id, out _);
                done();
                if (kind.Cancel.Length > 0 && random.Next(3) == 0)
                {
                    _uncertain[id] = true;
                    await AcknowledgedAsync(daemon, kind.Cancel, id, cancellationToken);
                    _acknowledged[id] = false;
                    _uncertain.TryRemove(id, out _);
                    done();
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
            {
                return;
            }
        }
    }

    private static async Task AcknowledgedAsync(DaemonProcess daemon, string request, int id, CancellationToken cancellationToken)
    {
        var reply = await RpcAsync(daemon, string.Format(CultureInfo.InvariantCulture, request, id), cancellationToken);
        Assert.AreEqual("0x0", reply.Descendants("status").Single().Value);
    }

    private static async Task<XElement> RpcAsync(DaemonProcess daemon, string request, CancellationToken cancellationToken)
    {
        var reply = await daemon.PostAsync(
            "/UE/rci", $"<rci_request><do_command target='RPC_request'>{request}</do_command></rci_request>", null, cancellationToken);
        Assert.AreEqual(200, reply.Status);
        return XElement.Parse(reply.Body);
    }

    private async Task AssertEventsAsync(DaemonProcess daemon, int kill)
    {
        var there = new List<int>();
        foreach (var kind in Kinds)
        {
            var reply = await RpcAsync(daemon, kind.List, TestContext.CancellationToken);
            there.AddRange(reply.Descendants(kind.Id).Select(static e => int.Parse(e.Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
        }

        CollectionAssert.AllItemsAreUnique(there, $"kill {kill}");
        var expected = _acknowledged.Where(e => e.Value && !_uncertain.ContainsKey(e.Key)).Select(static e => e.Key).ToArray();
        CollectionAssert.IsSubsetOf(expected, there, $"kill {kill}: every acknowledged event is there");
        var gone = _acknowledged.Where(e => !e.Value && !_uncertain.ContainsKey(e.Key)).Select(static e => e.Key);
        Assert.IsEmpty(gone.Intersect(there), $"kill {kill}: every cancelled event is gone");
    }
}
