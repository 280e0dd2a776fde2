using SEFramework.Radio;

namespace SEFramework.Simulator.Commands;

/// <summary>Commands that make things go wrong on the air, for a device, the module or the whole network.</summary>
internal static class FaultCommands
{
    private static readonly Dictionary<string, Action<HomeCommandCall>> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["loss"] = static call =>
        {
            var probability = call.Probability(1, "loss");
            call.Faults.LossToNode = probability;
            call.Faults.LossFromNode = probability;
        },
        ["loss-to"] = static call => call.Faults.LossToNode = call.Probability(1, "loss"),
        ["loss-from"] = static call => call.Faults.LossFromNode = call.Probability(1, "loss"),
        ["delay"] = static call => call.Faults.Delay = call.Seconds(1, "delay"),
        ["duplicate"] = static call => call.Faults.Duplication = call.Probability(1, "duplication"),
        ["reorder"] = static call => call.Faults.Reordering = call.Probability(1, "reordering"),
        ["hide-address"] = static call => call.Faults.HideExtendedAddress = call.Switch(1, "hiding of addresses"),
    };

    public static IReadOnlyList<HomeCommandDefinition> Rows { get; } =
    [
        new("fault", "DEVICE KIND VALUE", 3, 3, "Something goes wrong from now on: loss, loss-to, loss-from, duplicate or reorder with a probability, delay with seconds, "
            + "hide-address with on or off. DEVICE may be 'network' for everybody.") { Run = Fault },
        new("fail", "DEVICE STATUS [COUNT]", 2, 3, "The next sends to it fail with this transmit status; without a count all until 'clear-faults'.") { Run = Fail },
        new("clear-faults", "DEVICE", 1, 1, "Everything works again.") { Run = static call => call.Faults.Clear() },
    ];

    private static void Fault(HomeCommandCall call)
    {
        _ = call.Faults;
        if (!Kinds.TryGetValue(call.Text(0), out var set))
        {
            throw HomeCommandCall.Bad("kind of fault", call.Text(0), string.Join(", ", Kinds.Keys));
        }

        set(call);
    }

    private static void Fail(HomeCommandCall call)
    {
        var faults = call.Faults;
        var status = (TransmitStatus)call.Integer(0, "transmit status", 1, byte.MaxValue);
        faults.FailTransmissions(status, call.Count == 1 ? int.MaxValue : (int)call.Integer(1, "count", 0, 1_000_000));
    }
}
