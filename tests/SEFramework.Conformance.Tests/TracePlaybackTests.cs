using System.Globalization;
using System.Xml.Linq;

namespace SEFramework.Conformance.Tests;

/// <summary>The trace of a daemon's radio, played to another daemon by sefctl simulate --trace.</summary>
[TestClass]
public sealed class TracePlaybackTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Registers and status of the meter, what the thermostat is, what it does not have, and what nobody does: what comes back is only in the trace.
    private static readonly string[] Requests =
    [
        Read("00:0C:C1:00:27:19:3A:5B", 0x0702, 0x0000, 0x0200, 0x0400),
        Read("00:0C:C1:00:27:19:3A:5B", 0x0702, 0x0300, 0x0301, 0x0302),
        Read("00:0C:C1:00:27:19:3A:5C", 0x0000, 0x0000, 0x0004, 0x0005),
        Read("00:0C:C1:00:27:19:3A:5C", 0x0701, 0x0000, 0x7777),
        Read("00:0C:C1:00:27:19:3A:5B", 0x0702, 0x0000, 0x0200, 0x0400),
    ];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("trace-playback");

    public TestContext TestContext { get; set; } = null!;

    [TestCleanup]
    public void CleanUp() => _directory.Delete(recursive: true);

    [TestMethod]
    public async Task Another_daemon_gets_the_answers_of_the_traced_one()
    {
        var trace = Path.Combine(_directory.FullName, "radio.trace");
        string[] answers;
        await using (var traced = await DaemonProcess.StartAsync("esi-coordinator", traced: true))
        {
            await KnowAllAsync(traced);
            answers = await AskAsync(traced);
            File.Copy(traced.TracePath, trace);
        }

        await using var module = Sefctl.Start("simulate", "--trace", trace, "--port", "tcp://0");
        var port = (await module.WaitForAsync("The module is at ")).Split(": ")[0];
        await using var other = await DaemonProcess.StartAsync("esi-coordinator", radio: port);
        await KnowAllAsync(other);
        CollectionAssert.AreEqual(answers, await AskAsync(other), other.Log);
        StringAssert.Contains(answers[0], "<value ", StringComparison.Ordinal);

        var (exitCode, output) = await module.TerminateAsync();
        Assert.AreEqual(0, exitCode, output);
        StringAssert.Contains(output, "frames of the traced host came", StringComparison.Ordinal);
    }

    private static string Read(string device, int cluster, params int[] attributes) => string.Create(
        CultureInfo.InvariantCulture,
        $"<read_attributes synchronous='true'><destination_address type='MAC'>{device}</destination_address><destination_endpoint_id>1</destination_endpoint_id><cluster_id>{cluster}</cluster_id><record_list type='list'>{string.Concat(attributes.Select(static a => $"<item><attribute_id>{a}</attribute_id></item>"))}</record_list></read_attributes>");

    private static async Task<string> SendAsync(DaemonProcess daemon, string target, string inner) => (await daemon.PostAsync(
        "/UE/rci", $"<rci_request version='1.1'><do_command target='{target}'>{inner}</do_command></rci_request>", null, CancellationToken.None)).Body;

    private async Task KnowAllAsync(DaemonProcess daemon)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        patience.CancelAfter(Patience);
        for (var known = 0; known < 4;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
            known += (await SendAsync(daemon, "RPC_response", "<get_responses/>")).Split("marked as active").Length - 1;
        }
    }

    private static async Task<string[]> AskAsync(DaemonProcess daemon)
    {
        var answers = new List<string>();
        foreach (var request in Requests)
        {
            var reply = XElement.Parse(await SendAsync(daemon, "RPC_request", request));
            reply.DescendantsAndSelf().Attributes("timestamp").Remove();
            answers.Add(reply.ToString());
        }

        return [.. answers];
    }
}
