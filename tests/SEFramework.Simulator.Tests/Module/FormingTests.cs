using SEFramework.Radio.XBee.Frames;
using SEFramework.Simulator.Module;

namespace SEFramework.Simulator.Tests.Module;

/// <summary>Forming, leaving and coming back, reference 07, sections 5, 7 and 8.</summary>
[TestClass]
public sealed class FormingTests
{
    [TestMethod]
    public void An_XBee_SE_coordinator_forms_at_power_up()
    {
        using var rig = new ModuleRig(FirmwareProfile.XBeeSeCoordinator, powered: false);
        rig.Module.PowerOn();
        CollectionAssert.AreEqual(new[] { "8A 00", "8A 06" }, rig.Take());
        Assert.AreEqual("00 00", rig.At("AI"));
        Assert.AreEqual("00 00 00", rig.At("MY"));
        Assert.AreNotEqual("00 00", rig.At("CH"));
        Assert.AreNotEqual("00 00 00 00 00 00 00 00 00", rig.At("OP"));
    }

    [TestMethod]
    public void An_XBee_3_forms_when_the_queued_settings_are_applied_and_opens_its_join_window()
    {
        using var rig = new ModuleRig();
        rig.Queue("ID", "00 00 00 00 00 00 BE EF");
        rig.Queue("II", "1A 62");
        rig.Queue("SC", "01 00");
        rig.Queue("ZS", "02");
        rig.Queue("EE", "01");
        rig.Queue("EO", "02");
        rig.Queue("NJ", "3C");
        rig.Queue("CE", "01");
        Assert.IsFalse(rig.Module.Node.IsListening, "nothing applied yet");
        CollectionAssert.AreEqual(new[] { "88 01 41 43 00", "8A 06", "8A 43" }, rig.Exchange("08 01 41 43"));
        Assert.AreEqual("00 00 00 00 00 00 00 BE EF", rig.At("OP"));
        Assert.AreEqual("00 1A 62", rig.At("OI"));
        Assert.AreEqual("00 13", rig.At("CH"), "bit 8 is channel 19");
        rig.Time.Advance(TimeSpan.FromSeconds(60));
        CollectionAssert.AreEqual(new[] { "8A 44" }, rig.Take());
    }

    [TestMethod]
    public void Forming_takes_its_time_and_AI_says_so()
    {
        using var rig = new ModuleRig(timing: ModuleTiming.Immediate with { Formation = TimeSpan.FromSeconds(3) });
        CollectionAssert.AreEqual(new[] { "88 01 43 45 00" }, rig.Exchange("08 01 43 45 01"));
        Assert.AreEqual("00 FF", rig.At("AI"));
        rig.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.AreEqual("8A 06", rig.Take()[0]);
        Assert.AreEqual("00 00", rig.At("AI"));
    }

    [TestMethod]
    [DataRow("ID", "12 34")]
    [DataRow("EE", "00")]
    [DataRow("EO", "12")]
    [DataRow("ZS", "01")]
    [DataRow("KY", "01")]
    [DataRow("II", "12 34")]
    public void A_change_of_network_or_security_makes_the_coordinator_leave_and_form_anew(string command, string value)
    {
        using var rig = new ModuleRig();
        rig.Form();
        var before = rig.At("OP");
        var name = Wire.Text(System.Text.Encoding.ASCII.GetBytes(command));
        Assert.Contains("8A 06", rig.Exchange($"08 01 {name} {value}"));
        Assert.AreNotEqual(before, rig.At("OP"));
    }

    [TestMethod]
    [DataRow("ZS", "02")]
    [DataRow("EE", "01")]
    [DataRow("KY", "11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF 00")]
    [DataRow("NJ", "FE")]
    public void Setting_the_same_value_again_changes_nothing(string command, string value)
    {
        using var rig = new ModuleRig();
        rig.Form();
        var name = Wire.Text(System.Text.Encoding.ASCII.GetBytes(command));
        Assert.HasCount(1, rig.Exchange($"08 01 {name} {value}"));
    }

    [TestMethod]
    public void The_scan_mask_matters_only_if_it_excludes_the_channel_in_use()
    {
        using var rig = new ModuleRig();
        rig.At("SC", "00 30");
        rig.Form();
        var channel = Convert.ToByte(rig.At("CH")["00 ".Length..], 16);
        Assert.IsTrue(channel is 15 or 16);
        var own = 1 << (channel - 11);
        Assert.HasCount(1, rig.Exchange($"08 01 53 43 {own >> 8:X2} {own & 0xFF:X2}"));
        Assert.Contains("8A 06", rig.Exchange($"08 01 53 43 {(own ^ 0x30) >> 8:X2} {(own ^ 0x30) & 0xFF:X2}"));
        Assert.AreNotEqual(channel, Convert.ToByte(rig.At("CH")["00 ".Length..], 16));
    }

    [TestMethod]
    public void A_trust_centre_rotates_the_network_key_without_leaving()
    {
        using var rig = new ModuleRig();
        rig.Form();
        CollectionAssert.AreEqual(new[] { "88 01 4E 4B 00", "8A 45" }, rig.Exchange("08 01 4E 4B 01 02"));
        Assert.AreEqual("00 00", rig.At("AI"));
    }

    [TestMethod]
    public void NR_forms_a_new_network()
    {
        using var rig = new ModuleRig();
        rig.Form();
        var before = rig.At("OP");
        Assert.Contains("8A 06", rig.Exchange("08 01 4E 52 00"));
        Assert.AreNotEqual(before, rig.At("OP"));
    }

    [TestMethod]
    public void Four_presses_of_the_button_restore_the_factory_settings()
    {
        using var rig = new ModuleRig();
        rig.Form();
        Assert.HasCount(1, rig.Exchange("08 01 43 42 04").Where(static frame => frame.StartsWith("88", StringComparison.Ordinal)).ToList());
        rig.Module.PowerOff();
        Assert.IsFalse(rig.Module.Node.IsCoordinator);
    }

    [TestMethod]
    public void A_written_network_survives_a_reset_and_one_not_written_does_not()
    {
        using var rig = new ModuleRig();
        rig.Form();
        rig.At("WR");
        var network = rig.At("OP");
        rig.Module.Reset(XBeeModemStatus.HardwareReset);
        CollectionAssert.AreEqual(new[] { "8A 00", "8A 06", "8A 43" }, rig.Take());
        Assert.AreEqual(network, rig.At("OP"));

        rig.At("ID", "77");
        rig.Module.Reset(XBeeModemStatus.WatchdogReset);
        Assert.AreEqual("8A 01", rig.Take()[0]);
        Assert.AreNotEqual("00 00 00 00 00 00 00 00 77", rig.At("OP"));
        Assert.AreNotEqual(network, rig.At("OP"));
    }

    [TestMethod]
    public void The_join_window_follows_NJ()
    {
        using var rig = new ModuleRig();
        rig.Form();
        CollectionAssert.AreEqual(new[] { "88 01 4E 4A 00", "8A 44" }, rig.Exchange("08 01 4E 4A 00"));
        CollectionAssert.AreEqual(new[] { "88 01 4E 4A 00", "8A 43" }, rig.Exchange("08 01 4E 4A 0A"));
        rig.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.IsEmpty(rig.Take());
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        CollectionAssert.AreEqual(new[] { "8A 44" }, rig.Take());
        rig.At("NJ", "FF");
        rig.Take();
        rig.Time.Advance(TimeSpan.FromDays(1));
        Assert.IsTrue(rig.Module.Node.IsPermittingJoining, "0xFF stays open");
    }

    [TestMethod]
    public void Older_firmware_says_nothing_of_its_join_window_and_cannot_stay_open()
    {
        using var rig = new ModuleRig(FirmwareProfile.XBeeSeCoordinator);
        rig.Form();
        Assert.AreEqual("03", rig.At("NJ", "FF"));
        CollectionAssert.AreEqual(new[] { "88 01 4E 4A 00" }, rig.Exchange("08 01 4E 4A 00"));
        Assert.IsFalse(rig.Module.Node.IsPermittingJoining);
    }

    [TestMethod]
    public void Two_presses_of_the_button_open_the_window_for_NJ_or_a_minute()
    {
        using var rig = new ModuleRig(FirmwareProfile.XBeeSeCoordinator);
        rig.Form();
        rig.At("NJ", "00");
        rig.At("CB", "02");
        Assert.IsTrue(rig.Module.Node.IsPermittingJoining);
        rig.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.IsFalse(rig.Module.Node.IsPermittingJoining);
    }
}
