using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using SEFramework.Conformance.Sessions;

namespace SEFramework.Conformance.Tests.Recording;

/// <summary>sefctl record between a client and a daemon; what it writes is played against another daemon.</summary>
[TestClass]
public sealed partial class RecordTests
{
    private const string Meter = "00:0C:C1:00:27:19:3A:5B";
    private const string Newcomer = "00:0D:6F:00:0A:BC:DE:F1";
    private const string InstallCode = "83FED3407A939738C552";
    private const string Read = $"<destination_address type='MAC'>{Meter}</destination_address><destination_endpoint_id>1</destination_endpoint_id><cluster_id>0x702</cluster_id><record_list type='list'><item><attribute_id>0</attribute_id></item><item><attribute_id>0x300</attribute_id></item></record_list>";
    private const string Drain = "<rci_request version='1.1'><do_command target='RPC_response'><get_responses limit='10'/></do_command></rci_request>";
    private const int DevicesAtHome = 4;
    private const string Password = "a-very-secret-password";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sefctl-record");

    private string File => Path.Combine(_directory.FullName, "recorded.xml");

    [TestCleanup]
    public void CleanUp() => _directory.Delete(recursive: true);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task What_is_recorded_plays_against_another_gateway(bool masked)
    {
        var recorded = await RecordAsync(masked);
        var text = await System.IO.File.ReadAllTextAsync(File);
        Assert.DoesNotContain(Password, text);
        Assert.DoesNotContain("Basic", text);
        var session = SessionFile.Read(File);
        foreach (var message in new[] { "get_time", "read_attributes", "create_DRLC_event", "get_DRLC_events", "add_device", "message" })
        {
            CollectionAssert.Contains(session.Messages.ToArray(), message);
        }

        // Played while time, ids and meter readings are others.
        await using var other = await StartAsync();
        var arguments = new List<string> { "replay", File, "--against", other.Client.BaseAddress!.ToString() };
        if (masked)
        {
            Assert.DoesNotContain(Meter, text);
            Assert.DoesNotContain("000CC10027193A5B", text);
            Assert.DoesNotContain(Newcomer, text);
            Assert.DoesNotContain(InstallCode, text);

            // The devices of the other home have their own addresses.
            var substitutes = SubstituteRegex().Matches(recorded);
            CollectionAssert.IsSubsetOf(new[] { Meter, Newcomer }, substitutes.Select(static m => m.Groups[2].Value).ToArray());
            arguments.AddRange(substitutes.SelectMany(static m => new[] { "--replace", $"{m.Groups[1].Value}={m.Groups[2].Value}" }));
        }

        var (exitCode, output) = await Sefctl.RunAsync([.. arguments]);
        Assert.AreEqual(0, exitCode, $"{output}\n{text}\n{other.Log}");
        StringAssert.Contains(output, "passed      recorded", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Everything_goes_through_as_it_is()
    {
        await using var daemon = await DaemonProcess.StartAsync("esi-coordinator");
        await using var recorder = Sefctl.Start("record", "--listen", "0", "--to", daemon.Client.BaseAddress!.ToString(), "--out", File);
        using var client = new HttpClient { BaseAddress = new Uri((await recorder.WaitForAsync("what is sent to ")).Split(' ')[0]) };
        (string Method, string Path, string? Body)[] requests =
        [
            ("POST", "/UE/rci", "junk & <"),
            ("POST", "/UE/rci", string.Empty),
            ("POST", "/elsewhere?a=%2F..%2f&b=<>", "x"),
            ("GET", "/UE/rci", null),
            ("PUT", "/ws/sci", "<sci_request/>"),
            ("POST", "/ws/sci", "<sci_request version=\"1.0\"><nothing/></sci_request>"),
            ("GET", "/ws/DeviceCore?condition=devConnectwareId='00000000-00000000-00409DFF-FF000000'", null),
            ("HEAD", "/healthz", null),
        ];
        foreach (var (method, path, body) in requests)
        {
            var direct = await AskAsync(daemon.Client, method, path, body);
            Assert.AreEqual(direct, await AskAsync(client, method, path, body), $"{method} {path}");
        }

        var (exitCode, output) = await recorder.TerminateAsync();
        Assert.AreEqual(0, exitCode, output);
        Assert.HasCount(requests.Length, SessionFile.Read(File).Steps);
    }

    [TestMethod]
    public async Task A_file_that_is_there_is_not_overwritten()
    {
        await System.IO.File.WriteAllTextAsync(File, "precious");
        var (exitCode, output) = await Sefctl.RunAsync("record", "--listen", "0", "--to", "http://127.0.0.1:1", "--out", File);
        Assert.AreEqual(1, exitCode, output);
        Assert.AreEqual("precious", await System.IO.File.ReadAllTextAsync(File));
    }

    private static async Task<string> AskAsync(HttpClient client, string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "text/plain");
        using var response = await client.SendAsync(request);
        return $"{(int)response.StatusCode} {response.ReasonPhrase} {response.Content.Headers.ContentType} {response.Content.Headers.ContentLength} {string.Join(',', response.Headers.Select(static h => h.Key).Order(StringComparer.Ordinal))} "
            + TimestampRegex().Replace(await response.Content.ReadAsStringAsync(), string.Empty);
    }

    private async Task<string> RecordAsync(bool masked)
    {
        await using var daemon = await StartAsync();
        string[] arguments = ["record", "--listen", "0", "--to", daemon.Client.BaseAddress!.ToString(), "--out", File, "--summary", "A day at the utility."];
        await using var recorder = Sefctl.Start(masked ? [.. arguments, "--mask"] : arguments);
        using var client = new HttpClient { BaseAddress = new Uri((await recorder.WaitForAsync("what is sent to ")).Split(' ')[0]) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"utility:{Password}")));

        var start = (long)(TimeProvider.System.GetUtcNow() - new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds + 3600;
        await RpcAsync(client, "<get_time synchronous='true'/><get_version synchronous='true'/>");
        await RpcAsync(client, $"<read_attributes synchronous='true'>{Read}</read_attributes>");
        await RpcAsync(client, $"<read_attributes>{Read}</read_attributes>");
        await DrainAsync(client, "read_attributes_response");
        await RpcAsync(client, $"<create_DRLC_event synchronous='true'><record type='LoadControlEventRecord'><issuer_event_id>11</issuer_event_id><device_class>1</device_class><start_time>{start}</start_time><duration_in_minutes>10</duration_in_minutes><criticality_level>1</criticality_level></record></create_DRLC_event>");
        await RpcAsync(client, "<get_DRLC_events synchronous='true'/>");
        await RpcAsync(client, $"<add_device synchronous='true'><device_address type='MAC'>{Newcomer}</device_address><installation_code type='string'>{InstallCode}</installation_code></add_device>");
        await DrainAsync(client, $"{Newcomer} registered");
        await PostAsync(client, "/RPC2", "<methodCall><methodName>get_time</methodName></methodCall>");
        await PostAsync(client, "/ws/sci", "<sci_request version='1.0'><send_message><targets><device id='all'/></targets><rci_request version='1.1'><do_command target='RPC_request'><get_time synchronous='true'/></do_command></rci_request></send_message></sci_request>");
        await PostAsync(client, "/UE/rci", "this is no XML");
        var (exitCode, output) = await recorder.TerminateAsync();
        Assert.AreEqual(0, exitCode, output);
        return output;
    }

    // A gateway that has run for a while knows the devices of its home.
    private static async Task<DaemonProcess> StartAsync()
    {
        var daemon = await DaemonProcess.StartAsync("esi-coordinator");
        using var patience = new CancellationTokenSource(Patience);
        for (var known = 0; known < DevicesAtHome;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
            known += (await PostAsync(daemon.Client, "/UE/rci", Drain)).Split("marked as active").Length - 1;
        }

        return daemon;
    }

    private static async Task DrainAsync(HttpClient client, string wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!(await PostAsync(client, "/UE/rci", Drain)).Contains(wanted, StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, patience.Token);
        }
    }

    private static Task<string> RpcAsync(HttpClient client, string requests) =>
        PostAsync(client, "/UE/rci", $"<rci_request version='1.1'><do_command target='RPC_request'>{requests}</do_command></rci_request>");

    private static async Task<string> PostAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "text/xml");
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        return await response.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("(\\S+) stands for (\\S+)")]
    private static partial Regex SubstituteRegex();

    [GeneratedRegex("timestamp=\"[^\"]*\"")]
    private static partial Regex TimestampRegex();
}
