using SEFramework.Simulator.Home;

namespace SEFramework.Simulator.Commands;

/// <summary>Commands of the whole home.</summary>
internal static class HomeWideCommands
{
    public static IReadOnlyList<HomeCommandDefinition> Rows { get; } =
    [
        new("devices", "COUNT", 1, 1, $"Lets the home grow to so many devices, {SimulatedHome.MaximumDevices} at most; new ones are in its network from the start.") { Run = Grow },
    ];

    private static void Grow(HomeCommandCall call)
    {
        var count = (int)call.Integer(0, "number of devices", 1, SimulatedHome.MaximumDevices);
        if (count < call.Home.Devices.Count)
        {
            throw HomeCommandCall.NotPossible($"The home has {call.Home.Devices.Count} devices already; it only grows.");
        }

        call.Home.Grow(count);
    }
}
