using System.Net;
using System.Text;
using System.Xml.Linq;
using SEFramework.Daemon.Http;

namespace SEFramework.Daemon.Tests.Running;

/// <summary>What clients do wrong, and what goes wrong, costs nobody his data nor opens a door.</summary>
[TestClass]
public sealed class CareTests
{
    [TestMethod]
    public async Task A_response_drained_in_a_request_that_is_refused_in_part_is_not_lost()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        await daemon.RpcAsync("<get_version synchronous=\"false\"/>");
        const string Twice = "<value><struct><member><name>methodName</name><value>get_time</value></member><member><name>methodName</name><value>get_time</value></member></struct></value>";
        const string Drain = "<value><struct><member><name>methodName</name><value>get_responses</value></member></struct></value>";
        using var response = await daemon.PostAsync(
            "/RPC2",
            $"<?xml version=\"1.0\"?><methodCall><methodName>system.multicall</methodName><params><param><value><array><data>{Drain}{Twice}</data></array></value></param></params></methodCall>");
        var text = await response.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, text);
        StringAssert.Contains(text, "get_version", "the first call is answered");
        StringAssert.Contains(text, "each member once", "and the second one refused");
    }

    [TestMethod]
    public async Task Without_users_doors_that_are_open_to_other_machines_stay_closed_until_the_next_start()
    {
        var user = RunningDaemon.User("headend", "a secret of mine", "operate");
        var tls = Directory.CreateTempSubdirectory("seframework-tls");
        CertificateFiles.Create(Path.Combine(tls.FullName, "made"), ["localhost"], DateTimeOffset.UnixEpoch);
        var https = $$"""{ "listen": [ "0.0.0.0:0" ], "certificate": "{{tls.FullName}}/made/certificate.pem", "key": "{{tls.FullName}}/made/key.pem" }""";
        await using var daemon = await RunningDaemon.StartAsync($$"""{ "https": {{https}}, "users": [ {{user}} ] }""");
        tls.Delete(recursive: true);
        await File.WriteAllTextAsync(daemon.ConfigurationFile, "{}");
        await daemon.SignalAsync("HUP");
        await daemon.UntilAsync(static d => d.Log.Contains("The users are as they were", StringComparison.Ordinal));
        using var refused = await daemon.PostAsync("/UE/rci", "<rci_request/>");
        Assert.AreEqual(HttpStatusCode.Unauthorized, refused.StatusCode);
        StringAssert.Contains(await daemon.RpcAsync("<get_time synchronous=\"true\"/>", "headend:a secret of mine"), "get_time_response");
    }

    [TestMethod]
    public async Task Guessing_one_user_s_password_is_not_made_easier_by_knowing_another_s()
    {
        var users = $"{RunningDaemon.User("viewer", "seen by many", "read-only")}, {RunningDaemon.User("headend", "a secret of mine", "operate")}";
        await using var daemon = await RunningDaemon.StartAsync($$"""{ "users": [ {{users}} ] }""");
        for (var guess = 0; guess < 10; guess++)
        {
            await daemon.RpcAsync("<get_time synchronous=\"true\"/>", $"headend:guess {guess}");
            StringAssert.Contains(await daemon.RpcAsync("<get_time synchronous=\"true\"/>", "viewer:seen by many"), "get_time_response");
        }

        using var locked = await daemon.GetAsync("/ws/DeviceCore", "headend:a secret of mine");
        Assert.AreEqual(HttpStatusCode.Unauthorized, locked.StatusCode, "locked out, though the password is right");
        StringAssert.Contains(daemon.Log, "locked out");
    }

    [TestMethod]
    public async Task What_is_no_time_is_neither_before_nor_after_a_file_and_names_are_texts()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        using (await daemon.Client.PutAsync("/ws/FileData/~/007", new StringContent("x", Encoding.UTF8, "text/plain")))
        {
        }

        foreach (var condition in new[] { "fdCreatedDate<'yesterday'", "fdCreatedDate>'yesterday'", "fdName='7'", "fdSize<'many'" })
        {
            using var removed = await daemon.Client.DeleteAsync($"/ws/FileData?condition={Uri.EscapeDataString(condition)}");
            Assert.AreEqual(HttpStatusCode.OK, removed.StatusCode);
            Assert.AreEqual("x", await daemon.Client.GetStringAsync("/ws/FileData/~/007"), condition);
        }

        var all = XElement.Parse(await daemon.Client.GetStringAsync("/ws/FileData/~/"));
        Assert.AreEqual("100000", all.Element("requestedSize")!.Value, "without a size a client gets all that it may delete");
    }

    [TestMethod]
    [DataRow("PUT", "/ws/FileData/~/a%01.xml", "text/plain")]
    [DataRow("PUT", "/ws/FileData/~/a%EF%BF%BE.xml", "text/plain")]
    [DataRow("GET", "/ws/FileData?size=%01", null)]
    [DataRow("GET", "/ws/sci/%01", null)]
    public async Task Characters_that_no_document_can_have_are_refused_in_one_that_can_be_read(string method, string path, string? type)
    {
        await using var daemon = await RunningDaemon.StartAsync();
        using var response = await daemon.SendAsync(new HttpMethod(method), path, type is null ? null : "x");
        var text = await response.Content.ReadAsStringAsync();
        Assert.IsTrue(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{response.StatusCode} {text}");
        _ = XElement.Parse(text);
        _ = XElement.Parse(await daemon.Client.GetStringAsync("/ws/FileData"));
    }

    [TestMethod]
    public async Task Jobs_that_wait_while_the_gateway_stops_are_done_by_the_next_run()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        var jobs = new List<string>();
        foreach (var operation in new[] { "<reboot><targets><device id=\"all\"/></targets></reboot>" }.Concat(Enumerable.Repeat(
            "<send_message><targets><device id=\"all\"/></targets><rci_request version=\"1.1\"><do_command target=\"RPC_request\"><get_version synchronous=\"true\"/></do_command></rci_request></send_message>", 20)))
        {
            var synchronous = operation.Insert(operation.IndexOf('>', StringComparison.Ordinal), " synchronous=\"false\"");
            try
            {
                using var response = await daemon.PostAsync("/ws/sci", $"<sci_request version=\"1.0\">{synchronous}</sci_request>");
                jobs.Add(XElement.Parse(await response.Content.ReadAsStringAsync()).Descendants("jobId").Single().Value);
            }
            catch (HttpRequestException)
            {
                break;
            }
        }

        await daemon.WaitForExitAsync();
        await daemon.KillAndStartAsync();
        foreach (var job in jobs.Skip(1))
        {
            StringAssert.Contains((await SciJobTests.CompleteAsync(daemon, job)).ToString(), "get_version_response", job);
        }
    }
}
