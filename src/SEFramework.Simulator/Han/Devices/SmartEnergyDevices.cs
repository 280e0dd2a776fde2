using System.Diagnostics.CodeAnalysis;
using SEFramework.Simulator.Han.SmartEnergy;
using SEFramework.Simulator.Han.SmartEnergy.Server;
using SEFramework.Simulator.Han.Zcl;
using SEFramework.Simulator.Han.Zdo;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zdo;
using SmartEnergyDeviceIds = SEFramework.Zigbee.Clusters.SmartEnergyDevices;

namespace SEFramework.Simulator.Han.Devices;

/// <summary>
/// The Smart Energy devices of a simulated home. Device ids: reference 05, section 1; clusters: the profile's device descriptions as far
/// as reference 05, section 2 and reference 06, section 3.1 have them.
/// </summary>
public static class SmartEnergyDevices
{
    private const ushort ManufacturerCode = 0x1234;
    private const string ManufacturerName = "SEFramework";
    private const ushort HvacClasses = 0x0003;
    private const ushort SimpleLoadClasses = 0x0084;
    private const ushort AllClasses = 0x0FFF;

    /// <summary>A meter.</summary>
    /// <param name="network">The air around it.</param>
    /// <param name="options">What is set from outside.</param>
    /// <param name="endpoint">Its endpoint.</param>
    /// <param name="register">What it meters.</param>
    /// <param name="commodity">What that is.</param>
    public static VirtualDevice Meter(HomeAreaNetwork network, VirtualDeviceOptions options, byte endpoint, EnergyRegister register, Commodity commodity)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(commodity);
        var serial = options.Address.Value.ToString("X16", System.Globalization.CultureInfo.InvariantCulture);
        return Create(
            network,
            options,
            commodity.HasBattery ? NodeType.EndDevice : NodeType.Router,
            endpoint,
            SmartEnergyDeviceIds.MeteringDevice,
            "Virtual meter",
            [new MeteringCluster(register, commodity, serial), new TimeClient()]);
    }

    /// <summary>A programmable communicating thermostat.</summary>
    /// <param name="network">The air around it.</param>
    /// <param name="options">What is set from outside.</param>
    /// <param name="endpoint">Its endpoint.</param>
    public static VirtualDevice Thermostat(HomeAreaNetwork network, [NotNull] VirtualDeviceOptions options, byte endpoint) => Create(
        network,
        options,
        NodeType.Router,
        endpoint,
        SmartEnergyDeviceIds.Thermostat,
        "Virtual thermostat",
        [
            new TimeClient(), new PriceClient(),
            new LoadControlClient(HvacClasses, LoadControlAbilities.SetPoints | LoadControlAbilities.Load, options.ReportsLater), new MessagingClient(),
        ]);

    /// <summary>A load control switch.</summary>
    /// <param name="network">The air around it.</param>
    /// <param name="options">What is set from outside.</param>
    /// <param name="endpoint">Its endpoint.</param>
    public static VirtualDevice LoadSwitch(HomeAreaNetwork network, [NotNull] VirtualDeviceOptions options, byte endpoint) => Create(
        network,
        options,
        NodeType.Router,
        endpoint,
        SmartEnergyDeviceIds.LoadControlDevice,
        "Virtual load switch",
        [new TimeClient(), new LoadControlClient(SimpleLoadClasses, LoadControlAbilities.Load, options.ReportsLater)]);

    /// <summary>An in-premise display.</summary>
    /// <param name="network">The air around it.</param>
    /// <param name="options">What is set from outside.</param>
    /// <param name="endpoint">Its endpoint.</param>
    public static VirtualDevice Display(HomeAreaNetwork network, [NotNull] VirtualDeviceOptions options, byte endpoint) => Create(
        network,
        options,
        NodeType.EndDevice,
        endpoint,
        SmartEnergyDeviceIds.InPremiseDisplay,
        "Virtual display",
        [
            new TimeClient(), new PriceClient(), new LoadControlClient(AllClasses, LoadControlAbilities.None, options.ReportsLater),
            ClusterCatalog.Bare(ClusterIds.Metering, false), new MessagingClient(),
        ]);

    /// <summary>The clusters of an energy services interface: servers of time, price, load control and messages, client of metering.</summary>
    /// <param name="endpoint">Its endpoint.</param>
    /// <param name="timeProvider">The home's clock.</param>
    public static VirtualEndpoint EnergyServicesEndpoint(byte endpoint, TimeProvider timeProvider) => Endpoint(
        endpoint,
        SmartEnergyDeviceIds.EnergyServicesInterface,
        "Virtual ESI",
        timeProvider,
        [
            ClusterCatalog.TimeServer(timeProvider), new PriceServer(), new LoadControlServer(), new MessagingServer(), new MirrorHost(),
        ]);

    /// <summary>The node descriptor of a Smart Energy device.</summary>
    /// <param name="type">What kind of node.</param>
    public static NodeDescriptor Node(NodeType type) => LocalDescriptors.NodeOf(type, ManufacturerCode);

    private static VirtualDevice Create(
        HomeAreaNetwork network,
        VirtualDeviceOptions options,
        NodeType type,
        byte endpoint,
        ushort deviceId,
        string model,
        IEnumerable<VirtualCluster> clusters)
    {
        ArgumentNullException.ThrowIfNull(network);
        var device = new VirtualDevice(network, options, Node(type), LocalDescriptors.MainsPowered);
        device.Add(Endpoint(endpoint, deviceId, model, network.Scheduler.TimeProvider, clusters));
        return device;
    }

    private static VirtualEndpoint Endpoint(byte id, ushort deviceId, string model, TimeProvider timeProvider, IEnumerable<VirtualCluster> clusters) => new(
        id,
        ZigbeeProfiles.SmartEnergy,
        deviceId,
        [BasicCluster.Create(ManufacturerName, model), new IdentifyCluster(timeProvider), .. clusters, .. ClusterCatalog.KeyEstablishmentBothSides()]);
}
