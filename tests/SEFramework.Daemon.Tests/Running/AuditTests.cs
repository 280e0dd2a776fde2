using System.Net;
using System.Text.RegularExpressions;

namespace SEFramework.Daemon.Tests.Running;

/// <summary>The audit: a line for each request that changes state, at every door, without what is in it.</summary>
[TestClass]
public sealed partial class AuditTests
{
    private const string Operator = "operator:sesame street";
    private const string Reader = "reader:look only";
    private const string Secret = "88732B6A75A019C5238A2DB2AE848DCF86DA";

    private static readonly string Users = $$"""{ "users": [ {{RunningDaemon.User("operator", "sesame street", "operate")}}, {{RunningDaemon.User("reader", "look only", "read-only")}} ] }""";

    [TestMethod]
    public async Task What_changes_state_is_told_at_every_door_and_what_reads_is_not()
    {
        await using var daemon = await RunningDaemon.StartAsync(Users);
        await daemon.RpcAsync("<get_version synchronous=\"true\"/>", Operator);
        await daemon.RpcAsync($"<add_device synchronous=\"true\"><device_address type=\"MAC\">000CC10027193A5B</device_address><join_time>60</join_time><installation_code type=\"base16\">{Secret}</installation_code></add_device>", Operator);
        await SeenAsync(daemon, "add_device at /UE/rci by 'operator' from 127.0.0.1: done");
        await daemon.RpcAsync("<add_device synchronous=\"true\"><device_address type=\"MAC\">a secret place</device_address></add_device>", Operator);
        await SeenAsync(daemon, "add_device at /UE/rci by 'operator' from 127.0.0.1: failed, InvalidParameters");
        await daemon.RpcAsync("<remove_device synchronous=\"true\"><device_address>000CC10027193A5B</device_address></remove_device>", Reader);
        await SeenAsync(daemon, "remove_device at /UE/rci by 'reader' from 127.0.0.1: failed, NotPermitted");
        await PostAsync(daemon, "/RPC2", "<methodCall><methodName>sync_time</methodName><params/></methodCall>", Operator);
        await SeenAsync(daemon, "sync_time at /RPC2 by 'operator' from 127.0.0.1: ");
        await PostAsync(daemon, "/UE/rci", FileSystem("<put_file name=\"notes.txt\"><data>c2VjcmV0</data></put_file><rm name=\"nothing.txt\"/><ls/>"), Operator);
        await SeenAsync(daemon, "put_file at /UE/rci by 'operator' from 127.0.0.1: done");
        await SeenAsync(daemon, "rm at /UE/rci by 'operator' from 127.0.0.1: error 2");
        await PostAsync(daemon, "/UE/rci", FileSystem("<rm name=\"notes.txt\"/>"), Reader);
        await SeenAsync(daemon, "rm at /UE/rci by 'reader' from 127.0.0.1: not permitted");
        await PostAsync(
            daemon,
            "/ws/sci",
            "<sci_request version=\"1.0\"><send_message synchronous=\"false\"><targets><device id=\"all\"/></targets><rci_request version=\"1.1\"><do_command target=\"RPC_request\"><sync_time synchronous=\"true\"/></do_command></rci_request></send_message></sci_request>",
            Operator);
        await SeenAsync(daemon, "job at /ws/sci by 'operator' from 127.0.0.1: taken as 1");
        await SeenAsync(daemon, "sync_time at /ws/sci/1 by 'operator' from : ");
        await SendAsync(daemon, HttpMethod.Put, "/ws/FileData/~/folder/secret.txt?type=file", Operator);
        await SeenAsync(daemon, "PUT /ws/FileData/~/folder/secret.txt at /ws/FileData by 'operator' from 127.0.0.1: status 201");
        await SendAsync(daemon, HttpMethod.Delete, "/ws/FileData/~/folder/secret.txt", Reader);
        await SeenAsync(daemon, "DELETE /ws/FileData/~/folder/secret.txt at /ws/FileData by 'reader' from 127.0.0.1: status 403");
        await SendAsync(daemon, HttpMethod.Get, "/ws/FileData/~/folder/secret.txt", Operator);
        await SendAsync(daemon, HttpMethod.Delete, "/ws/DeviceCore/1", Operator);
        await SeenAsync(daemon, "DELETE /ws/DeviceCore/1 at /ws/DeviceCore by 'operator' from 127.0.0.1: status 200");

        // The last line is there, so are all before it; one request, one line.
        var lines = AuditRegex().Matches(daemon.Log).Select(static m => m.Groups[1].Value).ToArray();
        CollectionAssert.AreEqual(
            new[] { "add_device", "add_device", "remove_device", "sync_time", "put_file", "rm", "rm", "job", "sync_time", "PUT", "DELETE", "DELETE" }.Order().ToArray(), lines.Order().ToArray());
        Assert.DoesNotContain(Secret, daemon.Log);
        Assert.DoesNotContain("a secret place", daemon.Log);
        Assert.DoesNotContain("c2VjcmV0", daemon.Log);
    }

    [TestMethod]
    public async Task Taking_responses_is_told_when_there_were_some()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        await daemon.RpcAsync("<get_version/>");
        const string Take = "<rci_request version=\"1.1\"><do_command target=\"RPC_response\"><get_responses/></do_command></rci_request>";
        await PostAsync(daemon, "/UE/rci", Take);
        await SeenAsync(daemon, "get_responses at /UE/rci by '' from 127.0.0.1: ");
        Assert.MatchesRegex(TakenRegex(), daemon.Log);
    }

    private static string FileSystem(string commands) => $"<rci_request version=\"1.1\"><do_command target=\"file_system\">{commands}</do_command></rci_request>";

    private static Task SeenAsync(RunningDaemon daemon, string line) => daemon.UntilAsync(d => d.Log.Contains($"Audit: {line}", StringComparison.Ordinal));

    private static async Task PostAsync(RunningDaemon daemon, string path, string body, string? user = null)
    {
        using var response = await daemon.PostAsync(path, body, user);
        Assert.IsTrue(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, $"{path}: {response.StatusCode}");
    }

    private static async Task SendAsync(RunningDaemon daemon, HttpMethod method, string path, string user)
    {
        using var response = await daemon.SendAsync(method, path, "content", user);
    }

    [GeneratedRegex("Audit: ([A-Za-z_]+)")]
    private static partial Regex AuditRegex();

    [GeneratedRegex("Audit: get_responses at /UE/rci by '' from 127.0.0.1: [1-9][0-9]* taken")]
    private static partial Regex TakenRegex();
}
