using SEFramework.Radio;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Simulator.Faults;
using SEFramework.Simulator.Home;

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

    private static readonly Dictionary<string, Action<HomeCommandCall, LineFaults>> LineKinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["corrupt"] = static (call, line) => line.Corruption = call.Probability(2, "corruption"),
        ["loss"] = static (call, line) => line.Loss = call.Probability(2, "loss"),
        ["duplicate"] = static (call, line) => line.Duplication = call.Probability(2, "duplication"),
        ["delay"] = static (call, line) => line.Delay = call.Seconds(2, "delay"),
    };

    public static IReadOnlyList<HomeCommandDefinition> Rows { get; } =
    [
        new("fault", "DEVICE KIND VALUE", 3, 3, "Something goes wrong from now on: loss, loss-to, loss-from, duplicate or reorder with a probability, delay with seconds, "
            + "hide-address with on or off. DEVICE may be 'network' for everybody.") { Run = Fault },
        new("fail", "DEVICE STATUS [COUNT]", 2, 3, "The next sends to it fail with this transmit status; without a count all until 'clear-faults'.") { Run = Fail },
        new("line", "DIRECTION KIND VALUE", 3, 3, "Something goes wrong on the serial line of the module, to-host, from-host or both: corrupt, loss or duplicate with a "
            + "probability for each byte, delay with seconds.") { Run = FaultLine },
        new("unplug", "", 0, 0, "The module is unplugged from the host: its port is gone, and it has no power.") { Run = static call => Plug(call).Pull() },
        new("plug", "", 0, 0, "The module is plugged in again.") { Run = static call => Plug(call).Insert() },
        new("reset", "[watchdog]", 0, 1, "The module resets by itself, and reports a hardware or a watchdog reset.") { Run = Reset },
        new("clear-faults", "DEVICE", 1, 1, "Everything works again; for 'module' its serial line too.") { Run = Clear },
    ];

    private static void Clear(HomeCommandCall call)
    {
        call.Faults.Clear();
        if (call.IsModule)
        {
            call.Home.Module.FaultsToHost.Clear();
            call.Home.Module.FaultsFromHost.Clear();
        }
    }

    private static void FaultLine(HomeCommandCall call)
    {
        var module = call.Home.Module;
        LineFaults[] lines = call.Text(0).ToLowerInvariant() switch
        {
            "to-host" => [module.FaultsToHost],
            "from-host" => [module.FaultsFromHost],
            "both" => [module.FaultsToHost, module.FaultsFromHost],
            _ => throw HomeCommandCall.Bad("direction", call.Text(0), "to-host, from-host or both"),
        };
        if (!LineKinds.TryGetValue(call.Text(1), out var set))
        {
            throw HomeCommandCall.Bad("kind of fault", call.Text(1), string.Join(", ", LineKinds.Keys));
        }

        foreach (var line in lines)
        {
            set(call, line);
        }
    }

    private static IModulePlug Plug(HomeCommandCall call) => call.Home.Plug switch
    {
        null => throw HomeCommandCall.NotPossible("The module is on no port."),
        { KeepsItsName: false } => throw HomeCommandCall.NotPossible(
            "A pseudo terminal has another name each time it is plugged in; put the module on tcp://PORT or pty:LINK."),
        { } plug => plug,
    };

    private static void Reset(HomeCommandCall call)
    {
        var watchdog = call.Count == 1 && call.Text(0).Equals("watchdog", StringComparison.OrdinalIgnoreCase);
        if (call.Count == 1 && !watchdog)
        {
            throw HomeCommandCall.Bad("argument", call.Text(0), "watchdog or nothing");
        }

        call.Home.Module.Reset(watchdog ? XBeeModemStatus.WatchdogReset : XBeeModemStatus.HardwareReset);
    }

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
