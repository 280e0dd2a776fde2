using SEFramework.Simulator.Han;
using SEFramework.Simulator.Module;
using SEFramework.Simulator.Tests.Han;

namespace SEFramework.Simulator.Tests.Module;

/// <summary>Frames 0x24, 0xA4 and 0xA2, and joining with registered keys: reference 07, sections 4.5, 4.6 and 8.</summary>
[TestClass]
public sealed class KeyRegistrationTests
{
    private const string Device = "00 0C C1 00 11 22 33 44";
    private const string Key = "00 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF";

    [TestMethod]
    public void The_reference_samples_are_understood()
    {
        using var rig = new ModuleRig(FirmwareProfile.XBeeSeCoordinator);
        rig.Form();
        rig.Module.Input(Wire.Bytes("7E 00 1D 24 05 00 13 A2 00 41 22 33 44 FF FE 00 00 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF 52"));
        Assert.AreEqual("7E 00 03 A4 05 00 56", rig.TakeLine());
        rig.Module.Input(Wire.Bytes("7E 00 0D 24 06 00 13 A2 00 41 22 33 44 FF FE 00 49"));
        CollectionAssert.AreEqual(new[] { "A4 06 00" }, rig.Take());
        rig.Module.Input(Wire.Bytes("7E 00 0D 24 06 00 13 A2 00 41 22 33 44 FF FE 00 49"));
        CollectionAssert.AreEqual(new[] { "A4 06 FF" }, rig.Take());
    }

    [TestMethod]
    [DataRow("00 00 00 00 00 00 00 00", "00", Key, "B3", DisplayName = "no address")]
    [DataRow("00 00 00 00 00 00 FF FF", "00", Key, "B3", DisplayName = "broadcast")]
    [DataRow("FF FF FF FF FF FF FF FF", "00", Key, "B3", DisplayName = "wildcard with a link key")]
    [DataRow(Device, "00", Key + " 00", "01", DisplayName = "too long")]
    [DataRow(Device, "00", "00 00", "B2", DisplayName = "all zero")]
    [DataRow(Device, "00", "FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF", "B2", DisplayName = "all ones")]
    [DataRow(Device, "00", "42", "00", DisplayName = "short keys are right-aligned")]
    [DataRow(Device, "01", "83 FE D3 40 7A 93 97 38 C5 52", "BD", DisplayName = "install code as on a label")]
    [DataRow(Device, "01", "83 FE D3 40 7A 93 97 38 52 C5", "00", DisplayName = "install code as an XBee shows it")]
    [DataRow("FF FF FF FF FF FF FF FF", "01", "83 FE D3 40 7A 93 97 38 52 C5", "00", DisplayName = "wildcard install code")]
    [DataRow(Device, "01", "83 FE D3 40 7A 93 97 38 52 C5 00 00 00 00 00 00 00 00 00", "01", DisplayName = "install code too long")]
    [DataRow(Device, "01", "83", "BD", DisplayName = "install code too short")]
    public void An_XBee_3_checks_what_it_is_given(string address, string option, string key, string status)
    {
        using var rig = new ModuleRig();
        rig.Form();
        CollectionAssert.AreEqual(new[] { $"A4 09 {status}" }, rig.Exchange($"24 09 {address} FF FE {option} {key}"));
    }

    [TestMethod]
    public void Frame_id_zero_registers_in_silence()
    {
        using var rig = new ModuleRig();
        rig.Form();
        Assert.IsEmpty(rig.Exchange($"24 00 {Device} FF FE 00 {Key}"));
        Assert.AreEqual(1, rig.Module.Node.Keys.Count);
    }

    [TestMethod]
    public void An_XBee_3_forgets_keys_after_KT_and_at_a_power_cycle_and_does_not_remove_them()
    {
        using var rig = new ModuleRig();
        rig.Form();
        rig.At("KT", "01 00");
        rig.Exchange($"24 01 {Device} FF FE 00 {Key}");
        CollectionAssert.AreEqual(new[] { "A4 02 FF" }, rig.Exchange($"24 02 {Device} FF FE 00"));
        rig.Time.Advance(TimeSpan.FromSeconds(255));
        Assert.AreEqual(1, rig.Module.Node.Keys.Count);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.AreEqual(0, rig.Module.Node.Keys.Count);
        rig.Exchange($"24 01 {Device} FF FE 00 {Key}");
        rig.Module.PowerOff();
        rig.Module.PowerOn();
        Assert.AreEqual(0, rig.Module.Node.Keys.Count);
    }

    [TestMethod]
    public void A_distributed_XBee_3_keeps_keys_and_removes_them()
    {
        using var rig = new ModuleRig();
        rig.Queue("EE", "01");
        rig.At("CE", "01");
        rig.Exchange($"24 01 {Device} FF FE 00 {Key}");
        rig.Time.Advance(TimeSpan.FromDays(1));
        rig.Take();
        Assert.AreEqual(1, rig.Module.Node.Keys.Count);
        CollectionAssert.AreEqual(new[] { "A4 02 00" }, rig.Exchange($"24 02 {Device} FF FE 00"));
        Assert.AreEqual(0, rig.Module.Node.Keys.Count);
    }

    [TestMethod]
    public void An_XBee_SE_holds_ten_keys_over_power_cycles()
    {
        using var rig = new ModuleRig(FirmwareProfile.XBeeSeCoordinator);
        rig.Form();
        for (var i = 0; i < 10; i++)
        {
            CollectionAssert.AreEqual(new[] { "A4 01 00" }, rig.Exchange($"24 01 00 0C C1 00 11 22 33 {i:X2} FF FE 00 {Key}"));
        }

        CollectionAssert.AreEqual(new[] { "A4 01 B4" }, rig.Exchange($"24 01 00 0C C1 00 11 22 33 77 FF FE 00 {Key}"));
        CollectionAssert.AreEqual(new[] { "A4 01 00" }, rig.Exchange($"24 01 00 0C C1 00 11 22 33 05 FF FE 00 {Key}"), "known already");
        rig.Module.PowerOff();
        rig.Module.PowerOn();
        Assert.AreEqual(10, rig.Module.Node.Keys.Count);
    }

    [TestMethod]
    public void A_full_transient_table_has_its_own_status()
    {
        using var rig = new ModuleRig();
        rig.Form();
        List<string> answer = [];
        for (var i = 0; i <= rig.Module.Profile.KeyTableCapacity; i++)
        {
            answer = rig.Exchange($"24 01 00 0C C1 00 11 22 33 {i:X2} FF FE 00 {Key}");
        }

        CollectionAssert.AreEqual(new[] { "A4 01 18" }, answer);
    }

    [TestMethod]
    public void A_device_joins_with_its_registered_key_while_joining_is_open()
    {
        using var rig = new ModuleRig();
        rig.Form();
        rig.At("AO", "07");
        rig.At("NJ", "00");
        rig.Take();
        var device = Joiner(rig, Key);
        Assert.IsEmpty(rig.Exchange($"24 00 {Device} FF FE 00 {Key}"));
        Assert.IsFalse(device.IsListening, "joining is closed");
        var frames = rig.Exchange("08 00 4E 4A 3C");
        Assert.IsTrue(device.IsListening);
        Assert.IsTrue(device.HasLinkKey);
        Assert.AreEqual("8A 43", frames[0]);
        Assert.StartsWith($"91 {Device} ", frames[1]);
        Assert.AreEqual(0, rig.Module.Node.Keys.Count, "an XBee 3 clears the entry when the device has joined");
    }

    [TestMethod]
    public void A_key_registered_while_joining_is_open_lets_the_device_in_at_once()
    {
        using var rig = new ModuleRig();
        rig.Form();
        var device = Joiner(rig, Key);
        Assert.IsFalse(device.IsListening, "not registered");
        rig.Exchange($"24 00 {Device} FF FE 00 {Key}");
        Assert.IsTrue(device.IsListening);
    }

    [TestMethod]
    public void The_wrong_key_does_not_let_a_device_in()
    {
        using var rig = new ModuleRig();
        rig.Form();
        var device = Joiner(rig, "01" + Key[2..]);
        rig.Exchange($"24 00 {Device} FF FE 00 {Key}");
        Assert.IsFalse(device.IsListening);
    }

    [TestMethod]
    public void The_key_of_the_network_lets_everybody_in_who_is_not_registered()
    {
        using var rig = new ModuleRig();
        rig.Form();
        Assert.IsTrue(Joiner(rig, "11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF 00").IsListening);
    }

    [TestMethod]
    [DataRow("02", false)]
    [DataRow("12", true)]
    [DataRow("00", true, DisplayName = "distributed")]
    public void The_well_known_key_needs_its_option(string options, bool joins)
    {
        using var rig = new ModuleRig();
        rig.Queue("EE", "01");
        rig.Queue("EO", options);
        rig.At("CE", "01");
        rig.Take();
        Assert.AreEqual(joins, Joiner(rig, "5A 69 67 42 65 65 41 6C 6C 69 61 6E 63 65 30 39").IsListening);
    }

    [TestMethod]
    public void An_XBee_SE_authenticates_the_device_and_reports_it()
    {
        using var rig = new ModuleRig(FirmwareProfile.XBeeSeCoordinator, timing: ModuleTiming.Immediate with { KeyEstablishment = TimeSpan.FromSeconds(6) });
        rig.Form();
        var device = Joiner(rig, Key);
        rig.Exchange($"24 00 {Device} FF FE 00 {Key}");
        Assert.IsTrue(device.IsListening);
        Assert.IsFalse(device.HasLinkKey);
        var nwk = Wire.Text([(byte)(device.Nwk.Value >> 8), (byte)device.Nwk.Value]);
        CollectionAssert.AreEqual(new[] { "8B 0A FF FD 00 BB 00" }, rig.Exchange($"11 0A {Device} {nwk} 5E 01 07 02 01 09 00 20 10 07 00"));
        rig.Time.Advance(TimeSpan.FromSeconds(6));
        CollectionAssert.AreEqual(new[] { $"A2 {Device} {nwk} 00" }, rig.Take());
        Assert.AreEqual($"8B 0A {nwk} 00 00 00", rig.Exchange($"11 0A {Device} {nwk} 5E 01 07 02 01 09 00 20 10 07 00")[0]);
        Assert.AreEqual(1, rig.Module.Node.Keys.Count, "an XBee SE keeps the key");
    }

    private static VirtualDevice Joiner(ModuleRig rig, string key)
    {
        var device = Devices.Bare(rig.Network, 0x000CC10011223344, Wire.Bytes(key));
        rig.Scheduler.Run(device.TryJoin);
        return device;
    }
}
