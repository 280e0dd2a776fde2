using SEFramework.Radio.XBee.Frames;
using SEFramework.Simulator.Home;

namespace SEFramework.Gateway.Tests.Network;

/// <summary>Forming, joining and leaving, and get_zigbee_network_configuration: reference 02, sections 6 and 7; reference 07, section 8.</summary>
[TestClass]
public sealed class NetworkLifeTests
{
    private static readonly ServicesInterfaceDescription Closed = new() { RequireRegistration = true };

    private const string Joined = "Local device detected that it is joined to a ZigBee network";

    [TestMethod]
    [DataRow("xbee3-zigbee", "CE,ZS,EE,EO")]
    [DataRow("xbee-s2c-zb", "CE,ZS,EE,EO")]
    [DataRow("xbee-se-coordinator", "")]
    public async Task A_module_from_the_factory_forms_a_smart_energy_network(string firmware, string settings)
    {
        await using var gateway = await NetworkFixture.StartAsync(new HomeDescription { Firmware = firmware, Commissioned = false });
        var message = await gateway.MessageAsync(Joined);
        Assert.AreEqual("0x1", message.Element("status")!.Value);
        Assert.AreEqual("0x1", message.Element("severity")!.Value);
        Assert.AreEqual("0x1", message.Element("discovery_status")!.Value);
        Assert.IsTrue(gateway.Host.Network!.IsCoordinator);
        foreach (var setting in settings.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.HasCount(1, gateway.Frames.Written(setting), setting);
        }

        // A second start finds everything in place and writes nothing: any change would make the module leave.
        await gateway.RestartAsync();
        await gateway.MessageAsync(Joined);
        foreach (var setting in new[] { "CE", "ZS", "EE", "EO", "ID", "SC", "NK", "KY" })
        {
            Assert.IsEmpty(gateway.Frames.Written(setting), setting);
        }
    }

    [TestMethod]
    [DataRow("xbee3-zigbee", HomeVariant.EsiRouter, "esi-router")]
    [DataRow("xbee3-zigbee", HomeVariant.IpdRouter, "ipd-router")]
    [DataRow("xbee-se-router", HomeVariant.EsiRouter, "esi-router")]
    public async Task A_router_joins_with_its_own_installation_code(string firmware, HomeVariant home, string variant)
    {
        await using var gateway = await NetworkFixture.StartAsync(
            new HomeDescription { Firmware = firmware, Variant = home, Commissioned = false, ServicesInterface = Closed }, variant);
        await gateway.UntilAsync(() => gateway.Host.Network is { Joined: false });
        gateway.Command("register module 83FED3407A939723A5C639B26916D505C3B5");
        var reply = await gateway.RpcAsync(
            "<get_zigbee_network_configuration synchronous='true'><extended_pan_id>0</extended_pan_id>"
            + "<installation_code type='base16'>83FED3407A939723A5C639B26916D505C3B5</installation_code>"
            + "<join_attempt_interval>30</join_attempt_interval><channel_mask>0xFFFF</channel_mask></get_zigbee_network_configuration>");
        Assert.AreEqual("get_zigbee_network_configuration_response", reply.Name.LocalName, reply.ToString());
        Assert.AreEqual("0x0", reply.Element("extended_pan_id")!.Value);
        Assert.AreEqual("0x1E", reply.Element("join_attempt_interval")!.Value);
        Assert.AreEqual("00:13:A2:00:41:5E:00:01", reply.Element("eui")!.Value);
        Assert.IsNull(reply.Element("installation_code"));
        await gateway.MessageAsync(Joined);
        Assert.IsFalse(gateway.Host.Network!.IsCoordinator);
        Assert.DoesNotContain("66B69009", gateway.Log.Text, StringComparison.OrdinalIgnoreCase);

        // The key cannot be read back, so the gateway remembers that this module has it.
        await gateway.RestartAsync();
        await gateway.MessageAsync(Joined);
        Assert.IsEmpty(gateway.Frames.Written("KY"));
    }

    [TestMethod]
    public async Task A_router_tries_again_in_its_interval_until_it_is_let_in()
    {
        await using var gateway = await NetworkFixture.StartAsync(
            new HomeDescription { Variant = HomeVariant.EsiRouter, Commissioned = false, ServicesInterface = Closed }, "esi-router");
        await gateway.UntilAsync(() => gateway.Host.Network is { Joined: false });
        await gateway.RpcAsync("<get_zigbee_network_configuration synchronous='true'><join_attempt_interval>45</join_attempt_interval></get_zigbee_network_configuration>");
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            gateway.Time.Advance(TimeSpan.FromSeconds(44));
            Assert.HasCount(attempt - 1, gateway.Frames.Written("NR"));
            gateway.Time.Advance(TimeSpan.FromSeconds(1));
            var wanted = attempt;
            await gateway.UntilAsync(() => gateway.Frames.Written("NR").Count == wanted);
        }
    }

    [TestMethod]
    public async Task Reading_the_configuration_changes_nothing()
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await gateway.MessageAsync(Joined);
        var reply = await gateway.RpcAsync("<get_zigbee_network_configuration synchronous='true'/>");
        CollectionAssert.AreEquivalent(
            new[] { "extended_pan_id", "join_attempt_interval", "channel_mask", "eui" }, reply.Elements().Select(e => e.Name.LocalName).ToArray());
        Assert.AreEqual("0x78", reply.Element("join_attempt_interval")!.Value);
        Assert.AreEqual("0x7FFF", reply.Element("channel_mask")!.Value);
        Assert.IsEmpty(gateway.Frames.Sent(XBeeFrameType.QueuedAtCommand));
    }

    [TestMethod]
    public async Task A_coordinator_moves_its_network_when_told_to()
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await gateway.MessageAsync(Joined);
        await gateway.RpcAsync("<set_zigbee_network_configuration synchronous='true'><extended_pan_id>0x1122334455667788</extended_pan_id></set_zigbee_network_configuration>");
        await gateway.UntilAsync(() => gateway.Host.Network is { Joined: true, ExtendedPanId: 0x1122334455667788 });
        await gateway.MessageAsync(Joined);
    }

    [TestMethod]
    [DataRow("<channel_mask>0</channel_mask>")]
    [DataRow("<channel_mask>0x10000</channel_mask>")]
    [DataRow("<link_key>0x0</link_key>")]
    [DataRow("<installation_code type='string'>1122334455665A61</installation_code>")]
    [DataRow("<join_attempt_interval>-1</join_attempt_interval>")]
    [DataRow("<extended_pan_id>0x11223344556677889</extended_pan_id>")]
    public async Task A_setting_that_cannot_be_is_refused_and_changes_nothing(string parameter)
    {
        await using var gateway = await NetworkFixture.StartAsync();
        await gateway.MessageAsync(Joined);
        var reply = await gateway.RpcAsync($"<get_zigbee_network_configuration synchronous='true'>{parameter}</get_zigbee_network_configuration>");
        Assert.AreEqual("0x2", reply.Element("severity")?.Value, reply.ToString());
        Assert.IsEmpty(gateway.Frames.Sent(XBeeFrameType.QueuedAtCommand));
    }

    [TestMethod]
    public async Task A_firmware_of_another_role_is_said_in_the_log_and_the_gateway_goes_on()
    {
        await using var gateway = await NetworkFixture.StartAsync(new HomeDescription { Firmware = "xbee-se-coordinator" }, "esi-router");
        await gateway.UntilAsync(() => gateway.Log.Text.Contains("makes it a coordinator", StringComparison.Ordinal));
        Assert.AreEqual("get_time_response", (await gateway.RpcAsync("<get_time synchronous='true'/>")).Name.LocalName);
    }

    [TestMethod]
    public async Task Leaving_the_network_is_told_and_so_is_coming_back()
    {
        await using var gateway = await NetworkFixture.StartAsync(new HomeDescription { Variant = HomeVariant.IpdRouter }, "ipd-router");
        await gateway.MessageAsync(Joined);
        gateway.Command("expel module");
        var left = await gateway.ArriveAsync(r => r.Element("status")?.Value == "0x2");
        Assert.AreEqual("0x1", left.Element("severity")!.Value);
    }
}
