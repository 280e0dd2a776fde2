using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
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

    // By the ZigBee PRO specification; other sources have other bits (reference 02, section 10).
    private const byte RejoinFlag = 0x80;
    private const ushort AnyProfile = 0xFFFF;

    // As many neighbours of 22 bytes, or bindings of 21, as fit into one packet beside the header.
    private const int RecordsPerAnswer = 2;

    private static readonly StatusResponse Malformed = new(ZdoStatus.InvalidRequestType);

    private readonly NeighbourTable _neighbours = new(node, network);
    // The searches under way by sequence number; a search ends when its number is used again.
    private readonly Dictionary<byte, Action<Peer>> _searches = [];
    private byte _sequence;

    /// <summary>The node's binding table.</summary>
    public BindingTable Bindings { get; } = new();

    /// <summary>Called when the node is told to leave, after it has answered, with whether it is to come back.</summary>
    public Action<bool>? LeaveRequested { get; init; }

    /// <summary>Called when another node announces itself.</summary>
    public Action<DeviceAnnounce>? Announced { get; init; }

    /// <summary>Called when the node is told to let devices join, with the seconds.</summary>
    public Action<byte>? JoiningPermitted { get; init; }

    // A router might have known the device; an end device is not to be asked for others.
    private ZdoStatus NotMine => node.IsRouter ? ZdoStatus.DeviceNotFound : ZdoStatus.InvalidRequestType;

    /// <summary>Whether the node answers a request itself with more than "not supported".</summary>
    /// <param name="cluster">The request's cluster.</param>
    public bool Supports(ushort cluster) => (ZdoCluster)cluster switch
    {
        ZdoCluster.NwkAddress or ZdoCluster.IeeeAddress or ZdoCluster.NodeDescriptor or ZdoCluster.PowerDescriptor or ZdoCluster.SimpleDescriptor
            or ZdoCluster.ActiveEndpoints or ZdoCluster.MatchDescriptors or ZdoCluster.ManagementLeave => true,
        ZdoCluster.ManagementLqi or ZdoCluster.ManagementRouting or ZdoCluster.ManagementPermitJoining => node.IsRouter,
        ZdoCluster.Bind or ZdoCluster.Unbind or ZdoCluster.ManagementBind =>
            descriptors.Endpoints().Any(static endpoint => endpoint.ProfileId != DigiEndpoints.ProfileId),
        _ => false,
    };

    /// <summary>Answers a request; responses and announcements of others are of no interest.</summary>
    /// <param name="indication">A frame for endpoint 0.</param>
    public void Receive(ApsDataIndication indication)
    {
        ArgumentNullException.ThrowIfNull(indication);
        var cluster = (ZdoCluster)indication.ClusterId;
        if (indication.ClusterId == ZdoFrame.ResponseTo(ZdoCluster.MatchDescriptors))
        {
            ReceiveMatch(indication);
            return;
        }

        if (cluster == ZdoCluster.DeviceAnnounce && ZdoFrame.TrySplit(indication.Payload.Span, out _, out var announcement)
            && DeviceAnnounce.TryRead(announcement, out var announced))
        {
            Announced?.Invoke(announced!);
        }

        if ((indication.ClusterId & ZdoFrame.ResponseBit) != 0 || cluster == ZdoCluster.DeviceAnnounce
            || !ZdoFrame.TrySplit(indication.Payload.Span, out var sequence, out var fields))
        {
            return;
        }

        var broadcast = indication.Options.HasFlag(ApsReceiveOptions.Broadcast);
        Action? after = null;
        var response = Supports(indication.ClusterId) ? Answer(cluster, fields, broadcast, out after)
            : broadcast ? null
            : new StatusResponse(ZdoStatus.NotSupported);
        if (response is not null)
        {
            Send(indication.Source, indication.SourceNwk, ZdoFrame.ResponseTo(cluster), ZdoFrame.Write(sequence, response));
        }

        after?.Invoke();
    }

    /// <summary>Device_annce: the node has joined, come back, or changed its address.</summary>
    public void Announce() => Broadcast(new DeviceAnnounce(node.Nwk, node.Address, descriptors.Node().MacCapability), NwkAddress.BroadcastRxOnWhenIdle);

    /// <summary>Mgmt_Permit_Joining to all routers.</summary>
    /// <param name="seconds">0 to 255.</param>
    public void BroadcastPermitJoining(byte seconds) => Broadcast(new PermitJoiningRequest(seconds, TrustCentreSignificance: true), NwkAddress.BroadcastRouters);

    /// <summary>Looks for servers of a cluster everywhere.</summary>
    /// <param name="profileId">Profile.</param>
    /// <param name="clusterId">Cluster.</param>
    /// <param name="found">Called for each endpoint that has it.</param>
    public void FindServers(ushort profileId, ushort clusterId, Action<Peer> found)
    {
        var request = new MatchDescriptorsRequest(NwkAddress.BroadcastRxOnWhenIdle, profileId, [clusterId], []);
        _searches[_sequence] = found;
        Broadcast(request, NwkAddress.BroadcastRxOnWhenIdle);
    }

    /// <summary>Looks for clients of a cluster on one node.</summary>
    /// <param name="other">The node.</param>
    /// <param name="profileId">Profile.</param>
    /// <param name="clusterId">Cluster.</param>
    /// <param name="found">Called for each endpoint that has it.</param>
    public void FindClients(INetworkNode other, ushort profileId, ushort clusterId, Action<Peer> found)
    {
        ArgumentNullException.ThrowIfNull(other);
        _searches[_sequence] = found;
        Send(
            other.Address,
            other.Nwk,
            (ushort)ZdoCluster.MatchDescriptors,
            ZdoFrame.Write(_sequence++, new MatchDescriptorsRequest(other.Nwk, profileId, [], [clusterId])));
    }

    /// <summary>Mgmt_Leave_req to another node.</summary>
    /// <param name="other">The node.</param>
    /// <param name="rejoin">Whether it is to come back.</param>
    public void RequestLeave(INetworkNode other, bool rejoin) => Send(
        other.Address, other.Nwk, (ushort)ZdoCluster.ManagementLeave, ZdoFrame.Write(_sequence++, new LeaveRequest(other.Address, rejoin ? RejoinFlag : (byte)0)));

    private void ReceiveMatch(ApsDataIndication indication)
    {
        if (ZdoFrame.TrySplit(indication.Payload.Span, out var sequence, out var fields) && _searches.TryGetValue(sequence, out var found)
            && EndpointsResponse.TryRead(fields, out var response) && response!.Status == ZdoStatus.Success)
        {
            foreach (var endpoint in response.Endpoints)
            {
                found(new Peer(indication.Source, indication.SourceNwk, endpoint));
            }
        }
    }

    private static AddressResponse? AnswerAddress(bool isMine, IeeeAddress address, NwkAddress nwk, byte requestType, bool broadcast)
    {
        if (!isMine && broadcast)
        {
            return null;
        }

        var status = requestType > 1 ? ZdoStatus.InvalidRequestType : isMine ? ZdoStatus.Success : ZdoStatus.DeviceNotFound;
        return new AddressResponse(status, address, isMine ? nwk : NwkAddress.BroadcastAll)
        {
            Associated = requestType == 1 && isMine ? new AssociatedDevices(0, []) : null,
        };
    }

    private static bool Matches(SimpleDescriptor endpoint, MatchDescriptorsRequest request) =>
        (request.ProfileId == endpoint.ProfileId || request.ProfileId == AnyProfile)
        && (request.InputClusters.Intersect(endpoint.InputClusters).Any() || request.OutputClusters.Intersect(endpoint.OutputClusters).Any());

    private static TableResponse<T> Page<T>(IEnumerable<T> all, byte startIndex)
        where T : class, IZdoField<T>
    {
        var records = all.ToList();
        return new TableResponse<T>(ZdoStatus.Success, (byte)records.Count, startIndex, [.. records.Skip(startIndex).Take(RecordsPerAnswer)]);
    }

    private IZdoResponse? Answer(ZdoCluster cluster, ReadOnlySpan<byte> fields, bool broadcast, out Action? after)
    {
        after = null;
        switch (cluster)
        {
            case ZdoCluster.NwkAddress when NwkAddressRequest.TryRead(fields, out var request):
                return AnswerAddress(request!.Address == node.Address, request.Address, node.Nwk, request.RequestType, broadcast);
            case ZdoCluster.IeeeAddress when IeeeAddressRequest.TryRead(fields, out var request):
                return AnswerAddress(request!.Nwk == node.Nwk, node.Address, request.Nwk, request.RequestType, broadcast);
            case ZdoCluster.NodeDescriptor when DescriptorRequest.TryRead(cluster, fields, out var request):
                return AnswerDescriptor(request!.Nwk, descriptors.Node());
            case ZdoCluster.PowerDescriptor when DescriptorRequest.TryRead(cluster, fields, out var request):
                return AnswerDescriptor(request!.Nwk, descriptors.Power);
            case ZdoCluster.ActiveEndpoints when DescriptorRequest.TryRead(cluster, fields, out var request):
                return AnswerEndpoints(request!.Nwk);
            case ZdoCluster.SimpleDescriptor when SimpleDescriptorRequest.TryRead(fields, out var request):
                return AnswerSimpleDescriptor(request!);
            case ZdoCluster.MatchDescriptors when MatchDescriptorsRequest.TryRead(fields, out var request):
                return AnswerMatch(request!, broadcast);
            case ZdoCluster.Bind or ZdoCluster.Unbind when BindRequest.TryRead(cluster, fields, out var request):
                return new StatusResponse(Bind(request!));
            case ZdoCluster.ManagementLqi when TableRequest.TryRead(cluster, fields, out var request):
                return Page(_neighbours.Records(), request!.StartIndex);
            case ZdoCluster.ManagementRouting when TableRequest.TryRead(cluster, fields, out var request):
                // Everybody hears everybody, so nobody keeps routes.
                return Page<RouteRecord>([], request!.StartIndex);
            case ZdoCluster.ManagementBind when TableRequest.TryRead(cluster, fields, out var request):
                return Page(Bindings.Records(node.Address), request!.StartIndex);
            case ZdoCluster.ManagementLeave when LeaveRequest.TryRead(fields, out var request):
                var mine = request!.Device == node.Address || request.Device == IeeeAddress.Coordinator;
                after = mine ? () => LeaveRequested?.Invoke((request.Flags & RejoinFlag) != 0) : null;
                return new StatusResponse(mine ? ZdoStatus.Success : ZdoStatus.DeviceNotFound);
            case ZdoCluster.ManagementPermitJoining when PermitJoiningRequest.TryRead(fields, out var request):
                JoiningPermitted?.Invoke(request!.Duration);
                return broadcast ? null : new StatusResponse(ZdoStatus.Success);
            default:
                return Malformed;
        }
    }

    private DescriptorResponse<T> AnswerDescriptor<T>(NwkAddress asked, T descriptor)
        where T : class, IZdoField<T> =>
        asked == node.Nwk ? new DescriptorResponse<T>(ZdoStatus.Success, asked, descriptor) : new DescriptorResponse<T>(NotMine, asked, null);

    private EndpointsResponse AnswerEndpoints(NwkAddress asked) => asked == node.Nwk
        ? new EndpointsResponse(ZdoStatus.Success, asked, [.. descriptors.Endpoints().Select(static endpoint => endpoint.Endpoint)])
        : new EndpointsResponse(NotMine, asked, []);

    private DescriptorResponse<SimpleDescriptor> AnswerSimpleDescriptor(SimpleDescriptorRequest request)
    {
        var descriptor = request.Nwk == node.Nwk ? descriptors.Endpoints().FirstOrDefault(endpoint => endpoint.Endpoint == request.Endpoint) : null;
        var status = request.Nwk != node.Nwk ? NotMine
            : request.Endpoint is 0 or > HighestEndpoint ? ZdoStatus.InvalidEndpoint
            : descriptor is null ? ZdoStatus.NotActive
            : ZdoStatus.Success;
        return new DescriptorResponse<SimpleDescriptor>(status, request.Nwk, descriptor);
    }

    private EndpointsResponse? AnswerMatch(MatchDescriptorsRequest request, bool broadcast)
    {
        if (request.Nwk.IsUnicast && request.Nwk != node.Nwk)
        {
            return broadcast ? null : new EndpointsResponse(NotMine, request.Nwk, []);
        }

        byte[] matches = [.. descriptors.Endpoints().Where(endpoint => Matches(endpoint, request)).Select(static endpoint => endpoint.Endpoint)];
        return broadcast && matches.Length == 0 ? null : new EndpointsResponse(ZdoStatus.Success, node.Nwk, matches);
    }

    private ZdoStatus Bind(BindRequest request)
    {
        if (request.Source != node.Address || request.Group is not null)
        {
            return ZdoStatus.NotSupported;
        }

        if (descriptors.Endpoints().All(endpoint => endpoint.Endpoint != request.SourceEndpoint))
        {
            return ZdoStatus.InvalidEndpoint;
        }

        var binding = new Binding(request.SourceEndpoint, request.ClusterId, request.Destination, request.DestinationEndpoint);
        return request.Cluster == ZdoCluster.Bind
            ? Bindings.TryAdd(binding) ? ZdoStatus.Success : ZdoStatus.TableFull
            : Bindings.Remove(binding) ? ZdoStatus.Success : ZdoStatus.NoEntry;
    }

    private void Broadcast(IZdoRequest request, NwkAddress nwk) =>
        Send(IeeeAddress.Broadcast, nwk, (ushort)request.Cluster, ZdoFrame.Write(_sequence++, request));

    private void Send(IeeeAddress destination, NwkAddress nwk, ushort cluster, ReadOnlyMemory<byte> frame) => network.Transmit(
        node, new ApsDataRequest(destination, nwk, ZdoFrame.Endpoint, ZdoFrame.Endpoint, ZdoFrame.ProfileId, cluster, frame), static _ => { });
}
