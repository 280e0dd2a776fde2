using System.Text.Json;
using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Home;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Simulator.Tests.Commands;

/// <summary>Commands to a running home, seen from the module's serial line.</summary>
[TestClass]
public sealed class HomeCommandTests
{
    // Device_annce of the meter, up to its network address.
    private const string Announcement = "91 00 0C C1 00 11 22 33 44";

    private static readonly HomeDescription FourDevices = new()
    {
        Devices =
        [
            new DeviceDescription { Address = HomeRig.MeterAddress },
            new DeviceDescription { Kind = DeviceKind.Thermostat, Address = "00:0C:C1:00:11:22:33:45" },
            new DeviceDescription { Kind = DeviceKind.Display, Address = "00:0C:C1:00:11:22:33:46", Name = "kitchen" },
            new DeviceDescription { Address = "00:0C:C1:00:11:22:33:47" },
        ],
    };

    [TestMethod]
    public void Leave_and_join_take_a_device_out_and_in_again_with_the_key_that_is_registered()
    {
        using var rig = new HomeRig();
        var commands = new HomeCommands(rig.Home);
        commands.Execute("leave meter");
        Assert.IsFalse(rig.Meter.IsListening);
        Assert.AreEqual("8B 01 FF FD 00 24 01", rig.Exchange($"11 01 {HomeRigAddress} FF FE 5E 01 00 00 01 09 00 00 00 01 00 00 00")[0]);

        commands.Execute("join meter 0123456789ABCDEF0123456789ABCDEF");
        Assert.IsFalse(rig.Meter.IsListening, "not registered");
        rig.Exchange("24 01 00 0C C1 00 11 22 33 44 FF FE 00 01 23 45 67 89 AB CD EF 01 23 45 67 89 AB CD EF");
        var frames = rig.Exchange("08 01 4E 4A 3C");
        Assert.IsTrue(frames.Any(static frame => frame.StartsWith(Announcement, StringComparison.Ordinal)));
        Assert.IsTrue(rig.Meter.HasLinkKey);
    }

    [TestMethod]
    public void Join_takes_an_installation_code_too()
    {
        using var rig = new HomeRig();
        new HomeCommands(rig.Home).Execute("join meter 83FED3407A939738C552");
        Assert.AreEqual("A833A77434F3BFBD7A7AB97942149287", Convert.ToHexString(rig.Meter.LinkKey.Span), "the published key of that code");
    }

    [TestMethod]
    public void Silence_lets_the_radio_acknowledge_and_nothing_answer()
    {
        using var rig = new HomeRig();
        var commands = new HomeCommands(rig.Home);
        commands.Execute("silence meter");
        CollectionAssert.AreEqual(new[] { $"8B 01 {rig.MeterNwk} 00 00 00" }, rig.Exchange($"11 01 {rig.MeterAddresses} 5E 01 00 00 01 09 00 00 00 01 00 00 00"));
        commands.Execute("speak meter");
        Assert.HasCount(2, rig.Exchange($"11 01 {rig.MeterAddresses} 5E 01 00 00 01 09 00 00 00 01 00 00 00"));
    }

    [TestMethod]
    public void Power_goes_off_and_comes_back_with_an_announcement()
    {
        using var rig = new HomeRig();
        var commands = new HomeCommands(rig.Home);
        commands.Execute("power-off 00:0C:C1:00:11:22:33:44");
        Assert.AreEqual("8B 01 FF FD 00 21 00", rig.Exchange($"11 01 {rig.MeterAddresses} 5E 01 00 00 01 09 00 00 00 01 00 00 00")[0]);
        commands.Execute("power-on meter");
        Assert.StartsWith(Announcement, rig.Take()[0]);
        commands.Execute("rejoin meter");
        Assert.StartsWith(Announcement, rig.Take()[0]);
        commands.Execute("power-off module");
        Assert.IsEmpty(rig.Exchange("08 01 41 49"));
        commands.Execute("power-on module");
        Assert.AreEqual("8A 00", rig.Take()[0]);
    }

    [TestMethod]
    public void Move_announces_the_new_address_and_the_old_one_is_gone()
    {
        using var rig = new HomeRig();
        var before = rig.MeterNwk;
        new HomeCommands(rig.Home).Execute("move meter 7d84");
        var announcement = rig.Take()[0];
        Assert.StartsWith($"{Announcement} 7D 84", announcement);
        Assert.EndsWith("84 7D 44 33 22 11 00 C1 0C 00 8E", announcement);
        Assert.AreEqual("8B 01 FF FD 00 25 02", rig.Exchange($"11 01 FF FF FF FF FF FF FF FF {before} 5E 01 00 00 01 09 00 00 00 01 00 00 00")[0]);
    }

    [TestMethod]
    public void A_sleeper_hears_frames_at_its_polls_and_what_it_does_not_fetch_in_time_is_lost()
    {
        using var rig = new HomeRig();
        var commands = new HomeCommands(rig.Home);
        var request = $"11 01 {rig.MeterAddresses} 5E 01 00 00 01 09 00 00 00 01 00 00 00";
        commands.Execute("sleep meter 4");
        Assert.EndsWith("80", rig.Take()[0], "capability of a device whose receiver is off");
        Assert.IsEmpty(rig.Exchange(request));
        rig.Time.Advance(TimeSpan.FromSeconds(3.9));
        Assert.IsEmpty(rig.Take());
        rig.Time.Advance(TimeSpan.FromSeconds(0.1));
        var frames = rig.Take();
        Assert.HasCount(2, frames);
        Assert.AreEqual($"8B 01 {rig.MeterNwk} 00 00 00", frames.Single(static frame => frame.StartsWith("8B", StringComparison.Ordinal)));

        commands.Execute("sleep meter 60");
        rig.Take();
        Assert.IsEmpty(rig.Exchange(request));
        rig.Time.Advance(TimeSpan.FromSeconds(60));
        CollectionAssert.AreEqual(new[] { "8B 01 FF FD 00 21 00" }, rig.Take());

        // 28 s three times over: the coordinator keeps it long enough.
        rig.Exchange("09 00 53 50 0A F0");
        rig.Exchange("08 00 53 4E 03");
        rig.Exchange(request);
        rig.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.HasCount(2, rig.Take());
        commands.Execute("wake meter");
        rig.Take();
        Assert.HasCount(2, rig.Exchange(request));
    }

    [TestMethod]
    [DataRow("set meter 0x0702 0x0200 8", "01 00 02 00 18 08", "00 02")]
    [DataRow("set meter metering status 0x09", "01 00 02 00 18 09", "00 02")]
    [DataRow("set meter Metering InstantaneousDemand -3", "01 00 04 00 2A FD FF FF", "00 04")]
    [DataRow("set meter 1794 CurrentSummationDelivered 258", "01 00 00 00 25 02 01 00 00 00 00", "00 00")]
    public void Set_gives_an_attribute_a_value(string line, string answer, string attribute)
    {
        using var rig = new HomeRig();
        new HomeCommands(rig.Home).Execute(line);
        Assert.AreEqual($"18 07 {answer}", rig.Zcl("07 02", $"00 07 00 {attribute}"));
    }

    [TestMethod]
    [DataRow("0x01", "01")]
    [DataRow("0x02", "02")]
    [DataRow("0x03", "03")]
    [DataRow("0x15", "15")]
    [DataRow("0x18", "18")]
    [DataRow("33", "21")]
    [DataRow("0x22", "22")]
    [DataRow("0x24", "24")]
    [DataRow("0x25", "25")]
    [DataRow("0x26", "26")]
    [DataRow("0x2B", "2B")]
    [DataRow("0x2C", "2C")]
    [DataRow("0x2D", "2D")]
    [DataRow("0x2E", "2E")]
    [DataRow("0x31", "31")]
    [DataRow("0x32", "32")]
    [DataRow("0x34", "34")]
    [DataRow("0x35", "35")]
    [DataRow("0x74", "74")]
    [DataRow("0x75", "75")]
    [DataRow("0xBB", "BB")]
    public void Fail_gives_the_next_sends_each_transmit_status(string status, string onTheLine)
    {
        using var rig = new HomeRig();
        var request = $"11 01 {rig.MeterAddresses} 5E 01 00 00 01 09 00 00 00 01 00 00 00";
        new HomeCommands(rig.Home).Execute($"fail meter {status} 2");
        var failed = rig.Exchange(request);
        Assert.HasCount(1, failed);
        Assert.AreEqual($"8B 01 FF FD 00 {onTheLine}", failed[0][..^3]);
        Assert.HasCount(1, rig.Exchange(request));
        Assert.HasCount(2, rig.Exchange(request), "two were to fail");
    }

    [TestMethod]
    public void Faults_lose_delay_and_double_frames_until_they_are_cleared()
    {
        using var rig = new HomeRig();
        var commands = new HomeCommands(rig.Home);
        var request = $"11 01 {rig.MeterAddresses} 5E 01 00 00 01 09 00 00 00 01 00 00 00";
        commands.Execute("fault meter loss-to 100%");
        Assert.AreEqual("8B 01 FF FD 00 21 00", rig.Exchange(request).Single());
        commands.Execute("clear-faults meter");
        commands.Execute("fault network loss-from 1");
        Assert.HasCount(1, rig.Exchange(request));
        commands.Execute("clear-faults network");
        commands.Execute("fault meter duplicate 1");
        Assert.HasCount(3, rig.Exchange(request));
        commands.Execute("clear-faults meter");
        commands.Execute("fault meter delay 2.5");
        Assert.IsEmpty(rig.Exchange(request));
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.HasCount(2, rig.Take());
        commands.Execute("clear-faults meter");
        commands.Execute("fault meter hide-address on");
        Assert.IsTrue(rig.Exchange(request).Any(static frame => frame.StartsWith("91 FF FF FF FF FF FF FF FF", StringComparison.Ordinal)));
        commands.Execute("fault meter loss 1");
        Assert.AreEqual(1.0, rig.Meter.Faults.LossToNode);
        Assert.AreEqual(1.0, rig.Meter.Faults.LossFromNode);
    }

    [TestMethod]
    public void The_serial_line_and_the_module_itself_fail_on_command()
    {
        using var rig = new HomeRig();
        var commands = new HomeCommands(rig.Home);
        commands.Execute("line from-host loss 1");
        Assert.IsEmpty(rig.Exchange("08 01 41 49"));
        commands.Execute("clear-faults module");
        Assert.HasCount(1, rig.Exchange("08 01 41 49"));
        commands.Execute("line to-host delay 2");
        Assert.IsEmpty(rig.Exchange("08 01 41 49"));
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.HasCount(1, rig.Take());
        commands.Execute("line both corrupt 50%");
        commands.Execute("line both duplicate 0.5");
        Assert.AreEqual(0.5, rig.Home.Module.FaultsToHost.Corruption);
        Assert.AreEqual(0.5, rig.Home.Module.FaultsFromHost.Duplication);
        commands.Execute("clear-faults module");
        commands.Execute("reset watchdog");
        Assert.AreEqual("8A 01", rig.Take()[0]);
        commands.Execute("reset");
        Assert.AreEqual("8A 00", rig.Take()[0]);
    }

    [TestMethod]
    public void A_reordered_answer_is_overtaken_by_the_next_or_comes_late()
    {
        using var rig = new HomeRig();
        new HomeCommands(rig.Home).Execute("fault meter reorder 1");
        string Ask(string sequence) => $"11 00 {rig.MeterAddresses} 5E 01 00 00 01 09 00 00 00 {sequence} 00 00 00";
        Assert.IsEmpty(rig.Exchange(Ask("01")));
        var both = rig.Exchange(Ask("02"));
        Assert.HasCount(2, both);
        Assert.Contains("18 02 01", both[0]);
        Assert.Contains("18 01 01", both[1]);
        Assert.IsEmpty(rig.Exchange(Ask("03")));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("18 03 01", rig.Take().Single());
    }

    [TestMethod]
    public void A_home_grows_to_a_hundred_devices_that_all_join()
    {
        using var rig = new HomeRig();
        var commands = new HomeCommands(rig.Home);
        commands.Execute("devices 100");
        Assert.HasCount(100, rig.Home.Devices);
        Assert.HasCount(99, rig.Take().Where(static frame => frame.StartsWith("91 ", StringComparison.Ordinal)).ToList());
        Assert.HasCount(100, rig.Home.Devices.Select(static device => device.Nwk).Distinct().ToList());
        Assert.HasCount(100, rig.Home.Members.Select(static member => member.Name).Distinct().ToList());
        Assert.IsTrue(rig.Home.Devices.All(static device => device.HasLinkKey));
        Assert.AreEqual(HomeCommandError.NotPossible, Failure(commands, "devices 99").Error);
    }

    [TestMethod]
    public void Devices_have_names_of_their_own()
    {
        using var rig = new HomeRig(FourDevices);
        CollectionAssert.AreEqual(new[] { "meter", "thermostat", "kitchen", "meter-2" }, rig.Home.Members.Select(static member => member.Name).ToArray());
        new HomeCommands(rig.Home).Execute("  SILENCE \t Kitchen ");
        Assert.IsTrue(rig.Home.Devices[2].IsSilent);
    }

    [TestMethod]
    [DataRow("", HomeCommandError.Malformed, "COMMAND DEVICE")]
    [DataRow("set meter 0 4 \"abc", HomeCommandError.Malformed, "quotation")]
    [DataRow("dance meter", HomeCommandError.UnknownCommand, "power-off")]
    [DataRow("leave", HomeCommandError.WrongArgumentCount, "leave DEVICE")]
    [DataRow("leave meter now", HomeCommandError.WrongArgumentCount, "leave DEVICE")]
    [DataRow("leave toaster", HomeCommandError.UnknownDevice, "kitchen")]
    [DataRow("leave 00:0C:C1:00:11:22:33:99", HomeCommandError.UnknownDevice, "kitchen")]
    [DataRow("leave module", HomeCommandError.UnknownDevice, "kitchen")]
    [DataRow("join meter 12", HomeCommandError.BadArgument, "installation code")]
    [DataRow("join meter 83FED3407A9397380000", HomeCommandError.BadArgument, "installation code")]
    [DataRow("move meter 0000", HomeCommandError.BadArgument, "0001 to FFF7")]
    [DataRow("move meter FFFC", HomeCommandError.BadArgument, "0001 to FFF7")]
    [DataRow("sleep meter 0", HomeCommandError.BadArgument, "poll interval")]
    [DataRow("sleep meter -1", HomeCommandError.BadArgument, "poll interval")]
    [DataRow("sleep meter NaN", HomeCommandError.BadArgument, "poll interval")]
    [DataRow("set meter 0x0702 0x0200 256", HomeCommandError.BadArgument, "bitmap8")]
    [DataRow("set meter 0x0702 0x0200 high", HomeCommandError.BadArgument, "bitmap8")]
    [DataRow("set meter 0x0702 0x9999 1", HomeCommandError.NotPossible, "0x9999")]
    [DataRow("set meter 0x0701 0 1", HomeCommandError.NotPossible, "0x0701")]
    [DataRow("set meter Colour 0 1", HomeCommandError.BadArgument, "cluster")]
    [DataRow("fault meter rust 1", HomeCommandError.BadArgument, "duplicate")]
    [DataRow("fault meter loss 1.5", HomeCommandError.BadArgument, "probability")]
    [DataRow("fault meter loss 101%", HomeCommandError.BadArgument, "probability")]
    [DataRow("fault meter delay 86401", HomeCommandError.BadArgument, "86400")]
    [DataRow("fault meter hide-address maybe", HomeCommandError.BadArgument, "on or off")]
    [DataRow("fail meter 0x100", HomeCommandError.BadArgument, "255")]
    [DataRow("fail meter 0", HomeCommandError.BadArgument, "255")]
    [DataRow("fail meter 0x21 -1", HomeCommandError.BadArgument, "count")]
    [DataRow("line sideways loss 1", HomeCommandError.BadArgument, "to-host")]
    [DataRow("line both rust 1", HomeCommandError.BadArgument, "corrupt")]
    [DataRow("reset now", HomeCommandError.BadArgument, "watchdog")]
    [DataRow("devices 101", HomeCommandError.BadArgument, "100")]
    public void Lines_that_cannot_be_done_say_why(string line, HomeCommandError error, string named)
    {
        using var rig = new HomeRig(FourDevices);
        var before = HomeState.Of(rig.Home).ToJson();
        var failure = Failure(new HomeCommands(rig.Home), line);
        Assert.AreEqual(error, failure.Error);
        Assert.Contains(named, failure.Message);
        Assert.AreEqual(before, HomeState.Of(rig.Home).ToJson());
    }

    [TestMethod]
    public void An_address_of_another_node_is_not_given_twice_and_devices_outside_have_none()
    {
        using var rig = new HomeRig(FourDevices);
        var commands = new HomeCommands(rig.Home);
        Assert.AreEqual(HomeCommandError.NotPossible, Failure(commands, $"move meter {rig.Home.Devices[1].Nwk}").Error);
        commands.Execute("leave meter");
        Assert.AreEqual(HomeCommandError.NotPossible, Failure(commands, "move meter 1234").Error);
        commands.Execute("power-off meter");
        Assert.AreEqual(HomeCommandError.NotPossible, Failure(commands, "rejoin meter").Error);
    }

    [TestMethod]
    public void Keys_are_neither_in_failures_nor_in_the_state()
    {
        using var rig = new HomeRig();
        var commands = new HomeCommands(rig.Home);
        Assert.DoesNotContain("ABCDEF", Failure(commands, "join meter ABCDEF0123").Message);
        commands.Execute("join meter 0123456789ABCDEF0123456789ABCDEF");
        Assert.DoesNotContain("0123456789ABCDEF0123456789ABCDEF", HomeState.Of(rig.Home).ToJson());
    }

    [TestMethod]
    public void The_state_shows_module_network_and_devices()
    {
        using var rig = new HomeRig(FourDevices);
        new HomeCommands(rig.Home).Execute("power-off kitchen");
        using var state = JsonDocument.Parse(HomeState.Of(rig.Home).ToJson());
        var root = state.RootElement;
        Assert.AreEqual("0000", root.GetProperty("module").GetProperty("nwk").GetString());
        Assert.IsFalse(root.GetProperty("network").GetProperty("joiningOpen").GetBoolean());
        var kitchen = root.GetProperty("devices")[2];
        Assert.AreEqual("kitchen", kitchen.GetProperty("name").GetString());
        Assert.AreEqual("display", kitchen.GetProperty("kind").GetString());
        Assert.IsFalse(kitchen.GetProperty("hasPower").GetBoolean());
        Assert.IsTrue(IeeeAddress.TryParse(kitchen.GetProperty("address").GetString(), out _));
    }

    [TestMethod]
    public void Many_threads_may_give_commands_at_once()
    {
        using var rig = new HomeRig(FourDevices);
        var commands = new HomeCommands(rig.Home);
        Parallel.For(0, 400, i => commands.Execute(i % 2 == 0 ? $"set meter 0x0702 0x0200 {i % 200}" : $"move thermostat {(0x1000 + i):X4}"));
        Assert.IsTrue(rig.Home.Devices[1].Nwk.Value is > 0x1000 and < 0x1200);
    }

    private const string HomeRigAddress = "00 0C C1 00 11 22 33 44";

    private static HomeCommandException Failure(HomeCommands commands, string line) =>
        Assert.ThrowsExactly<HomeCommandException>(() => commands.Execute(line));
}
