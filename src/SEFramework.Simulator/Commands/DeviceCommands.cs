using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Clusters;

namespace SEFramework.Simulator.Commands;

/// <summary>Commands that a device of the home carries out: joining and leaving, power, sleep and its attributes.</summary>
internal static class DeviceCommands
{
    public static IReadOnlyList<HomeCommandDefinition> Rows { get; } =
    [
        new("join", "DEVICE [KEY]", 1, 2, "Looks for a network and joins it as soon as it is let in, with its link key, or with this link key or installation code.") { Run = Join },
        new("leave", "DEVICE", 1, 1, "Leaves its network without a word and stays out until 'join'.") { Run = static call => call.Device.Leave() },
        new("rejoin", "DEVICE", 1, 1, "Comes back into its network under its addresses and announces itself.") { Run = Rejoin },
        new("silence", "DEVICE", 1, 1, "Its radio acknowledges, and nothing answers.") { Run = static call => call.Device.IsSilent = true },
        new("speak", "DEVICE", 1, 1, "It answers again.") { Run = static call => call.Device.IsSilent = false },
        new("power-off", "DEVICE", 1, 1, "Its power goes off; 'module' is the gateway's radio.") { Run = PowerOff },
        new("power-on", "DEVICE", 1, 1, "Its power comes back, and it announces itself.") { Run = PowerOn },
        new("move", "DEVICE ADDRESS", 2, 2, "Its network address changes, and it announces the new one.") { Run = Move },
        new("sleep", "DEVICE [SECONDS]", 1, 2, "Becomes a sleepy end device that polls its parent every 5 or so many seconds.") { Run = Sleep },
        new("wake", "DEVICE", 1, 1, "Its receiver stays on again.") { Run = static call => call.Device.Wake() },
        new("link-key", "DEVICE STATE", 2, 2, "Whether it has an authorised link key, on or off; without one encrypted sends to it fail with 0xBB.") { Run = SetLinkKey },
        new("set", "DEVICE CLUSTER ATTRIBUTE VALUE", 4, 4, "Gives an attribute a value, whether the network may write it or not; names or numbers.") { Run = Set },
    ];

    private static void Join(HomeCommandCall call)
    {
        var device = call.Device;
        if (call.Count == 1)
        {
            device.LinkKey = call.Key(0);
        }

        device.SearchNetwork();
    }

    private static void Rejoin(HomeCommandCall call)
    {
        var device = call.Device;
        if (!device.IsPowered)
        {
            throw HomeCommandCall.NotPossible($"{call.Target} has no power; use 'power-on'.");
        }

        device.Rejoin();
    }

    private static void PowerOff(HomeCommandCall call)
    {
        if (call.IsModule)
        {
            call.Home.Module.PowerOff();
        }
        else
        {
            call.Device.PowerOff();
        }
    }

    private static void PowerOn(HomeCommandCall call)
    {
        if (call.IsModule)
        {
            call.Home.Module.PowerOn();
        }
        else
        {
            call.Device.PowerOn();
        }
    }

    private static void Move(HomeCommandCall call)
    {
        var device = call.Device;
        var address = ReadNetworkAddress(call.Text(0));
        if (!device.IsListening || device.Nwk == NwkAddress.Coordinator)
        {
            throw HomeCommandCall.NotPossible($"{call.Target} is not in a network, or is its coordinator, so its address cannot change.");
        }

        if (call.Home.Network.Nodes.Any(node => node != device && node.Nwk == address))
        {
            throw HomeCommandCall.NotPossible($"The address {address} is another node's.");
        }

        device.ChangeNetworkAddress(address);
    }

    // As everywhere in ZigBee, an address without prefix is hexadecimal.
    private static NwkAddress ReadNetworkAddress(string text)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text;
        return ushort.TryParse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var value)
            && value is > 0 and < 0xFFF8
            ? new NwkAddress(value)
            : throw HomeCommandCall.Bad("address", text, "a network address from 0001 to FFF7, hexadecimal");
    }

    private static void Sleep(HomeCommandCall call)
    {
        var device = call.Device;
        var interval = call.Count == 0 ? TimeSpan.FromSeconds(5) : call.Seconds(0, "poll interval", allowZero: false);
        if (device.Nwk == NwkAddress.Coordinator)
        {
            throw HomeCommandCall.NotPossible("A coordinator cannot sleep.");
        }

        device.Sleep(interval);
    }

    private static void SetLinkKey(HomeCommandCall call)
    {
        var device = call.Device;
        device.HasLinkKey = call.Switch(0, "state of the link key");
    }

    private static void Set(HomeCommandCall call)
    {
        var device = call.Device;
        var clusterText = call.Text(0);
        var definition = ClusterLibrary.All.FirstOrDefault(cluster => cluster.Name.Equals(clusterText, StringComparison.OrdinalIgnoreCase));
        var clusterId = definition?.Id ?? (ushort)call.Integer(0, "cluster", 0, ushort.MaxValue);
        var cluster = device.Endpoints.Values.SelectMany(static endpoint => endpoint.Clusters)
            .Where(cluster => cluster.Id == clusterId)
            .ToList();
        if (cluster.Count == 0)
        {
            throw HomeCommandCall.NotPossible($"{call.Target} has no cluster 0x{clusterId:X4}.");
        }

        definition ??= ClusterLibrary.Find(clusterId);
        var name = call.Text(1);
        var attributeId = definition?.ServerAttributes.Concat(definition.ClientAttributes)
            .FirstOrDefault(attribute => attribute.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Id
            ?? (ushort)call.Integer(1, "attribute", 0, ushort.MaxValue);
        var attribute = cluster.Select(side => side.Find(null, attributeId)).FirstOrDefault(static found => found is not null)
            ?? throw HomeCommandCall.NotPossible($"{call.Target} has no attribute 0x{attributeId:X4} in cluster 0x{clusterId:X4}.");
        attribute.Write(AttributeText.TryRead(attribute.Type, call.Text(2), out var value)
            ? value!
            : throw HomeCommandCall.Bad("value", call.Text(2), $"a value of the type {attribute.Type.Name}"));
    }
}
