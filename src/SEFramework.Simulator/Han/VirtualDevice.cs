using SEFramework.Simulator.Faults;
using SEFramework.Simulator.Han.Zcl;
using SEFramework.Simulator.Han.Zdo;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Security;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Simulator.Han;

/// <summary>
/// A ZigBee device of the home: it joins and leaves, answers ZDO for its descriptors and hands application frames to its endpoints.
/// Source: reference 02, sections 9 and 10.
/// </summary>
public class VirtualDevice : IJoiningNode
{
    private readonly ZdoServer _zdo;
    private readonly ZclServer _zcl;
    private readonly AttributeReporting _reporting;
    private readonly JoinWindow _window;
    private readonly SortedDictionary<byte, VirtualEndpoint> _endpoints = [];
    private readonly NodeDescriptor _awake;
    private bool _powered = true;
    private byte _sequence;
    private bool _commissioned;
    private bool _searching;
    private DateTimeOffset _lastPoll;
    private TimeSpan? _pollInterval;
    private readonly Lazy<ReadOnlyMemory<byte>> _installCode;
    private ReadOnlyMemory<byte>? _linkKey;

    /// <summary>Creates a device that is not in a network yet.</summary>
    /// <param name="network">The air around it.</param>
    /// <param name="options">What is set from outside.</param>
    /// <param name="node">Its node descriptor.</param>
    /// <param name="power">Its power descriptor.</param>
    public VirtualDevice(HomeAreaNetwork network, VirtualDeviceOptions options, NodeDescriptor node, PowerDescriptor power)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(node);
        Network = network;
        Options = options;
        _awake = node;
        PowerDescriptor = power;
        if (options.InstallCode is { } code && SEFramework.Zigbee.Security.InstallCode.Check(code.Span) != InstallCodeStatus.Valid)
        {
            throw new ArgumentException("The installation code is not valid.", nameof(options));
        }

        // Made when somebody asks: a home in which nobody joins does without the cryptographic library.
        _installCode = new Lazy<ReadOnlyMemory<byte>>(
            () => options.InstallCode ?? SEFramework.Zigbee.Security.InstallCode.WithCrc(OwnCode(options.Address)));
        _linkKey = options.LinkKey;
        _commissioned = options.IsCommissioned ?? options.LinkKey is null;
        _searching = true;
        _window = new JoinWindow(network.Scheduler, JoinWindowChanged);
        _zdo = new ZdoServer(this, network, new LocalDescriptors(() => NodeDescriptor, power, SimpleDescriptors))
        {
            LeaveRequested = LeaveAsTold,
            JoiningPermitted = _window.Set,
            Announced = HearAnnouncement,
        };
        _reporting = new AttributeReporting(this);
        _zcl = new ZclServer(this, _reporting);
        network.Add(this);
    }

    /// <summary>The air around it.</summary>
    public HomeAreaNetwork Network { get; }

    /// <summary>What was set from outside.</summary>
    public VirtualDeviceOptions Options { get; }

    /// <inheritdoc />
    public IeeeAddress Address => Options.Address;

    /// <summary>The installation code on its label, with CRC.</summary>
    public ReadOnlyMemory<byte> InstallCode => _installCode.Value;

    /// <summary>The link key it joins with, 16 bytes.</summary>
    public ReadOnlyMemory<byte> LinkKey
    {
        get
        {
            if (_linkKey is null && SEFramework.Zigbee.Security.InstallCode.TryDeriveLinkKey(InstallCode.Span, out var key))
            {
                _linkKey = key;
            }

            return _linkKey ?? default;
        }
        set => _linkKey = value;
    }

    /// <inheritdoc />
    public NwkAddress Nwk { get; private set; } = NwkAddress.Unknown;

    /// <summary>Its node descriptor; that of a sleepy end device while it sleeps.</summary>
    public NodeDescriptor NodeDescriptor =>
        IsAsleep ? _awake with { Type = NodeType.EndDevice, MacCapability = LocalDescriptors.SleepyCapability } : _awake;

    /// <summary>Its power descriptor.</summary>
    public PowerDescriptor PowerDescriptor { get; }

    /// <summary>Its endpoints by id.</summary>
    public IReadOnlyDictionary<byte, VirtualEndpoint> Endpoints => _endpoints;

    /// <summary>Its binding table.</summary>
    public BindingTable Bindings => _zdo.Bindings;

    /// <inheritdoc />
    public bool IsRouter => NodeDescriptor.Type != NodeType.EndDevice;

    /// <inheritdoc />
    public bool IsListening => _powered && Nwk != NwkAddress.Unknown;

    /// <summary>Whether its power is on.</summary>
    public bool IsPowered => _powered;

    /// <summary>Whether its receiver is off between its polls.</summary>
    public bool IsAsleep => _pollInterval is not null;

    /// <inheritdoc />
    public TimeSpan UntilPoll
    {
        get
        {
            if (_pollInterval is not { } interval)
            {
                return TimeSpan.Zero;
            }

            var since = Network.Scheduler.Now - _lastPoll;
            return TimeSpan.FromTicks(interval.Ticks - (since.Ticks % interval.Ticks));
        }
    }

    /// <inheritdoc />
    public bool IsPermittingJoining => IsRouter && _window.IsOpen;

    /// <inheritdoc cref="IJoiningNode.HasLinkKey" />
    public bool HasLinkKey { get; set; }

    /// <inheritdoc />
    public AirFaults Faults { get; } = new();

    /// <summary>Whether its radio acknowledges but nothing in it answers.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Gives it an endpoint.</summary>
    /// <param name="endpoint">The endpoint; its id has to be new.</param>
    /// <exception cref="ArgumentException">There is an endpoint of that id.</exception>
    public void Add(VirtualEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        _endpoints.Add(endpoint.Id, endpoint);
        foreach (var cluster in endpoint.Clusters)
        {
            cluster.Attach(this, endpoint);
        }
    }

    /// <summary>Takes an endpoint away.</summary>
    /// <param name="endpoint">Its id.</param>
    public void Remove(byte endpoint) => _endpoints.Remove(endpoint);

    /// <inheritdoc />
    public void Receive(ApsDataIndication indication)
    {
        ArgumentNullException.ThrowIfNull(indication);
        if (IsSilent)
        {
            return;
        }

        if (indication.DestinationEndpoint == 0)
        {
            _zdo.Receive(indication);
        }
        else
        {
            _zcl.Receive(indication);
        }
    }

    /// <inheritdoc />
    public void TryJoin()
    {
        if (!_powered || !_searching || Nwk != NwkAddress.Unknown || Network is not { Pan: not null, Coordinator: { } coordinator } || coordinator == this)
        {
            return;
        }

        if (_commissioned)
        {
            HasLinkKey = true;
            Attach(Options.Nwk ?? Network.AllocateAddress());
        }
        else if (Network.IsJoiningOpen && Network.TrustCentre!.Judge(Address, LinkKey.Span) == Admission.Admitted)
        {
            Attach(Options.Nwk ?? Network.AllocateAddress());
            Network.TrustCentre.Welcome(this);
        }
    }

    /// <summary>The clusters of a kind on its endpoints.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    public IEnumerable<T> ClustersOf<T>()
        where T : VirtualCluster => _endpoints.Values.SelectMany(static endpoint => endpoint.Clusters).OfType<T>();

    /// <summary>Looks for servers of its client clusters and asks them for what they have for it: events, prices, the last message.</summary>
    public void AskServers() => Network.Scheduler.Run(() =>
    {
        foreach (var endpoint in _endpoints.Values)
        {
            foreach (var cluster in endpoint.Clusters.Where(static cluster => !cluster.IsServer && cluster.HasQuestions))
            {
                _zdo.FindServers(endpoint.ProfileId, cluster.Id, cluster.Ask);
            }
        }
    });

    /// <summary>Looks for servers of a cluster everywhere.</summary>
    /// <param name="profileId">Profile.</param>
    /// <param name="clusterId">Cluster.</param>
    /// <param name="found">Called for each endpoint that has it.</param>
    internal void FindServers(ushort profileId, ushort clusterId, Action<Peer> found) => _zdo.FindServers(profileId, clusterId, found);

    /// <summary>Looks for clients of a cluster on another node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="profileId">Profile.</param>
    /// <param name="clusterId">Cluster.</param>
    /// <param name="found">Called for each endpoint that has it.</param>
    internal void FindClients(INetworkNode node, ushort profileId, ushort clusterId, Action<Peer> found) => _zdo.FindClients(node, profileId, clusterId, found);

    /// <summary>The sequence number of a new ZCL frame.</summary>
    public byte NextSequence() => _sequence++;

    /// <inheritdoc />
    public virtual void Orphan()
    {
        Nwk = NwkAddress.Unknown;
        HasLinkKey = false;
        _window.Set(0);
        Bindings.Clear();
        _reporting.Clear();
        Forget();
    }

    /// <summary>Its power goes off: it hears nothing, and others get no acknowledgement.</summary>
    public void PowerOff() => Network.Scheduler.Run(() =>
    {
        _powered = false;
        Forget();
    });

    /// <summary>Its power comes back: it announces itself where it was, or looks for a network.</summary>
    public void PowerOn() => Network.Scheduler.Run(() =>
    {
        _powered = true;
        if (Nwk != NwkAddress.Unknown)
        {
            _zdo.Announce();
        }
        else
        {
            TryJoin();
        }
    });

    /// <summary>It leaves its network and does not come back until <see cref="SearchNetwork"/>; also what it does when told to leave.</summary>
    public void Leave() => Network.Scheduler.Run(() =>
    {
        Orphan();
        _commissioned = false;
        _searching = false;
    });

    /// <summary>Somebody presses its join button: it joins as soon as a network lets it in with its link key.</summary>
    public void SearchNetwork() => Network.Scheduler.Run(() =>
    {
        _searching = true;
        TryJoin();
    });

    /// <summary>It lost its parent and finds another: it is in its network as before and says so, or looks for one if it has none.</summary>
    public void Rejoin() => Network.Scheduler.Run(() =>
    {
        _searching = true;
        AnnounceIfJoined();
        TryJoin();
    });

    /// <summary>Its network address changes, as after an address conflict; it announces the new one. Does nothing outside a network.</summary>
    /// <param name="address">The new address, free for it; null for one left to chance.</param>
    public void ChangeNetworkAddress(NwkAddress? address = null) => Network.Scheduler.Run(() =>
    {
        if (IsListening)
        {
            Attach(address ?? Network.AllocateAddress());
        }
    });

    /// <summary>From now on it is a sleepy end device: its receiver is off but for a moment at each poll. It announces what it became.</summary>
    /// <param name="pollInterval">Time between two polls; more than zero.</param>
    public void Sleep(TimeSpan pollInterval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(pollInterval, TimeSpan.Zero);
        Network.Scheduler.Run(() =>
        {
            _pollInterval = pollInterval;
            _lastPoll = Network.Scheduler.Now;
            _window.Set(0);
            AnnounceIfJoined();
        });
    }

    /// <summary>Its receiver stays on again.</summary>
    public void Wake() => Network.Scheduler.Run(() =>
    {
        if (IsAsleep)
        {
            _pollInterval = null;
            AnnounceIfJoined();
        }
    });

    /// <summary>Tells another node to leave the network (Mgmt_Leave_req), as a trust centre does that removes a device.</summary>
    /// <param name="node">The node.</param>
    /// <param name="rejoin">Whether it is to come back.</param>
    public void Expel(INetworkNode node, bool rejoin = false)
    {
        ArgumentNullException.ThrowIfNull(node);
        Network.Scheduler.Run(() => _zdo.RequestLeave(node, rejoin));
    }

    /// <summary>Opens or closes its own join window and those of all routers.</summary>
    /// <param name="seconds">0 closes; 1 to 254 seconds; 255 stays open.</param>
    public void PermitJoiningEverywhere(byte seconds) => Network.Scheduler.Run(() =>
    {
        _window.Set(seconds);
        _zdo.BroadcastPermitJoining(seconds);
    });

    /// <summary>Sends a frame to another node's endpoint, encrypted with the APS link key if wanted.</summary>
    /// <param name="request">The frame.</param>
    public void Send(ApsDataRequest request) => Network.Transmit(this, request, static _ => { });

    /// <summary>It is in the network under a network address, and tells everybody.</summary>
    /// <param name="nwk">The address.</param>
    protected void Attach(NwkAddress nwk)
    {
        Nwk = nwk;
        _zdo.Announce();
    }

    /// <summary>Another node has joined, come back, or got another address.</summary>
    /// <param name="announcement">What it says.</param>
    protected virtual void HearAnnouncement(DeviceAnnounce announcement)
    {
    }

    /// <summary>Opens its join window.</summary>
    /// <param name="seconds">0 closes; 1 to 254 seconds; 255 stays open.</param>
    protected void PermitJoining(byte seconds) => _window.Set(seconds);

    private void LeaveAsTold(bool rejoin)
    {
        if (rejoin)
        {
            Rejoin();
        }
        else
        {
            Leave();
        }
    }

    // The same in every run, and another for every device.
    private static byte[] OwnCode(IeeeAddress address)
    {
        var seed = new byte[sizeof(ulong)];
        address.WriteBigEndian(seed);
        return MatyasMeyerOseas.Hash(seed);
    }

    private void Forget()
    {
        foreach (var cluster in ClustersOf<VirtualCluster>())
        {
            cluster.Forget();
        }
    }

    private void AnnounceIfJoined()
    {
        if (IsListening)
        {
            _zdo.Announce();
        }
    }

    private IReadOnlyList<SimpleDescriptor> SimpleDescriptors() => [.. _endpoints.Values.Select(static endpoint => endpoint.Descriptor)];

    private void JoinWindowChanged(bool open)
    {
        if (open)
        {
            Network.LetDevicesJoin();
        }
    }
}
