using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Home;
using SEFramework.Testing;

namespace SEFramework.Simulator.Tests.SmartEnergy;

/// <summary>The server side of a home in which the gateway is a display, on a clock by hand.</summary>
[TestClass]
public sealed class ServicesInterfaceTests
{
    [TestMethod]
    public void Devices_take_part_in_its_events_and_it_takes_their_reports_down()
    {
        using var rig = new EsiRig();
        rig.Command("event 7 30 start=600 duty=50 class=0x0081");
        rig.Time.Advance(TimeSpan.FromHours(1));
        CollectionAssert.AreEquivalent(
            new[]
            {
                "thermostat 7 Received", "thermostat 7 Started", "thermostat 7 Completed",
                "load-switch 7 Received", "load-switch 7 Started", "load-switch 7 Completed",
                "display 7 Received", "display 7 Started", "display 7 Completed",
            },
            rig.Replies("ReportEventStatus"));
        Assert.IsEmpty(rig.State.ServicesInterface!.Events);
    }

    [TestMethod]
    public void Cancelled_and_superseded_events_are_reported_so()
    {
        using var rig = new EsiRig();
        rig.Command("event 1 30 class=0x0080");
        rig.Command("event 2 30 class=0x0080 start=900");
        rig.Time.Advance(TimeSpan.FromMinutes(16));
        rig.Command("cancel-event 2 class=0x0080");
        rig.Command("event 3 30 class=0x0080 start=900");
        rig.Command("cancel-all-events");
        rig.Command("cancel-event 9");
        CollectionAssert.AreEqual(
            new[] { "1 Received", "1 Started", "2 Received", "1 Superseded", "2 Started", "2 Cancelled", "3 Received", "3 Cancelled", "9 UndefinedEvent" },
            rig.Replies("ReportEventStatus").Where(static reply => reply.StartsWith("load-switch ", StringComparison.Ordinal)).Select(static reply => reply["load-switch ".Length..]).ToArray());
    }

    [TestMethod]
    public void Prices_and_messages_reach_the_display_which_acknowledges_and_confirms()
    {
        using var rig = new EsiRig();
        rig.Command("price 5 1275 60 label=TOU-A provider=7 ack=1");
        rig.Command("message 10 15 \"Peak from 5 pm\" confirm=1 importance=2");
        var display = rig.State.Devices.Single(static device => device.Name == "display").SmartEnergy!;
        Assert.AreEqual("TOU-A", display.Prices!.Single().RateLabel);
        Assert.AreEqual("Peak from 5 pm", display.Message!.Text);
        rig.Command("confirm-message display 10");
        Assert.Contains("display 5 provider 7", rig.Replies("PriceAcknowledgement"));
        Assert.StartsWith("display 10 ", rig.Replies("MessageConfirmation").Single());
        rig.Command("cancel-message 10");
        Assert.IsNull(rig.State.Devices.Single(static device => device.Name == "display").SmartEnergy!.Message);
        Assert.IsNull(rig.State.ServicesInterface!.MessageId);
    }

    [TestMethod]
    public void A_device_that_comes_back_is_told_what_is_left()
    {
        using var rig = new EsiRig();
        rig.Command("event 1 30 class=0x0080");
        rig.Command("price 5 1275 60");
        rig.Command("power-off load-switch");
        rig.Command("power-off display");
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        rig.Command("power-on load-switch");
        rig.Command("power-on display");
        var again = rig.State.Devices.Single(static device => device.Name == "load-switch").SmartEnergy!.LoadControl!.Single(static entry => !entry.IsOver);
        Assert.AreEqual(rig.Time.GetUtcNow().AddMinutes(20), again.End, "the rest of what was to start at once");
        Assert.HasCount(1, rig.State.Devices.Single(static device => device.Name == "display").SmartEnergy!.Prices!);
    }

    [TestMethod]
    public void A_device_that_asks_is_answered_though_it_was_not_told()
    {
        using var rig = new EsiRig();
        rig.Command("fault display loss-to 1");
        rig.Command("event 1 30");
        rig.Command("price 5 1275 60");
        rig.Command("price 6 1300 60 start=3600");
        rig.Command("message 10 15 Hello");
        rig.Command("clear-faults display");
        Assert.IsEmpty(rig.State.Devices.Single(static device => device.Name == "display").SmartEnergy!.Prices!);
        rig.Command("ask display");
        var display = rig.State.Devices.Single(static device => device.Name == "display").SmartEnergy!;
        Assert.HasCount(2, display.Prices!);
        Assert.HasCount(1, display.LoadControl!);
        Assert.AreEqual("Hello", display.Message!.Text);
    }

    [TestMethod]
    public void The_module_as_a_display_is_asked_for_its_endpoints_and_gets_everything()
    {
        using var rig = new EsiRig();
        rig.Host("09 00 41 4F 07");
        rig.Host("08 00 41 43");
        rig.Frames();
        rig.Command("message 10 15 Hi");
        var search = rig.Frames().Single(static frame => frame.Contains(" 00 00 00 06 00 00 ", StringComparison.Ordinal)).Split(' ');
        Assert.AreEqual("01", search[24], "output clusters only");
        rig.Host($"11 00 00 00 00 00 00 00 00 00 FF FE 00 00 80 06 00 00 00 00 {search[18]} 00 {search[19]} {search[20]} 01 5E");
        var message = rig.Frames().Single();
        Assert.Contains(" 01 5E 07 03 01 09 21 09 ", message);
        Assert.EndsWith("0A 00 00 00 00 00 00 00 00 0F 00 02 48 69", message);

        rig.Command("cancel-message 10");
        Assert.Contains(" 01 5E 07 03 01 09 21 09 ", rig.Frames().Single(), "known by now");
        rig.Host("11 00 00 00 00 00 00 00 00 00 FF FE 5E 01 07 03 01 09 00 20 01 33 00");
        Assert.EndsWith("18 33 0B 00 8B", rig.Frames().Single(), "there is no message any more");
    }

    [TestMethod]
    [DataRow("07 01", "01 40 01 00 00 00 00 00", "18 40 0B 01 8B")]
    [DataRow("07 00", "01 40 00 01", "18 40 0B 00 8B")]
    [DataRow("07 00", "01 40 01 00 00 00 00 00", "18 40 0B 01 8B")]
    [DataRow("07 00", "01 40 03 00 00 00 00 00", "18 40 0B 03 8B")]
    [DataRow("07 01", "01 40 01 00", "18 40 0B 01 80")]
    [DataRow("07 01", "01 40 00 00", "18 40 0B 00 80")]
    [DataRow("07 00", "01 40 02 00", "18 40 0B 02 80")]
    [DataRow("07 03", "01 40 01 00", "18 40 0B 01 80")]
    [DataRow("07 03", "01 40 09", "18 40 0B 09 81")]
    public void What_it_does_not_have_or_understand_ends_in_a_default_response(string cluster, string zcl, string answer)
    {
        using var rig = new EsiRig();
        rig.Host("08 00 41 4F 01");
        rig.Frames();
        rig.Host($"11 00 00 00 00 00 00 00 00 00 FF FE 5E 01 {cluster} 01 09 00 20 {zcl}");
        Assert.EndsWith(answer, rig.Frames().Single());
    }

    [TestMethod]
    public void A_device_asks_for_the_time_of_the_network()
    {
        using var rig = new EsiRig();
        Assert.IsNull(rig.State.Devices[0].NetworkTime);
        rig.Command("set esi Time Time 0xFFFFFFFF");
        rig.Command("ask meter");
        Assert.IsNull(rig.State.Devices[0].NetworkTime, "the server does not know it itself");
        rig.Command("set esi Time Time 762609600");
        rig.Command("ask meter");
        Assert.AreEqual(new DateTimeOffset(2024, 3, 1, 12, 0, 0, TimeSpan.Zero), rig.State.Devices[0].NetworkTime);
        rig.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.AreEqual(new DateTimeOffset(2024, 3, 1, 12, 5, 0, TimeSpan.Zero), rig.State.Devices[0].NetworkTime);
    }

    [TestMethod]
    public void A_query_for_one_event_gets_one()
    {
        using var rig = new EsiRig();
        rig.Host("08 00 41 4F 01");
        rig.Command("price 5 1275 60");
        rig.Command("price 6 1300 60 start=3600");
        rig.Frames();
        rig.Host("11 00 00 00 00 00 00 00 00 00 FF FE 5E 01 07 00 01 09 00 20 01 40 01 00 00 00 00 01");
        Assert.HasCount(1, rig.Frames());
        rig.Host("11 00 00 00 00 00 00 00 00 00 FF FE 5E 01 07 00 01 09 00 20 01 41 01 00 00 00 00 00");
        Assert.HasCount(2, rig.Frames());
    }

    [TestMethod]
    public void It_keeps_a_mirror_that_others_read_in_place_of_the_meter()
    {
        using var rig = new EsiRig(new DeviceDescription { Kind = DeviceKind.GasMeter, Address = "00:0C:C1:00:27:19:3A:60", InitialWattHours = 123_456, PollSeconds = 3 });
        rig.Host("08 00 41 4F 01");
        rig.Command("mirror gas-meter");
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.AreEqual((byte)0x20, rig.State.Devices.Single(static device => device.Name == "gas-meter").Meter!.MirrorEndpoint);
        rig.Frames();
        rig.Host("11 00 00 00 00 00 00 00 00 00 FF FE 5E 20 07 02 01 09 00 20 10 01 00 06 03 02 03 00 03");
        Assert.EndsWith("18 01 01 06 03 00 18 80 02 03 00 22 E8 03 00 00 03 00 30 01", rig.Frames().Single(), "a mirrored gas meter in cubic metres");
        rig.Host("11 00 00 00 00 00 00 00 00 00 FF FE 5E 20 07 02 01 09 00 20 10 02 00 00 00");
        var before = rig.Frames().Single();
        rig.Time.Advance(TimeSpan.FromHours(3));
        rig.Host("11 00 00 00 00 00 00 00 00 00 FF FE 5E 20 07 02 01 09 00 20 10 02 00 00 00");
        Assert.AreNotEqual(before, rig.Frames().Single(), "it follows the meter");

        rig.Command("unmirror gas-meter");
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.IsNull(rig.State.Devices.Single(static device => device.Name == "gas-meter").Meter!.MirrorEndpoint);
        rig.Host("11 00 00 00 00 00 00 00 00 00 FF FE 5E 20 07 02 01 09 00 20 10 03 00 00 00");
        Assert.IsEmpty(rig.Frames(), "the endpoint is gone");
    }

    [TestMethod]
    [DataRow("event 1", HomeCommandError.WrongArgumentCount)]
    [DataRow("event 1 30 colour=red", HomeCommandError.BadArgument)]
    [DataRow("event 1 30 duty=256", HomeCommandError.BadArgument)]
    [DataRow("event 1 30 duty=5 duty=6", HomeCommandError.BadArgument)]
    [DataRow("event x 30", HomeCommandError.BadArgument)]
    [DataRow("price 1 30", HomeCommandError.WrongArgumentCount)]
    [DataRow("message 1 30 hello world", HomeCommandError.BadArgument)]
    [DataRow("opt-out meter", HomeCommandError.NotPossible)]
    [DataRow("opt-out thermostat 99", HomeCommandError.NotPossible)]
    [DataRow("mirror thermostat", HomeCommandError.NotPossible)]
    public void Lines_that_cannot_be_done_say_why(string line, HomeCommandError error)
    {
        using var rig = new EsiRig();
        Assert.AreEqual(error, Assert.ThrowsExactly<HomeCommandException>(() => rig.Command(line)).Error);
        Assert.IsEmpty(rig.State.ServicesInterface!.Events);
    }

    [TestMethod]
    public void Only_homes_with_a_services_interface_have_its_commands()
    {
        using var rig = new HomeRig();
        var commands = new HomeCommands(rig.Home);
        foreach (var line in new[] { "event 1 30", "price 1 2 3", "message 1 2 x", "register meter 00112233445566778899AABBCCDDEEFF", "permit-joining 5", "expel meter" })
        {
            Assert.AreEqual(HomeCommandError.NotPossible, Assert.ThrowsExactly<HomeCommandException>(() => commands.Execute(line)).Error, line);
        }
    }

    private sealed class EsiRig : IDisposable
    {
        private readonly List<byte> _line = [];
        private readonly SimulatedHome _home;
        private readonly HomeCommands _commands;

        public EsiRig(params DeviceDescription[] more)
        {
            _home = SimulatedHome.Build(
                HomeDescription.Default with { Variant = HomeVariant.IpdRouter, Devices = [.. HomeDescription.Default.Devices, .. more] }, Time, NullLogger.Instance);
            _commands = new HomeCommands(_home);
            _home.Module.Output = _line.AddRange;
            _home.Module.PowerOn();
            Frames();
        }

        public ManualTimeProvider Time { get; } = new();

        public HomeState State => HomeState.Of(_home);

        public void Command(string line) => _commands.Execute(line);

        public void Host(string dataHex) => _home.Module.Input(Wire.Frame(dataHex));

        public List<string> Frames()
        {
            var frames = Wire.Frames([.. _line]);
            _line.Clear();
            return frames;
        }

        /// <summary>"DEVICE ID DETAIL" of each reply of a kind.</summary>
        public string[] Replies(string kind)
        {
            var state = State;
            return [.. state.ServicesInterface!.Replies
                .Where(reply => reply.Kind == kind)
                .Select(reply => $"{state.Devices.Single(device => device.Address == reply.From).Name} {reply.Id} {reply.Detail}")];
        }

        public void Dispose() => _home.Dispose();
    }
}
