using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Xml;
using SEFramework.Testing;

namespace SEFramework.Gateway.Tests.Hosting;

/// <summary>Start and stop of a gateway: reference 01, sections 4.4 and 4.5.</summary>
[TestClass]
public sealed class GatewayHostTests : IGatewayLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-test");
    private readonly List<bool> _stops = [];

    public void Stop(bool restart) => _stops.Add(restart);

    [TestCleanup]
    public void Delete() => _folder.Delete(recursive: true);

    [TestMethod]
    [DataRow("esi-coordinator", "esi-coordinator", new[] { "0x0", "0x3" })]
    [DataRow("esi-router", "esi-router", new[] { "0x0", "0x3" })]
    [DataRow("ipd-router", "ipd-router", new[] { "0x0" })]
    [DataRow("aux-gateway", "ipd-router", new[] { "0x0" })]
    public async Task Every_variant_comes_up_and_only_those_that_keep_the_time_themselves_say_that_it_is_right(string name, string variant, string[] statuses)
    {
        await using var gateway = await GatewayFixture.StartAsync(name);
        Assert.AreEqual(variant, gateway.Host.Variant.Name);
        CollectionAssert.AreEqual(
            statuses, (await gateway.DrainAsync()).Elements("message").Select(m => m.Element("status")!.Value).ToArray());
        await gateway.RpcAsync("<sync_time synchronous='true'/>");
        Assert.AreEqual("0x3", (await gateway.DrainAsync()).Elements("message").Single().Element("status")!.Value);
        var version = (await gateway.RpcAsync("<get_version synchronous='true'/>")).Element("get_version_response")!;
        Assert.AreEqual("1.6.0", version.Element("version")!.Value);
    }

    [TestMethod]
    public async Task A_variant_that_is_not_there_is_an_error_that_names_the_others()
    {
        var error = await Assert.ThrowsExactlyAsync<ArgumentException>(() => CreateAsync("esi"));
        StringAssert.Contains(error.Message, "esi-coordinator, esi-router, ipd-router", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_start_that_fails_lets_go_of_the_database()
    {
        var obstacle = Directory.CreateDirectory(Path.Combine(_folder.FullName, "clusters.ini"));
        await Assert.ThrowsExactlyAsync<SavedFileException>(() => CreateAsync());
        obstacle.Delete();
        await using var host = await CreateAsync();
        Assert.AreEqual("esi-coordinator", host.Variant.Name);
    }

    [TestMethod]
    public async Task What_the_saved_files_say_in_vain_is_logged()
    {
        await WriteAsync("registry_settings.ini", "No.such int 5\nRPC_Manager.synchronous_request_timeout int 4000\none two\n");
        await WriteAsync("interfaces.ini", "RPC_General_Interface\nRPC_Plugin_Interface\n");
        await WriteAsync("endpoints.ini", "No_Such_Endpoint 0x30\n");
        await WriteAsync("clusters.ini", "ZCL_Cluster 0x31 1 0x0201\n");
        var log = new ListLogger();
        await using var host = await CreateAsync(log: log);
        var warnings = log.Lines.Where(l => l.Level == LogLevel.Warning).Select(l => l.Text).ToArray();
        foreach (var expected in new[] { "No.such", "at most 44", "'one two'", "RPC_Plugin_Interface", "No_Such_Endpoint", "0x31" })
        {
            Assert.IsTrue(warnings.Any(w => w.Contains(expected, StringComparison.Ordinal)), expected);
        }

        Assert.HasCount(6, warnings);
    }

    [TestMethod]
    [DataRow("exit", false)]
    [DataRow("reboot", true)]
    public async Task The_program_stops_only_after_the_reply_is_with_the_client(string request, bool restart)
    {
        await using var host = await CreateAsync();
        await host.StartAsync(CancellationToken.None);
        var exchange = new ClientExchange("test");
        await host.Pipeline.ExecuteAsync([HardenedXml.Parse($"<{request} synchronous='true'/>")], exchange, CancellationToken.None).InTimeAsync();
        Assert.IsEmpty(_stops);
        await exchange.CompleteAsync(delivered: true);
        CollectionAssert.AreEqual(new[] { restart }, _stops);
    }

    [TestMethod]
    public async Task A_fault_in_posted_work_is_logged_and_the_loop_goes_on()
    {
        var log = new ListLogger();
        var loop = new GatewayLoop(log.CreateLogger<GatewayLoop>());
        var order = new List<int>();
        loop.Post(() => order.Add(1));
        loop.Post(static () => throw new InvalidOperationException("broken"));
        loop.Post(async () =>
        {
            await Task.Yield();
            order.Add(2);
        });
        await loop.PingAsync().InTimeAsync();
        await loop.RunAsync(() => order.Add(3)).InTimeAsync();
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, order.Order().ToArray());
        Assert.AreEqual("broken", log.Lines.Single().Exception!.Message);
    }

    [TestMethod]
    public async Task Only_one_piece_of_work_runs_at_a_time_also_after_waiting()
    {
        var loop = new GatewayLoop();
        var inside = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => loop.RunAsync(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                most = Math.Max(most, ++inside);
                inside--;
                await Task.Yield();
            }
        })))).InTimeAsync();
        Assert.AreEqual(1, most);
    }

    private Task WriteAsync(string file, string content) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, file), content);

    private Task<GatewayHost> CreateAsync(string variant = "esi-coordinator", ILoggerFactory? log = null) => GatewayHost.CreateAsync(
        new GatewayOptions(variant, _folder.FullName), radio: null, this, new ManualTimeProvider(), log ?? NullLoggerFactory.Instance);
}
