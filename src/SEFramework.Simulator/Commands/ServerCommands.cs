using SEFramework.Simulator.Han.SmartEnergy.Server;
using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.SmartEnergy.Price;

namespace SEFramework.Simulator.Commands;

/// <summary>What the energy services interface of a home issues as a server, when the gateway is a router.</summary>
internal static class ServerCommands
{
    private const string StartOption = "start";
    private const int LongestDelay = 31 * 86_400;
    private const int MostOptions = 12;

    public static IReadOnlyList<HomeCommandDefinition> Rows { get; } =
    [
        new("event", "ID MINUTES [NAME=VALUE ...]", 2, 2 + MostOptions, "The energy services interface issues a load control event: start (seconds from now), class, group, criticality, "
            + "cooling-offset, heating-offset, cooling, heating (set points in 0.01 degrees), load, duty, control.") { Run = IssueEvent },
        new("cancel-event", "ID [NAME=VALUE ...]", 1, 1 + MostOptions, "It cancels a load control event: start (seconds from now until it takes effect), class, group, control.") { Run = CancelEvent },
        new("cancel-all-events", "[CONTROL]", 0, 1, "It cancels all load control events.") { Run = CancelAllEvents },
        new("price", "ID PRICE MINUTES [NAME=VALUE ...]", 3, 3 + MostOptions, "It publishes a price, with two digits after the point: start (seconds from now), label, provider, unit, "
            + "currency, tier, tiers, ack (1 to ask for an acknowledgement); 65535 minutes are until changed.") { Run = PublishAPrice },
        new("message", "ID MINUTES TEXT [NAME=VALUE ...]", 3, 3 + MostOptions, "It sends a message: start (seconds from now), confirm (1 to ask for a confirmation), importance (0 to 3).") { Run = SendMessage },
        new("cancel-message", "ID [NAME=VALUE ...]", 1, 2, "It cancels a message: confirm (1 to ask for a confirmation).") { Run = CancelAMessage },
    ];

    private static T Server<T>(HomeCommandCall call)
        where T : ServiceCluster => call.ServicesInterface.ClustersOf<T>().First();

    private static uint Id(HomeCommandCall call) => (uint)call.Integer(0, "id", 0, uint.MaxValue);

    // 0 is "now" on the air.
    private static uint Start(HomeCommandCall call, CommandOptions options)
    {
        var delay = options.Integer(StartOption, 0, -LongestDelay, LongestDelay);
        return delay == 0 ? 0 : UtcTime.FromMoment(call.Home.Scheduler.Now.AddSeconds(delay));
    }

    private static void IssueEvent(HomeCommandCall call)
    {
        var server = Server<LoadControlServer>(call);
        var options = new CommandOptions(
            call, 2, StartOption, "class", "group", "criticality", "cooling-offset", "heating-offset", "cooling", "heating", "load", "duty", "control");
        server.Issue(new LoadControlEvent
        {
            IssuerEventId = Id(call),
            DurationInMinutes = (ushort)call.Integer(1, "duration", 0, ushort.MaxValue),
            StartTime = Start(call, options),
            DeviceClass = (ushort)options.Integer("class", 0x0FFF, 0, ushort.MaxValue),
            UtilityEnrollmentGroup = (byte)options.Integer("group", 0, 0, byte.MaxValue),
            CriticalityLevel = (byte)options.Integer("criticality", 1, 0, byte.MaxValue),
            CoolingTemperatureOffset = (byte)options.Integer("cooling-offset", LoadControlEvent.Unused, 0, byte.MaxValue),
            HeatingTemperatureOffset = (byte)options.Integer("heating-offset", LoadControlEvent.Unused, 0, byte.MaxValue),
            CoolingTemperatureSetPoint = (short)options.Integer("cooling", LoadControlEvent.UnusedSetPoint, short.MinValue, short.MaxValue),
            HeatingTemperatureSetPoint = (short)options.Integer("heating", LoadControlEvent.UnusedSetPoint, short.MinValue, short.MaxValue),
            AverageLoadAdjustmentPercentage = (sbyte)options.Integer("load", LoadControlEvent.UnusedAdjustment, sbyte.MinValue, sbyte.MaxValue),
            DutyCycle = (byte)options.Integer("duty", LoadControlEvent.Unused, 0, byte.MaxValue),
            EventControl = (byte)options.Integer("control", 0, 0, byte.MaxValue),
        });
    }

    private static void CancelEvent(HomeCommandCall call)
    {
        var server = Server<LoadControlServer>(call);
        var options = new CommandOptions(call, 1, StartOption, "class", "group", "control");
        server.Cancel(new CancelLoadControlEvent
        {
            IssuerEventId = Id(call),
            DeviceClass = (ushort)options.Integer("class", 0x0FFF, 0, ushort.MaxValue),
            UtilityEnrollmentGroup = (byte)options.Integer("group", 0, 0, byte.MaxValue),
            CancelControl = (byte)options.Integer("control", 0, 0, byte.MaxValue),
            EffectiveTime = Start(call, options),
        });
    }

    private static void CancelAllEvents(HomeCommandCall call)
    {
        var server = Server<LoadControlServer>(call);
        server.Cancel(new CancelAllLoadControlEvents(call.Count == 0 ? (byte)0 : (byte)call.Integer(0, "cancel control", 0, byte.MaxValue)));
    }

    private static void PublishAPrice(HomeCommandCall call)
    {
        const byte TwoDigits = 0x20;
        const ushort UnitedStatesDollar = 840;
        var server = Server<PriceServer>(call);
        var options = new CommandOptions(call, 3, StartOption, "label", "provider", "unit", "currency", "tier", "tiers", "ack");
        var acknowledge = options.Integer("ack", 0, 0, 1) == 1;
        server.Issue(new PublishPrice
        {
            IssuerEventId = Id(call),
            CurrentTime = 0,
            Price = (uint)call.Integer(1, "price", 0, uint.MaxValue),
            DurationInMinutes = (ushort)call.Integer(2, "duration", 0, ushort.MaxValue),
            StartTime = Start(call, options),
            RateLabel = options.Text("label", string.Empty),
            ProviderId = (uint)options.Integer("provider", PublishPrice.Unused32, 0, uint.MaxValue),
            UnitOfMeasure = (byte)options.Integer("unit", 0, 0, byte.MaxValue),
            Currency = (ushort)options.Integer("currency", UnitedStatesDollar, 0, ushort.MaxValue),
            TrailingDigitAndTier = (byte)(TwoDigits | options.Integer("tier", 0, 0, 15)),
            TiersAndRegisterTier = (byte)(options.Integer("tiers", 0, 0, 15) << 4),
            PriceRatio = PublishPrice.Unused8,
            GenerationPrice = PublishPrice.Unused32,
            GenerationPriceRatio = PublishPrice.Unused8,
            AlternateCostDelivered = acknowledge ? PublishPrice.Unused32 : null,
            AlternateCostUnit = acknowledge ? PublishPrice.Unused8 : null,
            AlternateCostTrailingDigit = acknowledge ? PublishPrice.Unused8 : null,
            BlockThresholds = acknowledge ? PublishPrice.Unused8 : null,
            PriceControl = acknowledge ? PublishPrice.AcknowledgementRequired : null,
        });
    }

    private static void SendMessage(HomeCommandCall call)
    {
        const int ImportanceShift = 2;
        var server = Server<MessagingServer>(call);
        var options = new CommandOptions(call, 3, StartOption, "confirm", "importance");
        var control = (byte)(options.Integer("importance", 0, 0, 3) << ImportanceShift);
        server.Issue(new DisplayMessage(
            Id(call),
            (byte)(control | ConfirmationBit(options)),
            Start(call, options),
            (ushort)call.Integer(1, "duration", 0, ushort.MaxValue),
            call.Text(2)));
    }

    private static void CancelAMessage(HomeCommandCall call)
    {
        var server = Server<MessagingServer>(call);
        server.Cancel(new CancelMessage(Id(call), ConfirmationBit(new CommandOptions(call, 1, "confirm"))));
    }

    private static byte ConfirmationBit(CommandOptions options) => options.Integer("confirm", 0, 0, 1) == 1 ? DisplayMessage.ConfirmationRequired : (byte)0;
}
