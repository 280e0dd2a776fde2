using System.Net;
using System.Xml.Linq;

namespace SEFramework.Daemon.Tests.Running;

/// <summary>Jobs of SCI on the running daemon. Source: reference 01, section 1.8.</summary>
[TestClass]
public sealed class SciJobTests
{
    private const string GetTime = "<rci_request version=\"1.1\"><do_command target=\"RPC_request\"><get_time synchronous=\"true\"/></do_command></rci_request>";

    [TestMethod]
    public async Task A_job_is_taken_done_listed_and_removed()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        using var taken = await daemon.PostAsync("/ws/sci", Sci($"<send_message synchronous=\"false\" reply=\"all\" cache=\"false\" allowOffline=\"true\" waitForReconnect=\"true\" syncTimeout=\"9\"><targets><device id=\"all\"/><device id=\"00000000-00000000-00000000-00000001\"/></targets>{GetTime}</send_message>"));
        Assert.AreEqual(HttpStatusCode.Accepted, taken.StatusCode);
        var id = XElement.Parse(await taken.Content.ReadAsStringAsync()).Element("send_message")!.Element("jobId")!.Value;
        Assert.AreEqual($"/ws/sci/{id}", taken.Headers.Location?.OriginalString);

        var reply = await CompleteAsync(daemon, id);
        Assert.AreEqual("complete", reply.Element("status")!.Value);
        var devices = reply.Element("send_message")!.Elements("device").ToArray();
        Assert.HasCount(2, devices);
        Assert.IsNotNull(devices[0].Descendants("get_time_response").Single().Element("UTC_1970"));
        Assert.AreEqual("303", devices[1].Element("error")!.Attribute("id")!.Value);

        using var list = await daemon.GetAsync("/ws/sci");
        var job = XElement.Parse(await list.Content.ReadAsStringAsync()).Elements("Job").Single(j => j.Element("jobId")!.Value == id);
        Assert.AreEqual("send_message", job.Element("jobType")!.Value);
        Assert.AreEqual("2", job.Element("jobTargetCount")!.Value);

        using var remove = new HttpRequestMessage(HttpMethod.Delete, $"/ws/sci/{id}");
        using var removed = await daemon.Client.SendAsync(remove);
        Assert.AreEqual(HttpStatusCode.OK, removed.StatusCode);
        await daemon.UntilAsync(d => d.Log.Contains($"Audit: DELETE /ws/sci/{id}", StringComparison.Ordinal));
        using var gone = await daemon.GetAsync($"/ws/sci/{id}");
        Assert.AreEqual(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [TestMethod]
    public async Task What_is_not_there_is_refused_in_the_cloud_s_words()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        using var unknown = await daemon.PostAsync("/ws/sci", Sci("<update_firmware><targets><device id=\"all\"/></targets></update_firmware>"));
        StringAssert.Contains(await unknown.Content.ReadAsStringAsync(), "<error>Invalid SCI request. The operation update_firmware is not supported.</error>");
        using var untargeted = await daemon.PostAsync("/ws/sci", Sci("<ping><targets><group path=\"north\"/></targets></ping>"));
        StringAssert.Contains(await untargeted.Content.ReadAsStringAsync(), "<error>Invalid SCI request. No valid targets found.</error>");
        using var ping = await daemon.PostAsync("/ws/sci", Sci("<ping><targets><device id=\"all\"/></targets></ping>"));
        var reply = XElement.Parse(await ping.Content.ReadAsStringAsync());
        Assert.IsFalse(reply.Descendants("error").Any());
        Assert.HasCount(1, reply.Element("ping")!.Elements("device").ToArray());
    }

    [TestMethod]
    public async Task A_reboot_is_answered_and_ends_the_run_so_that_systemd_starts_the_next()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        using var reboot = await daemon.PostAsync("/ws/sci", Sci("<reboot><targets><device id=\"all\"/></targets></reboot>"));
        Assert.AreEqual(HttpStatusCode.OK, reboot.StatusCode);
        Assert.IsFalse(XElement.Parse(await reboot.Content.ReadAsStringAsync()).Descendants("error").Any());
        Assert.AreEqual(75, await daemon.WaitForExitAsync());
    }

    internal static string Sci(string operation) => $"<sci_request version=\"1.0\">{operation}</sci_request>";

    /// <summary>Asks with HEAD until the job is done, as clients do, then reads it.</summary>
    internal static async Task<XElement> CompleteAsync(RunningDaemon daemon, string id)
    {
        using var limit = new CancellationTokenSource(RunningDaemon.Patience);
        while (true)
        {
            using var head = new HttpRequestMessage(HttpMethod.Head, $"/ws/sci/{id}");
            using var state = await daemon.Client.SendAsync(head, limit.Token);
            if (state.StatusCode == HttpStatusCode.OK)
            {
                break;
            }

            Assert.AreEqual(HttpStatusCode.Accepted, state.StatusCode);
        }

        using var response = await daemon.GetAsync($"/ws/sci/{id}");
        return XElement.Parse(await response.Content.ReadAsStringAsync());
    }
}
