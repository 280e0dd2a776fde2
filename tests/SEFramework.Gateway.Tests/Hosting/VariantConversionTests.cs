using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.SmartEnergy.Mirrors;
using SEFramework.Gateway.Storage;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Gateway.Tests.Hosting;

/// <summary>From one variant to another on the same folder: what still applies stays, what is dropped is told.</summary>
[TestClass]
public sealed class VariantConversionTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-test");

    [TestCleanup]
    public void Delete() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task An_ESI_router_keeps_all_that_the_coordinator_had()
    {
        await FillAsync();
        var report = await VariantConversion.ConvertAsync(_folder.FullName, "esi-coordinator", "esi-router");
        Assert.IsEmpty(report.Dropped);
        Assert.Contains("1 known devices", report.Kept);
        Assert.Contains("2 events", report.Kept);
        Assert.Contains("1 mirrors of meters", report.Kept);
        await using var gateway = await StartAsync("esi-router");
        Assert.AreEqual("0x1", await ValueAsync(gateway, "<get_DRLC_events synchronous='true'/>", "issuer_event_id"));
        Assert.AreEqual("0x2", await ValueAsync(gateway, "<get_message_events synchronous='true'/>", "message_id"));
        Assert.AreEqual("0xE10", await ValueAsync(gateway, "<registry_configuration synchronous='true'><name>Time_Synchronizer.sync_period</name></registry_configuration>", "value"));
    }

    [TestMethod]
    public async Task A_display_keeps_devices_registry_and_added_clusters_and_drops_what_needs_a_server()
    {
        await FillAsync();
        var report = await VariantConversion.ConvertAsync(_folder.FullName, "esi-coordinator", "aux-gateway");
        CollectionAssert.IsSubsetOf(
            new[]
            {
                "interface RPC_SE_Server_Interface",
                "endpoint 0x5E SE_EnergyServicePortal",
                "endpoint 0x0A ZCL_TimeServer",
                "load control event 0x1: there is no server to give it out",
                "message 0x2: there is no server to give it out",
                "mirror of the meter 00:0C:C1:00:27:19:3A:60 on endpoint 0xA0: only an energy services interface has mirrors",
                "cluster ZCL_Cluster 0x5E 1 0x0701: there is no such endpoint, or it has the cluster already",
            },
            report.Dropped.ToArray());
        Assert.Contains("1 known devices", report.Kept);
        Assert.Contains("1 added clusters", report.Kept);
        Assert.Contains("0 events", report.Kept);
        await using var gateway = await StartAsync("ipd-router");
        var reply = await gateway.RpcAsync("<get_price_events synchronous='true'/>");
        Assert.AreEqual("0x1", reply.Descendants("server_or_client").Single().Value, "a display has the client");
        Assert.IsEmpty(reply.Descendants("item"));
    }

    [TestMethod]
    public async Task What_cannot_be_converted_is_refused_in_words()
    {
        StringAssert.Contains(
            (await Assert.ThrowsExactlyAsync<ArgumentException>(() => VariantConversion.ConvertAsync(_folder.FullName, "esi-router", "ipd"))).Message,
            "there are: esi-coordinator, esi-router, ipd-router",
            StringComparison.Ordinal);
        StringAssert.Contains(
            (await Assert.ThrowsExactlyAsync<ArgumentException>(() => VariantConversion.ConvertAsync(_folder.FullName, "esi-router", "ipd-router"))).Message,
            "is not the data folder of a gateway",
            StringComparison.Ordinal);
        await using var running = await StartAsync("esi-coordinator");
        await Assert.ThrowsExactlyAsync<StorageException>(() => VariantConversion.ConvertAsync(_folder.FullName, "esi-coordinator", "ipd-router"));
    }

    private static async Task<string> ValueAsync(GatewayFixture gateway, string request, string field) =>
        (await gateway.RpcAsync(request)).Descendants(field).Single().Value;

    private async Task FillAsync()
    {
        await using (var database = GatewayDatabase.Open(Path.Combine(_folder.FullName, "gateway.db")))
        {
            await new MirrorStore(database).SaveAsync(new Mirror(new IeeeAddress(0x000CC10027193A60), 0xA0));
        }

        await using var gateway = await StartAsync("esi-coordinator");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "devices.ini"), "00:aa:bb:cc:dd:ee:ff:01\n");
        foreach (var request in new[]
        {
            "<registry_configuration><name>Time_Synchronizer.sync_period</name><value>3600</value></registry_configuration>",
            "<add_endpoint><endpoint_class>ZCL_Endpoint</endpoint_class><endpoint_id>0x20</endpoint_id><profile_id>0x104</profile_id></add_endpoint>",
            "<add_cluster><cluster_class>ZCL_Cluster</cluster_class><endpoint_id>0x5E</endpoint_id><server_or_client>1</server_or_client><cluster_id>0x0201</cluster_id></add_cluster>",
            "<add_cluster><cluster_class>ZCL_Cluster</cluster_class><endpoint_id>0x5E</endpoint_id><server_or_client>1</server_or_client><cluster_id>0x0701</cluster_id></add_cluster>",
            "<add_interface><interface_class>RPC_SE_Client_Interface</interface_class></add_interface>",
            "<create_DRLC_event><record type='LoadControlEventRecord'><issuer_event_id>1</issuer_event_id><duration_in_minutes>60</duration_in_minutes></record></create_DRLC_event>",
            "<create_message_event><record type='DisplayMessageRecord'><message_id>2</message_id><duration_in_minutes>60</duration_in_minutes><message type='string'>m</message></record></create_message_event>",
        })
        {
            var reply = await gateway.RpcAsync(request.Replace(request[..request.IndexOf('>')], request[..request.IndexOf('>')] + " synchronous='true'", StringComparison.Ordinal));
            Assert.IsFalse(reply.Elements("message").Any(), reply.ToString());
        }
    }

    private Task<GatewayFixture> StartAsync(string variant) => GatewayFixture.StartAsync(variant, radio: static () => new FakeRadio(), folder: _folder.FullName);
}
