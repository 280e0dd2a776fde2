using SEFramework.Gateway.Tests.Hosting;

namespace SEFramework.Gateway.Tests.Endpoints;

/// <summary>add_endpoint, remove_endpoint, add_cluster, remove_cluster and their files: reference 01, sections 3 and 4.2.</summary>
[TestClass]
public sealed class EndpointRequestTests
{
    private const string AddEndpoint =
        "<add_endpoint synchronous='true'><endpoint_class>ZCL_Endpoint</endpoint_class><endpoint_id>0x21</endpoint_id><profile_id>0x0104</profile_id></add_endpoint>";

    private GatewayFixture _gateway = null!;

    [TestInitialize]
    public async Task Start() => _gateway = await GatewayFixture.StartAsync();

    [TestCleanup]
    public async Task Stop() => await _gateway.DisposeAsync();

    [TestMethod]
    public async Task An_endpoint_and_a_cluster_are_in_their_files_and_survive_a_restart()
    {
        await _gateway.RpcAsync(AddEndpoint);
        var cluster = (await _gateway.RpcAsync(AddCluster(0x21, 1, 0x0201))).Element("add_cluster_response")!;
        Assert.AreEqual("0x201", cluster.Element("cluster_id")!.Value);
        Assert.IsNull(cluster.Element("enable_APS_encryption"));
        StringAssert.Contains(await ReadAsync("endpoints.ini"), "ZCL_Endpoint 0x21 0x0104\n", StringComparison.Ordinal);
        Assert.AreEqual("ZCL_Cluster 0x21 1 0x0201\n", await ReadAsync("clusters.ini"));
        await _gateway.RestartAsync();
        await RefusedAsync(AddEndpoint, "Endpoint 0x21 is there already");
        await RefusedAsync(AddCluster(0x21, 1, 0x0201), "has the client of cluster 0x0201 already");
    }

    [TestMethod]
    public async Task Removing_an_endpoint_removes_its_clusters_for_good()
    {
        await _gateway.RpcAsync(AddEndpoint + AddCluster(0x21, 0, 0x0006));
        await _gateway.RpcAsync("<remove_endpoint synchronous='true'><endpoint_id>0x21</endpoint_id></remove_endpoint>");
        Assert.AreEqual(string.Empty, await ReadAsync("clusters.ini"));
        await _gateway.RestartAsync();
        await RefusedAsync("<remove_endpoint synchronous='true'><endpoint_id>0x21</endpoint_id></remove_endpoint>", "There is no endpoint 0x21");
    }

    [TestMethod]
    public async Task A_cluster_of_the_class_that_was_removed_stays_away_until_it_is_added_or_the_endpoint_made_anew()
    {
        Assert.IsNotNull((await _gateway.RpcAsync(RemoveCluster(0x5E, 0x0702, 1))).Element("remove_cluster_response"));
        await _gateway.RestartAsync();
        await RefusedAsync(RemoveCluster(0x5E, 0x0702, 1), "Endpoint 0x5E has no client of cluster 0x0702");
        Assert.IsNotNull((await _gateway.RpcAsync(AddCluster(0x5E, 1, 0x0702))).Element("add_cluster_response"));
        await _gateway.RestartAsync();
        await RefusedAsync(AddCluster(0x5E, 1, 0x0702), "already");
        await _gateway.RpcAsync("<remove_endpoint synchronous='true'><endpoint_id>0x5E</endpoint_id></remove_endpoint>");
        await _gateway.RpcAsync("<add_endpoint synchronous='true'><endpoint_class>SE_EnergyServicePortal</endpoint_class><endpoint_id>0x5E</endpoint_id></add_endpoint>");
        await _gateway.RestartAsync();
        await RefusedAsync(AddCluster(0x5E, 1, 0x0702), "already");
    }

    [TestMethod]
    public async Task Without_an_id_the_next_free_one_is_taken() =>
        Assert.AreEqual(
            "0x1",
            (await _gateway.RpcAsync("<add_endpoint synchronous='true'><endpoint_class>ZCL_Endpoint</endpoint_class><profile_id>1</profile_id></add_endpoint>"))
                .Element("add_endpoint_response")!.Element("endpoint_id")!.Value);

    [TestMethod]
    [DataRow("<add_endpoint><endpoint_class>Nonsense</endpoint_class></add_endpoint>", "There is no endpoint class 'Nonsense'")]
    [DataRow("<add_endpoint><endpoint_class>ZCL_Endpoint</endpoint_class></add_endpoint>", "give profile_id")]
    [DataRow("<add_endpoint><endpoint_class>ZCL_Endpoint</endpoint_class><endpoint_id>0</endpoint_id><profile_id>1</profile_id></add_endpoint>", "is not between")]
    [DataRow("<add_endpoint><endpoint_class>ZCL_Endpoint</endpoint_class><endpoint_id>241</endpoint_id><profile_id>1</profile_id></add_endpoint>", "is not between")]
    [DataRow("<add_endpoint><endpoint_class>ZCL_Endpoint</endpoint_class><endpoint_id>256</endpoint_id></add_endpoint>", "does not fit in 8 bits")]
    [DataRow("<add_cluster><cluster_class>ZCL_Cluster</cluster_class><endpoint_id>0x22</endpoint_id><server_or_client>1</server_or_client><cluster_id>1</cluster_id></add_cluster>", "There is no endpoint 0x22")]
    [DataRow("<add_cluster><cluster_class>ZCL_Cluster</cluster_class><endpoint_id>0x5E</endpoint_id><cluster_id>1</cluster_id></add_cluster>", "give server_or_client")]
    [DataRow("<add_cluster><cluster_class>ZCL_Cluster</cluster_class><endpoint_id>0x5E</endpoint_id><server_or_client>1</server_or_client></add_cluster>", "give cluster_id")]
    [DataRow("<add_cluster><cluster_class>ZCL_Cluster</cluster_class><endpoint_id>0x5E</endpoint_id><server_or_client>2</server_or_client><cluster_id>1</cluster_id></add_cluster>", "server_or_client")]
    [DataRow("<add_cluster><cluster_class>Nonsense</cluster_class><endpoint_id>0x5E</endpoint_id></add_cluster>", "There is no cluster class 'Nonsense'")]
    public Task What_cannot_be_is_refused(string request, string reason) =>
        RefusedAsync(request.Replace("><endpoint_class", " synchronous='true'><endpoint_class", StringComparison.Ordinal)
            .Replace("><cluster_class", " synchronous='true'><cluster_class", StringComparison.Ordinal), reason);

    [TestMethod]
    public async Task Lines_that_mean_nothing_here_stay_in_the_files()
    {
        await using var gateway = await GatewayFixture.StartAsync(prepare: folder =>
            File.WriteAllText(Path.Combine(folder, "endpoints.ini"), "SE_EnergyServicePortal 0x5E\r\nPlugIn_Endpoint 0x30\r\nrubbish line here\r\n"));
        await gateway.RpcAsync(AddEndpoint);
        var content = await File.ReadAllTextAsync(Path.Combine(gateway.Folder, "endpoints.ini"));
        StringAssert.Contains(content, "PlugIn_Endpoint 0x30\n", StringComparison.Ordinal);
        StringAssert.Contains(content, "rubbish line here\n", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task An_endpoint_that_cannot_be_saved_is_not_there()
    {
        var obstacle = Directory.CreateDirectory(Path.Combine(_gateway.Folder, "endpoints.ini.tmp"));
        await RefusedAsync(AddEndpoint, "endpoints.ini cannot be written");
        obstacle.Delete();
        Assert.IsNotNull((await _gateway.RpcAsync(AddEndpoint)).Element("add_endpoint_response"));
    }

    private static string AddCluster(int endpoint, int side, int cluster) =>
        $"<add_cluster synchronous='true'><cluster_class>ZCL_Cluster</cluster_class><endpoint_id>{endpoint}</endpoint_id><server_or_client>{side}</server_or_client><cluster_id>{cluster}</cluster_id></add_cluster>";

    private static string RemoveCluster(int endpoint, int cluster, int side) =>
        $"<remove_cluster synchronous='true'><endpoint_id>{endpoint}</endpoint_id><cluster_id>{cluster}</cluster_id><server_or_client>{side}</server_or_client></remove_cluster>";

    private Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(_gateway.Folder, file));

    private async Task RefusedAsync(string request, string reason)
    {
        var message = (await _gateway.RpcAsync(request)).Element("message")!;
        Assert.AreEqual("0x2", message.Element("severity")!.Value);
        StringAssert.Contains(message.Element("description")!.Value, reason, StringComparison.Ordinal);
    }
}
