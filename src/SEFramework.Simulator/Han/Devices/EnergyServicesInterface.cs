using SEFramework.Simulator.Han.SmartEnergy.Server;
using SEFramework.Simulator.Han.Zdo;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Simulator.Han.Devices;

/// <summary>
/// The coordinator, trust centre and energy services interface of a home in which the gateway is a router. It forms its network when it is switched on and lets
/// everybody in who comes with a registered link key, or with any key until somebody was registered. Source: reference 06, section 5.3.
/// </summary>
public sealed class EnergyServicesInterface : VirtualDevice, ITrustCentre
{
    private const int PatienceForLinkKey = 60;

    private readonly Dictionary<IeeeAddress, byte[]> _keys = [];
    private readonly ClientDirectory _clients;
    private readonly Pan _pan;

    /// <summary>Creates it.</summary>
    /// <param name="network">The air around it.</param>
    /// <param name="options">What is set from outside.</param>
    /// <param name="endpoint">Its endpoint.</param>
    /// <param name="pan">The network it forms.</param>
    public EnergyServicesInterface(HomeAreaNetwork network, VirtualDeviceOptions options, byte endpoint, Pan pan)
        : base(network, options, SmartEnergyDevices.Node(NodeType.Coordinator), LocalDescriptors.MainsPowered)
    {
        ArgumentNullException.ThrowIfNull(network);
        _pan = pan;
        _clients = new ClientDirectory(this, ZigbeeProfiles.SmartEnergy);
        Add(SmartEnergyDevices.EnergyServicesEndpoint(endpoint, network.Scheduler.TimeProvider));
        foreach (var server in ClustersOf<ServiceCluster>())
        {
            server.Use(_clients);
        }
    }

    /// <summary>Forms its network.</summary>
    /// <param name="joiningSeconds">How long joining is open: 0 not at all, 255 for ever.</param>
    public void Start(byte joiningSeconds) => Network.Scheduler.Run(() =>
    {
        HasLinkKey = true;
        Attach(NwkAddress.Coordinator);
        Network.Form(this, this, _pan);
        PermitJoining(joiningSeconds);
    });

    /// <summary>Registers the link key with which a device may join; from then on others are refused.</summary>
    /// <param name="device">The device.</param>
    /// <param name="linkKey">16 bytes.</param>
    public void Register(IeeeAddress device, ReadOnlyMemory<byte> linkKey) => Network.Scheduler.Run(() =>
    {
        _keys[device] = linkKey.ToArray();
        RequiresRegistration = true;
        Network.LetDevicesJoin();
    });

    /// <summary>Opens or closes its join window.</summary>
    /// <param name="seconds">0 closes; 255 stays open.</param>
    public void LetJoin(byte seconds) => Network.Scheduler.Run(() => PermitJoining(seconds));

    /// <summary>Removes a device from the registered ones.</summary>
    /// <param name="device">The device.</param>
    public void Unregister(IeeeAddress device) => Network.Scheduler.Run(() => _keys.Remove(device));

    /// <inheritdoc />
    public bool IsSecured => true;

    /// <inheritdoc />
    public bool ExchangesLinkKeys { get; set; } = true;

    /// <summary>Whether only registered devices may join; the first registration turns it on.</summary>
    public bool RequiresRegistration { get; set; }

    /// <inheritdoc />
    public Admission Judge(IeeeAddress joiner, ReadOnlySpan<byte> linkKey) =>
        _keys.TryGetValue(joiner, out var registered) ? linkKey.SequenceEqual(registered) ? Admission.Admitted : Admission.WrongKey
        : RequiresRegistration ? Admission.Refused
        : Admission.Admitted;

    /// <inheritdoc />
    public void Welcome(IJoiningNode device)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.HasLinkKey = true;
    }

    /// <inheritdoc />
    protected override void HearAnnouncement(DeviceAnnounce announcement)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        _clients.Forget(announcement.IeeeAddress);
        if (Network.Nodes.FirstOrDefault(node => node.Address == announcement.IeeeAddress) is { } newcomer)
        {
            Welcome(newcomer, PatienceForLinkKey);
        }
    }

    // What the servers send is encrypted with a link key, which a newcomer gets only some time after it has joined.
    private void Welcome(INetworkNode newcomer, int patience)
    {
        if (!newcomer.HasLinkKey)
        {
            if (patience > 0 && newcomer.IsListening)
            {
                Network.Scheduler.Schedule(TimeSpan.FromSeconds(1), () => Welcome(newcomer, patience - 1));
            }

            return;
        }

        foreach (var server in ClustersOf<ServiceCluster>())
        {
            server.Welcome(newcomer);
        }
    }

    /// <inheritdoc />
    public override void Orphan()
    {
        // A coordinator has no network to lose but its own.
    }
}
