using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Home;

namespace SEFramework.Simulator.Tests.SmartEnergy;

/// <summary>
/// The life of load control events on a thermostat, on a clock by hand: frames as they are on the air, reference 05, sections 3 and 9.
/// </summary>
[TestClass]
public sealed class LoadControlTests
{
    // 2024-03-01T12:00:00Z, the start of the rig, in seconds since 2000.
    private const uint Start = 0x2D74_7FC0;

    private static readonly HomeDescription OneThermostat = new()
    {
        Devices = [new DeviceDescription { Kind = DeviceKind.Thermostat, Address = HomeRig.MeterAddress }],
    };

    [TestMethod]
    public void An_event_is_received_started_and_completed()
    {
        using var rig = new HomeRig(OneThermostat);
        CollectionAssert.AreEqual(new[] { "2B 1A 00 00 01", "2B 1A 00 00 02" }, Send(rig, Event(0x1A2B, minutes: 30)));
        rig.Time.Advance(TimeSpan.FromMinutes(29.9));
        Assert.IsEmpty(Reports(rig));
        rig.Time.Advance(TimeSpan.FromMinutes(0.1));
        CollectionAssert.AreEqual(new[] { "2B 1A 00 00 03" }, Reports(rig));
    }

    [TestMethod]
    public void The_report_bears_the_sequence_number_and_what_was_applied()
    {
        using var rig = new HomeRig(OneThermostat);

        // The second Load Control Event of reference 05, section 9, with a start at once and no randomisation.
        var frames = rig.Exchange(Request(rig, "09 22 00 2C 1A 00 00 03 00 00 00 00 00 00 78 00 04 14 FF 28 0A 00 80 80 32 00"));
        Assert.HasCount(2, frames);
        var report = frames[1][(18 * 3)..];
        Assert.StartsWith("01 22 00 2C 1A 00 00 02 ", report);
        Assert.EndsWith("04 28 0A 00 80 80 32 00 00 " + string.Join(' ', Enumerable.Repeat("FF", 42)), report);
        Assert.AreEqual($"{Hex(Start)}", report[24..35]);
        Assert.AreEqual("21", frames[1].Split(' ')[17], "acknowledged and encrypted with the link key");
    }

    [TestMethod]
    [DataRow("14", "FF", "00 80", "00 80", "28 0A", "00 80", DisplayName = "2.0 degrees warmer when cooling")]
    [DataRow("FF", "0A", "00 80", "00 80", "00 80", "6C 07", DisplayName = "1.0 degree colder when heating")]
    [DataRow("14", "0A", "64 0A", "D0 07", "64 0A", "D0 07", DisplayName = "a set point goes before an offset")]
    public void Set_points_are_applied(string coolingOffset, string heatingOffset, string cooling, string heating, string coolingApplied, string heatingApplied)
    {
        using var rig = new HomeRig(OneThermostat);
        var frames = rig.Exchange(Request(rig, $"09 01 00 01 00 00 00 FF 0F 00 00 00 00 00 0A 00 01 {coolingOffset} {heatingOffset} {cooling} {heating} 80 FF 00"));
        Assert.Contains($"01 {coolingApplied} {heatingApplied} 80 FF 00 00 FF", frames[1]);
    }

    [TestMethod]
    public void A_future_event_starts_at_its_time()
    {
        using var rig = new HomeRig(OneThermostat);
        CollectionAssert.AreEqual(new[] { "01 00 00 00 01" }, Send(rig, Event(1, minutes: 10, start: Start + 600)));
        rig.Time.Advance(TimeSpan.FromSeconds(599));
        Assert.IsEmpty(Reports(rig));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        CollectionAssert.AreEqual(new[] { "01 00 00 00 02" }, Reports(rig));
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        CollectionAssert.AreEqual(new[] { "01 00 00 00 03" }, Reports(rig));
    }

    [TestMethod]
    public void An_event_under_way_runs_for_the_rest_and_one_that_is_over_is_refused()
    {
        using var rig = new HomeRig(OneThermostat);
        CollectionAssert.AreEqual(new[] { "01 00 00 00 01", "01 00 00 00 02" }, Send(rig, Event(1, minutes: 10, start: Start - 300)));
        rig.Time.Advance(TimeSpan.FromMinutes(5));
        CollectionAssert.AreEqual(new[] { "01 00 00 00 03" }, Reports(rig));
        CollectionAssert.AreEqual(new[] { "02 00 00 00 FB" }, Send(rig, Event(2, minutes: 4, start: Start)));
        CollectionAssert.AreEqual(new[] { "03 00 00 00 FE" }, Send(rig, Event(3, minutes: 1441)));
        CollectionAssert.AreEqual(new[] { "04 00 00 00 FE" }, Send(rig, Event(4, minutes: 4, start: 0xFFFFFFFF)));
    }

    [TestMethod]
    public void Start_and_end_are_spread_at_random_within_the_minutes_of_the_attributes()
    {
        using var rig = new HomeRig(OneThermostat);
        new HomeCommands(rig.Home).Execute("set thermostat 0x0701 StartRandomizeMinutes 10");
        new HomeCommands(rig.Home).Execute("set thermostat 0x0701 StopRandomizeMinutes 5");
        CollectionAssert.AreEqual(new[] { "01 00 00 00 01" }, Send(rig, Event(1, minutes: 60, control: 3)));
        var started = TimeUntilReport(rig);
        var ended = TimeUntilReport(rig) + started;
        Assert.IsTrue(started > TimeSpan.Zero && started <= TimeSpan.FromMinutes(10), $"{started}");
        Assert.IsTrue(ended > TimeSpan.FromMinutes(60) && ended <= TimeSpan.FromMinutes(65), $"{ended}");
    }

    [TestMethod]
    public void The_later_event_supersedes_one_that_waits_at_once()
    {
        using var rig = new HomeRig(OneThermostat);
        Send(rig, Event(1, minutes: 10, start: Start + 600));
        CollectionAssert.AreEqual(new[] { "02 00 00 00 01", "01 00 00 00 07" }, Send(rig, Event(2, minutes: 10, start: Start + 900)));
        rig.Time.Advance(TimeSpan.FromHours(1));
        CollectionAssert.AreEqual(new[] { "02 00 00 00 02", "02 00 00 00 03" }, Reports(rig));
    }

    [TestMethod]
    public void The_later_event_supersedes_one_that_runs_a_second_before_it_starts()
    {
        using var rig = new HomeRig(OneThermostat);
        Send(rig, Event(1, minutes: 30));
        CollectionAssert.AreEqual(new[] { "02 00 00 00 01" }, Send(rig, Event(2, minutes: 10, start: Start + 600)));
        rig.Time.Advance(TimeSpan.FromSeconds(598));
        Assert.IsEmpty(Reports(rig));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        CollectionAssert.AreEqual(new[] { "01 00 00 00 07" }, Reports(rig));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        CollectionAssert.AreEqual(new[] { "02 00 00 00 02" }, Reports(rig));
        CollectionAssert.AreEqual(new[] { "03 00 00 00 01", "02 00 00 00 07", "03 00 00 00 02" }, Send(rig, Event(3, minutes: 10)));
    }

    [TestMethod]
    public void Events_without_a_gap_both_complete_though_the_first_would_end_at_random_later()
    {
        using var rig = new HomeRig(OneThermostat);
        Send(rig, Event(1, minutes: 10, control: 2));
        CollectionAssert.AreEqual(new[] { "02 00 00 00 01" }, Send(rig, Event(2, minutes: 10, start: Start + 600)));
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        CollectionAssert.AreEqual(new[] { "01 00 00 00 03", "02 00 00 00 02" }, Reports(rig));
    }

    [TestMethod]
    public void A_duplicate_is_refused_by_the_default_response()
    {
        using var rig = new HomeRig(OneThermostat);
        Send(rig, Event(1, minutes: 10));
        var frames = rig.Exchange(Request(rig, Event(1, minutes: 20)));
        Assert.AreEqual("10 21 0B 00 8A", frames.Single()[(18 * 3)..]);
    }

    [TestMethod]
    [DataRow("04 00", "00", "01", DisplayName = "other device class")]
    [DataRow("01 00", "00", "00", DisplayName = "reserved criticality 0")]
    [DataRow("01 00", "00", "10", DisplayName = "reserved criticality 16")]
    [DataRow("01 00", "07", "01", DisplayName = "other group")]
    public void Events_for_others_are_dropped_with_success(string deviceClass, string group, string criticality)
    {
        using var rig = new HomeRig(OneThermostat);
        new HomeCommands(rig.Home).Execute("set thermostat 0x0701 UtilityEnrollmentGroup 6");
        var frames = rig.Exchange(Request(rig, $"09 21 00 01 00 00 00 {deviceClass} {group} 00 00 00 00 1E 00 {criticality} FF FF 00 80 00 80 80 FF 00"));
        Assert.AreEqual("10 21 0B 00 00", frames.Single()[(18 * 3)..]);
    }

    [TestMethod]
    public void An_event_of_the_devices_own_group_counts()
    {
        using var rig = new HomeRig(OneThermostat);
        new HomeCommands(rig.Home).Execute("set thermostat 0x0701 UtilityEnrollmentGroup 7");
        Assert.HasCount(2, Send(rig, "09 21 00 01 00 00 00 01 00 07 00 00 00 00 1E 00 01 FF FF 00 80 00 80 80 FF 00"));
    }

    [TestMethod]
    public void Opting_out_before_the_start_is_silent_until_then_and_ends_without_participation()
    {
        using var rig = new HomeRig(OneThermostat);
        var commands = new HomeCommands(rig.Home);
        Send(rig, Event(1, minutes: 10, start: Start + 60));
        commands.Execute("opt-out thermostat 1");
        Assert.IsEmpty(Reports(rig));
        rig.Time.Advance(TimeSpan.FromSeconds(60));
        CollectionAssert.AreEqual(new[] { "01 00 00 00 04" }, Reports(rig));
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        CollectionAssert.AreEqual(new[] { "01 00 00 00 0A" }, Reports(rig));
    }

    [TestMethod]
    [DataRow("opt-out", "04", "08", DisplayName = "out until the end")]
    [DataRow("opt-out,opt-in", "04,05", "09", DisplayName = "out and in again")]
    public void Opting_during_the_event_is_reported_at_once_and_at_the_end(string actions, string statuses, string conclusion)
    {
        using var rig = new HomeRig(OneThermostat);
        var commands = new HomeCommands(rig.Home);
        Send(rig, Event(1, minutes: 10));
        foreach (var action in actions.Split(','))
        {
            rig.Time.Advance(TimeSpan.FromMinutes(1));
            commands.Execute($"{action} thermostat");
        }

        CollectionAssert.AreEqual(statuses.Split(',').Select(static status => "01 00 00 00 " + status).ToArray(), Reports(rig));
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        CollectionAssert.AreEqual(new[] { "01 00 00 00 " + conclusion }, Reports(rig));
    }

    [TestMethod]
    [DataRow("09 23 01 01 00 00 00 FF 0F 00 00 00 00 00 00", "06", DisplayName = "now")]
    [DataRow("09 23 02 00", "06", DisplayName = "all")]
    [DataRow("09 23 01 02 00 00 00 FF 0F 00 00 00 00 00 00", "FD", DisplayName = "unknown event")]
    [DataRow("09 23 01 01 00 00 00 FF 0F 00 00 FF FF FF FF", "F9", DisplayName = "invalid time")]
    [DataRow("09 23 01 01 00 00 00 FF 0F 00 00 00 00 00 40", "F9", DisplayName = "after the end")]
    public void A_cancel_ends_the_event_or_is_refused(string cancel, string status)
    {
        using var rig = new HomeRig(OneThermostat);
        Send(rig, Event(1, minutes: 10));
        var reports = Send(rig, cancel);
        Assert.AreEqual(status, reports.Single()[^2..]);
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.HasCount(status == "06" ? 0 : 1, Reports(rig), "a cancelled event has no other end");
    }

    [TestMethod]
    public void A_cancel_takes_effect_at_its_time()
    {
        using var rig = new HomeRig(OneThermostat);
        Send(rig, Event(1, minutes: 10));
        Assert.IsEmpty(Send(rig, $"09 23 01 01 00 00 00 FF 0F 00 00 {Hex(Start + 120)}"));
        rig.Time.Advance(TimeSpan.FromSeconds(119));
        Assert.IsEmpty(Reports(rig));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        CollectionAssert.AreEqual(new[] { "01 00 00 00 06" }, Reports(rig));
    }

    [TestMethod]
    public void Cancelling_all_of_no_events_is_a_success()
    {
        using var rig = new HomeRig(OneThermostat);
        var frames = rig.Exchange(Request(rig, "09 24 02 01"));
        Assert.AreEqual("10 24 0B 02 00", frames.Single()[(18 * 3)..]);
    }

    [TestMethod]
    public void A_memory_that_is_full_refuses()
    {
        using var rig = new HomeRig(OneThermostat);
        for (uint i = 0; i < 10; i++)
        {
            Assert.HasCount(1, Send(rig, Event(i, minutes: 10, start: Start + 3600 + (i * 600))));
        }

        CollectionAssert.AreEqual(new[] { "63 00 00 00 FE" }, Send(rig, Event(0x63, minutes: 10, start: Start + 36000)));
    }

    [TestMethod]
    public void Leaving_the_network_or_losing_power_forgets_the_events()
    {
        using var rig = new HomeRig(OneThermostat);
        Send(rig, Event(1, minutes: 10));
        var commands = new HomeCommands(rig.Home);
        commands.Execute("power-off thermostat");
        commands.Execute("power-on thermostat");
        rig.Take();
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.IsEmpty(Reports(rig));
        Assert.ThrowsExactly<HomeCommandException>(() => commands.Execute("opt-out thermostat 1"));
    }

    [TestMethod]
    public void The_load_switch_follows_the_duty_cycle_and_the_state_shows_the_events()
    {
        using var rig = new HomeRig(new HomeDescription { Devices = [new DeviceDescription { Kind = DeviceKind.LoadSwitch, Address = HomeRig.MeterAddress }] });
        var frames = rig.Exchange(Request(rig, "09 22 00 2C 1A 00 00 80 00 00 00 00 00 00 78 00 04 14 FF 28 0A 00 80 E2 32 00"));
        Assert.Contains("04 00 80 00 80 E2 32 00 00 FF", frames[1]);
        var state = HomeState.Of(rig.Home).Devices[0].SmartEnergy!.LoadControl!.Single();
        Assert.AreEqual(0x1A2Cu, state.EventId);
        Assert.AreEqual(rig.Time.GetUtcNow().AddHours(2), state.End);
        Assert.IsFalse(state.IsOver);
    }

    [TestMethod]
    public void The_thermostat_changes_its_set_points_for_the_time_of_the_event_unless_its_user_is_out()
    {
        using var rig = new HomeRig(OneThermostat);
        LoadState Load() => HomeState.Of(rig.Home).Devices[0].SmartEnergy!.Load!;
        var usual = new LoadState(null, 2400, 2000, 100);
        Assert.AreEqual(usual, Load());
        Send(rig, "09 01 00 01 00 00 00 FF 0F 00 00 00 00 00 0A 00 01 14 FF 00 80 08 07 80 32 00");
        Assert.AreEqual(new LoadState(1, 2600, 1800, 50), Load());
        var commands = new HomeCommands(rig.Home);
        commands.Execute("opt-out thermostat");
        Assert.AreEqual(usual, Load());
        commands.Execute("opt-in thermostat");
        Assert.AreEqual(new LoadState(1, 2600, 1800, 50), Load());
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.AreEqual(usual, Load());
    }

    [TestMethod]
    public void Lifelike_devices_report_late_and_in_order()
    {
        using var rig = new HomeRig(OneThermostat with { Lifelike = true }, formed: false);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Take();
        foreach (var setting in new[] { "5A 53 02", "45 45 01", "45 4F 02", "4B 59 11 22 33", "41 4F 07", "4E 4A 00", "43 45 01" })
        {
            rig.Exchange("09 00 " + setting);
        }

        rig.Exchange("08 00 41 43");
        rig.Time.Advance(TimeSpan.FromSeconds(3));
        rig.Take();
        Assert.IsEmpty(Send(rig, Event(1, minutes: 10)));
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        CollectionAssert.AreEqual(new[] { "01 00 00 00 01", "01 00 00 00 02" }, Reports(rig));
    }

    private static string Hex(uint value) => $"{value & 0xFF:X2} {(value >> 8) & 0xFF:X2} {(value >> 16) & 0xFF:X2} {value >> 24:X2}";

    private static string Event(uint id, int minutes, uint start = 0, int control = 0) =>
        $"09 21 00 {Hex(id)} FF 0F 00 {Hex(start)} {minutes & 0xFF:X2} {minutes >> 8:X2} 01 FF FF 00 80 00 80 80 FF {control:X2}";

    private static string Request(HomeRig rig, string zcl) => $"11 00 {rig.MeterAddresses} 5E 01 07 01 01 09 00 20 {zcl}";

    private static string[] Send(HomeRig rig, string zcl)
    {
        rig.Home.Module.Input(Wire.Frame(Request(rig, zcl)));
        return Reports(rig);
    }

    // Event id and status of each Report Event Status.
    private static string[] Reports(HomeRig rig) =>
        [.. rig.Take().Where(static frame => frame[(18 * 3)..].StartsWith("01 ", StringComparison.Ordinal)).Select(static frame => frame.Substring((18 + 3) * 3, 14))];

    private static TimeSpan TimeUntilReport(HomeRig rig)
    {
        for (var seconds = 1; seconds < 100_000; seconds++)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            if (Reports(rig).Length > 0)
            {
                return TimeSpan.FromSeconds(seconds);
            }
        }

        throw new AssertFailedException("No report came.");
    }
}
