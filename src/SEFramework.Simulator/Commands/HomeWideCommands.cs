using SEFramework.Radio.XBee.Frames;
using SEFramework.Simulator.Home;

namespace SEFramework.Simulator.Commands;

/// <summary>Commands of the whole home.</summary>
internal static class HomeWideCommands
{
    public static IReadOnlyList<HomeCommandDefinition> Rows { get; } =
    [
        new("devices", "COUNT", 1, 1, $"Lets the home grow to so many devices, {SimulatedHome.MaximumDevices} at most; new ones are in its network from the start.") { Run = Grow },
        new("frame", "HEX", 1, int.MaxValue, "The module hands the gateway a frame with this frame data, the type first: \"8A 06\" is a modem status.") { Run = HandFrame },
    ];

    private static void HandFrame(HomeCommandCall call)
    {
        var digits = string.Concat(Enumerable.Range(0, call.Count).Select(call.Text)).Replace(" ", string.Empty, StringComparison.Ordinal);
        if (digits.Length is 0 or > 2 * XBeeFrameFormat.MaximumFrameData || digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit))
        {
            throw HomeCommandCall.Bad("frame data", digits, $"1 to {XBeeFrameFormat.MaximumFrameData} bytes in hexadecimal digits");
        }

        call.Home.Module.HandToHost(Convert.FromHexString(digits));
    }

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
