using System.Globalization;
using SEFramework.Simulator.Faults;
using SEFramework.Simulator.Han;
using SEFramework.Simulator.Han.Devices;
using SEFramework.Simulator.Home;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Simulator.Commands;

/// <summary>One command about to be carried out: the home, what the command is for, and its arguments, read as what the command takes.</summary>
/// <param name="home">The home.</param>
/// <param name="target">The word that names the device; empty for a command of the whole home.</param>
/// <param name="arguments">What follows it.</param>
internal sealed class HomeCommandCall(SimulatedHome home, string target, IReadOnlyList<string> arguments)
{
    /// <summary>Names the whole network.</summary>
    public const string NetworkName = "network";

    /// <summary>Names the gateway's module.</summary>
    public const string ModuleName = "module";

    /// <summary>Names the coordinator of a home in which the gateway is a router.</summary>
    public const string ServicesInterfaceName = "esi";

    public SimulatedHome Home { get; } = home;

    public string Target { get; } = target;

    public int Count => arguments.Count;

    public bool IsModule => Target.Equals(ModuleName, StringComparison.OrdinalIgnoreCase) || IsAddress(Home.Module.Node.Address);

    /// <summary>The device.</summary>
    /// <exception cref="HomeCommandException">There is none of that name or address.</exception>
    public VirtualDevice Device => FindDevice() ?? throw new HomeCommandException(
        HomeCommandError.UnknownDevice,
        $"There is no device '{Target}' in the home; there are {string.Join(", ", Home.Members.Select(static member => member.Name))}.");

    /// <summary>The device or the module.</summary>
    /// <exception cref="HomeCommandException">There is none of that name or address.</exception>
    public INetworkNode Node => IsModule ? Home.Module.Node : Device;

    /// <summary>The coordinator of a home in which the gateway is a router.</summary>
    /// <exception cref="HomeCommandException">The gateway is the coordinator.</exception>
    public EnergyServicesInterface ServicesInterface =>
        Home.ServicesInterface ?? throw NotPossible("In this home the gateway itself is the energy services interface.");

    /// <summary>What goes wrong around a device, the module, or everybody.</summary>
    public AirFaults Faults =>
        Target.Equals(NetworkName, StringComparison.OrdinalIgnoreCase) ? Home.Network.Faults
        : IsModule ? Home.Module.Node.Faults
        : Device.Faults;

    public static HomeCommandException NotPossible(string message) => new(HomeCommandError.NotPossible, message);

    public string Text(int index) => arguments[index];

    /// <summary>A whole number, decimal or hexadecimal with 0x.</summary>
    public long Integer(int index, string what, long minimum, long maximum)
    {
        var text = arguments[index];
        var read = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        return read && value >= minimum && value <= maximum
            ? value
            : throw Bad(what, text, $"a number from {minimum} to {maximum}, decimal or with 0x hexadecimal");
    }

    /// <summary>A span of time in seconds, fractions allowed, up to a day.</summary>
    public TimeSpan Seconds(int index, string what, bool allowZero = true)
    {
        const int Longest = 86_400;
        return double.TryParse(arguments[index], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= Longest && (seconds >= 0.001 || (allowZero && seconds == 0))
            ? TimeSpan.FromSeconds(seconds)
            : throw Bad(what, arguments[index], $"seconds from {(allowZero ? "0" : "0.001")} to {Longest}");
    }

    /// <summary>A probability: 0 to 1, or 0% to 100%.</summary>
    public double Probability(int index, string what)
    {
        var text = arguments[index];
        var percent = text.EndsWith('%');
        var read = double.TryParse(percent ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value);
        value /= percent ? 100 : 1;
        return read && value is >= 0 and <= 1 ? value : throw Bad(what, text, "a probability from 0 to 1, or 0% to 100%");
    }

    /// <summary>"on" or "off".</summary>
    public bool Switch(int index, string what) => arguments[index].ToLowerInvariant() switch
    {
        "on" => true,
        "off" => false,
        _ => throw Bad(what, arguments[index], "on or off"),
    };

    /// <summary>A link key, or that of an installation code.</summary>
    public byte[] Key(int index) => JoiningKey.TryParse(arguments[index], out var key)
        ? key
        : throw Bad("key", "…", "a link key of 16 bytes, or an installation code with its CRC");

    /// <summary>The extended address that the device has, be it in the home or not.</summary>
    public IeeeAddress TargetAddress => IeeeAddress.TryParse(Target, out var address) ? address : Node.Address;

    public static HomeCommandException Bad(string what, string text, string expected) =>
        new(HomeCommandError.BadArgument, $"The {what} is '{text}'; give {expected}.");

    private VirtualDevice? FindDevice() =>
        Home.Members.FirstOrDefault(member => member.Name.Equals(Target, StringComparison.OrdinalIgnoreCase))?.Device
        ?? Home.Devices.FirstOrDefault(device => IsAddress(device.Address))
        ?? (Home.ServicesInterface is { } esi && (Target.Equals(ServicesInterfaceName, StringComparison.OrdinalIgnoreCase) || IsAddress(esi.Address)) ? esi : null);

    private bool IsAddress(IeeeAddress address) => IeeeAddress.TryParse(Target, out var parsed) && parsed == address;
}
