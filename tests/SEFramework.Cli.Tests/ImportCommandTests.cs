using SEFramework.Cli.Importing;

namespace SEFramework.Cli.Tests;

/// <summary>sefctl import, as a person at a terminal sees it: reference 01, section 4.2.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ImportCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-test");
    private readonly string _old;
    private readonly string _data;

    public ImportCommandTests()
    {
        _old = _folder.CreateSubdirectory("old").FullName;
        _data = _folder.CreateSubdirectory("data").FullName;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task Saved_files_are_taken_and_the_rest_is_explained()
    {
        Write("registry_settings.ini", "Cluster.disable_APS_encryption bool False\nZDO_Device_Manager.refresh_rate int 1800\nMy_Plugin.colour str green\nRPC_Manager.use_push bool maybe\n");
        Write("devices.ini", "00:aa:bb:cc:dd:ee:ff:01\n00:aa:bb:cc:dd:ee:ff:02\nnot an address\n");
        Write("endpoints.ini", "SE_EnergyServicePortal 0x5E\nZCL_Endpoint 0x21 0x0104\nMyEndpoint 0x22\n");
        Write("clusters.ini", "ZCL_Cluster 0x5E 1 0x0201\nZCL_Cluster 0x77 1 0x0201\nMyCluster 0x5E\n");
        Write("interfaces.ini", "RPC_General_Interface\nRPC_ZCL_Interface\nRPC_My_Interface\n");
        Write("modules.ini", "my_plugin\n");
        Write("paths.ini", "Custom_Extensions.zip\n");
        Write("objects.ini", "whatever\n");
        File.WriteAllText(Path.Combine(_data, "devices.ini"), "00:00:00:00:00:00:00:09\n");

        var (dry, planned, _) = await CommandRun.RunAsync(ImportCommand.Create(), _old, "--data", _data, "--dry-run");
        Assert.AreEqual(0, dry, planned);
        StringAssert.Contains(planned, "Nothing was written.");
        Assert.AreEqual("00:00:00:00:00:00:00:09\n", File.ReadAllText(Path.Combine(_data, "devices.ini")));

        var (code, text, _) = await CommandRun.RunAsync(ImportCommand.Create(), _old, "--data", _data);
        Assert.AreEqual(0, code, text);
        foreach (var line in new[]
        {
            "registry entry ZDO_Device_Manager.refresh_rate = 1800",
            "device 00:AA:BB:CC:DD:EE:FF:02",
            "endpoint ZCL_Endpoint 0x21 0x0104",
            "cluster ZCL_Cluster 0x5E 1 0x0201",
            "interface RPC_ZCL_Interface",
        })
        {
            Assert.IsTrue(text.IndexOf(line, StringComparison.Ordinal) is > 0 and var at && at < text.IndexOf("Mapped:", StringComparison.Ordinal), $"{line} is taken\n{text}");
        }

        foreach (var line in new[] { "link keys:", "endpoint 0x0A ZCL_TimeServer: added", "module my_plugin:", "path Custom_Extensions.zip:" })
        {
            Assert.IsTrue(
                text.IndexOf(line, StringComparison.Ordinal) is var at && at > text.IndexOf("Mapped:", StringComparison.Ordinal) && at < text.IndexOf("Without meaning", StringComparison.Ordinal),
                $"{line} is mapped\n{text}");
        }

        foreach (var line in new[] { "My_Plugin.colour", "RPC_Manager.use_push", "MyEndpoint", "0x77", "MyCluster", "RPC_My_Interface", "not an address", "objects.ini" })
        {
            Assert.IsGreaterThan(text.IndexOf("Without meaning", StringComparison.Ordinal), text.IndexOf(line, StringComparison.Ordinal), $"{line} is explained\n{text}");
        }

        Assert.AreEqual("00:AA:BB:CC:DD:EE:FF:01\n00:AA:BB:CC:DD:EE:FF:02\n", File.ReadAllText(Path.Combine(_data, "devices.ini")));
        Assert.AreEqual("00:00:00:00:00:00:00:09\n", File.ReadAllText(Path.Combine(_data, "devices.ini.before-import")));
        StringAssert.Contains(File.ReadAllText(Path.Combine(_data, "endpoints.ini")), "ZCL_TimeServer 0x0A");
        Assert.IsFalse(File.ReadAllText(Path.Combine(_data, "registry_settings.ini")).Contains("My_Plugin", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("esi-gateway", "There is no variant 'esi-gateway'")]
    [DataRow("ipd-router", "none of the saved files")]
    public async Task What_cannot_be_done_is_said_in_a_sentence(string variant, string expected)
    {
        var (code, _, error) = await CommandRun.RunAsync(ImportCommand.Create(), _old, "--data", _data, "--variant", variant);
        Assert.AreEqual(1, code);
        StringAssert.Contains(error, expected);
    }

    [TestMethod]
    public async Task Without_a_variant_that_of_the_configuration_counts()
    {
        Write("endpoints.ini", "ZCL_Endpoint 0x21 0x0104\n");
        var config = Path.Combine(_folder.FullName, "seframework.json");
        await File.WriteAllTextAsync(config, """{ "variant": "ipd-router" }""");
        var (code, text, error) = await CommandRun.RunAsync(ImportCommand.Create(), _old, "--data", _data, "--config", config);
        Assert.AreEqual(0, code, error);
        StringAssert.Contains(text, "added, as ipd-router has it");
        (code, text, error) = await CommandRun.RunAsync(ImportCommand.Create(), _old, "--data", _data, "--config", config, "--variant", "esi-router");
        Assert.AreEqual(0, code, error);
        StringAssert.Contains(text, "added, as esi-router has it");

        await File.WriteAllTextAsync(config, "{ broken");
        (code, _, error) = await CommandRun.RunAsync(ImportCommand.Create(), _old, "--data", _data, "--config", config);
        Assert.AreEqual(1, code);
        StringAssert.Contains(error, "is not a JSON object");
    }

    [TestMethod]
    public async Task While_a_gateway_runs_nothing_is_imported()
    {
        Write("devices.ini", "00:aa:bb:cc:dd:ee:ff:01\n");
        await using var database = Gateway.Storage.GatewayDatabase.Open(Path.Combine(_data, "gateway.db"));
        var (code, _, error) = await CommandRun.RunAsync(ImportCommand.Create(), _old, "--data", _data);
        Assert.AreEqual(1, code);
        StringAssert.Contains(error, "another process uses it");
        Assert.IsFalse(File.Exists(Path.Combine(_data, "devices.ini")));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_old, name), text);
}
