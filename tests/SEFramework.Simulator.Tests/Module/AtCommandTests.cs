using SEFramework.Simulator.Module;

namespace SEFramework.Simulator.Tests.Module;

/// <summary>The AT rules of reference 07, sections 3, 4.1 and 7, by bytes.</summary>
[TestClass]
public sealed class AtCommandTests
{
    [TestMethod]
    public void A_query_is_answered_with_frame_id_command_status_and_value()
    {
        using var rig = new ModuleRig();
        rig.Module.Input(Wire.Bytes("7E 00 04 08 01 41 50 65"));
        Assert.AreEqual("7E 00 06 88 01 41 50 00 01 E4", rig.TakeLine());
    }

    [TestMethod]
    public void The_reference_samples_are_understood()
    {
        using var rig = new ModuleRig();
        rig.Module.Input(Wire.Bytes("7E 00 04 08 01 41 49 6C 7E 00 05 08 02 4E 4A 78 E5 7E 00 04 08 03 57 52 4B"));
        CollectionAssert.AreEqual(new[] { "88 01 41 49 00 21", "88 02 4E 4A 00", "88 03 57 52 00" }, rig.Take());
        Assert.AreEqual("00 78", rig.At("NJ"));
    }

    [TestMethod]
    public void Frames_may_be_cut_anywhere()
    {
        using var rig = new ModuleRig();
        foreach (var octet in Wire.Bytes("7E 00 04 08 01 41 50 65"))
        {
            rig.Module.Input([octet]);
        }

        Assert.AreEqual("7E 00 06 88 01 41 50 00 01 E4", rig.TakeLine());
    }

    [TestMethod]
    public void Garbage_before_a_frame_is_skipped()
    {
        using var rig = new ModuleRig();
        rig.Module.Input(Wire.Bytes("00 FF 13 55 7E 00 04 08 01 41 50 65"));
        CollectionAssert.AreEqual(new[] { "88 01 41 50 00 01" }, rig.Take());
    }

    [TestMethod]
    public void A_false_delimiter_costs_no_frame_once_its_length_has_passed()
    {
        using var rig = new ModuleRig();
        rig.Module.Input(Wire.Bytes("7E 00 20"));
        for (var i = 1; i <= 5; i++)
        {
            rig.Module.Input(Wire.Frame($"08 0{i} 41 50"));
        }

        CollectionAssert.AreEqual(Enumerable.Range(1, 5).Select(static i => $"88 0{i} 41 50 00 01").ToArray(), rig.Take());
    }

    [TestMethod]
    public void Frame_id_zero_gets_no_answer_but_is_carried_out()
    {
        using var rig = new ModuleRig();
        Assert.IsEmpty(rig.Exchange("08 00 4E 4A 0A"));
        Assert.AreEqual("00 0A", rig.At("NJ"));
    }

    [TestMethod]
    [DataRow("QQ", "", "02", DisplayName = "unknown command")]
    [DataRow("ZS", "03", "03", DisplayName = "out of range")]
    [DataRow("KT", "00 1D", "03", DisplayName = "below range")]
    [DataRow("ID", "01 00 00 00 00 00 00 00 00", "03", DisplayName = "too wide")]
    [DataRow("VR", "01", "03", DisplayName = "read only")]
    [DataRow("ZU", "01", "02", DisplayName = "not in this firmware")]
    [DataRow("CB", "05", "03", DisplayName = "action out of range")]
    [DataRow("NR", "02", "03", DisplayName = "network reset out of range")]
    public void Commands_that_cannot_be_carried_out_say_why(string command, string value, string expected)
    {
        using var rig = new ModuleRig();
        Assert.AreEqual(expected, rig.At(command, value));
    }

    [TestMethod]
    [DataRow("SH", "00 00 13 A2 00")]
    [DataRow("SL", "00 41 22 33 44")]
    [DataRow("VR", "00 10 14")]
    [DataRow("HV", "00 42 47")]
    [DataRow("MY", "00 FF FE")]
    [DataRow("CH", "00 00")]
    [DataRow("OP", "00 00 00 00 00 00 00 00 00")]
    [DataRow("NP", "00 00 FF")]
    [DataRow("KT", "00 01 2C")]
    [DataRow("NJ", "00 FE")]
    [DataRow("BD", "00 00 00 00 03")]
    [DataRow("NI", "00")]
    [DataRow("KY", "00", DisplayName = "a key is never read back")]
    public void An_XBee_3_that_has_not_joined_reads(string command, string expected)
    {
        using var rig = new ModuleRig();
        Assert.AreEqual(expected, rig.At(command));
    }

    [TestMethod]
    [DataRow("VR", "00 31 19")]
    [DataRow("HV", "00 1A 46")]
    [DataRow("EO", "00 02")]
    [DataRow("EE", "00 01")]
    [DataRow("NP", "00 00 42")]
    [DataRow("VC", "00 00")]
    [DataRow("NI", "02")]
    [DataRow("CE", "02")]
    [DataRow("KT", "02")]
    public void An_XBee_SE_coordinator_reads(string command, string expected)
    {
        using var rig = new ModuleRig(FirmwareProfile.XBeeSeCoordinator);
        Assert.AreEqual(expected, rig.At(command));
    }

    [TestMethod]
    public void Encryption_options_of_an_XBee_SE_coordinator_cannot_be_set_and_those_of_a_router_can()
    {
        using var coordinator = new ModuleRig(FirmwareProfile.XBeeSeCoordinator);
        using var router = new ModuleRig(FirmwareProfile.XBeeSeRouter);
        Assert.AreEqual("03", coordinator.At("EO", "08"));
        Assert.AreEqual("00", router.At("EO", "08"));
        Assert.AreEqual("00 08", router.At("EO"));
    }

    [TestMethod]
    public void Certificates_are_verified_once_all_three_are_there()
    {
        using var rig = new ModuleRig(FirmwareProfile.XBeeSeCoordinator);
        Assert.AreEqual("00", rig.At("ZU", Wire.Text(new byte[22])));
        Assert.AreEqual("00", rig.At("ZT", Wire.Text(new byte[48])));
        Assert.AreEqual("00 00", rig.At("VC"));
        Assert.AreEqual("03", rig.At("ZV", Wire.Text(new byte[20])));
        Assert.AreEqual("00", rig.At("ZV", Wire.Text(new byte[21])));
        Assert.AreEqual("00 01", rig.At("VC"));
    }

    [TestMethod]
    public void Leading_zero_bytes_may_be_left_out_or_added()
    {
        using var rig = new ModuleRig();
        Assert.AreEqual("00", rig.At("KT", "78"));
        Assert.AreEqual("00 00 78", rig.At("KT"));
        Assert.AreEqual("00", rig.At("NT", "00 00 00 21"));
        Assert.AreEqual("00 00 21", rig.At("NT"));
    }

    [TestMethod]
    public void Text_longer_than_its_field_or_unprintable_is_refused()
    {
        using var rig = new ModuleRig();
        Assert.AreEqual("00", rig.At("NI", "47 57 31"));
        Assert.AreEqual("00 47 57 31", rig.At("NI"));
        Assert.AreEqual("03", rig.At("NI", Wire.Text([.. Enumerable.Repeat((byte)0x41, 21)])));
        Assert.AreEqual("03", rig.At("NI", "0A"));
    }

    [TestMethod]
    public void A_queued_value_waits_for_AC()
    {
        using var rig = new ModuleRig();
        rig.Form();
        Assert.AreEqual("00", rig.Queue("NJ", "00"));
        Assert.IsTrue(rig.Module.Node.IsPermittingJoining);
        rig.At("AC");
        Assert.IsFalse(rig.Module.Node.IsPermittingJoining);
    }

    [TestMethod]
    public void A_queued_value_is_applied_by_the_next_immediate_value_too()
    {
        using var rig = new ModuleRig();
        rig.Form();
        rig.Queue("NJ", "00");
        rig.At("JV", "01");
        Assert.IsFalse(rig.Module.Node.IsPermittingJoining);
    }

    [TestMethod]
    public void What_was_not_written_is_lost_at_a_power_cycle_and_what_was_written_is_not()
    {
        using var rig = new ModuleRig();
        rig.At("JV", "01");
        rig.Queue("NT", "21");
        rig.At("WR");
        rig.At("SD", "05");
        rig.Module.PowerOff();
        rig.Module.PowerOn();
        rig.Take();
        Assert.AreEqual("00 01", rig.At("JV"));
        Assert.AreEqual("00 00 21", rig.At("NT"));
        Assert.AreEqual("00 03", rig.At("SD"));
    }

    [TestMethod]
    public void FR_answers_resets_and_reports_a_watchdog_reset()
    {
        using var rig = new ModuleRig();
        CollectionAssert.AreEqual(new[] { "88 01 46 52 00", "8A 01" }, rig.Exchange("08 01 46 52"));
    }

    [TestMethod]
    public void RE_brings_back_the_factory_values()
    {
        using var rig = new ModuleRig();
        rig.At("JV", "01");
        rig.At("WR");
        rig.At("RE");
        rig.Module.Input(Wire.Frame("08 01 41 43"));
        rig.TakeLine();
        rig.Module.TryPreset("AP", 1);
        rig.Module.PowerOff();
        rig.Module.PowerOn();
        rig.Take();
        Assert.AreEqual("00 01", rig.At("JV"), "flash keeps the written value until WR");
    }

    [TestMethod]
    public void A_module_without_power_hears_and_says_nothing()
    {
        using var rig = new ModuleRig(powered: false);
        Assert.IsEmpty(rig.Exchange("08 01 41 50"));
        rig.Module.PowerOn();
        Assert.AreEqual("8A 00", rig.Take()[0]);
        Assert.HasCount(1, rig.Exchange("08 01 41 50"));
    }

    [TestMethod]
    public void Remote_AT_commands_find_nobody()
    {
        using var rig = new ModuleRig();
        CollectionAssert.AreEqual(
            new[] { "97 05 00 13 A2 00 41 00 00 09 FF FE 44 42 04" }, rig.Exchange("17 05 00 13 A2 00 41 00 00 09 FF FE 02 44 42"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("08")]
    [DataRow("08 01 41")]
    [DataRow("11 01 00")]
    [DataRow("24 01")]
    [DataRow("88 01 41 50 00")]
    [DataRow("FF 00 00")]
    public void Frames_that_are_no_request_are_ignored(string data)
    {
        using var rig = new ModuleRig();
        Assert.IsEmpty(rig.Exchange(data));
        Assert.AreEqual("00 01", rig.At("AP"));
    }
}
