using SEFramework.Gateway.Tests.Hosting;

namespace SEFramework.Gateway.Tests.Registry;

/// <summary>registry_configuration and its file: reference 01, sections 3 and 4.</summary>
[TestClass]
public sealed class RegistryTests
{
    private const string Flag = "Cluster.disable_APS_encryption";

    [TestMethod]
    [DataRow("<value>TRUE</value>", "TRUE", "True")]
    [DataRow("<value type='bool'>true</value>", "TRUE", "True")]
    [DataRow("<value>1</value>", "TRUE", "True")]
    [DataRow("<value type='string'>FALSE</value>", "FALSE", "False")]
    public async Task A_written_value_is_in_the_file_with_pythons_spelling(string value, string onTheWire, string inTheFile)
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var reply = await gateway.RpcAsync($"<registry_configuration synchronous='true'><name>{Flag}</name>{value}</registry_configuration>");
        var response = reply.Element("registry_configuration_response")!;
        Assert.AreEqual(onTheWire, response.Element("value")!.Value);
        Assert.AreEqual("TRUE", response.Element("write_status")!.Value);
        Assert.IsNull(response.Element("write_errors"));
        Assert.AreEqual($"{Flag} bool {inTheFile}\n", await File.ReadAllTextAsync(Path.Combine(gateway.Folder, "registry_settings.ini")));
    }

    [TestMethod]
    [DataRow(Flag, "<value>maybe</value>", "maybe", "is of type bool")]
    [DataRow("RPC_Manager.synchronous_request_timeout", "<value>45</value>", "0x2D", "at most")]
    [DataRow("RPC_Manager.synchronous_request_timeout", "<value>0</value>", "0x0", "at least")]
    [DataRow("RPC_Manager.synchronous_request_timeout", "<value>1.5</value>", "1.5", "is of type int")]
    public async Task A_value_that_does_not_fit_is_named_and_not_written(string entry, string value, string echoed, string reason)
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var reply = await gateway.RpcAsync($"<registry_configuration synchronous='true'><name>{entry}</name>{value}</registry_configuration>");
        var response = reply.Element("registry_configuration_response")!;
        Assert.AreEqual(echoed, response.Element("value")!.Value);
        Assert.AreEqual("FALSE", response.Element("write_status")!.Value);
        StringAssert.Contains(response.Element("write_errors")!.Value, reason, StringComparison.Ordinal);
        Assert.IsFalse(File.Exists(Path.Combine(gateway.Folder, "registry_settings.ini")));
    }

    [TestMethod]
    public async Task A_file_written_by_the_original_is_read()
    {
        await using var gateway = await GatewayFixture.StartAsync(prepare: folder => File.WriteAllText(
            Path.Combine(folder, "registry_settings.ini"),
            $"{Flag} bool True\r\nRPC_Manager.synchronous_request_timeout int 20\r\nUnknown.entry int 5\r\n"));
        Assert.AreEqual("TRUE", await ReadAsync(gateway, Flag));
        Assert.AreEqual("0x14", await ReadAsync(gateway, "RPC_Manager.synchronous_request_timeout"));
        await gateway.RpcAsync("<registry_restore_defaults synchronous='true'/>");
        Assert.AreEqual("FALSE", await ReadAsync(gateway, Flag));
    }

    [TestMethod]
    public async Task The_severity_threshold_keeps_lesser_messages_back()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        await gateway.RpcAsync("<registry_configuration synchronous='true'><name>RPC_General_Interface.debug_rpc_severity</name><value>2</value></registry_configuration>");
        await gateway.DrainAsync();
        await gateway.RpcAsync("<sync_time synchronous='true'/>");
        Assert.AreEqual(0, (await gateway.DrainAsync()).Elements().Count());
    }

    [TestMethod]
    public async Task What_the_contract_does_not_know_and_comments_stay_in_the_file()
    {
        const string Content = "# by hand\nUnknown.entry int 5\nCluster.disable_APS_encryption bool Perhaps\nRPC_Manager.use_push\n";
        await using var gateway = await GatewayFixture.StartAsync(prepare: folder =>
            File.WriteAllText(Path.Combine(folder, "registry_settings.ini"), Content));
        Assert.AreEqual("FALSE", await ReadAsync(gateway, Flag));
        Assert.AreEqual("FALSE", await ReadAsync(gateway, "RPC_Manager.use_push"));
        await gateway.RpcAsync($"<registry_configuration synchronous='true'><name>{Flag}</name><value>TRUE</value></registry_configuration>");
        Assert.AreEqual(
            "# by hand\nUnknown.entry int 5\nCluster.disable_APS_encryption bool True\nRPC_Manager.use_push\n",
            await File.ReadAllTextAsync(Path.Combine(gateway.Folder, "registry_settings.ini")));
        await gateway.RpcAsync("<registry_restore_defaults synchronous='true'/>");
        Assert.AreEqual("# by hand\nUnknown.entry int 5\n", await File.ReadAllTextAsync(Path.Combine(gateway.Folder, "registry_settings.ini")));
    }

    [TestMethod]
    public async Task A_file_that_cannot_be_written_is_a_write_error_and_the_value_stays()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        Directory.CreateDirectory(Path.Combine(gateway.Folder, "registry_settings.ini.tmp"));
        var reply = await gateway.RpcAsync($"<registry_configuration synchronous='true'><name>{Flag}</name><value>TRUE</value></registry_configuration>");
        var response = reply.Element("registry_configuration_response")!;
        Assert.AreEqual("FALSE", response.Element("write_status")!.Value);
        StringAssert.Contains(response.Element("write_errors")!.Value, "registry_settings.ini cannot be written", StringComparison.Ordinal);
        Assert.AreEqual("FALSE", await ReadAsync(gateway, Flag));
    }

    private static async Task<string> ReadAsync(GatewayFixture gateway, string name) =>
        (await gateway.RpcAsync($"<registry_configuration synchronous='true'><name>{name}</name></registry_configuration>"))
            .Element("registry_configuration_response")!.Element("value")!.Value;
}
