using System.Globalization;
using System.Xml.Linq;

namespace SEFramework.Conformance.Tests;

/// <summary>What the daemon acknowledged is there after SIGKILL: design decision 5.</summary>
[TestClass]
public sealed class CrashTests
{
    private const int Rounds = 10;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Killing_the_daemon_at_any_moment_loses_no_acknowledged_response()
    {
        var random = new Random(4711);
        await using var daemon = await DaemonProcess.StartAsync("esi-coordinator");
        var acknowledged = new List<int>();
        var next = 0;
        for (var round = 0; round < Rounds; round++)
        {
            using var killed = new CancellationTokenSource();
            var posting = Task.Run(async () =>
            {
                while (!killed.IsCancellationRequested)
                {
                    var id = next++;
                    try
                    {
                        var request = string.Create(CultureInfo.InvariantCulture, $"<get_time><request_identifier>{id}</request_identifier></get_time>");
                        var reply = await daemon.PostAsync(
                            "/UE/rci", $"<rci_request><do_command target='RPC_request'>{request}</do_command></rci_request>", null, killed.Token);
                        Assert.AreEqual(200, reply.Status);
                        acknowledged.Add(id);
                    }
                    catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
                    {
                        return;
                    }
                }
            });
            var target = next + 1 + random.Next(40);
            while (Volatile.Read(ref next) < target && !posting.IsCompleted)
            {
                await Task.Yield();
            }

            // Killed while requests are under way; the poster ends with its broken connection.
            var restarting = daemon.RestartAsync(kill: true, TestContext.CancellationToken);
            await posting;
            await killed.CancelAsync();
            await restarting;
        }

        var drained = await daemon.PostAsync(
            "/UE/rci", "<rci_request><do_command target='RPC_response'><get_responses/></do_command></rci_request>", null, TestContext.CancellationToken);
        var there = XElement.Parse(drained.Body).Descendants("request_identifier")
            .Select(e => int.Parse(e.Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
        Assert.IsGreaterThan(Rounds, acknowledged.Count);
        CollectionAssert.AreEqual(acknowledged, there.Where(acknowledged.Contains).ToArray(), "every acknowledged response, once, in order");
    }
}
