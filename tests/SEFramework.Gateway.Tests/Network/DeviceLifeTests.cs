using SEFramework.Radio.XBee.Frames;
using SEFramework.Testing;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Tests.Network;

/// <summary>The life of devices, bindings, and the gateway as others see it: reference 02, sections 5, 9 and 10; reference 01, section 4.6.</summary>
[TestClass]
public sealed class DeviceLifeTests
{
    private const string Meter = "00:0C:C1:00:27:19:3A:5B";
    private const string Thermostat = "00:0C:C1:00:27:19:3A:5C";

    [TestMethod]
    public async Task A_restart_asks_no_device_again_what_it_is()
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await AllActiveAsync(gateway);
        await CompleteAsync(gateway);
        var before = await gateway.RecordOfAsync(Thermostat);
        await gateway.RestartAsync();
        await AllActiveAsync(gateway);
        Assert.IsEmpty(gateway.Frames.Zdo(0x0002), "Node_Desc_req");
        Assert.IsEmpty(gateway.Frames.Zdo(0x0004), "Simple_Desc_req");
        Assert.IsEmpty(gateway.Frames.Zdo(0x0005), "Active_EP_req");
        Assert.AreEqual(before.ToString(), (await gateway.RecordOfAsync(Thermostat)).ToString());
    }

    [TestMethod]
    public async Task A_device_that_falls_silent_becomes_inactive_and_active_again_when_it_returns()
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await AllActiveAsync(gateway);
        await CompleteAsync(gateway);
        gateway.Command("silence thermostat");
        var inactive = gateway.MessageAsync($"ZDO_Device_Manager - Device {Thermostat} marked as inactive");
        await gateway.UntilAsync(() => inactive.IsCompleted, step: TimeSpan.FromMinutes(5));
        Assert.AreEqual("FALSE", (await gateway.RecordOfAsync(Thermostat)).Element("active")!.Value);
        Assert.AreEqual("TRUE", (await gateway.RecordOfAsync(Meter)).Element("active")!.Value);
        gateway.Command("speak thermostat");
        gateway.Command("rejoin thermostat");
        await gateway.MessageAsync($"Received device announce message from known device {Thermostat} (NWK: ");
        await gateway.MessageAsync($"Device {Thermostat} detected and marked as active");
    }

    [TestMethod]
    public async Task A_new_network_address_is_taken_from_the_announcement()
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await AllActiveAsync(gateway);
        gateway.Command("move thermostat 0x1A2B");
        await gateway.MessageAsync($"Received device announce message from known device {Thermostat} (NWK: 1A2B)");
        Assert.AreEqual("1A:2B", (await gateway.RecordOfAsync(Thermostat)).Element("addr_short")!.Value);
    }

    [TestMethod]
    public async Task In_explicit_mode_a_stranger_is_ignored_until_it_is_added()
    {
        await using var gateway = await NetworkFixture.StartAsync(
            prepare: folder => File.WriteAllText(Path.Combine(folder, "registry_settings.ini"), "ZDO_Device_Manager.open_join bool False\n"));
        await gateway.MessageAsync("joined to a ZigBee network");
        gateway.Command("rejoin thermostat");
        await gateway.UntilAsync(async () => await ExistsAsync(gateway, Thermostat) ? gateway : null);
        Assert.AreEqual("FALSE", (await gateway.RecordOfAsync(Thermostat)).Element("active")!.Value);
        await gateway.RpcAsync($"<add_device synchronous='true'><device_address type='MAC'>{Thermostat}</device_address></add_device>");
        gateway.Command("rejoin thermostat");
        await gateway.MessageAsync($"Device {Thermostat} detected and marked as active");
        Assert.AreEqual($"{Thermostat}\n", await File.ReadAllTextAsync(Path.Combine(gateway.Folder, "devices.ini")), ignoreCase: true);
    }

    [TestMethod]
    public async Task The_gateway_lists_itself()
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await gateway.MessageAsync("joined to a ZigBee network");
        var self = await gateway.RecordOfAsync("00:13:A2:00:41:5E:00:01");
        Assert.AreEqual("0x0", self.Element("node_type")!.Value);
        Assert.AreEqual("0x1", self.Element("discovery_status")!.Value);
        Assert.AreEqual("00:00", self.Element("addr_short")!.Value);
        Assert.IsNotNull(self.Element("simple_descriptors")!.Element("endpoint_0x5E"));
    }

    [TestMethod]
    public async Task Binding_and_unbinding_pass_the_devices_own_status_on()
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await AllActiveAsync(gateway);
        string Request(string name) =>
            $"<{name} synchronous='true'><destination_address type='MAC'>{Meter}</destination_address><destination_endpoint_id>1</destination_endpoint_id>"
            + $"<source_endpoint_id>0x5E</source_endpoint_id><cluster_id>0x0702</cluster_id></{name}>";
        var bound = await gateway.RpcAsync(Request("bind"));
        Assert.AreEqual("bind_response", bound.Name.LocalName, bound.ToString());
        Assert.AreEqual("0x0", bound.Element("status")!.Value);
        Assert.AreEqual("0x702", bound.Element("cluster_id")!.Value);
        var binding = Assert.ContainsSingle(gateway.Home.Scheduler.Read(() => gateway.Device(0).Bindings.Records(gateway.Device(0).Address).ToArray()));
        Assert.AreEqual(new IeeeAddress(0x0013A200415E0001), binding.Destination);
        Assert.AreEqual(0x5E, binding.DestinationEndpoint);
        Assert.AreEqual("0x0", (await gateway.RpcAsync(Request("unbind"))).Element("status")!.Value);
        Assert.AreEqual("0x88", (await gateway.RpcAsync(Request("unbind"))).Element("status")!.Value);
    }

    [TestMethod]
    public async Task A_frame_of_a_cluster_without_protocol_goes_out_and_comes_in_whole()
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await AllActiveAsync(gateway);
        await gateway.RpcAsync("<add_endpoint synchronous='true'><endpoint_class>ZCL_Endpoint</endpoint_class><endpoint_id>0x20</endpoint_id><profile_id>0xC105</profile_id></add_endpoint>");
        var added = await gateway.RpcAsync(
            "<add_cluster synchronous='true'><cluster_class>Cluster</cluster_class><endpoint_id>0x20</endpoint_id><server_or_client>0</server_or_client><cluster_id>0x11</cluster_id></add_cluster>");
        Assert.AreEqual("add_cluster_response", added.Name.LocalName, added.ToString());
        var sent = await gateway.RpcAsync(
            $"<send_zigbee synchronous='true'><destination_address type='MAC'>{Thermostat}</destination_address><destination_endpoint_id>1</destination_endpoint_id>"
            + "<cluster_id>0x11</cluster_id><profile_id>0xC105</profile_id><payload type='base16'>48656C6C6F</payload></send_zigbee>");
        Assert.AreEqual("send_zigbee_response", sent.Name.LocalName, sent.ToString());
        Assert.AreEqual("0x20", sent.Element("source_endpoint_id")!.Value);
        Assert.AreEqual(0x20, gateway.Frames.Transmitted.Single(f => f.ClusterId == 0x11).SourceEndpoint);
        Assert.AreEqual("48656C6C6F", Convert.ToHexString(gateway.Frames.Transmitted.Single(f => f.ClusterId == 0x11).Payload.Span));
        gateway.Device(1).Send(new ApsDataRequest(new IeeeAddress(0x0013A200415E0001), NwkAddress.Coordinator, 0x20, 1, 0xC105, 0x11, new byte[] { 0x6F, 0x6B }));
        var received = await gateway.ArriveAsync(r => r.Name == "received_zigbee");
        Assert.AreEqual(Thermostat, received.Element("source_address")!.Value);
        Assert.AreEqual("6F6B", received.Element("payload")!.Value);
        Assert.AreEqual("0xC105", received.Element("profile_id")!.Value);
    }

    [TestMethod]
    public async Task The_gateway_answers_every_request_that_its_endpoint_0_lists()
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await AllActiveAsync(gateway);
        await CompleteAsync(gateway);
        gateway.Frames.Clear();
        var self = new IeeeAddress(0x0013A200415E0001);
        var stranger = new IeeeAddress(0x1122334455667788);
        (IZdoRequest Request, string Answer)[] walk =
        [
            (new NwkAddressRequest(self), "00 01005E4100A21300 0000"),
            (new IeeeAddressRequest(NwkAddress.Coordinator), "00 01005E4100A21300 0000"),
            (new DescriptorRequest(ZdoCluster.NodeDescriptor, NwkAddress.Coordinator), "00 0000 00408E1E1052FF000100FF0000"),
            (new DescriptorRequest(ZdoCluster.PowerDescriptor, NwkAddress.Coordinator), "00 0000 10C1"),
            (new DescriptorRequest(ZdoCluster.ActiveEndpoints, NwkAddress.Coordinator), "00 0000 02 0A5E"),
            (new DescriptorRequest(ZdoCluster.ActiveEndpoints, new NwkAddress(0x4321)), "81 2143 00"),
            (new SimpleDescriptorRequest(NwkAddress.Coordinator, 0x5E), "00 0000"),
            (new SimpleDescriptorRequest(NwkAddress.Coordinator, 0x33), "83 0000 00"),
            (new MatchDescriptorsRequest(NwkAddress.Coordinator, 0x0109, [0x0701], []), "00 0000 01 5E"),
            (new BindRequest(ZdoCluster.Bind, self, 0x5E, 0x000A, null, stranger, 1), "00"),
            (new BindRequest(ZdoCluster.Bind, self, 0x5E, 0x000A, null, stranger, 1), "00"),
            (new BindRequest(ZdoCluster.Bind, stranger, 0x5E, 0x000A, null, self, 1), "84"),
            (new BindRequest(ZdoCluster.Bind, self, 0x77, 0x000A, null, stranger, 1), "82"),
            (new TableRequest(ZdoCluster.ManagementBind, 0), "00 01 00 01 01005E4100A21300 5E 0A00 03 8877665544332211 01"),
            (new BindRequest(ZdoCluster.Unbind, self, 0x5E, 0x000A, null, stranger, 1), "00"),
            (new BindRequest(ZdoCluster.Unbind, self, 0x5E, 0x000A, null, stranger, 1), "88"),
            (new TableRequest(ZdoCluster.ManagementLqi, 0), "00 04 00 02"),
            (new TableRequest(ZdoCluster.ManagementLqi, 2), "00 04 02 02"),
            (new LeaveRequest(self), "8B"),
            (new PermitJoiningRequest(60, true), "00"),
            (new TableRequest(ZdoCluster.ManagementRouting, 0), "84"),
        ];
        var device = gateway.Device(1);
        for (byte i = 0; i < walk.Length; i++)
        {
            var writer = new ByteWriter().Byte(i);
            walk[i].Request.Write(writer);
            device.Send(new ApsDataRequest(self, NwkAddress.Coordinator, 0, 0, 0, (ushort)walk[i].Request.Cluster, writer.Written.ToArray()));
            var cluster = (ushort)((ushort)walk[i].Request.Cluster | 0x8000);
            var sequence = i;
            await gateway.UntilAsync(() => gateway.Frames.Zdo(cluster).Any(p => p[0] == sequence));
            var answer = gateway.Frames.Zdo(cluster).Single(p => p[0] == sequence);
            StringAssert.StartsWith(Convert.ToHexString(answer.AsSpan(1)), walk[i].Answer.Replace(" ", "", StringComparison.Ordinal), $"{walk[i].Request}");
        }

        // That a service is not supported is a status alone, which tshark misses the table in.
        var verdicts = await TsharkJudge.JudgeAsync([.. gateway.Frames.Transmitted.Where(f => f.ProfileId == 0 && f.ClusterId != 0x8032)]);
        foreach (var verdict in verdicts)
        {
            Assert.IsFalse(verdict.IsMalformed, verdict.Info);
            Assert.AreEqual(0, verdict.SurplusBytes, verdict.Info);
        }
    }

    [TestMethod]
    public async Task Every_zdo_request_that_the_gateway_sends_is_whole_to_a_foreign_judge()
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await AllActiveAsync(gateway);
        await CompleteAsync(gateway);
        await gateway.RpcAsync($"<add_device synchronous='true'><device_address type='MAC'>{Thermostat}</device_address><join_time>10</join_time></add_device>");
        await gateway.UntilAsync(() => gateway.Frames.Zdo(0x0036).Count > 0);
        foreach (var name in new[] { "bind", "unbind" })
        {
            await gateway.RpcAsync(
                $"<{name} synchronous='true'><destination_address type='MAC'>{Meter}</destination_address><destination_endpoint_id>1</destination_endpoint_id>"
                + $"<source_endpoint_id>0x5E</source_endpoint_id><cluster_id>0x0702</cluster_id></{name}>");
        }

        await gateway.RpcAsync($"<remove_device synchronous='true'><device_address type='MAC'>{Thermostat}</device_address></remove_device>");
        await gateway.MessageAsync("unregistered from XBee");
        var frames = gateway.Frames.Transmitted.Where(f => f.ProfileId == 0).ToArray();
        CollectionAssert.IsSubsetOf(
            new ushort[] { 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0021, 0x0022, 0x0034, 0x0036 }, frames.Select(f => f.ClusterId).Distinct().ToArray());
        foreach (var verdict in await TsharkJudge.JudgeAsync(frames))
        {
            Assert.IsFalse(verdict.IsMalformed, verdict.Info);
            Assert.AreEqual(0, verdict.SurplusBytes, verdict.Info);
        }
    }

    [TestMethod]
    public async Task A_failed_conversation_says_with_whom_and_why()
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await AllActiveAsync(gateway);
        await CompleteAsync(gateway);
        gateway.Command("fail thermostat 0xBB 1");
        var reply = await gateway.RpcAsync(
            $"<bind synchronous='true'><destination_address type='MAC'>{Thermostat}</destination_address><destination_endpoint_id>1</destination_endpoint_id>"
            + "<source_endpoint_id>0x5E</source_endpoint_id><cluster_id>0x0701</cluster_id></bind>");
        StringAssert.Contains(reply.Element("description")!.Value, $"Error during conversation with ({Thermostat}, ");
        StringAssert.Contains(reply.Element("description")!.Value, "Conversation received unsuccessful TX status: 0xBB, Key not authorized");
        Assert.IsEmpty(gateway.Frames.Sent(XBeeFrameType.RegisterJoiningDevice));
    }

    private static async Task AllActiveAsync(NetworkFixture gateway)
    {
        foreach (var device in gateway.Home.Devices)
        {
            await gateway.MessageAsync($"Device {device.Address} detected and marked as active");
        }
    }

    private static Task CompleteAsync(NetworkFixture gateway) => gateway.UntilAsync(async () =>
        (await gateway.RpcAsync("<get_device_information synchronous='true'/>")).Descendants("discovery_status").All(s => s.Value == "0x1") ? gateway : null);

    private static async Task<bool> ExistsAsync(NetworkFixture gateway, string mac) =>
        (await gateway.RpcAsync("<get_device_information synchronous='true'/>")).Descendants("addr_extended").Any(a => a.Value == mac);
}
