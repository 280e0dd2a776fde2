using SEFramework.Simulator.Han.Devices;
using SEFramework.Simulator.Han.SmartEnergy;
using SEFramework.Zigbee.Clusters;

namespace SEFramework.Simulator.Commands;

/// <summary>What the user of a Smart Energy device does.</summary>
internal static class SmartEnergyCommands
{
    public static IReadOnlyList<HomeCommandDefinition> Rows { get; } =
    [
        new("opt-out", "DEVICE [EVENT]", 1, 2, "The user does not take part in a load control event: this one, or the one that runs or comes next.") { Run = static call => Opt(call, isOut: true) },
        new("opt-in", "DEVICE [EVENT]", 1, 2, "The user takes part again.") { Run = static call => Opt(call, isOut: false) },
        new("confirm-message", "DEVICE [MESSAGE]", 1, 2, "The user confirms the message on the display.") { Run = Confirm },
        new("mirror", "DEVICE", 1, 1, "The meter asks an energy services interface for a mirror, and reports to the one it gets.") { Run = static call => Mirror(call, wanted: true) },
        new("unmirror", "DEVICE", 1, 1, "The meter gives its mirror up.") { Run = static call => Mirror(call, wanted: false) },
        new("ask", "DEVICE", 1, 1, "Looks for servers and asks them for the time, events, prices and the last message, as devices do that have joined.") { Run = Ask },
    ];

    private static void Opt(HomeCommandCall call, bool isOut)
    {
        var device = call.Device;
        uint? id = call.Count == 0 ? null : (uint)call.Integer(0, "event", 0, uint.MaxValue);
        var clients = device.ClustersOf<LoadControlClient>().ToList();
        if (clients.Count == 0)
        {
            throw HomeCommandCall.NotPossible($"{call.Target} takes no part in load control.");
        }

        if (!clients.Exists(client => client.Opt(id, isOut)))
        {
            throw HomeCommandCall.NotPossible(
                $"{call.Target} has no {(id is null ? "load control event" : $"load control event {id}")} that its user could opt {(isOut ? "out of" : "into")} now.");
        }
    }

    private static void Confirm(HomeCommandCall call)
    {
        var device = call.Device;
        uint? id = call.Count == 0 ? null : (uint)call.Integer(0, "message", 0, uint.MaxValue);
        if (!device.ClustersOf<MessagingClient>().Any(client => client.Confirm(id)))
        {
            throw HomeCommandCall.NotPossible($"{call.Target} shows no message{(id is null ? string.Empty : $" {id}")} that waits for a confirmation.");
        }
    }

    // An energy services interface is known by its price server.
    private static void Mirror(HomeCommandCall call, bool wanted)
    {
        var device = call.Device;
        var meter = device.ClustersOf<MeteringCluster>().FirstOrDefault() ?? throw HomeCommandCall.NotPossible($"{call.Target} is no meter.");
        if (!device.IsListening)
        {
            throw HomeCommandCall.NotPossible($"{call.Target} is not in a network.");
        }

        device.FindServers(ZigbeeProfiles.SmartEnergy, ClusterIds.Price, wanted ? meter.RequestMirror : meter.RemoveMirror);
    }

    private static void Ask(HomeCommandCall call)
    {
        var device = call.Device;
        if (!device.IsListening)
        {
            throw HomeCommandCall.NotPossible($"{call.Target} is not in a network.");
        }

        device.AskServers();
    }
}
