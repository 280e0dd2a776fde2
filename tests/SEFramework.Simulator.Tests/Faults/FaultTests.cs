using SEFramework.Radio;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Simulator.Module;

namespace SEFramework.Simulator.Tests.Faults;

/// <summary>Each fault that a home can have, as its host sees it.</summary>
[TestClass]
public sealed class FaultTests
{
    private const string ReadUnit = "10 07 00 00 03";
    private const string Answer = "18 07 01 00 03 00 30 00";

    [TestMethod]
    public void A_corrupted_byte_from_the_host_costs_that_frame()
    {
        using var rig = new ModuleRig();
        rig.Module.FaultsFromHost.CorruptNext(8);
        Assert.IsEmpty(rig.Exchange("08 01 41 50"));
        rig.Module.FaultsFromHost.Clear();
        for (var i = 0; i < 60 && rig.Exchange("08 02 41 50").Count == 0; i++)
        {
            // What was damaged may look like the beginning of a longer frame; it has passed soon.
        }

        Assert.Contains("88 03 41 50 00 01", rig.Exchange("08 03 41 50"));
    }

    [TestMethod]
    public void A_corrupted_byte_to_the_host_shows_on_the_line()
    {
        using var rig = new ModuleRig();
        rig.Module.FaultsToHost.CorruptNext(1);
        rig.Module.Input(Wire.Frame("08 01 41 50"));
        var damaged = rig.TakeLine();
        Assert.DoesNotStartWith("7E", damaged);
        Assert.EndsWith("00 06 88 01 41 50 00 01 E4", damaged);
        rig.Module.Input(Wire.Frame("08 01 41 50"));
        Assert.AreEqual("7E 00 06 88 01 41 50 00 01 E4", rig.TakeLine());
    }

    [TestMethod]
    public void Lost_and_doubled_bytes_show_on_the_line()
    {
        using var rig = new ModuleRig();
        rig.Module.FaultsToHost.DropNext(3);
        rig.Module.Input(Wire.Frame("08 01 41 50"));
        Assert.AreEqual("88 01 41 50 00 01 E4", rig.TakeLine());
        rig.Module.FaultsToHost.Duplication = 1;
        rig.Module.Input(Wire.Frame("08 01 41 50"));
        Assert.AreEqual("7E 7E 00 00 06 06 88 88 01 01 41 41 50 50 00 00 01 01 E4 E4", rig.TakeLine());
        rig.Module.FaultsToHost.Clear();
        rig.Module.FaultsToHost.Loss = 1;
        Assert.IsEmpty(rig.Exchange("08 01 41 50"));
    }

    [TestMethod]
    public void A_noisy_line_repeats_with_its_seed()
    {
        static string Noise()
        {
            using var rig = new ModuleRig();
            rig.Module.FaultsToHost.Corruption = 0.3;
            rig.Module.FaultsToHost.Loss = 0.1;
            rig.Module.Input(Wire.Frame("08 01 41 50"));
            rig.Module.Input(Wire.Frame("08 02 48 56"));
            return rig.TakeLine();
        }

        Assert.AreEqual(Noise(), Noise());
        Assert.AreNotEqual("7E 00 06 88 01 41 50 00 01 E4 7E 00 07 88 02 48 56 00 42 47 4E", Noise());
    }

    [TestMethod]
    public void A_slow_line_delays_both_directions()
    {
        using var rig = new ModuleRig();
        rig.Module.FaultsFromHost.Delay = TimeSpan.FromMilliseconds(300);
        rig.Module.FaultsToHost.Delay = TimeSpan.FromMilliseconds(200);
        rig.Module.Input(Wire.Frame("08 01 41 50"));
        rig.Time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.AreEqual(string.Empty, rig.TakeLine());
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.AreEqual("7E 00 06 88 01 41 50 00 01 E4", rig.TakeLine());
    }

    [TestMethod]
    public void What_is_on_a_slow_line_is_gone_when_the_power_goes()
    {
        using var rig = new ModuleRig();
        rig.Module.FaultsFromHost.Delay = TimeSpan.FromSeconds(1);
        rig.Module.Input(Wire.Frame("08 01 41 50"));
        rig.Module.PowerOff();
        rig.Module.PowerOn();
        rig.Take();
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.IsEmpty(rig.Take());
    }

    [TestMethod]
    public void A_silent_device_acknowledges_and_does_not_answer()
    {
        using var rig = new HomeRig();
        rig.Meter.IsSilent = true;
        CollectionAssert.AreEqual(new[] { $"8B 01 {rig.MeterNwk} 00 00 00" }, rig.Exchange(Read(rig)));
        Assert.AreEqual(string.Empty, rig.Zdo("00 05", $"13 {rig.MeterNwkLittleEndian}"));
        rig.Meter.IsSilent = false;
        Assert.AreEqual(Answer, rig.Zcl("07 02", ReadUnit));
    }

    [TestMethod]
    public void A_device_that_is_off_does_not_acknowledge_and_announces_itself_when_it_is_back()
    {
        using var rig = new HomeRig();
        rig.Meter.PowerOff();
        CollectionAssert.AreEqual(new[] { "8B 01 FF FD 00 21 00" }, rig.Exchange(Read(rig)));
        rig.Meter.PowerOn();
        CollectionAssert.AreEqual(
            new[] { $"91 {rig.MeterAddresses} 00 00 00 13 00 00 02 01 {rig.MeterNwkLittleEndian} 44 33 22 11 00 C1 0C 00 8E" }, rig.Take());
        Assert.AreEqual(Answer, rig.Zcl("07 02", ReadUnit));
    }

    [TestMethod]
    public void A_device_that_left_is_not_found_and_comes_back_when_it_is_let_in()
    {
        using var rig = new HomeRig();
        rig.Meter.Leave();
        CollectionAssert.AreEqual(new[] { "8B 01 FF FD 00 24 01" }, rig.Exchange(Read(rig)));
        rig.Exchange("08 01 4E 4A 3C");
        Assert.IsFalse(rig.Meter.IsListening, "it does not look for a network by itself");
        rig.Meter.SearchNetwork();
        Assert.IsFalse(rig.Meter.IsListening, "it has no link key that the trust centre knows");
    }

    [TestMethod]
    public void A_device_that_changed_its_address_announces_it_and_the_old_one_is_found_out()
    {
        using var rig = new HomeRig();
        var read = Read(rig);
        rig.Meter.ChangeNetworkAddress();
        var announce = rig.Take()[0];
        Assert.StartsWith($"91 {rig.MeterAddresses} 00 00 00 13", announce);
        Assert.AreEqual($"8B 01 {rig.MeterNwk} 00 00 01", rig.Exchange(read)[0]);
    }

    [TestMethod]
    public void Losses_on_the_air_go_one_way()
    {
        using var rig = new HomeRig();
        rig.Meter.Faults.LossToNode = 1;
        CollectionAssert.AreEqual(new[] { "8B 01 FF FD 00 21 00" }, rig.Exchange(Read(rig)));
        rig.Meter.Faults.Clear();
        rig.Meter.Faults.LossFromNode = 1;
        CollectionAssert.AreEqual(new[] { $"8B 01 {rig.MeterNwk} 00 00 00" }, rig.Exchange(Read(rig)));
        rig.Meter.Faults.Clear();
        rig.Home.Network.Faults.LossToNode = 1;
        CollectionAssert.AreEqual(new[] { "8B 01 FF FD 00 21 00" }, rig.Exchange(Read(rig)));
        rig.Home.Network.Faults.Clear();
        Assert.AreEqual(Answer, rig.Zcl("07 02", ReadUnit));
    }

    [TestMethod]
    public void Answers_may_be_doubled_or_late()
    {
        using var rig = new HomeRig();
        rig.Meter.Faults.Duplication = 1;
        Assert.HasCount(3, rig.Exchange(Read(rig)));
        rig.Meter.Faults.Clear();
        rig.Meter.Faults.Delay = TimeSpan.FromSeconds(4);
        Assert.IsEmpty(rig.Exchange(Read(rig)));
        rig.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.HasCount(1, rig.Take());
        rig.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.EndsWith(Answer, rig.Take()[0]);
    }

    [TestMethod]
    public void Part_of_the_frames_is_lost_by_chance()
    {
        using var rig = new HomeRig();
        rig.Meter.Faults.LossToNode = 0.3;
        var lost = Enumerable.Range(0, 200).Count(_ => rig.Exchange(Read(rig))[0].EndsWith("21 00", StringComparison.Ordinal));
        Assert.IsInRange(30, 90, lost);
    }

    [TestMethod]
    [DataRow(TransmitStatus.CcaFailure, "02")]
    [DataRow(TransmitStatus.KeyNotAuthorized, "BB")]
    [DataRow(TransmitStatus.RouteNotFound, "25")]
    public void Transmissions_fail_with_a_chosen_status_until_cleared(TransmitStatus status, string expected)
    {
        using var rig = new HomeRig();
        rig.Meter.Faults.FailTransmissions(status);
        for (var i = 0; i < 3; i++)
        {
            Assert.StartsWith($"8B 01 FF FD 00 {expected} ", rig.Exchange(Read(rig))[0]);
        }

        rig.Meter.Faults.Clear();
        Assert.AreEqual(Answer, rig.Zcl("07 02", ReadUnit));
    }

    [TestMethod]
    public void A_lost_link_key_is_0xBB_again()
    {
        using var rig = new HomeRig();
        rig.Meter.HasLinkKey = false;
        Assert.AreEqual("8B 01 FF FD 00 BB 00", rig.Exchange(Read(rig))[0]);
    }

    [TestMethod]
    public void A_module_that_resets_itself_says_so_and_keeps_what_was_written()
    {
        using var rig = new HomeRig();
        rig.Exchange("08 01 57 52");
        rig.Home.Module.Reset(XBeeModemStatus.WatchdogReset);
        CollectionAssert.AreEqual(new[] { "8A 01", "8A 06" }, rig.Take());
        Assert.AreEqual(Answer, rig.Zcl("07 02", ReadUnit));
    }

    [TestMethod]
    public void A_module_that_resets_without_having_been_written_forgets_its_network()
    {
        using var rig = new HomeRig();
        rig.Home.Module.Reset(XBeeModemStatus.HardwareReset);
        CollectionAssert.AreEqual(new[] { "8A 00" }, rig.Take());
        CollectionAssert.AreEqual(new[] { "88 01 41 49 00 21" }, rig.Exchange("08 01 41 49"));
        Assert.IsFalse(rig.Meter.IsListening);
    }

    [TestMethod]
    public void A_reset_takes_its_time_and_nothing_is_heard_meanwhile()
    {
        using var rig = new ModuleRig(timing: ModuleTiming.Immediate with { Reset = TimeSpan.FromSeconds(1) }, powered: false);
        rig.Module.PowerOn();
        rig.Module.Input(Wire.Frame("08 01 41 50"));
        Assert.IsEmpty(rig.Take());
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        CollectionAssert.AreEqual(new[] { "8A 00" }, rig.Take());
    }

    private static string Read(HomeRig rig) => $"11 01 {rig.MeterAddresses} 5E 01 07 02 01 09 00 20 {ReadUnit}";
}
