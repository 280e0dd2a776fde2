using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Endpoints;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Zdo;

/// <summary>Answers the ZDO requests of other nodes, so that they find the gateway's endpoints. Source: reference 02, section 10; reference 07, section 6.</summary>
/// <param name="self">The gateway's own addresses.</param>
/// <param name="description">What the gateway says of itself.</param>
/// <param name="endpoints">The gateway's endpoints.</param>
/// <param name="bindings">The gateway's bindings.</param>
/// <param name="neighbours">What it knows of the nodes around.</param>
/// <param name="management">Carries out what other nodes ask of the gateway's own node.</param>
/// <param name="answers">Carries the answers.</param>
public sealed class ZdoResponder(
    LocalNode self,
    SelfDescription description,
    LocalEndpointTable endpoints,
    BindingTable bindings,
    NeighbourList neighbours,
    INodeManagement management,
    AnswerSender answers)
{
    // So that an answer fits into one packet, whatever else is in it.
    private const int NeighboursPerPage = 2;
    private const int BindingsPerPage = 2;

    /// <summary>Answers a request that is for the gateway; others are passed over in silence.</summary>
    /// <param name="indication">The frame.</param>
    /// <param name="cancellationToken">Stops what the request wants done.</param>
    public async Task AnswerAsync(ApsDataIndication indication, CancellationToken cancellationToken)
    {
        if ((indication.ClusterId & ZdoFrame.ResponseBit) != 0 || indication.Payload.IsEmpty)
        {
            return;
        }

        var isBroadcast = indication.Options.HasFlag(ApsReceiveOptions.Broadcast);
        var answer = new ByteWriter().Byte(indication.Payload.Span[0]);
        var acted = await ActAsync(indication, isBroadcast, cancellationToken);
        if (acted is { } status)
        {
            new StatusResponse(status).Write(answer);
        }
        else if (!TryAnswer((ZdoCluster)indication.ClusterId, indication.Payload.Span[1..], isBroadcast, answer))
        {
            return;
        }

        if (isBroadcast && acted is not null)
        {
            return;
        }

        answers.Post(new ApsDataRequest(
            indication.Source,
            indication.SourceNwk,
            ZdoFrame.Endpoint,
            ZdoFrame.Endpoint,
            ZdoFrame.ProfileId,
            ZdoFrame.ResponseTo((ZdoCluster)indication.ClusterId),
            answer.Written));
    }

    /// <summary>Requests that change something.</summary>
    /// <returns>Their outcome; null for any other request, and for one that cannot be read.</returns>
    private Task<ZdoStatus?> ActAsync(ApsDataIndication indication, bool isBroadcast, CancellationToken cancellationToken)
    {
        var cluster = (ZdoCluster)indication.ClusterId;
        var fields = indication.Payload.Span[1..];
        return cluster switch
        {
            ZdoCluster.Bind or ZdoCluster.Unbind when !isBroadcast && BindRequest.TryRead(cluster, fields, out var bind) => BindAsync(bind!),
            ZdoCluster.ManagementLeave when !isBroadcast && LeaveRequest.TryRead(fields, out var leave) => LeaveAsync(leave!, indication, cancellationToken),
            ZdoCluster.ManagementPermitJoining when PermitJoiningRequest.TryRead(fields, out var permit) => PermitAsync(permit!, cancellationToken),
            _ => Task.FromResult<ZdoStatus?>(null),
        };
    }

    private async Task<ZdoStatus?> BindAsync(BindRequest request)
    {
        if (request.Source != self.Address || endpoints.Find(request.SourceEndpoint) is null)
        {
            return request.Source != self.Address ? ZdoStatus.NotSupported : ZdoStatus.InvalidEndpoint;
        }

        var record = new BindingRecord(
            request.Source, request.SourceEndpoint, request.ClusterId, request.Group, request.Destination, request.DestinationEndpoint);
        return request.Cluster == ZdoCluster.Bind ? await bindings.AddAsync(record) : await bindings.RemoveAsync(record);
    }

    private async Task<ZdoStatus?> LeaveAsync(LeaveRequest request, ApsDataIndication indication, CancellationToken cancellationToken)
    {
        if (request.Device != IeeeAddress.Coordinator && request.Device != self.Address)
        {
            return ZdoStatus.NotSupported;
        }

        // Only the trust centre may send the gateway away; and a coordinator that left would take the network with it.
        if (self.IsCoordinator || indication.SourceNwk != NwkAddress.Coordinator)
        {
            return ZdoStatus.NotPermitted;
        }

        await management.LeaveAsync(cancellationToken);
        return ZdoStatus.Success;
    }

    private async Task<ZdoStatus?> PermitAsync(PermitJoiningRequest request, CancellationToken cancellationToken) =>
        await management.PermitJoiningAsync(request.Duration, cancellationToken) ? ZdoStatus.Success : ZdoStatus.InvalidRequestType;

    private bool TryAnswer(ZdoCluster cluster, ReadOnlySpan<byte> fields, bool isBroadcast, ByteWriter answer)
    {
        switch (cluster)
        {
            case ZdoCluster.NwkAddress:
                return NwkAddressRequest.TryRead(fields, out var byAddress) && AnswerAddress(byAddress!.Address == self.Address, byAddress.Address, isBroadcast, answer);
            case ZdoCluster.IeeeAddress:
                return IeeeAddressRequest.TryRead(fields, out var byNwk) && AnswerAddress(IsSelf(byNwk!.Nwk), self.Address, isBroadcast, answer);
            case ZdoCluster.NodeDescriptor:
                return DescriptorRequest.TryRead(cluster, fields, out var node) && AnswerDescriptor(node!.Nwk, answer, description.Node.Write);
            case ZdoCluster.PowerDescriptor:
                return DescriptorRequest.TryRead(cluster, fields, out var power) && AnswerDescriptor(power!.Nwk, answer, SelfDescription.Power.Write);
            case ZdoCluster.SimpleDescriptor:
                return SimpleDescriptorRequest.TryRead(fields, out var simple) && AnswerSimple(simple!, answer);
            case ZdoCluster.ActiveEndpoints:
                return DescriptorRequest.TryRead(cluster, fields, out var active) && AnswerEndpoints(active!.Nwk, endpoints.All.Select(e => e.Id), answer);
            case ZdoCluster.MatchDescriptors:
                return MatchDescriptorsRequest.TryRead(fields, out var match) && AnswerMatch(match!, isBroadcast, answer);
            case ZdoCluster.ManagementLqi:
                return TableRequest.TryRead(cluster, fields, out var lqi) && AnswerTable(lqi!, neighbours.Records(), NeighboursPerPage, isBroadcast, answer);
            case ZdoCluster.ManagementBind:
                return TableRequest.TryRead(cluster, fields, out var bind) && AnswerTable(bind!, bindings.Records, BindingsPerPage, isBroadcast, answer);
            case ZdoCluster.DeviceAnnounce:
                return false;
            default:
                answer.Byte((byte)ZdoStatus.NotSupported);
                return !isBroadcast;
        }
    }

    private bool IsSelf(NwkAddress nwk) => nwk == self.Nwk;

    private bool AnswerAddress(bool isSelf, IeeeAddress asked, bool isBroadcast, ByteWriter answer)
    {
        if (!isSelf && isBroadcast)
        {
            return false;
        }

        new AddressResponse(
            isSelf ? ZdoStatus.Success : ZdoStatus.DeviceNotFound, isSelf ? self.Address : asked, isSelf ? self.Nwk : NwkAddress.BroadcastAll).Write(answer);
        return true;
    }

    private bool AnswerDescriptor(NwkAddress nwk, ByteWriter answer, Action<ByteWriter> descriptor)
    {
        new DescriptorResponseHeader(IsSelf(nwk) ? ZdoStatus.Success : ZdoStatus.DeviceNotFound, nwk).Write(answer);
        if (IsSelf(nwk))
        {
            descriptor(answer);
        }

        return true;
    }

    private bool AnswerSimple(SimpleDescriptorRequest request, ByteWriter answer)
    {
        var endpoint = endpoints.Find(request.Endpoint);
        var status = !IsSelf(request.Nwk) ? ZdoStatus.DeviceNotFound
            : request.Endpoint is 0 or > 240 ? ZdoStatus.InvalidEndpoint
            : endpoint is null ? ZdoStatus.NotActive
            : ZdoStatus.Success;
        new DescriptorResponse<SimpleDescriptor>(status, request.Nwk, status == ZdoStatus.Success ? SelfDescription.Describe(endpoint!) : null).Write(answer);
        return true;
    }

    private bool AnswerEndpoints(NwkAddress nwk, IEnumerable<byte> found, ByteWriter answer)
    {
        new EndpointsResponse(
            IsSelf(nwk) ? ZdoStatus.Success : ZdoStatus.DeviceNotFound, nwk, IsSelf(nwk) ? found.ToArray() : []).Write(answer);
        return true;
    }

    private static bool AnswerTable<T>(TableRequest request, IReadOnlyList<T> table, int pageSize, bool isBroadcast, ByteWriter answer)
        where T : class, IZdoField<T>
    {
        new TableResponse<T>(
            ZdoStatus.Success, (byte)Math.Min(table.Count, byte.MaxValue), request.StartIndex, [.. table.Skip(request.StartIndex).Take(pageSize)]).Write(answer);
        return !isBroadcast;
    }

    private bool AnswerMatch(MatchDescriptorsRequest request, bool isBroadcast, ByteWriter answer)
    {
        var matches = endpoints.All
            .Where(e => e.ProfileId == request.ProfileId
                && (request.InputClusters.Any(c => e.Find(c, isClient: false) is not null)
                    || request.OutputClusters.Any(c => e.Find(c, isClient: true) is not null)))
            .Select(e => e.Id)
            .ToArray();
        if (matches.Length == 0 && isBroadcast)
        {
            return false;
        }

        new EndpointsResponse(ZdoStatus.Success, self.Nwk, matches).Write(answer);
        return true;
    }
}
