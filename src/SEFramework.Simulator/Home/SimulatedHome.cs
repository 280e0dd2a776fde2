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
    /// <summary>Most devices that a home can grow to.</summary>
    public const int MaximumDevices = 100;

    // Of a range of its own, so that a grown device has no address of a description.
    private static readonly IeeeAddress FirstGrownAddress = new(0x000CC100_5E000000);

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

    /// <summary>The devices with their names: those of the description in its order, then those the home has grown by.</summary>
    public IReadOnlyList<HomeMember> Members { get; private set; } = [];

    /// <summary>The devices of <see cref="Members"/>.</summary>
    public IReadOnlyList<VirtualDevice> Devices => [.. Members.Select(static member => member.Device)];

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
                DeviceFactory.ReadAddress(description.ModuleAddress, "moduleAddress"),
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
                ServicesInterface = description.Variant == HomeVariant.EsiCoordinator ? null : ServicesInterfaceFactory.Build(description.ServicesInterface ?? new ServicesInterfaceDescription(), network),
            };
            foreach (var device in description.Devices)
            {
                home.Add(device);
            }

            home.CheckAddresses();
            home.ServicesInterface?.Start((description.ServicesInterface ?? new ServicesInterfaceDescription()).JoiningSeconds);
            return home;
        }
        catch
        {
            scheduler.Dispose();
            throw;
        }
    }

    /// <summary>Adds devices of all kinds in turn, which are in the home's network from the start.</summary>
    /// <param name="count">How many devices the home then has, up to <see cref="MaximumDevices"/>; fewer than there are change nothing.</param>
    public void Grow(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaximumDevices);
        Scheduler.Run(() =>
        {
            var kinds = Enum.GetValues<DeviceKind>();
            for (var index = Members.Count; index < count; index++)
            {
                var address = new IeeeAddress(FirstGrownAddress.Value + (ulong)index);
                Add(new DeviceDescription { Kind = kinds[index % kinds.Length], Address = address.ToString() });
            }

            Network.LetDevicesJoin();
        });
    }

    /// <summary>The plug of the module's line, while it is served; else null.</summary>
    public IModulePlug? Plug { get; internal set; }

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

    private void Add(DeviceDescription description)
    {
        var device = DeviceFactory.Build(description, Members.Count, Description.Seed, Description.Lifelike, Network);
        Members = [.. Members, new HomeMember(DeviceFactory.Name(description, Members), description.Kind, device)];
    }

    private void CheckAddresses()
    {
        if (Network.Nodes.GroupBy(static node => node.Address).FirstOrDefault(static group => group.Count() > 1) is { } twice)
        {
            throw new HomeDescriptionException($"The address {twice.Key} is there twice; each device of a home needs its own.");
        }
    }
}
