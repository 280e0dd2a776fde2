using System.Globalization;
using System.Net;
using System.Xml.Linq;

namespace SEFramework.Daemon.Tests.Running;

/// <summary>Push to a remote server and jobs of SCI when things go wrong: a server that refuses, a process that is killed. Source: reference 01, sections 1.8 and 1.10.</summary>
[TestClass]
public sealed class PushTests
{
    private const string PushOn = "<registry_configuration synchronous=\"true\"><name>RPC_Manager.use_push</name><value>TRUE</value></registry_configuration>";

    [TestMethod]
    public async Task A_response_that_is_refused_for_good_does_not_keep_the_others_and_stays_among_the_files()
    {
        await using var server = await PushServer.StartAsync(static name => name.StartsWith("get_version", StringComparison.Ordinal) ? HttpStatusCode.BadRequest : HttpStatusCode.Created);
        await using var daemon = await RunningDaemon.StartAsync(Push(server));
        await daemon.RpcAsync(PushOn);
        await daemon.RpcAsync("<get_version/>");
        await daemon.RpcAsync("<get_time/>");
        await daemon.UntilAsync(_ => server.Taken.Any(static t => t.Name.StartsWith("get_time_response", StringComparison.Ordinal)));
        Assert.DoesNotContain(static t => t.Name.StartsWith("get_version", StringComparison.Ordinal), server.Taken);
        await daemon.UntilAsync(static d => d.Log.Contains("is not sent to the push server 127.0.0.1 any more", StringComparison.Ordinal));
        var metrics = await daemon.Client.GetStringAsync("/metrics");
        StringAssert.Contains(metrics, "seframework_push_refused_total 1");
        var files = XElement.Parse(await daemon.Client.GetStringAsync("/ws/FileData?condition=fdName like 'get_version%25'"));
        Assert.HasCount(1, files.Elements("FileData").ToArray());
    }

    [TestMethod]
    [DataRow(HttpStatusCode.Unauthorized)]
    [DataRow(HttpStatusCode.TooManyRequests)]
    [DataRow(HttpStatusCode.InternalServerError)]
    public async Task A_server_that_cannot_now_is_asked_again_for_as_long_as_it_takes(HttpStatusCode status)
    {
        var refusals = 0;
        await using var server = await PushServer.StartAsync(_ => Interlocked.Increment(ref refusals) <= 6 ? status : HttpStatusCode.Created);
        await using var daemon = await RunningDaemon.StartAsync(Push(server, ", \"simulation\": { \"speed\": 60 }"));
        await daemon.RpcAsync(PushOn);
        await daemon.RpcAsync("<get_version/>");
        await daemon.UntilAsync(_ => server.Taken.Any(static t => t.Name.StartsWith("get_version", StringComparison.Ordinal)));
        Assert.DoesNotContain("any more", daemon.Log);
    }

    [TestMethod]
    public async Task What_was_pushed_before_a_kill_is_sent_after_it_in_order()
    {
        var isAway = true;
        await using var server = await PushServer.StartAsync(_ => Volatile.Read(ref isAway) ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.Created);
        await using var daemon = await RunningDaemon.StartAsync(Push(server));
        await daemon.RpcAsync(PushOn);
        const int Count = 12;
        for (var i = 0; i < Count; i++)
        {
            await daemon.RpcAsync(Numbered(i));
            if (i % 5 == 4)
            {
                await FilesAsync(daemon, i + 1);
                await daemon.KillAndStartAsync();
            }
        }

        await FilesAsync(daemon, Count);
        await daemon.KillAndStartAsync();
        Volatile.Write(ref isAway, false);
        await daemon.UntilAsync(_ => Numbers(server).Distinct().Count() == Count);
        CollectionAssert.AreEqual(Enumerable.Range(0, Count).ToArray(), Numbers(server).Distinct().ToArray(), "each in its place");
    }

    [TestMethod]
    public async Task Jobs_that_were_taken_before_a_kill_are_done_after_it()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        const int Count = 15;
        for (var i = 1; i <= Count; i++)
        {
            var request = $"<rci_request version=\"1.1\"><do_command target=\"RPC_request\"><get_time synchronous=\"true\"><request_identifier>{i}</request_identifier></get_time></do_command></rci_request>";
            using var taken = await daemon.PostAsync("/ws/sci", SciJobTests.Sci($"<send_message synchronous=\"false\"><targets><device id=\"all\"/></targets>{request}</send_message>"));
            Assert.AreEqual(HttpStatusCode.Accepted, taken.StatusCode);
        }

        await daemon.KillAndStartAsync();
        using var limit = new CancellationTokenSource(RunningDaemon.Patience);
        var interrupted = 0;
        for (var i = 1; i <= Count; i++)
        {
            XElement job;
            do
            {
                job = XElement.Parse(await daemon.Client.GetStringAsync($"/ws/sci/{i}", limit.Token));
            }
            while (job.Element("status")!.Value != "complete");

            // At most the one that was under way is answered as one whose outcome nobody knows.
            var device = job.Element("send_message")!.Element("device")!;
            if (device.Element("error") is { } error)
            {
                Assert.AreEqual("2001", error.Attribute("id")!.Value);
                interrupted++;
            }
            else
            {
                Assert.AreEqual($"0x{i:X}", device.Descendants("request_identifier").Single().Value);
            }
        }

        Assert.IsLessThanOrEqualTo(1, interrupted);
    }

    private static string Push(PushServer server, string more = "") => $$"""{ "push": { "server": "{{server.Address}}/files" }{{more}} }""";

    private static string Numbered(int number) => string.Create(CultureInfo.InvariantCulture, $"<get_time><request_identifier>{number}</request_identifier></get_time>");

    private static int[] Numbers(PushServer server) =>
    [
        .. server.Taken.Select(static t => XElement.Parse(t.Text).Element("request_identifier")?.Value).OfType<string>()
            .Select(static n => int.Parse(n.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
    ];

    /// <summary>Waits until so many numbered responses are files: then they are on disk.</summary>
    private static async Task FilesAsync(RunningDaemon daemon, int count)
    {
        using var limit = new CancellationTokenSource(RunningDaemon.Patience);
        XElement files;
        do
        {
            files = XElement.Parse(await daemon.Client.GetStringAsync("/ws/FileData?condition=fdName like 'get_time%25'", limit.Token));
        }
        while (int.Parse(files.Element("resultTotalRows")!.Value, CultureInfo.InvariantCulture) < count);
    }
}
