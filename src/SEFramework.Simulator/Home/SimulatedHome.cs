using Microsoft.Extensions.Logging;
using SEFramework.Simulator.Han;
using SEFramework.Simulator.Han.Devices;
using SEFramework.Simulator.Module;
using SEFramework.Simulator.Scheduling;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Simulator.Home;

/// <summary>A home: a virtual module for the gateway, and the network of virtual devices behind it.</summary>
public sealed class SimulatedHome : IDisposable
{
    private const byte UsualEndpoint = 1;
    private const byte HighestEndpoint = 240;
    private const byte AlwaysOpen = 0xFF;

    private static readonly IeeeAddress ServicesInterfaceAddress = new(0x000D6F00_00E51001);

    private SimulatedHome(HomeDescription description, SimulationScheduler scheduler, HomeAreaNetwork network, VirtualXBee module)
    {
        Description = description;
        Scheduler = scheduler;
        Network = network;
        Module = module;
    }

    /// <summary>What it was built from.</summary>
    public HomeDescription Description { get; }

    /// <summary>Its logical thread: change devices and faults in its actions.</summary>
    public SimulationScheduler Scheduler { get; }

    /// <summary>The air.</summary>
    public HomeAreaNetwork Network { get; }

    /// <summary>The gateway's module; it has no power until it is served or switched on.</summary>
    public VirtualXBee Module { get; }

    /// <summary>The coordinator of a home in which the gateway is a router, else null.</summary>
    public EnergyServicesInterface? ServicesInterface { get; private init; }

    /// <summary>The devices of the description, in its order.</summary>
    public IReadOnlyList<VirtualDevice> Devices { get; private init; } = [];

    /// <summary>Builds a home.</summary>
    /// <param name="description">What is wanted.</param>
    /// <param name="timeProvider">The home's clock.</param>
    /// <param name="logger">Hears what the module does.</param>
    /// <exception cref="HomeDescriptionException">The description contradicts itself; the message names the setting.</exception>
    public static SimulatedHome Build(HomeDescription description, TimeProvider timeProvider, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentNullException.ThrowIfNull(logger);
        var profile = Firmware(description);
        if (description.AirLatencyMilliseconds is < 0 or > 60_000)
        {
            throw new HomeDescriptionException($"airLatencyMilliseconds is {description.AirLatencyMilliseconds}; give 0 to 60000.");
        }

        var scheduler = new SimulationScheduler(timeProvider, description.Seed);
        try
        {
            var network = new HomeAreaNetwork(scheduler) { Latency = TimeSpan.FromMilliseconds(description.AirLatencyMilliseconds) };
            var module = new VirtualXBee(
                Address(description.ModuleAddress, "moduleAddress"),
                profile,
                network,
                description.Lifelike ? ModuleTiming.Lifelike : ModuleTiming.Immediate,
                logger);
            if (!module.TryPreset("AP", description.ApiMode))
            {
                throw new HomeDescriptionException($"apiMode is {description.ApiMode}, which {profile.Name} does not have; 1 and 2 work with every firmware.");
            }

            if (description.Commissioned)
            {
                Commission(module, coordinator: description.Variant == HomeVariant.EsiCoordinator);
            }

            var home = new SimulatedHome(description, scheduler, network, module)
            {
                ServicesInterface = description.Variant == HomeVariant.EsiCoordinator ? null : BuildServicesInterface(network),
                Devices = [.. description.Devices.Select((device, index) => BuildDevice(device, index, description.Seed, network))],
            };
            home.CheckAddresses();
            home.ServicesInterface?.Start(AlwaysOpen);
            return home;
        }
        catch
        {
            scheduler.Dispose();
            throw;
        }
    }

    /// <summary>Ends the simulation.</summary>
    public void Dispose() => Scheduler.Dispose();

    private static FirmwareProfile Firmware(HomeDescription description)
    {
        var profile = FirmwareProfile.XBee3Zigbee;
        if (description.Firmware is { } id)
        {
            profile = FirmwareProfile.Find(id) ?? throw new HomeDescriptionException(
                $"firmware '{id}' is not known; use one of {string.Join(", ", FirmwareProfile.All.Select(static known => known.Id))}.");
        }

        var coordinator = description.Variant == HomeVariant.EsiCoordinator;
        return profile.FixedCoordinator is { } role && role != coordinator
            ? throw new HomeDescriptionException(
                $"firmware '{profile.Id}' is a {(role ? "coordinator" : "router")} and does not fit the variant {description.Variant}; choose the other firmware.")
            : profile;
    }

    // What reference 07, section 8 has an installer set; a firmware lacks the settings that it decides by itself. KY stays 0, so that a
    // device joins a coordinator's network only with a key registered for it.
    private static void Commission(VirtualXBee module, bool coordinator)
    {
        (string Command, ulong Value)[] settings = module.Profile.KeyEstablishment
            ? [("EO", 8)]
            : [("CE", coordinator ? 1UL : 0), ("ZS", 2), ("EE", 1), ("EO", 2)];
        foreach (var (command, value) in settings)
        {
            module.TryPreset(command, value);
        }

        module.TryPreset("NJ", 0);
    }

    private static EnergyServicesInterface BuildServicesInterface(HomeAreaNetwork network)
    {
#pragma warning disable CA5394 // A simulation has to repeat; nothing secret comes from here.
        var random = network.Scheduler.Random;
        var pan = new Pan((ulong)random.NextInt64(1, long.MaxValue), (ushort)random.Next(1, 0xFFFE), (byte)random.Next(11, 25));
#pragma warning restore CA5394
        return new EnergyServicesInterface(network, new VirtualDeviceOptions(ServicesInterfaceAddress), UsualEndpoint, pan);
    }

    private static VirtualDevice BuildDevice(DeviceDescription description, int index, int seed, HomeAreaNetwork network)
    {
        var place = $"devices[{index}]";
        var endpoint = description.Endpoint ?? UsualEndpoint;
        if (endpoint is 0 or > HighestEndpoint)
        {
            throw new HomeDescriptionException($"{place}.endpoint is {endpoint}; an endpoint is 1 to 240.");
        }

        var options = new VirtualDeviceOptions(Address(description.Address, place + ".address"))
        {
            LinkKey = LinkKey(description.LinkKey, place),
            RequireApsEncryption = description.RequireApsEncryption,
        };
        return description.Kind switch
        {
            DeviceKind.ElectricityMeter => SmartEnergyDevices.ElectricityMeter(network, options, endpoint, Register(description, place, seed + index, network)),
            DeviceKind.Thermostat => SmartEnergyDevices.Thermostat(network, options, endpoint),
            DeviceKind.LoadSwitch => SmartEnergyDevices.LoadSwitch(network, options, endpoint),
            DeviceKind.Display => SmartEnergyDevices.Display(network, options, endpoint),
            _ => throw new HomeDescriptionException($"{place}.kind is not known."),
        };
    }

    private static EnergyRegister Register(DeviceDescription description, string place, int seed, HomeAreaNetwork network)
    {
        if (description.InitialWattHours < 0)
        {
            throw new HomeDescriptionException($"{place}.initialWattHours is {description.InitialWattHours}; a register does not start below 0.");
        }

        try
        {
            var curve = description.LoadWatts is { } watts ? new LoadCurve(watts, description.LoadVariation, seed) : LoadCurve.Household(seed);
            return new EnergyRegister(curve, network.Scheduler.TimeProvider, description.InitialWattHours);
        }
        catch (ArgumentException exception)
        {
            throw new HomeDescriptionException($"{place}.loadWatts or loadVariation: {exception.Message}", exception);
        }
    }

    private static IeeeAddress Address(string text, string setting) => IeeeAddress.TryParse(text, out var address)
        ? address
        : throw new HomeDescriptionException($"{setting} is '{text}'; write an extended address such as 00:0C:C1:00:27:19:3A:5B.");

    private static ReadOnlyMemory<byte>? LinkKey(string? text, string place)
    {
        if (text is null)
        {
            return null;
        }

        return text.Length == 32 && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw new HomeDescriptionException($"{place}.linkKey has to be 32 hexadecimal digits.");
    }

    private void CheckAddresses()
    {
        if (Network.Nodes.GroupBy(static node => node.Address).FirstOrDefault(static group => group.Count() > 1) is { } twice)
        {
            throw new HomeDescriptionException($"The address {twice.Key} is there twice; each device of a home needs its own.");
        }
    }
}
