using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Simulator.Han.Zdo;

/// <summary>
/// Answers the ZDO requests of others for a node, be it a device or the module itself, and sends the node's own announcements.
/// Source: reference 02, sections 9 to 12.
/// </summary>
/// <param name="node">The node it answers for.</param>
/// <param name="network">The air around it.</param>
/// <param name="descriptors">What it answers with.</param>
public sealed class ZdoServer(INetworkNode node, HomeAreaNetwork network, LocalDescriptors descriptors)
{
    private const byte HighestEndpoint = 240;
    private const ushort AnyProfile = 0xFFFF;

    private readonly NeighbourTable _neighbours = new(node, network);
    private byte _sequence;

    /// <summary>The node's binding table.</summary>
    public BindingTable Bindings { get; } = new();

    /// <summary>Called when the node is told to leave, after it has answered.</summary>
    public Action? LeaveRequested { get; init; }

    /// <summary>Called when the node is told to let devices join, with the seconds.</summary>
    public Action<byte>? JoiningPermitted { get; init; }

    /// <summary>Whether the node answers a request itself with more than "not supported".</summary>
    /// <param name="cluster">The request's cluster.</param>
    public bool Supports(ushort cluster) => (ZdoCluster)cluster switch
    {
        ZdoCluster.NwkAddress or ZdoCluster.IeeeAddress or ZdoCluster.NodeDescriptor or ZdoCluster.PowerDescriptor or ZdoCluster.SimpleDescriptor
            or ZdoCluster.ActiveEndpoints or ZdoCluster.MatchDescriptors or ZdoCluster.ManagementLeave => true,
        ZdoCluster.ManagementLqi or ZdoCluster.ManagementRouting or ZdoCluster.ManagementPermitJoining => node.IsRouter,
        ZdoCluster.Bind or ZdoCluster.Unbind => descriptors.Endpoints().Any(static endpoint => endpoint.ProfileId != DigiEndpoints.ProfileId),
        _ => false,
    };

    /// <summary>Answers a request; responses and announcements of others are of no interest.</summary>
    /// <param name="indication">A frame for endpoint 0.</param>
    public void Receive(ApsDataIndication indication)
    {
        ArgumentNullException.ThrowIfNull(indication);
        if ((indication.ClusterId & ZdoFrame.ResponseBit) != 0
            || indication.ClusterId == (ushort)ZdoCluster.DeviceAnnounce
            || !ZdoFrame.TrySplit(indication.Payload.Span, out var sequence, out var fields))
        {
            return;
        }

        var answer = new ByteWriter().Byte(sequence);
        var broadcast = indication.Options.HasFlag(ApsReceiveOptions.Broadcast);
        Action? after = null;
        if (!Supports(indication.ClusterId))
        {
            if (broadcast)
            {
                return;
            }

            answer.Byte((byte)ZdoStatus.NotSupported);
        }
        else if (!Answer((ZdoCluster)indication.ClusterId, fields, broadcast, answer, out after))
        {
            return;
        }

        Send(indication.Source, indication.SourceNwk, ZdoFrame.ResponseTo((ZdoCluster)indication.ClusterId), answer);
        after?.Invoke();
    }

    /// <summary>Device_annce: the node has joined, come back, or changed its address.</summary>
    public void Announce() => Broadcast(new DeviceAnnounce(node.Nwk, node.Address, descriptors.Node().MacCapability), NwkAddress.BroadcastRxOnWhenIdle);

    /// <summary>Mgmt_Permit_Joining to all routers.</summary>
    /// <param name="seconds">0 to 255.</param>
    public void BroadcastPermitJoining(byte seconds) => Broadcast(new PermitJoiningRequest(seconds, TrustCentreSignificance: true), NwkAddress.BroadcastRouters);

    private static bool Malformed(ByteWriter answer)
    {
        answer.Byte((byte)ZdoStatus.InvalidRequestType);
        return true;
    }

    private bool Answer(ZdoCluster cluster, ReadOnlySpan<byte> fields, bool broadcast, ByteWriter answer, out Action? after)
    {
        after = null;
        switch (cluster)
        {
            case ZdoCluster.NwkAddress:
                return NwkAddressRequest.TryRead(fields, out var byAddress)
                    ? AnswerAddress(byAddress!.Address == node.Address, byAddress.Address, node.Nwk, byAddress.RequestType, broadcast, answer)
                    : Malformed(answer);
            case ZdoCluster.IeeeAddress:
                return IeeeAddressRequest.TryRead(fields, out var byNwk)
                    ? AnswerAddress(byNwk!.Nwk == node.Nwk, node.Address, byNwk.Nwk, byNwk.RequestType, broadcast, answer)
                    : Malformed(answer);
            case ZdoCluster.NodeDescriptor or ZdoCluster.PowerDescriptor or ZdoCluster.ActiveEndpoints:
                return DescriptorRequest.TryRead(cluster, fields, out var descriptor) ? AnswerDescriptor(descriptor!, answer) : Malformed(answer);
            case ZdoCluster.SimpleDescriptor:
                return SimpleDescriptorRequest.TryRead(fields, out var simple) ? AnswerSimpleDescriptor(simple!, answer) : Malformed(answer);
            case ZdoCluster.MatchDescriptors:
                return MatchDescriptorsRequest.TryRead(fields, out var match) ? AnswerMatch(match!, broadcast, answer) : Malformed(answer);
            case ZdoCluster.Bind or ZdoCluster.Unbind:
                return BindRequest.TryRead(cluster, fields, out var bind) ? AnswerBind(bind!, answer) : Malformed(answer);
            case ZdoCluster.ManagementLqi:
                return TableRequest.TryRead(cluster, fields, out var neighbours) ? _neighbours.Answer(neighbours!.StartIndex, answer) : Malformed(answer);
            case ZdoCluster.ManagementRouting:
                return TableRequest.TryRead(cluster, fields, out var routes) ? AnswerNoRoutes(routes!.StartIndex, answer) : Malformed(answer);
            case ZdoCluster.ManagementLeave:
                return LeaveRequest.TryRead(fields, out var leave) ? AnswerLeave(leave!, answer, out after) : Malformed(answer);
            case ZdoCluster.ManagementPermitJoining:
                return PermitJoiningRequest.TryRead(fields, out var permit) ? AnswerPermitJoining(permit!, broadcast, answer) : Malformed(answer);
            default:
                return false;
        }
    }

    // Everybody hears everybody, so nobody keeps routes.
    private static bool AnswerNoRoutes(byte startIndex, ByteWriter answer)
    {
        answer.Byte((byte)ZdoStatus.Success).Byte(0).Byte(startIndex).Byte(0);
        return true;
    }

    private static bool AnswerAddress(bool isMine, IeeeAddress address, NwkAddress nwk, byte requestType, bool broadcast, ByteWriter answer)
    {
        if (!isMine && broadcast)
        {
            return false;
        }

        var status = requestType > 1 ? ZdoStatus.InvalidRequestType : isMine ? ZdoStatus.Success : ZdoStatus.DeviceNotFound;
        new AddressResponse(status, address, isMine ? nwk : NwkAddress.BroadcastAll).Write(answer);
        if (requestType == 1 && isMine)
        {
            // Extended form: no associated devices.
            answer.Byte(0).Byte(0);
        }

        return true;
    }

    private bool AnswerDescriptor(DescriptorRequest request, ByteWriter answer)
    {
        if (request.Cluster == ZdoCluster.ActiveEndpoints)
        {
            var mine = request.Nwk == node.Nwk;
            byte[] endpoints = mine ? [.. descriptors.Endpoints().Select(static endpoint => endpoint.Endpoint)] : [];
            new EndpointsResponse(mine ? ZdoStatus.Success : NotMine, request.Nwk, endpoints).Write(answer);
            return true;
        }

        if (!WriteHeader(request.Nwk, answer))
        {
            return true;
        }

        if (request.Cluster == ZdoCluster.NodeDescriptor)
        {
            descriptors.Node().Write(answer);
        }
        else
        {
            descriptors.Power.Write(answer);
        }

        return true;
    }

    private bool AnswerSimpleDescriptor(SimpleDescriptorRequest request, ByteWriter answer)
    {
        var descriptor = descriptors.Endpoints().FirstOrDefault(endpoint => endpoint.Endpoint == request.Endpoint);
        var status = request.Nwk != node.Nwk ? NotMine
            : request.Endpoint is 0 or > HighestEndpoint ? ZdoStatus.InvalidEndpoint
            : descriptor is null ? ZdoStatus.NotActive
            : ZdoStatus.Success;
        new DescriptorResponseHeader(status, request.Nwk).Write(answer);
        if (status != ZdoStatus.Success)
        {
            answer.Byte(0);
            return true;
        }

        var body = new ByteWriter();
        descriptor!.Write(body);
        answer.Byte((byte)body.Written.Length).Bytes(body.Written.Span);
        return true;
    }

    private bool AnswerMatch(MatchDescriptorsRequest request, bool broadcast, ByteWriter answer)
    {
        var asked = request.Nwk == node.Nwk || !request.Nwk.IsUnicast;
        byte[] matches = asked ? [.. descriptors.Endpoints().Where(endpoint => Matches(endpoint, request)).Select(static endpoint => endpoint.Endpoint)] : [];
        if (broadcast && matches.Length == 0)
        {
            return false;
        }

        new EndpointsResponse(asked ? ZdoStatus.Success : NotMine, asked ? node.Nwk : request.Nwk, matches).Write(answer);
        return true;
    }

    private static bool Matches(SimpleDescriptor endpoint, MatchDescriptorsRequest request) =>
        (request.ProfileId == endpoint.ProfileId || request.ProfileId == AnyProfile)
        && (request.InputClusters.Intersect(endpoint.InputClusters).Any() || request.OutputClusters.Intersect(endpoint.OutputClusters).Any());

    private bool AnswerBind(BindRequest request, ByteWriter answer)
    {
        var binding = new Binding(request.SourceEndpoint, request.ClusterId, request.Destination, request.DestinationEndpoint);
        var status =
            request.Source != node.Address || request.Group is not null ? ZdoStatus.NotSupported
            : descriptors.Endpoints().All(endpoint => endpoint.Endpoint != request.SourceEndpoint) ? ZdoStatus.InvalidEndpoint
            : request.Cluster == ZdoCluster.Bind ? (Bindings.TryAdd(binding) ? ZdoStatus.Success : ZdoStatus.TableFull)
            : Bindings.Remove(binding) ? ZdoStatus.Success
            : ZdoStatus.NoEntry;
        answer.Byte((byte)status);
        return true;
    }

    private bool AnswerLeave(LeaveRequest request, ByteWriter answer, out Action? after)
    {
        var mine = request.Device == node.Address || request.Device == IeeeAddress.Coordinator;
        after = mine ? LeaveRequested : null;
        answer.Byte((byte)(mine ? ZdoStatus.Success : ZdoStatus.DeviceNotFound));
        return true;
    }

    private bool AnswerPermitJoining(PermitJoiningRequest request, bool broadcast, ByteWriter answer)
    {
        JoiningPermitted?.Invoke(request.Duration);
        answer.Byte((byte)ZdoStatus.Success);
        return !broadcast;
    }

    private bool WriteHeader(NwkAddress asked, ByteWriter answer)
    {
        var mine = asked == node.Nwk;
        new DescriptorResponseHeader(mine ? ZdoStatus.Success : NotMine, asked).Write(answer);
        return mine;
    }

    // A router might have known the device; an end device is not to be asked for others.
    private ZdoStatus NotMine => node.IsRouter ? ZdoStatus.DeviceNotFound : ZdoStatus.InvalidRequestType;

    private void Broadcast(IZdoRequest request, NwkAddress destination)
    {
        var frame = new ByteWriter().Byte(_sequence++);
        request.Write(frame);
        network.Transmit(
            node,
            new ApsDataRequest(
                IeeeAddress.Broadcast, destination, ZdoFrame.Endpoint, ZdoFrame.Endpoint, ZdoFrame.ProfileId, (ushort)request.Cluster, frame.Written),
            static _ => { });
    }

    private void Send(IeeeAddress destination, NwkAddress nwk, ushort cluster, ByteWriter frame) => network.Transmit(
        node,
        new ApsDataRequest(destination, nwk, ZdoFrame.Endpoint, ZdoFrame.Endpoint, ZdoFrame.ProfileId, cluster, frame.Written),
        static _ => { });
}
