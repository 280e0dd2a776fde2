using System.Net;
using System.Text.Json;

namespace SEFramework.Daemon.Tests.Running;

/// <summary>The web services as JSON, in the form that the maker's public client reads. Source: reference 01, section 1.8.</summary>
[TestClass]
public sealed class JsonTests
{
    private const string Json = "application/json";

    [TestMethod]
    public async Task Rows_are_items_and_values_are_texts()
    {
        await using var daemon = await RunningDaemon.StartAsync("""{ "device": { "ethernetAddress": "00:40:9D:12:34:56" } }""");
        using var put = await daemon.SendAsync(HttpMethod.Put, "/ws/FileData/~/letters/one.txt", "Hello");
        var devices = await GetAsync(daemon, "/ws/DeviceCore", Json);
        Assert.AreEqual("1", devices.GetProperty("resultTotalRows").GetString());
        Assert.AreEqual("0", devices.GetProperty("remainingSize").GetString());
        var device = devices.GetProperty("items")[0];
        Assert.AreEqual("1", device.GetProperty("id").GetProperty("devId").GetString());
        Assert.AreEqual("00000000-00000000-00409DFF-FF123456", device.GetProperty("devConnectwareId").GetString());
        Assert.AreEqual(string.Empty, device.GetProperty("dpContact").GetString());

        var file = (await GetAsync(daemon, "/ws/FileData?condition=fdType='file'&embed=true", Json)).GetProperty("items")[0];
        Assert.AreEqual("one.txt", file.GetProperty("id").GetProperty("fdName").GetString());
        Assert.AreEqual("SGVsbG8=", file.GetProperty("fdData").GetString());
        Assert.AreEqual("5", file.GetProperty("fdSize").GetString());
        Assert.AreEqual(0, (await GetAsync(daemon, "/ws/XbeeCore?condition=xpExtAddr='nobody'", Json)).GetProperty("items").GetArrayLength());
        Assert.AreEqual("1", (await GetAsync(daemon, "/ws/DeviceCore/.json", null)).GetProperty("resultSize").GetString());
    }

    [TestMethod]
    [DataRow("*/*", false)]
    [DataRow("application/xml", false)]
    [DataRow("application/json;q=0.5, application/xml", false)]
    [DataRow("text/xml;q=0.1, application/json", true)]
    [DataRow("nonsense", false)]
    public async Task The_client_says_what_it_would_rather_have(string accept, bool isJson)
    {
        await using var daemon = await RunningDaemon.StartAsync();
        using var response = await daemon.SendAsync(HttpMethod.Get, "/ws/DeviceCore", accept: accept);
        Assert.AreEqual(isJson ? "application/json" : "application/xml", response.Content.Headers.ContentType!.MediaType);
    }

    [TestMethod]
    public async Task Jobs_and_refusals_are_json_as_well()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        using var taken = await daemon.PostAsync("/ws/sci", SciJobTests.Sci("<ping synchronous=\"false\"><targets><device id=\"all\"/><device id=\"00000000-00000000-00000000-00000001\"/></targets></ping>"));
        Assert.AreEqual(HttpStatusCode.Accepted, taken.StatusCode);
        using var limit = new CancellationTokenSource(RunningDaemon.Patience);
        JsonElement job;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            job = await GetAsync(daemon, "/ws/sci/1", Json);
        }
        while (job.GetProperty("status").GetString() != "complete");

        var devices = job.GetProperty("ping").GetProperty("device");
        Assert.AreEqual(2, devices.GetArrayLength());
        Assert.AreEqual("303", devices[1].GetProperty("error").GetProperty("@id").GetString());
        Assert.AreEqual("1", (await GetAsync(daemon, "/ws/sci", Json)).GetProperty("items")[0].GetProperty("jobId").GetString());
        using var refused = await daemon.SendAsync(HttpMethod.Get, "/ws/sci/77", accept: Json);
        Assert.AreEqual(HttpStatusCode.NotFound, refused.StatusCode);
        using var document = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
        Assert.AreEqual("404", document.RootElement.GetProperty("error").GetProperty("code").GetString());
    }

    private static async Task<JsonElement> GetAsync(RunningDaemon daemon, string path, string? accept)
    {
        using var response = await daemon.SendAsync(HttpMethod.Get, path, accept: accept);
        Assert.AreEqual("application/json", response.Content.Headers.ContentType!.MediaType);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }
}
