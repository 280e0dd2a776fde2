using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Han;
using SEFramework.Simulator.Han.Devices;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Security;

namespace SEFramework.Simulator.Home;

/// <summary>Makes virtual devices of their descriptions.</summary>
internal static class DeviceFactory
{
    private const byte UsualEndpoint = 1;
    private const byte HighestEndpoint = 240;

    private static readonly string[] Reserved = [HomeCommandCall.NetworkName, HomeCommandCall.ModuleName, HomeCommandCall.ServicesInterfaceName];

    /// <summary>Makes a device.</summary>
    /// <param name="description">The description.</param>
    /// <param name="index">Its place in the home, for messages and seeds.</param>
    /// <param name="seed">Seed of the home.</param>
    /// <param name="lifelike">Whether what it does takes time.</param>
    /// <param name="network">The air around it.</param>
    /// <exception cref="HomeDescriptionException">It cannot be built; the message names the setting.</exception>
    public static VirtualDevice Build(DeviceDescription description, int index, int seed, bool lifelike, HomeAreaNetwork network)
    {
        var place = $"devices[{index}]";
        var endpoint = description.Endpoint ?? UsualEndpoint;
        if (endpoint is 0 or > HighestEndpoint)
        {
            throw new HomeDescriptionException($"{place}.endpoint is {endpoint}; an endpoint is 1 to 240.");
        }

        if (description.PollSeconds is { } poll && poll is not (>= 0.001 and <= 86_400))
        {
            throw new HomeDescriptionException($"{place}.pollSeconds is {poll}; give 0.001 to 86400.");
        }

        var options = new VirtualDeviceOptions(ReadAddress(description.Address, place + ".address"))
        {
            LinkKey = ReadLinkKey(description.LinkKey, place),
            InstallCode = ReadInstallCode(description.InstallCode, place),
            IsCommissioned = description.Commissioned,
            RequireApsEncryption = description.RequireApsEncryption,
            ReportsLater = lifelike,
        };
        var device = description.Kind switch
        {
            DeviceKind.ElectricityMeter => Meter(Commodity.Electricity),
            DeviceKind.GasMeter => Meter(Commodity.Gas),
            DeviceKind.WaterMeter => Meter(Commodity.Water),
            DeviceKind.Thermostat => SmartEnergyDevices.Thermostat(network, options, endpoint),
            DeviceKind.LoadSwitch => SmartEnergyDevices.LoadSwitch(network, options, endpoint),
            DeviceKind.Display => SmartEnergyDevices.Display(network, options, endpoint),
            _ => throw new HomeDescriptionException($"{place}.kind is not known."),
        };
        if (description.PollSeconds is { } seconds)
        {
            device.Sleep(TimeSpan.FromSeconds(seconds));
        }

        return device;

        VirtualDevice Meter(Commodity commodity) =>
            SmartEnergyDevices.Meter(network, options, endpoint, Register(description, place, seed + index, network), commodity);
    }

    /// <summary>The name of a device in commands.</summary>
    /// <param name="description">The device.</param>
    /// <param name="before">The devices that have names already.</param>
    /// <exception cref="HomeDescriptionException">The name is taken, reserved, or cannot be written in a command.</exception>
    public static string Name(DeviceDescription description, IReadOnlyList<HomeMember> before)
    {
        bool IsTaken(string name) => before.Any(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (description.Name is { } given)
        {
            return given.Length > 0 && given.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && !IsTaken(given)
                && !Reserved.Contains(given, StringComparer.OrdinalIgnoreCase)
                ? given
                : throw new HomeDescriptionException(
                    $"devices[{before.Count}].name is '{given}'; give letters, digits, '-', '_' and '.', a name of its own, and none of {string.Join(", ", Reserved)}.");
        }

        var usual = description.Kind switch
        {
            DeviceKind.ElectricityMeter => "meter",
            DeviceKind.Thermostat => "thermostat",
            DeviceKind.LoadSwitch => "load-switch",
            DeviceKind.GasMeter => "gas-meter",
            DeviceKind.WaterMeter => "water-meter",
            _ => "display",
        };
        var name = usual;
        for (var number = 2; IsTaken(name); number++)
        {
            name = $"{usual}-{number}";
        }

        return name;
    }

    /// <summary>Reads an extended address.</summary>
    /// <param name="text">The text.</param>
    /// <param name="setting">Where it stands.</param>
    /// <exception cref="HomeDescriptionException">It is none.</exception>
    public static IeeeAddress ReadAddress(string text, string setting) => IeeeAddress.TryParse(text, out var address)
        ? address
        : throw new HomeDescriptionException($"{setting} is '{text}'; write an extended address such as 00:0C:C1:00:27:19:3A:5B.");

    private static EnergyRegister Register(DeviceDescription description, string place, int seed, HomeAreaNetwork network)
    {
        if (description.InitialWattHours < 0)
        {
            throw new HomeDescriptionException($"{place}.initialWattHours is {description.InitialWattHours}; a register does not start below 0.");
        }

        try
        {
            var curve = description.LoadWatts is { } watts ? new LoadCurve(watts, description.LoadVariation, seed)
                : description.Kind == DeviceKind.GasMeter ? LoadCurve.Heating(seed)
                : description.Kind == DeviceKind.WaterMeter ? LoadCurve.Water(seed)
                : LoadCurve.Household(seed);
            return new EnergyRegister(curve, network.Scheduler.TimeProvider, description.InitialWattHours);
        }
        catch (ArgumentException exception)
        {
            throw new HomeDescriptionException($"{place}.loadWatts or loadVariation: {exception.Message}", exception);
        }
    }

    private static ReadOnlyMemory<byte>? ReadLinkKey(string? text, string place)
    {
        if (text is null)
        {
            return null;
        }

        return text.Length == 32 && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw new HomeDescriptionException($"{place}.linkKey has to be 32 hexadecimal digits.");
    }

    private static ReadOnlyMemory<byte>? ReadInstallCode(string? text, string place)
    {
        if (text is null)
        {
            return null;
        }

        var status = InstallCode.Parse(text, out var code);
        return status == InstallCodeStatus.Valid
            ? code
            : throw new HomeDescriptionException($"{place}.installCode has to be 6, 8, 12 or 16 bytes with their CRC, low byte first, in hexadecimal digits ({status}).");
    }
}
