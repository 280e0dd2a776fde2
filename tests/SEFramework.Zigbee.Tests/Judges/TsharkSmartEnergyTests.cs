using System.Globalization;
using SEFramework.Testing;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.SmartEnergy.Metering;
using SEFramework.Zigbee.SmartEnergy.Price;
using SEFramework.Zigbee.Tests.SmartEnergy;

namespace SEFramework.Zigbee.Tests.Judges;

/// <summary>Each kind of Smart Energy command that we send, as tshark's dissectors see it: whole, nothing too much, and with the same values.</summary>
[TestClass]
public sealed class TsharkSmartEnergyTests
{
    private const uint Start = 0x1C740AB0;

    private static readonly (ISmartEnergyCommand Command, string Info, (string Field, object Value)[] Values)[] Frames =
    [
        (new LoadControlEvent
        {
            IssuerEventId = 0x2B41,
            DeviceClass = 0x0405,
            UtilityEnrollmentGroup = 17,
            StartTime = Start,
            DurationInMinutes = 90,
            CriticalityLevel = 3,
            CoolingTemperatureOffset = 21,
            HeatingTemperatureOffset = 22,
            CoolingTemperatureSetPoint = 2710,
            HeatingTemperatureSetPoint = -150,
            AverageLoadAdjustmentPercentage = -20,
            DutyCycle = 40,
            EventControl = 2,
        }, "Load Control Event",
        [
            ("drlc.issuer_id", 0x2B41), ("drlc.device_class", 0x0405), ("drlc.utility_enrollment_group", 17), ("drlc.start_time", Start),
            ("drlc.duration_in_minutes", 90), ("drlc.criticality_level", 3), ("drlc.cooling_temperature_offset", 21),
            ("drlc.heating_temperature_offset", 22), ("drlc.cooling_temperature_set_point", 2710), ("drlc.heating_temperature_set_point", -150),
            ("drlc.average_load_adjustment_percentage", -20), ("drlc.duty_cycle", 40), ("drlc.event_control", 2),
        ]),

        // tshark shows the effective time shifted by a bit; the vectors have it.
        (new CancelLoadControlEvent { IssuerEventId = 0x2B42, DeviceClass = 2, UtilityEnrollmentGroup = 9, CancelControl = 1, EffectiveTime = Start }, "Cancel Load Control Event",
            [("drlc.issuer_id", 0x2B42), ("drlc.device_class", 2), ("drlc.utility_enrollment_group", 9), ("drlc.cancel_control", 1)]),
        (new CancelAllLoadControlEvents(1), "Cancel All Load Control Events", [("drlc.cancel_control", 1)]),
        (new ReportEventStatus
        {
            IssuerEventId = 0x2B43,
            Status = EventStatus.Superseded,
            StatusTime = Start,
            CriticalityLevelApplied = 5,
            CoolingTemperatureSetPointApplied = 2650,
            HeatingTemperatureSetPointApplied = -1,
            AverageLoadAdjustmentPercentageApplied = 100,
            DutyCycleApplied = 55,
            EventControl = 3,
        }, "Report Event Status",
        [
            ("drlc.report_event.issuer_id", 0x2B43), ("drlc.report_event.event_status", 7), ("drlc.report_event.event_status_time", Time(Start)),
            ("drlc.report_event.criticality_level_applied", 5), ("drlc.report_event.cooling_temperature_set_point_applied", 2650),
            ("drlc.report_event.heating_temperature_set_point_applied", -1), ("drlc.report_event.average_load_adjustment_percentage_applied", 100),
            ("drlc.report_event.duty_cycle_applied", 55), ("drlc.report_event.event_control", 3), ("drlc.report_event.signature_type", 0),
        ]),
        (new GetScheduledEvents(new ScheduleQuery(Start, 4)), "Get Scheduled Events",
            [("drlc.get_scheduled_events.start_time", Time(Start)), ("drlc.get_scheduled_events.numbers_of_events", 4)]),
        (new PublishPrice
        {
            ProviderId = 12,
            RateLabel = "NIGHT",
            IssuerEventId = 99,
            CurrentTime = Start,
            UnitOfMeasure = 1,
            Currency = 978,
            TrailingDigitAndTier = 0x31,
            TiersAndRegisterTier = 0x21,
            StartTime = Start + 60,
            DurationInMinutes = 480,
            Price = 90,
            PriceRatio = 7,
            GenerationPrice = 1234,
            GenerationPriceRatio = 8,
            AlternateCostDelivered = 4321,
            AlternateCostUnit = 1,
            AlternateCostTrailingDigit = 0x20,
            BlockThresholds = 2,
            PriceControl = 1,
        }, "Publish Price",
        [
            ("price.provider_id", 12), ("price.rate_label", "NIGHT"), ("price.issuer_event_id", 99), ("price.current_time", Time(Start)), ("price.unit_of_measure", 1),
            ("price.currency", 978), ("price.trailing_digit_and_price_tier", 0x31), ("price.number_of_price_tiers_and_register_tier", 0x21),
            ("price.start_time", Time(Start + 60)), ("price.duration_in_minutes", 480), ("price.price", 90), ("price.price.ratio", 7),
            ("price.generation_price", 1234), ("price.generation_price.ratio", 8), ("price.alternate_cost_delivered", 4321),
            ("price.alternate_cost.unit", 1), ("price.number_of_block_thresholds", 2), ("price.control", 1),
        ]),
        (new PublishBlockPeriod(3, 77, Start, 44640, 3), "Publish Block Period",
            [("price.provider_id", 3), ("price.issuer_event_id", 77), ("price.block_period.start_time", Time(Start)), ("price.block_period.duration", 44640), ("price.block_period.control", 3)]),
        (new GetCurrentPrice(GetCurrentPrice.ReceiverOnWhenIdle), "Get Current Price", [("price.command_options", 1)]),
        (new GetScheduledPrices(new ScheduleQuery(Start, 5)), "Get Scheduled Prices", [("price.start_time", Time(Start)), ("price.number_of_events", 5)]),
        (new PriceAcknowledgement(12, 99, Start, 1), "Price Acknowledgement",
            [("price.provider_id", 12), ("price.issuer_event_id", 99), ("price.price_ack_time", Time(Start)), ("price.control", 1)]),
        (new GetBlockPeriods(new ScheduleQuery(Start, 2)), "Get Block Period(s)", [("price.start_time", Time(Start)), ("price.number_of_events", 2)]),
        (new DisplayMessage(20001, 0x88, Start, 20, "Low rate until 22:30"), "Display Message",
        [
            ("msg.message.id", 20001), ("msg.message.ctrl", 0x88), ("msg.message.start_time", Start), ("msg.message.duration", 20),
            ("msg.message", "Low rate until 22:30"),
        ]),
        (new CancelMessage(20001, 0x80), "Cancel Message", [("msg.message.id", 20001)]),
        (new GetLastMessage(), "Get Last Message", []),
        (new MessageConfirmation(20001, Start), "Message Confirmation", [("msg.message.id", 20001), ("msg.message.confirm_time", Time(Start))]),
        (new GetProfile(1, Start, 6), "Get Profile",
            [("met.get_profile.interval_channel", 1), ("met.get_profile.end_time", Time(Start)), ("met.get_profile.number_of_periods", 6)]),
        (new GetProfileResponse(Start, ProfileStatus.Success, 3, [250, 0xFFFFFF]), "Get Profile Response",
        [
            ("met.get_profile_response.end_time", Time(Start)), ("met.get_profile_response.status", 0), ("met.get_profile_response.profile_interval_period", 3),
            ("met.get_profile_response.number_of_periods_delivered", 2), ("met.get_profile_response.intervals", 250),
        ]),
        (new RequestFastPollMode(5, 15), "Request Fast Poll Mode",
            [("met.request_fast_poll_mode.fast_poll_update_period", 5), ("met.request_fast_poll_mode.duration", 15)]),

        // tshark takes this one time for seconds since 1970.
        (new RequestFastPollModeResponse(6, Start), "Request Fast Poll Mode Response",
            [("met.request_fast_poll_mode_response.applied_update_period", 6), ("met.request_fast_poll_mode_response.fast_poll_mode_end_time", DateTimeOffset.FromUnixTimeSeconds(Start))]),
        (new RequestMirror(), "Request Mirror", []),
        (new RequestMirrorResponse(0x11), "Request Mirror Response", [("met.request_mirror_rsp.endpoint_id", 0x11)]),
        (new RemoveMirror(), "Remove Mirror", []),
        (new MirrorRemoved(0x11), "Mirror Removed", [("met.mirror_removed.removed_endpoint_id", 0x11)]),
    ];

    // tshark demands the fields that Smart Energy 1.2 appended: duration type, tariff type and tariff resolution.
    private static readonly Dictionary<SmartEnergyCommandId, byte[]> FieldsOf12 = new() { [SmartEnergyCommandId.PublishBlockPeriod] = [0, 0, 0] };

    [TestMethod]
    public async Task Every_command_is_understood_with_its_values()
    {
        var verdicts = await TsharkJudge.JudgeAsync([.. Frames.Select(static (row, i) => AirFrame.Zcl(
            row.Command.Id.ClusterId,
            (byte[])[.. SmartEnergyFrame.Write(row.Command, (byte)i).Span, .. FieldsOf12.GetValueOrDefault(row.Command.Id, [])]))]);
        var problems = new List<string>();
        for (var i = 0; i < Frames.Length; i++)
        {
            verdicts[i].AssertGood($"{Frames[i].Info}, Seq: {i}");
            foreach (var (field, expected) in Frames[i].Values)
            {
                var shown = verdicts[i].Values($"zbee_zcl_se.{field}");
                if (shown.Count == 0 || !IsSame(expected, shown[0]))
                {
                    problems.Add($"{Frames[i].Info}: {field} is {string.Join(", ", shown)}, not {expected}");
                }
            }
        }

        Assert.AreEqual("", string.Join('\n', problems));
    }

    [TestMethod]
    public void Every_command_is_judged() =>
        CollectionAssert.AreEquivalent(Commands.All.Keys.ToArray(), Frames.Select(static frame => frame.Command.Id).Distinct().ToArray());

    private static DateTimeOffset Time(uint utc2000) => DateTimeOffset.FromUnixTimeSeconds(946684800L + utc2000);

    // tshark shows numbers in decimal or hexadecimal, and times as "Feb 15, 2015 21:13:20.000000000 UTC".
    private static bool IsSame(object expected, string shown) => expected switch
    {
        string text => shown == text,
        DateTimeOffset time => shown.StartsWith(time.ToString("MMM", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            && shown.Contains(time.ToString("yyyy HH:mm:ss", CultureInfo.InvariantCulture), StringComparison.Ordinal),
        _ => Number(shown) == Convert.ToInt64(expected, CultureInfo.InvariantCulture),
    };

    private static long Number(string shown) => shown.StartsWith("0x", StringComparison.Ordinal)
        ? Convert.ToInt64(shown, 16)
        : long.TryParse(shown, CultureInfo.InvariantCulture, out var number) ? number : long.MinValue;
}
