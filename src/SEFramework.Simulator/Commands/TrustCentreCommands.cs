namespace SEFramework.Simulator.Commands;

/// <summary>What the energy services interface of a home does as coordinator and trust centre, when the gateway is a router.</summary>
internal static class TrustCentreCommands
{
    public static IReadOnlyList<HomeCommandDefinition> Rows { get; } =
    [
        new("register", "DEVICE KEY", 2, 2, "The energy services interface registers a device with a link key or an installation code; 'module' is the gateway's radio.") { Run = Register },
        new("unregister", "DEVICE", 1, 1, "The energy services interface forgets the key of a device.") { Run = static call => call.ServicesInterface.Unregister(call.TargetAddress) },
        new("permit-joining", "SECONDS", 1, 1, "The energy services interface opens joining everywhere for 1 to 254 seconds, for ever with 255, or closes it with 0.") { Run = PermitJoining },
        new("expel", "DEVICE [rejoin]", 1, 2, "The energy services interface tells a device or 'module' to leave, or to leave and come back.") { Run = Expel },
    ];

    private static void Register(HomeCommandCall call)
    {
        var esi = call.ServicesInterface;
        esi.Register(call.TargetAddress, call.Key(0));
    }

    private static void PermitJoining(HomeCommandCall call)
    {
        var esi = call.ServicesInterface;
        esi.PermitJoiningEverywhere((byte)call.Integer(0, "number of seconds", 0, byte.MaxValue));
    }

    private static void Expel(HomeCommandCall call)
    {
        var esi = call.ServicesInterface;
        var node = call.Node;
        var rejoin = call.Count == 1 && call.Text(0).Equals("rejoin", StringComparison.OrdinalIgnoreCase);
        if (call.Count == 1 && !rejoin)
        {
            throw HomeCommandCall.Bad("second argument", call.Text(0), "rejoin or nothing");
        }

        if (node == esi || !node.IsListening)
        {
            throw HomeCommandCall.NotPossible($"{call.Target} cannot be told to leave.");
        }

        esi.Expel(node, rejoin);
    }
}
