using System.Diagnostics.CodeAnalysis;
using SEFramework.Simulator.Han.SmartEnergy;
using SEFramework.Simulator.Han.Zcl;
using SEFramework.Simulator.Han.Zdo;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Simulator.Han.Devices;

/// <summary>
/// The Smart Energy devices of a simulated home. Device ids: reference 05, section 1; clusters: the profile's device descriptions as far
/// as reference 05, section 2 and reference 06, section 3.1 have them.
/// </summary>
public static class SmartEnergyDevices
{
    /// <summary>The Smart Energy profile.</summary>
    public const ushort ProfileId = 0x0109;

    private const ushort ManufacturerCode = 0x1234;
    private const string ManufacturerName = "SEFramework";
    private const ushort HvacClasses = 0x0003;
    private const ushort SimpleLoadClasses = 0x0084;
    private const ushort AllClasses = 0x0FFF;

    /// <summary>An electricity meter.</summary>
    /// <param name="network">The air around it.</param>
    /// <param name="options">What is set from outside.</param>
    /// <param name="endpoint">Its endpoint.</param>
    /// <param name="register">What it meters.</param>
    public static VirtualDevice ElectricityMeter(HomeAreaNetwork network, VirtualDeviceOptions options, byte endpoint, EnergyRegister register)
    {
        ArgumentNullException.ThrowIfNull(options);
        var serial = options.Address.Value.ToString("X16", System.Globalization.CultureInfo.InvariantCulture);
        return Create(
            network, options, NodeType.Router, endpoint, 0x0501, "Virtual meter", [new MeteringCluster(register, serial), ClusterCatalog.Bare(ClusterCatalog.Time, false)]);
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
        0x0503,
        "Virtual thermostat",
        [
            ClusterCatalog.Bare(ClusterCatalog.Time, false), new PriceClient(),
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
        0x0504,
        "Virtual load switch",
        [ClusterCatalog.Bare(ClusterCatalog.Time, false), new LoadControlClient(SimpleLoadClasses, LoadControlAbilities.Load, options.ReportsLater)]);

    /// <summary>An in-premise display.</summary>
    /// <param name="network">The air around it.</param>
    /// <param name="options">What is set from outside.</param>
    /// <param name="endpoint">Its endpoint.</param>
    public static VirtualDevice Display(HomeAreaNetwork network, [NotNull] VirtualDeviceOptions options, byte endpoint) => Create(
        network,
        options,
        NodeType.EndDevice,
        endpoint,
        0x0502,
        "Virtual display",
        [
            ClusterCatalog.Bare(ClusterCatalog.Time, false), new PriceClient(), new LoadControlClient(AllClasses, LoadControlAbilities.None, options.ReportsLater),
            ClusterCatalog.Bare(MeteringCluster.ClusterId, false), new MessagingClient(),
        ]);

    /// <summary>The clusters of an energy services interface: servers of time, price, load control and messages, client of metering.</summary>
    /// <param name="endpoint">Its endpoint.</param>
    /// <param name="timeProvider">The home's clock.</param>
    public static VirtualEndpoint EnergyServicesEndpoint(byte endpoint, TimeProvider timeProvider) => Endpoint(
        endpoint,
        0x0500,
        "Virtual ESI",
        timeProvider,
        [
            ClusterCatalog.TimeServer(timeProvider), ClusterCatalog.Bare(ClusterCatalog.Price, true), ClusterCatalog.Bare(ClusterCatalog.Drlc, true),
            ClusterCatalog.Bare(ClusterCatalog.Messaging, true), ClusterCatalog.Bare(MeteringCluster.ClusterId, false),
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
        ProfileId,
        deviceId,
        [BasicCluster.Create(ManufacturerName, model), new IdentifyCluster(timeProvider), .. clusters, .. ClusterCatalog.KeyEstablishmentBothSides()]);
}
