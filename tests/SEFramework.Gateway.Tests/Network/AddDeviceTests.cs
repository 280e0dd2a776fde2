using SEFramework.Radio.XBee.Frames;
using SEFramework.Simulator.Home;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Security;

namespace SEFramework.Gateway.Tests.Network;

/// <summary>add_device and remove_device: reference 02, sections 2, 3 and 8.</summary>
[TestClass]
public sealed class AddDeviceTests
{
    private const string Joiner = "00:0C:C1:00:33:44:55:66";
    private const string Code = "83FED3407A939723A5C639B26916D505C3B5";
    private const string Key = "66B6900981E1EE3CA4206B6B861C02BB";

    [TestMethod]
    [DataRow("<installation_code type='string'>83FED3407A93972B70</installation_code>", false, DisplayName = "odd number of digits")]
    [DataRow("<installation_code type='string'>83FED3407A932B70</installation_code>", true, DisplayName = "48 bits")]
    [DataRow("<installation_code type='string'>83FED3407A939738C552</installation_code>", true, DisplayName = "64 bits")]
    [DataRow("<installation_code type='string'>83FED3407A939723A5C639FF4C12</installation_code>", true, DisplayName = "96 bits")]
    [DataRow("<installation_code type='string'>83FED3407A939723A5C639B26916D505C3B5</installation_code>", true, DisplayName = "128 bits")]
    [DataRow("<installation_code type='string'>83:fe:d3:40-7a 93.97 23 A5C6 39B2 6916 d505 c3b5</installation_code>", true, DisplayName = "separators, mixed case")]
    [DataRow("<installation_code type='string'>0x83FED3407A939723A5C639B26916D505C3B5</installation_code>", true, DisplayName = "0x in front")]
    [DataRow("<installation_code>83FED3407A939723A5C639B26916D505C3B5</installation_code>", true, DisplayName = "untyped")]
    [DataRow("<installation_code>1122334455665A60</installation_code>", true, DisplayName = "untyped, nearly a number")]
    [DataRow("<installation_code type='base16'>83FED3407A939723A5C639B26916D505C3B5</installation_code>", true, DisplayName = "base16")]
    [DataRow("<installation_code type='base64'>g/7TQHqTlyOlxjmyaRbVBcO1</installation_code>", true, DisplayName = "base64")]
    [DataRow("<installation_code type='string'>83FED3407A939723A5C639B26916D505B5C3</installation_code>", false, DisplayName = "CRC high byte first")]
    [DataRow("<installation_code type='string'>83FED3407A939723A5C639B26916D505C3</installation_code>", false, DisplayName = "CRC cut")]
    [DataRow("<installation_code type='base16'>83FED3407A9397</installation_code>", false, DisplayName = "seven bytes")]
    [DataRow("<link_key type='base16'>66B6900981E1EE3CA4206B6B861C02BB</link_key>", true, DisplayName = "key, base16")]
    [DataRow("<link_key type='base64'>ZraQCYHh7jykIGtrhhwCuw==</link_key>", true, DisplayName = "key, base64")]
    [DataRow("<link_key type='int'>0x66B6900981E1EE3CA4206B6B861C02BB</link_key>", true, DisplayName = "key, int")]
    [DataRow("<link_key>0x66B6900981E1EE3CA4206B6B861C02BB</link_key>", true, DisplayName = "key, untyped hexadecimal")]
    [DataRow("<link_key>136543010374797741211166316284116894395</link_key>", true, DisplayName = "key, untyped decimal")]
    [DataRow("<link_key>0x1</link_key>", true, DisplayName = "key, a small number")]
    [DataRow("<link_key>0x00</link_key>", false, DisplayName = "key, zero")]
    [DataRow("<link_key>0x166B6900981E1EE3CA4206B6B861C02BB</link_key>", false, DisplayName = "key, 129 bits")]
    [DataRow("<link_key type='base16'>66B6900981E1EE3CA4206B6B861C02</link_key>", false, DisplayName = "key, 15 bytes")]
    public async Task Keys_and_codes_in_all_forms(string parameter, bool good)
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await gateway.MessageAsync("joined to a ZigBee network");
        var reply = await gateway.RpcAsync($"<add_device synchronous='true'><device_address type='MAC'>{Joiner}</device_address>{parameter}</add_device>");
        var devices = File.Exists(Path.Combine(gateway.Folder, "devices.ini")) ? await File.ReadAllTextAsync(Path.Combine(gateway.Folder, "devices.ini")) : "";
        if (good)
        {
            Assert.AreEqual("add_device_response", reply.Name.LocalName, reply.ToString());
            Assert.AreEqual(Joiner, reply.Element("device_address")!.Value);
            Assert.IsNull(reply.Element("join_time"));
            StringAssert.StartsWith((await gateway.MessageAsync(" registered with XBee")).Element("description")!.Value, Joiner);
            Assert.HasCount(1, gateway.Frames.Sent(XBeeFrameType.RegisterJoiningDevice));
            StringAssert.Contains(devices, Joiner, StringComparison.OrdinalIgnoreCase);
        }
        else
        {
            Assert.AreEqual("message", reply.Name.LocalName);
            Assert.AreEqual("0x2", reply.Element("severity")!.Value);
            Assert.IsEmpty(gateway.Frames.Sent(XBeeFrameType.RegisterJoiningDevice));
            Assert.DoesNotContain(Joiner, devices);
        }

        foreach (var secret in new[] { "66B6900981E1EE3CA4206B6B861C02BB", "83FED340", "g/7TQ" })
        {
            Assert.DoesNotContain(secret, gateway.Log.Text + reply, StringComparison.OrdinalIgnoreCase);
        }
    }

    [TestMethod]
    [DataRow("xbee3-zigbee")]
    [DataRow("xbee-se-coordinator")]
    [DataRow("xbee-s2c-zb")]
    public async Task A_device_joins_with_its_installation_code_and_becomes_active(string firmware)
    {
        await using var gateway = await NetworkFixture.StartAsync(HomeWithJoiner(firmware));
        await gateway.MessageAsync("joined to a ZigBee network");
        Assert.IsFalse(gateway.Device(0).IsListening);
        var reply = await gateway.RpcAsync(
            $"<add_device synchronous='true'><device_address type='MAC'>{Joiner.Replace(":", "", StringComparison.Ordinal)}</device_address><join_time>900</join_time>"
            + $"<installation_code type='string'>{Code}</installation_code></add_device>");
        Assert.AreEqual("0x384", reply.Element("join_time")!.Value);
        await gateway.MessageAsync($"{Joiner} registered with XBee");
        await gateway.MessageAsync($"Received device announce message from known device {Joiner} (NWK: ");
        await gateway.MessageAsync($"ZDO_Device_Manager - Device {Joiner} detected and marked as active");
        Assert.AreEqual("TRUE", (await gateway.RecordOfAsync(Joiner)).Element("active")!.Value);
    }

    [TestMethod]
    public async Task A_device_with_another_key_does_not_join()
    {
        await using var gateway = await NetworkFixture.StartAsync(HomeWithJoiner("xbee3-zigbee"));
        await gateway.MessageAsync("joined to a ZigBee network");
        await gateway.RpcAsync(
            $"<add_device synchronous='true'><device_address type='MAC'>{Joiner}</device_address><join_time>900</join_time><link_key>0x1234</link_key></add_device>");
        await gateway.UntilAsync(() => gateway.Frames.Zdo(0x0036).Count == 1);
        Assert.IsFalse(gateway.Home.Scheduler.Read(() => gateway.Device(0).IsListening));
        Assert.IsTrue(gateway.Home.Scheduler.Read(() => gateway.Home.Network.IsJoiningOpen));
    }

    [TestMethod]
    public async Task Joining_stays_open_for_the_time_and_the_network_is_told_again_and_again()
    {
        await using var gateway = await NetworkFixture.StartAsync(HomeWithJoiner("xbee3-zigbee") with { Devices = [] });
        await gateway.MessageAsync("joined to a ZigBee network");
        await gateway.RpcAsync($"<add_device synchronous='true'><device_address type='MAC'>{Joiner}</device_address><join_time>900</join_time><link_key>0x1234</link_key></add_device>");
        for (var told = 1; told <= 15; told++)
        {
            var times = told;
            await gateway.UntilAsync(() => gateway.Frames.Zdo(0x0036).Count == times && gateway.Frames.Written("NJ").Count >= times);
            Assert.IsTrue(gateway.Home.Scheduler.Read(() => gateway.Home.Network.IsJoiningOpen), $"after {told - 1} minutes");

            // The radio drops a key after five minutes: it gets it again each time, as long as the device is not there.
            await gateway.UntilAsync(() => gateway.Frames.Sent(XBeeFrameType.RegisterJoiningDevice).Count == times + 1);
            if (told < 15)
            {
                gateway.Time.Advance(TimeSpan.FromMinutes(1));
            }
        }

        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        await gateway.UntilAsync(() => !gateway.Home.Scheduler.Read(() => gateway.Home.Network.IsJoiningOpen));
        gateway.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.HasCount(15, gateway.Frames.Zdo(0x0036));
        Assert.IsTrue(gateway.Frames.Zdo(0x0036).All(p => p.Length == 3 && p[1] <= 254 && p[2] == 1));
    }

    [TestMethod]
    public async Task A_join_time_of_zero_closes_the_network()
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await gateway.MessageAsync("joined to a ZigBee network");
        await gateway.RpcAsync($"<add_device synchronous='true'><device_address type='MAC'>{Joiner}</device_address><join_time>900</join_time></add_device>");
        await gateway.UntilAsync(() => gateway.Frames.Zdo(0x0036).Count == 1);
        await gateway.RpcAsync($"<add_device synchronous='true'><device_address type='MAC'>{Joiner}</device_address><join_time>0</join_time></add_device>");
        await gateway.UntilAsync(() => gateway.Frames.Zdo(0x0036).Count == 2);
        Assert.AreEqual(0, gateway.Frames.Zdo(0x0036)[1][1]);
        Assert.IsFalse(gateway.Home.Scheduler.Read(() => gateway.Home.Network.IsJoiningOpen));
    }

    [TestMethod]
    public async Task A_key_is_registered_again_after_the_radio_was_reset_while_joining_is_open()
    {
        await using var gateway = await NetworkFixture.StartAsync(HomeWithJoiner("xbee3-zigbee") with { Devices = [] });
        await gateway.MessageAsync("joined to a ZigBee network");
        await gateway.RpcAsync($"<add_device synchronous='true'><device_address type='MAC'>{Joiner}</device_address><join_time>900</join_time><link_key>0x1234</link_key></add_device>");
        await gateway.UntilAsync(() => gateway.Frames.Zdo(0x0036).Count == 1 && gateway.Frames.Sent(XBeeFrameType.RegisterJoiningDevice).Count == 2);
        gateway.Home.Module.Reset(XBeeModemStatus.WatchdogReset);
        await gateway.UntilAsync(() => gateway.Frames.Sent(XBeeFrameType.RegisterJoiningDevice).Count == 3);
        await gateway.UntilAsync(() => gateway.Home.Scheduler.Read(() => gateway.Home.Network.IsJoiningOpen));
    }

    [TestMethod]
    public async Task A_key_outlives_a_restart_of_the_gateway()
    {
        await using var gateway = await NetworkFixture.StartAsync(HomeWithJoiner("xbee3-zigbee") with { Devices = [] });
        await gateway.MessageAsync("joined to a ZigBee network");
        await gateway.RpcAsync($"<add_device synchronous='true'><device_address type='MAC'>{Joiner}</device_address><link_key>0x1234</link_key></add_device>");
        await gateway.RestartAsync();
        await gateway.UntilAsync(() => gateway.Frames.Sent(XBeeFrameType.RegisterJoiningDevice).Count == 1);
        Assert.AreEqual("FALSE", (await gateway.RecordOfAsync(Joiner)).Element("active")!.Value);
    }

    [TestMethod]
    public async Task The_radio_that_refuses_a_key_leaves_nothing_behind()
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await gateway.MessageAsync("joined to a ZigBee network");
        await gateway.Simulation.UnplugAsync();
        await gateway.UntilAsync(() => gateway.Host.Network is null);
        var reply = await gateway.RpcAsync($"<add_device synchronous='true'><device_address type='MAC'>{Joiner}</device_address><link_key>0x1234</link_key></add_device>");
        StringAssert.Contains(reply.Element("description")!.Value, "radio is not available");
        Assert.IsFalse(File.Exists(Path.Combine(gateway.Folder, "devices.ini")) && (await File.ReadAllTextAsync(Path.Combine(gateway.Folder, "devices.ini"))).Contains(Joiner, StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("000CC10027193A5C", DisplayName = "without colons")]
    [DataRow("00:0C:C1:00:27:19:3A:5C", DisplayName = "with colons")]
    public async Task A_removed_device_leaves_and_is_forgotten(string address)
    {
        const string Mac = "00:0C:C1:00:27:19:3A:5C";
        await using var gateway = await NetworkFixture.StartAsync();
        await gateway.MessageAsync($"Device {Mac} detected and marked as active");
        var reply = await gateway.RpcAsync($"<remove_device synchronous='true'><device_address type='MAC'>{address}</device_address></remove_device>");
        Assert.AreEqual($"<device_address type=\"MAC\">{Mac}</device_address>", reply.Element("device_address")!.ToString());
        await gateway.MessageAsync($"{Mac} unregistered from XBee");
        Assert.AreEqual(NwkAddress.Unknown, gateway.Home.Scheduler.Read(() => gateway.Device(1).Nwk));
        var leave = Assert.ContainsSingle(gateway.Frames.Zdo(0x0034));
        Assert.AreEqual("5C3A192700C10C00" + "00", Convert.ToHexString(leave.AsSpan(1)));
        Assert.DoesNotContain(Mac, await File.ReadAllTextAsync(Path.Combine(gateway.Folder, "devices.ini")));
        Assert.DoesNotContain(Mac, (await gateway.RpcAsync("<get_device_information synchronous='true'/>")).ToString());
        await gateway.RestartAsync();
        await gateway.MessageAsync("joined to a ZigBee network");
        Assert.DoesNotContain(Mac, (await gateway.RpcAsync("<get_device_information synchronous='true'/>")).ToString());
    }

    [TestMethod]
    public async Task A_removed_key_is_gone_from_the_radio_and_stays_gone()
    {
        await using var gateway = await NetworkFixture.StartAsync(HomeWithJoiner("xbee-se-coordinator") with { Devices = [] });
        await gateway.MessageAsync("joined to a ZigBee network");
        await gateway.RpcAsync($"<add_device synchronous='true'><device_address type='MAC'>{Joiner}</device_address><link_key>0x1234</link_key></add_device>");
        await gateway.RpcAsync($"<remove_device synchronous='true'><device_address type='MAC'>{Joiner}</device_address></remove_device>");

        // It was never heard: the request to leave finds nobody.
        await gateway.MessageAsync($"{Joiner} unregistered from XBee");
        Assert.HasCount(2, gateway.Frames.Sent(XBeeFrameType.RegisterJoiningDevice));
        Assert.IsNull(gateway.Home.Scheduler.Read(() => gateway.Home.Module.Node.Keys.Find(new IeeeAddress(0x000CC10033445566))));
        await gateway.RestartAsync();
        await gateway.MessageAsync("joined to a ZigBee network");
        Assert.IsEmpty(gateway.Frames.Sent(XBeeFrameType.RegisterJoiningDevice));
    }

    [TestMethod]
    public async Task A_network_with_one_key_for_all_registers_no_keys_of_devices()
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await gateway.MessageAsync("joined to a ZigBee network");
        var set = await gateway.RpcAsync("<registry_configuration synchronous='true'><name>ZDO_Device_Manager.global_link_key</name><value type='bool'>TRUE</value></registry_configuration>");
        Assert.AreEqual("TRUE", set.Element("value")?.Value, set.ToString());
        var reply = await gateway.RpcAsync($"<add_device synchronous='true'><device_address type='MAC'>{Joiner}</device_address><link_key>0x1234</link_key></add_device>");
        Assert.AreEqual("add_device_response", reply.Name.LocalName);
        Assert.IsEmpty(gateway.Frames.Sent(XBeeFrameType.RegisterJoiningDevice));
    }

    [TestMethod]
    public void The_key_of_these_tests_is_that_of_the_code()
    {
        Assert.IsTrue(InstallCode.TryDeriveLinkKey(Convert.FromHexString(Code), out var key));
        Assert.AreEqual(Key, Convert.ToHexString(key));
    }

    private static HomeDescription HomeWithJoiner(string firmware) => new()
    {
        Firmware = firmware,
        Devices = [new DeviceDescription { Kind = DeviceKind.Thermostat, Address = Joiner, LinkKey = Key }],
    };
}
