using SEFramework.Radio;
using SEFramework.Simulator.Faults;
using SEFramework.Simulator.Scheduling;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Simulator.Han;

/// <summary>What identifies a network on the air. Source: reference 07, section 7 (OP, OI, CH, ZS).</summary>
/// <param name="ExtendedPanId">64-bit extended PAN id.</param>
/// <param name="PanId">16-bit PAN id.</param>
/// <param name="Channel">802.15.4 channel, 11 to 26.</param>
public sealed record Pan(ulong ExtendedPanId, ushort PanId, byte Channel);

/// <summary>
/// The air between the module and the devices: one network at a time, formed by its coordinator. It carries APS frames, decides the
/// verdict the sender hears, and lets devices join. Source: reference 07, sections 4.2 and 8.
/// </summary>
/// <param name="scheduler">The home's logical thread.</param>
public sealed class HomeAreaNetwork(SimulationScheduler scheduler)
{
    /// <summary>Longest payload of any frame, in fragments. Source: reference 07, section 9.</summary>
    public const int MaximumPayload = 255;

    /// <summary>How long a parent keeps a frame for a child that sleeps, unless it is told otherwise: the ZigBee stack's usual time (INFERRED).</summary>
    public static readonly TimeSpan UsualIndirectHold = TimeSpan.FromSeconds(7.68);

    // What a module reports as the address of a frame that was not delivered (reference 07, section 4.2).
    private static readonly NwkAddress FailedDelivery = new(0xFFFD);

    private readonly List<INetworkNode> _nodes = [];

    /// <summary>The home's logical thread.</summary>
    public SimulationScheduler Scheduler { get; } = scheduler;

    /// <summary>The network on the air, or null while none was formed.</summary>
    public Pan? Pan { get; private set; }

    /// <summary>The coordinator of <see cref="Pan"/>.</summary>
    public INetworkNode? Coordinator { get; private set; }

    /// <summary>Who decides on joiners.</summary>
    public ITrustCentre? TrustCentre { get; private set; }

    /// <summary>All nodes in reach, joined or not.</summary>
    public IReadOnlyList<INetworkNode> Nodes => _nodes;

    /// <summary>What goes wrong for everybody.</summary>
    public AirFaults Faults { get; } = new();

    /// <summary>Time one frame takes from sender to receiver; zero keeps cause and effect in one step.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Whether some node lets devices join now.</summary>
    public bool IsJoiningOpen => _nodes.Exists(static node => node.IsListening && node.IsPermittingJoining);

    /// <summary>Puts a node in reach of the others.</summary>
    /// <param name="node">The node.</param>
    public void Add(INetworkNode node) => _nodes.Add(node);

    /// <summary>Takes a node out of reach.</summary>
    /// <param name="node">The node.</param>
    public void Remove(INetworkNode node) => _nodes.Remove(node);

    /// <summary>A coordinator starts a network. Devices commissioned for the home attach to it by themselves.</summary>
    /// <param name="coordinator">The coordinator.</param>
    /// <param name="trustCentre">Who decides on joiners.</param>
    /// <param name="pan">The network.</param>
    public void Form(INetworkNode coordinator, ITrustCentre trustCentre, Pan pan)
    {
        Coordinator = coordinator;
        TrustCentre = trustCentre;
        Pan = pan;
        LetDevicesJoin();
    }

    /// <summary>The network ends; all its devices are orphaned.</summary>
    public void Dissolve()
    {
        Pan = null;
        Coordinator = null;
        TrustCentre = null;
        foreach (var device in _nodes.OfType<IJoiningNode>().ToArray())
        {
            device.Orphan();
        }
    }

    /// <summary>Something changed that joiners wait for: a network, an open join window, a registered key.</summary>
    public void LetDevicesJoin() => Scheduler.Run(() =>
    {
        foreach (var device in _nodes.OfType<IJoiningNode>().ToArray())
        {
            device.TryJoin();
        }
    });

    /// <summary>An address that no node has.</summary>
    public NwkAddress AllocateAddress()
    {
        NwkAddress address;
        do
        {
#pragma warning disable CA5394 // A simulation has to repeat; nothing secret comes from here.
            address = new NwkAddress((ushort)Scheduler.Random.Next(1, 0xFFF7));
#pragma warning restore CA5394
        }
        while (_nodes.Exists(node => node.Nwk == address));
        return address;
    }

    /// <summary>Sends a frame.</summary>
    /// <param name="sender">Who sends; has to be listening.</param>
    /// <param name="request">The frame.</param>
    /// <param name="verdict">Hears what became of it: as far as the acknowledgement of the receiver's radio, not of its application.</param>
    public void Transmit(INetworkNode sender, ApsDataRequest request, Action<TransmitResult> verdict)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(verdict);
        if (!sender.IsListening)
        {
            verdict(new TransmitResult(TransmitStatus.NotJoined, NwkAddress.Unknown));
        }
        else if (request.Payload.Length > MaximumPayload)
        {
            verdict(new TransmitResult(TransmitStatus.PayloadTooLarge, NwkAddress.Unknown));
        }
        else if (IsBroadcast(request))
        {
            Broadcast(sender, request, verdict);
        }
        else
        {
            Unicast(sender, request, verdict);
        }
    }

    private static bool IsBroadcast(ApsDataRequest request) =>
        request.Destination == IeeeAddress.Broadcast
        || (request.Destination == IeeeAddress.Unknown && !request.DestinationNwk.IsUnicast && request.DestinationNwk != NwkAddress.Unknown);

    private static bool IsAddressed(INetworkNode node, NwkAddress broadcast) =>
        broadcast == NwkAddress.BroadcastRouters ? node.IsRouter
        : broadcast == NwkAddress.BroadcastRxOnWhenIdle ? node.UntilPoll == TimeSpan.Zero
        : true;

    private void Broadcast(INetworkNode sender, ApsDataRequest request, Action<TransmitResult> verdict)
    {
        if (request.Options.HasFlag(ApsTransmitOptions.ApsEncryption))
        {
            verdict(new TransmitResult(TransmitStatus.BroadcastWithApsEncryption, NwkAddress.Unknown));
            return;
        }

        verdict(new TransmitResult(TransmitStatus.Success, NwkAddress.Unknown));
        foreach (var node in _nodes.Where(node => node != sender && IsAddressed(node, request.DestinationNwk)).ToArray())
        {
            if (Hears(node))
            {
                Deliver(sender, node, request, ApsReceiveOptions.Broadcast, node.UntilPoll);
            }
        }
    }

    private void Unicast(INetworkNode sender, ApsDataRequest request, Action<TransmitResult> verdict)
    {
        var (target, status) = Resolve(request);
        if (target == sender)
        {
            status = TransmitStatus.SelfAddressed;
        }
        else if (target is not null && target.Faults.TakeFailure(out var chosen))
        {
            status = chosen;
        }
        else if (Faults.TakeFailure(out chosen))
        {
            status = chosen;
        }
        else if (target is not null)
        {
            status = Secured(sender, target, request) ? TransmitStatus.Success : TransmitStatus.KeyNotAuthorized;
        }

        var wait = target?.UntilPoll ?? TimeSpan.Zero;
        var hold = Coordinator?.IndirectHold ?? UsualIndirectHold;
        var heard = status == TransmitStatus.Success && wait <= hold && Hears(target!);
        wait = wait < hold ? wait : hold;
        if (status == TransmitStatus.Success && !heard && !request.Options.HasFlag(ApsTransmitOptions.NoAcknowledgement))
        {
            status = TransmitStatus.NetworkAckFailure;
        }

        var delay = Latency + Faults.Delay + (target?.Faults.Delay ?? TimeSpan.Zero) + wait;
        var nwk = status == TransmitStatus.Success ? target!.Nwk : FailedDelivery;
        Scheduler.Schedule(delay, () => verdict(new TransmitResult(status, nwk)));
        if (heard)
        {
            var options = ApsReceiveOptions.None;
            options |= request.Options.HasFlag(ApsTransmitOptions.NoAcknowledgement) ? 0 : ApsReceiveOptions.Acknowledged;
            options |= request.Options.HasFlag(ApsTransmitOptions.ApsEncryption) ? ApsReceiveOptions.ApsEncryption : 0;
            Deliver(sender, target!, request, options, wait);
        }
    }

    private (INetworkNode? Target, TransmitStatus Failure) Resolve(ApsDataRequest request)
    {
        if (request.Destination == IeeeAddress.Unknown)
        {
            var byNwk = _nodes.Find(node => node.Nwk == request.DestinationNwk);
            return (byNwk, TransmitStatus.RouteNotFound);
        }

        var byAddress = request.Destination == IeeeAddress.Coordinator
            ? Coordinator
            : _nodes.Find(node => node.Address == request.Destination && node.Nwk != NwkAddress.Unknown);
        return (byAddress, TransmitStatus.AddressNotFound);
    }

    private static bool Secured(INetworkNode sender, INetworkNode target, ApsDataRequest request) =>
        !request.Options.HasFlag(ApsTransmitOptions.ApsEncryption) || (sender.HasLinkKey && target.HasLinkKey);

    private bool Hears(INetworkNode target) =>
        target.IsListening && !Scheduler.Happens(target.Faults.LossToNode) && !Scheduler.Happens(Faults.LossToNode);

    private void Deliver(INetworkNode sender, INetworkNode target, ApsDataRequest request, ApsReceiveOptions options, TimeSpan wait)
    {
        if (Scheduler.Happens(sender.Faults.LossFromNode) || Scheduler.Happens(Faults.LossFromNode))
        {
            return;
        }

        var source = sender.Faults.HideExtendedAddress || Faults.HideExtendedAddress ? IeeeAddress.Unknown : sender.Address;
        var indication = new ApsDataIndication(
            source,
            sender.Nwk,
            request.SourceEndpoint,
            request.DestinationEndpoint,
            request.ProfileId,
            request.ClusterId,
            request.Payload.ToArray(),
            options | (sender.IsRouter ? ApsReceiveOptions.None : ApsReceiveOptions.FromEndDevice));
        var copies = Scheduler.Happens(sender.Faults.Duplication) || Scheduler.Happens(Faults.Duplication) ? 2 : 1;
        var delay = Latency + Faults.Delay + sender.Faults.Delay + target.Faults.Delay + wait;
        void Arrive() => Scheduler.Schedule(delay, () =>
        {
            if (target.IsListening)
            {
                target.Receive(indication);
            }
        });

        if (sender.Faults.Overtaken is null && (Scheduler.Happens(sender.Faults.Reordering) || Scheduler.Happens(Faults.Reordering)))
        {
            sender.Faults.Overtaken = Arrive;
            Scheduler.Schedule(AirFaults.LongestOvertaking, () => Release(sender.Faults, Arrive));
            return;
        }

        for (var i = 0; i < copies; i++)
        {
            Arrive();
        }

        Release(sender.Faults, sender.Faults.Overtaken);
    }

    private static void Release(AirFaults faults, Action? overtaken)
    {
        if (overtaken is not null && faults.Overtaken == overtaken)
        {
            faults.Overtaken = null;
            overtaken();
        }
    }
}
