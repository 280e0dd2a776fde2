using System.Net;
using System.Text;
using System.Xml.Linq;

namespace SEFramework.Daemon.Tests.Running;

/// <summary>Push into files, and the files as a head-end reads and clears them, on the running daemon. Source: reference 01, sections 1.8 and 1.10.</summary>
[TestClass]
public sealed class FileDataTests
{
    private const string PushOn = "<registry_configuration synchronous=\"true\"><name>RPC_Manager.use_push</name><value>TRUE</value></registry_configuration>";

    [TestMethod]
    public async Task With_push_on_each_asynchronous_response_is_one_file_that_is_read_and_cleared()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        StringAssert.Contains(await daemon.RpcAsync(PushOn), "registry_configuration_response");
        await daemon.RpcAsync("<get_time synchronous=\"false\"/>");
        await daemon.RpcAsync("<get_version synchronous=\"false\"/>");

        const string Query = "/ws/FileData?condition=fdCreatedDate<'2199-01-01T00:00:00Z' and fdType='file'&embed=true&_recursive=yes";
        var result = await UntilAsync(daemon, Query, static r => Roots(r).Contains("get_time_response") && r.Descendants("fdName").Any(static n => n.Value.StartsWith("get_version", StringComparison.Ordinal)));
        var file = result.Elements("FileData").First(static f => f.Element("id")!.Element("fdName")!.Value.StartsWith("get_time_response", StringComparison.Ordinal));
        StringAssert.EndsWith(file.Element("id")!.Element("fdPath")!.Value, "/");
        Assert.AreEqual("file", file.Element("fdType")!.Value);
        var content = Content(file);
        Assert.AreEqual("get_time_response", content.Name.LocalName);
        Assert.IsNotNull(content.Attribute("timestamp"));
        Assert.AreEqual(result.Elements("FileData").Count().ToString(System.Globalization.CultureInfo.InvariantCulture), result.Element("resultSize")!.Value);

        var first = await GetAsync(daemon, Query + "&size=1");
        Assert.HasCount(1, first.Elements("FileData").ToArray());
        Assert.AreNotEqual("0", first.Element("remainingSize")!.Value);

        using var clear = new HttpRequestMessage(HttpMethod.Delete, "/ws/FileData?condition=fdName like 'get_%25' and (fdType='file' or fdSize>5)");
        using var cleared = await daemon.Client.SendAsync(clear);
        Assert.AreEqual(HttpStatusCode.OK, cleared.StatusCode);
        Assert.DoesNotContain("get_time_response", Roots(await GetAsync(daemon, Query)));
    }

    [TestMethod]
    public async Task A_file_is_stored_read_and_removed_and_bad_questions_are_refused()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        using var put = await daemon.Client.PutAsync("/ws/FileData/~/letters/one.txt", new StringContent("Grüße", Encoding.UTF8, "text/plain"));
        Assert.AreEqual(HttpStatusCode.Created, put.StatusCode);
        Assert.AreEqual("Grüße", await daemon.Client.GetStringAsync("/ws/FileData/~/letters/one.txt"));
        Assert.HasCount(1, (await GetAsync(daemon, "/ws/FileData/~/letters/")).Elements("FileData").ToArray());
        Assert.AreEqual("directory", (await GetAsync(daemon, "/ws/FileData/~/")).Elements("FileData").Single().Element("fdType")!.Value);
        Assert.HasCount(2, (await GetAsync(daemon, "/ws/FileData/~/?recursive=yes")).Elements("FileData").ToArray());

        foreach (var bad in new[] { "?condition=fdName", "?condition=nothing='1'", "?condition=(fdType='file'", "?condition=fdType='file", "?size=many" })
        {
            using var refused = await daemon.GetAsync("/ws/FileData" + bad);
            Assert.AreEqual(HttpStatusCode.BadRequest, refused.StatusCode, bad);
            Assert.AreEqual("400", XElement.Parse(await refused.Content.ReadAsStringAsync()).Element("error")!.Element("code")!.Value, bad);
        }

        using var removed = await daemon.Client.DeleteAsync("/ws/FileData/~/letters/one.txt");
        Assert.AreEqual(HttpStatusCode.OK, removed.StatusCode);
        using var gone = await daemon.GetAsync("/ws/FileData/~/letters/one.txt");
        Assert.AreEqual(HttpStatusCode.NotFound, gone.StatusCode);
        using var everything = await daemon.Client.DeleteAsync("/ws/FileData");
        Assert.AreEqual(HttpStatusCode.BadRequest, everything.StatusCode);
    }

    [TestMethod]
    public async Task Folders_are_walked_as_the_maker_s_client_does_and_removed_with_what_is_in_them()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        foreach (var path in new[] { "a/one.txt", "a/b/two.txt", "three.txt" })
        {
            using var put = await daemon.SendAsync(HttpMethod.Put, $"/ws/FileData/{path}", $"<FileData><fdContentType>text/plain</fdContentType><fdType>file</fdType><fdData>{Convert.ToBase64String(Encoding.UTF8.GetBytes(path))}</fdData></FileData>");
        }

        var home = await GetAsync(daemon, "/ws/FileData?condition=fdPath='~/'&embed=true");
        CollectionAssert.AreEqual(new[] { "directory a", "file three.txt" }, home.Elements("FileData").Select(static f => $"{f.Element("fdType")!.Value} {f.Element("id")!.Element("fdName")!.Value}").ToArray());
        var folder = home.Elements("FileData").First().Element("id")!;
        var inside = await GetAsync(daemon, $"/ws/FileData?condition=fdPath='{folder.Element("fdPath")!.Value}{folder.Element("fdName")!.Value}/'");
        CollectionAssert.AreEqual(new[] { "b", "one.txt" }, inside.Descendants("fdName").Select(static n => n.Value).ToArray());

        var old = await GetAsync(daemon, "/ws/data/~/a?recursive=no");
        XNamespace exist = "http://exist.sourceforge.net/NS/exist";
        CollectionAssert.AreEqual(new[] { "one.txt" }, old.Descendants(exist + "resource").Select(static r => r.Attribute("name")!.Value).ToArray());
        Assert.HasCount(2, (await GetAsync(daemon, "/ws/data/~/a?recursive=yes")).Descendants(exist + "resource").ToArray());
        Assert.AreEqual("a/one.txt", await daemon.Client.GetStringAsync("/ws/data/~/a/one.txt"));
        using var one = await daemon.Client.DeleteAsync("/ws/data/~/a/one.txt");
        Assert.AreEqual(HttpStatusCode.OK, one.StatusCode);
        using var all = await daemon.Client.DeleteAsync("/ws/data/~/");
        Assert.AreEqual(HttpStatusCode.BadRequest, all.StatusCode);
        using var removed = await daemon.Client.DeleteAsync("/ws/FileData/a");
        Assert.AreEqual(HttpStatusCode.OK, removed.StatusCode);
        CollectionAssert.AreEqual(new[] { "three.txt" }, (await GetAsync(daemon, "/ws/FileData")).Descendants("fdName").Select(static n => n.Value).ToArray());
        using var gone = await daemon.GetAsync("/ws/data/~/a");
        Assert.AreEqual(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [TestMethod]
    public async Task A_remote_server_gets_the_responses_in_order_again_and_again_until_it_takes_them()
    {
        // Another daemon is the remote server: it refuses until it knows the user.
        await using var server = await RunningDaemon.StartAsync($$"""{ "users": [ {{RunningDaemon.User("somebody", "else", "operate")}} ] }""");
        var folder = Directory.CreateTempSubdirectory("seframework-push");
        try
        {
            var password = Path.Combine(folder.FullName, "password");
            await File.WriteAllTextAsync(password, "open sesame\n");
            await using var daemon = await RunningDaemon.StartAsync($$"""
                { "push": { "server": "{{server.Client.BaseAddress}}ws/FileData/~/gateway", "user": "pusher", "passwordFile": "{{password}}" } }
                """);
            await daemon.RpcAsync(PushOn);
            await daemon.RpcAsync("<get_time synchronous=\"false\"/>");
            await daemon.RpcAsync("<get_version synchronous=\"false\"/>");
            await daemon.UntilAsync(static d => d.Log.Contains("did not take a response: it answered 401", StringComparison.Ordinal));
            StringAssert.Contains(await daemon.Client.GetStringAsync("/metrics"), "seframework_push_outbox");

            await File.WriteAllTextAsync(server.ConfigurationFile, $$"""{ "users": [ {{RunningDaemon.User("pusher", "open sesame", "operate")}} ] }""");
            await server.SignalAsync("HUP");
            await daemon.UntilAsync(static d => d.Log.Contains("takes responses again", StringComparison.Ordinal));
            var got = await UntilAsync(server, "/ws/FileData/~/gateway/?embed=true", static r => Roots(r).Contains("get_version_response"), "pusher:open sesame");
            Assert.Contains("get_time_response", Roots(got));
            var names = got.Descendants("fdName").Select(static n => n.Value).ToArray();
            CollectionAssert.AreEqual(names.OrderBy(static n => long.Parse(n.Split('-')[^1].Split('.')[0], System.Globalization.CultureInfo.InvariantCulture)).ToArray(), names);
            Assert.DoesNotContain("sesame", daemon.Log);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static XElement Content(XElement file) => XElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(file.Element("fdData")!.Value)));

    private static IReadOnlyList<string> Roots(XElement result) => [.. result.Elements("FileData").Select(static f => Content(f).Name.LocalName)];

    private static async Task<XElement> GetAsync(RunningDaemon daemon, string query, string? user = null)
    {
        using var response = await daemon.GetAsync(query, user);
        var text = await response.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, text);
        return XElement.Parse(text);
    }

    private static async Task<XElement> UntilAsync(RunningDaemon daemon, string query, Func<XElement, bool> condition, string? user = null)
    {
        using var limit = new CancellationTokenSource(RunningDaemon.Patience);
        XElement result;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            result = await GetAsync(daemon, query, user);
        }
        while (!condition(result));
        return result;
    }
}
