using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Simulator.Home;
using SEFramework.Testing;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Simulator.Tests.Home;

[TestClass]
public sealed class SimulatedHomeTests
{
    [TestMethod]
    public void A_description_is_read_from_JSON_and_written_back()
    {
        const string Json = """
            {
              // A home of the second variant.
              "variant": "esi-router",
              "firmware": "xbee-se-router",
              "moduleAddress": "00:13:A2:00:41:00:00:07",
              "apiMode": 2,
              "lifelike": true,
              "airLatencyMilliseconds": 15,
              "seed": 42,
              "devices": [
                { "kind": "electricity-meter", "address": "000CC10011223344", "endpoint": 10, "initialWattHours": 5 },
                { "kind": "thermostat", "address": "00:0C:C1:00:11:22:33:45", "linkKey": "00112233445566778899AABBCCDDEEFF", "requireApsEncryption": false },
              ],
            }
            """;
        var description = HomeDescription.Parse(Json);
        Assert.AreEqual(HomeVariant.EsiRouter, description.Variant);
        Assert.AreEqual(DeviceKind.Thermostat, description.Devices[1].Kind);
        Assert.AreEqual((byte)10, description.Devices[0].Endpoint);
        Assert.IsFalse(description.Devices[1].RequireApsEncryption);
        var again = HomeDescription.Parse(description.ToJson());
        Assert.AreEqual(description.ToJson(), again.ToJson());
        using var home = SimulatedHome.Build(again, TimeProvider.System, NullLogger.Instance);
        Assert.HasCount(2, home.Devices);
        Assert.AreEqual(IeeeAddress.Parse("00:13:A2:00:41:00:00:07"), home.Module.Node.Address);
        Assert.IsNotNull(home.ServicesInterface);
        Assert.AreEqual(TimeSpan.FromMilliseconds(15), home.Network.Latency);
    }

    [TestMethod]
    public void An_empty_description_has_default_values() =>
        Assert.AreEqual(new HomeDescription().ToJson(), HomeDescription.Parse("{}").ToJson());

    [TestMethod]
    [DataRow("", "line")]
    [DataRow("null", "null")]
    [DataRow("[]", "$")]
    [DataRow("{\"variant\":\"esi\"}", "$.variant")]
    [DataRow("{\"variant\":1}", "$.variant")]
    [DataRow("{\"colour\":\"red\"}", "colour")]
    [DataRow("{\"devices\":[{\"kind\":\"toaster\"}]}", "$.devices[0].kind")]
    [DataRow("{\"apiMode\":300}", "$.apiMode")]
    public void Text_that_is_no_description_names_the_place(string json, string named) =>
        Assert.Contains(named, Assert.ThrowsExactly<HomeDescriptionException>(() => HomeDescription.Parse(json)).Message);

    [TestMethod]
    [DataRow("{\"firmware\":\"zigbee-stick\"}", "xbee3-zigbee")]
    [DataRow("{\"firmware\":\"xbee-se-router\"}", "xbee-se-router")]
    [DataRow("{\"variant\":\"ipd-router\",\"firmware\":\"xbee-se-coordinator\"}", "xbee-se-coordinator")]
    [DataRow("{\"moduleAddress\":\"xyz\"}", "moduleAddress")]
    [DataRow("{\"apiMode\":5}", "apiMode")]
    [DataRow("{\"firmware\":\"xbee-se-coordinator\",\"apiMode\":0}", "apiMode")]
    [DataRow("{\"airLatencyMilliseconds\":-1}", "airLatencyMilliseconds")]
    [DataRow("{\"devices\":[{\"kind\":\"display\",\"address\":\"\"}]}", "devices[0].address")]
    [DataRow("{\"devices\":[{\"kind\":\"display\",\"address\":\"000CC10011223344\",\"endpoint\":241}]}", "devices[0].endpoint")]
    [DataRow("{\"devices\":[{\"kind\":\"display\",\"address\":\"000CC10011223344\",\"linkKey\":\"12\"}]}", "devices[0].linkKey")]
    [DataRow("{\"devices\":[{\"address\":\"000CC10011223344\",\"loadWatts\":[1]}]}", "devices[0].loadWatts")]
    [DataRow("{\"devices\":[{\"address\":\"000CC10011223344\",\"initialWattHours\":-1}]}", "devices[0].initialWattHours")]
    [DataRow("{\"devices\":[{\"address\":\"000CC10011223344\"},{\"address\":\"000CC10011223344\"}]}", "00:0C:C1:00:11:22:33:44")]
    public void Descriptions_that_contradict_themselves_name_the_setting(string json, string named) => Assert.Contains(
        named,
        Assert.ThrowsExactly<HomeDescriptionException>(() => SimulatedHome.Build(HomeDescription.Parse(json), TimeProvider.System, NullLogger.Instance)).Message);

    [TestMethod]
    public void The_same_seed_makes_the_same_home()
    {
        static string Story()
        {
            using var rig = new HomeRig();
            return string.Join('\n', rig.MeterNwk, rig.Exchange("08 01 4F 50")[0], rig.Exchange("08 01 43 48")[0]);
        }

        Assert.AreEqual(Story(), Story());
    }

    [TestMethod]
    [DataRow("esi-router")]
    [DataRow("ipd-router")]
    public void A_router_joins_the_network_of_the_services_interface(string variant)
    {
        var time = new ManualTimeProvider();
        using var home = SimulatedHome.Build(
            HomeDescription.Parse($$"""{"variant":"{{variant}}","commissioned":false,"devices":[{"address":"000CC10011223344"}]}"""), time, NullLogger.Instance);
        var line = new List<byte>();
        home.Module.Output = line.AddRange;
        home.Module.PowerOn();
        CollectionAssert.AreEqual(new[] { "8A 00" }, Wire.Frames([.. line]));
        line.Clear();
        home.Module.Input(Wire.Frame("08 01 41 49"));
        CollectionAssert.AreEqual(new[] { "88 01 41 49 00 22" }, Wire.Frames([.. line]), "not the stack profile of Smart Energy yet");
        line.Clear();

        home.Module.Input([.. Wire.Frame("09 00 41 4F 07"), .. Wire.Frame("09 00 45 45 01"), .. Wire.Frame("08 00 5A 53 02")]);
        var frames = Wire.Frames([.. line]);
        Assert.AreEqual("8A 02", frames[0]);
        Assert.IsTrue(home.Module.Node.IsListening);
        Assert.AreEqual(home.Network.Pan!.ExtendedPanId, home.Module.Node.Pan!.ExtendedPanId);
        line.Clear();

        var nwk = home.Module.Node.Nwk;
        var meter = home.Devices[0];
        home.Scheduler.Run(() => meter.Send(new(home.Module.Node.Address, nwk, 0x5E, 1, 0x0109, 0x0702, new byte[] { 0x18 })));
        Assert.HasCount(1, Wire.Frames([.. line]));
        line.Clear();

        // Time of the services interface, as a display reads it.
        home.Module.Input(Wire.Frame("11 00 00 00 00 00 00 00 00 00 00 00 5E 01 00 0A 01 09 00 20 10 01 00 00 00 01 00"));
        var seconds = (uint)(time.GetUtcNow() - new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds;
        Assert.EndsWith($"18 01 01 00 00 00 E2 {Wire.Text(BitConverter.GetBytes(seconds))} 01 00 00 18 01", Wire.Frames([.. line])[0]);
    }

    [TestMethod]
    public void A_router_of_the_SE_firmware_establishes_its_key_and_says_so()
    {
        var time = new ManualTimeProvider();
        using var home = SimulatedHome.Build(
            new HomeDescription { Variant = HomeVariant.IpdRouter, Firmware = "xbee-se-router", Lifelike = true, Commissioned = false }, time, NullLogger.Instance);
        var line = new List<byte>();
        home.Module.Output = line.AddRange;
        home.Module.PowerOn();
        time.Advance(TimeSpan.FromSeconds(1));
        home.Module.Input(Wire.Frame("08 00 45 4F 08"));
        line.Clear();
        time.Advance(TimeSpan.FromSeconds(3));
        CollectionAssert.AreEqual(new[] { "8A 02" }, Wire.Frames([.. line]));
        line.Clear();
        home.Module.Input(Wire.Frame("08 01 41 49"));
        Assert.AreEqual("88 01 41 49 00 40", Wire.Frames([.. line])[0]);
        line.Clear();
        home.Module.Input(Wire.Frame("11 05 00 00 00 00 00 00 00 00 00 00 5E 01 00 0A 01 09 00 20 10 01 00 00 00"));
        Assert.AreEqual("8B 05 FF FD 00 BB 00", Wire.Frames([.. line])[0]);
        line.Clear();
        time.Advance(TimeSpan.FromSeconds(6));
        CollectionAssert.AreEqual(new[] { "8A 10" }, Wire.Frames([.. line]));
        line.Clear();
        home.Module.Input(Wire.Frame("08 01 41 49"));
        Assert.AreEqual("88 01 41 49 00 00", Wire.Frames([.. line])[0]);
    }

    [TestMethod]
    [DataRow("esi-coordinator", "xbee3-zigbee", "8A 06")]
    [DataRow("esi-coordinator", "xbee-s2c-zb", "8A 06")]
    [DataRow("esi-coordinator", "xbee-se-coordinator", "8A 06")]
    [DataRow("esi-router", "xbee3-zigbee", "8A 02")]
    [DataRow("esi-router", "xbee-s2c-zb", "8A 02")]
    [DataRow("esi-router", "xbee-se-router", "8A 02")]
    [DataRow("ipd-router", "xbee-se-router", "8A 02")]
    public void A_commissioned_module_is_in_its_network_at_power_up_and_every_device_with_it(string variant, string firmware, string status)
    {
        using var home = SimulatedHome.Build(
            HomeDescription.Parse($$"""{"variant":"{{variant}}","firmware":"{{firmware}}","devices":[{"address":"000CC10011223344"}]}"""),
            new ManualTimeProvider(),
            NullLogger.Instance);
        var line = new List<byte>();
        home.Module.Output = line.AddRange;
        home.Module.PowerOn();
        var frames = Wire.Frames([.. line]);
        Assert.AreEqual("8A 00", frames[0]);
        Assert.AreEqual(status, frames[1]);
        Assert.AreEqual("8A 10", firmware == "xbee-se-router" ? frames[2] : "8A 10");
        Assert.IsTrue(home.Module.Node.HasLinkKey);
        Assert.IsFalse(home.Module.Node.IsPermittingJoining);
        Assert.IsTrue(home.Devices[0].IsListening);
        Assert.IsTrue(home.Devices[0].HasLinkKey);
    }

    [TestMethod]
    public void A_router_is_told_why_it_cannot_join_and_tries_again()
    {
        var time = new ManualTimeProvider();
        using var home = SimulatedHome.Build(new HomeDescription { Variant = HomeVariant.IpdRouter, Firmware = "xbee-se-router", Commissioned = false }, time, NullLogger.Instance);
        var line = new List<byte>();
        home.Module.Output = line.AddRange;
        string Ai()
        {
            line.Clear();
            home.Module.Input(Wire.Frame("08 01 41 49"));
            var answer = Wire.Frames([.. line])[0];
            line.Clear();
            return answer["88 01 41 49 00 ".Length..];
        }

        home.ServicesInterface!.LetJoin(0);
        home.Module.PowerOn();
        Assert.AreEqual("23", Ai());
        home.ServicesInterface.Register(home.Module.Node.Address, Wire.Bytes("00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 42"));
        home.ServicesInterface.LetJoin(0xFF);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.AreEqual("27", Ai());
        home.Module.Input(Wire.Frame("08 00 4B 59 42"));
        Assert.AreEqual("00", Ai());
        home.Module.Input(Wire.Frame("08 00 49 44 12 34"));
        Assert.AreEqual("22", Ai());
        home.Module.Input(Wire.Frame("08 00 49 44 00"));
        Assert.AreEqual("00", Ai());
        home.ServicesInterface.PowerOff();
        home.Module.Input(Wire.Frame("08 00 4E 52 00"));
        Assert.AreEqual("21", Ai());
    }
}
