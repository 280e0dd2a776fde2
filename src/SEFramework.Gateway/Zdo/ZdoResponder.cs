using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Endpoints;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Zdo;

/// <summary>Answers the ZDO requests of other nodes, so that they find the gateway's endpoints. Source: reference 02, section 10; reference 07, section 6.</summary>
/// <param name="self">The gateway's own addresses.</param>
/// <param name="endpoints">The gateway's endpoints.</param>
/// <param name="messenger">Carries the answers.</param>
public sealed class ZdoResponder(LocalNode self, LocalEndpointTable endpoints, ApsMessenger messenger)
{
    private const ushort DigiManufacturerCode = 0x101E;
    private const byte RouterCapability = 0x8E;
    private const byte Band2400 = 8;

    /// <summary>Answers a request that is for the gateway; others are passed over in silence.</summary>
    /// <param name="indication">The frame.</param>
    /// <param name="cancellationToken">Stops sending.</param>
    /// <exception cref="ConversationException">The answer could not be delivered.</exception>
    public async Task AnswerAsync(ApsDataIndication indication, CancellationToken cancellationToken)
    {
        if ((indication.ClusterId & ZdoFrame.ResponseBit) != 0 || indication.Payload.IsEmpty)
        {
            return;
        }

        var isBroadcast = indication.Options.HasFlag(ApsReceiveOptions.Broadcast);
        var answer = new ByteWriter().Byte(indication.Payload.Span[0]);
        if (!TryAnswer((ZdoCluster)indication.ClusterId, indication.Payload.Span[1..], isBroadcast, answer))
        {
            return;
        }

        await messenger.SendAsync(
            new ApsDataRequest(
                indication.Source,
                indication.SourceNwk,
                ZdoFrame.Endpoint,
                ZdoFrame.Endpoint,
                ZdoFrame.ProfileId,
                ZdoFrame.ResponseTo((ZdoCluster)indication.ClusterId),
                answer.Written),
            cancellationToken);
    }

    private bool TryAnswer(ZdoCluster cluster, ReadOnlySpan<byte> fields, bool isBroadcast, ByteWriter answer)
    {
        switch (cluster)
        {
            case ZdoCluster.NwkAddress:
                return NwkAddressRequest.TryRead(fields, out var byAddress) && AnswerAddress(byAddress!.Address == self.Address, byAddress.Address, isBroadcast, answer);
            case ZdoCluster.IeeeAddress:
                return IeeeAddressRequest.TryRead(fields, out var byNwk) && AnswerAddress(IsSelf(byNwk!.Nwk), self.Address, isBroadcast, answer);
            case ZdoCluster.NodeDescriptor:
                return DescriptorRequest.TryRead(cluster, fields, out var node) && AnswerDescriptor(node!.Nwk, answer, Node().Write);
            case ZdoCluster.PowerDescriptor:
                return DescriptorRequest.TryRead(cluster, fields, out var power) && AnswerDescriptor(power!.Nwk, answer, new PowerDescriptor(0, 1, 1, 12).Write);
            case ZdoCluster.SimpleDescriptor:
                return SimpleDescriptorRequest.TryRead(fields, out var simple) && AnswerSimple(simple!, answer);
            case ZdoCluster.ActiveEndpoints:
                return DescriptorRequest.TryRead(cluster, fields, out var active) && AnswerEndpoints(active!.Nwk, endpoints.All.Select(e => e.Id), answer);
            case ZdoCluster.MatchDescriptors:
                return MatchDescriptorsRequest.TryRead(fields, out var match) && AnswerMatch(match!, isBroadcast, answer);
            case ZdoCluster.DeviceAnnounce:
                return false;
            default:
                answer.Byte((byte)ZdoStatus.NotSupported);
                return !isBroadcast;
        }
    }

    private static SimpleDescriptor Describe(LocalEndpoint endpoint) => new(
        endpoint.Id,
        endpoint.ProfileId,
        endpoint.DeviceId ?? 0,
        endpoint.DeviceVersion ?? 0,
        endpoint.Clusters.Where(c => !c.IsClient).Select(c => c.Id).ToArray(),
        endpoint.Clusters.Where(c => c.IsClient).Select(c => c.Id).ToArray());

    private bool IsSelf(NwkAddress nwk) => nwk == self.Nwk;

    private NodeDescriptor Node() => new(
        self.IsCoordinator ? NodeType.Coordinator : NodeType.Router, false, false, 0, Band2400, RouterCapability, DigiManufacturerCode, 0x52, 0xFF, 0, 0xFF, 0);

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
        new DescriptorResponse<SimpleDescriptor>(status, request.Nwk, status == ZdoStatus.Success ? Describe(endpoint!) : null).Write(answer);
        return true;
    }

    private bool AnswerEndpoints(NwkAddress nwk, IEnumerable<byte> found, ByteWriter answer)
    {
        new EndpointsResponse(
            IsSelf(nwk) ? ZdoStatus.Success : ZdoStatus.DeviceNotFound, nwk, IsSelf(nwk) ? found.ToArray() : []).Write(answer);
        return true;
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
