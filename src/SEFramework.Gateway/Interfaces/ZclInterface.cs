using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Registry;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Interfaces;

/// <summary>RPC_ZCL_Interface: attributes of remote and local clusters. Source: reference 03.</summary>
/// <param name="messenger">Carries the frames.</param>
/// <param name="lookup">Completes addresses.</param>
/// <param name="attributes">The gateway's own attributes.</param>
/// <param name="endpoints">The gateway's own endpoints.</param>
/// <param name="registry">Has the encryption switch and the time-out.</param>
public sealed class ZclInterface(
    ApsMessenger messenger, AddressLookup lookup, LocalAttributes attributes, LocalEndpointTable endpoints, GatewayRegistry registry) : IRpcZclInterface
{
    private const byte Client = 1;

    /// <inheritdoc />
    public async Task<ReadAttributesResponse> ReadAttributesAsync(
        ReadAttributesRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var target = lookup.Resolve(new ZclTarget(
            request.DestinationAddress,
            (byte?)request.DestinationEndpointId,
            (byte?)request.SourceEndpointId,
            request.ClusterId,
            request.ServerOrClient is { } side ? side == Client : null,
            request.ProfileId));
        var wanted = request.RecordList.Select(r => r.AttributeId).ToArray();
        var records = target.IsLocal
            ? ReadLocal(target, request.ManufacturerCode, wanted)
            : await ReadRemoteAsync(target, request.ManufacturerCode, wanted, cancellationToken);
        return new ReadAttributesResponse
        {
            ClusterId = target.ClusterId,
            ServerOrClient = target.TargetIsClient ? Client : (byte)0,
            ProfileId = target.ProfileId,
            SourceEndpointId = target.DestinationEndpoint,
            DestinationEndpointId = target.IsLocal ? null : target.SourceEndpoint,
            SourceAddress = target.IsLocal ? null : new MacAddress(target.Address.Value),
            ManufacturerCode = request.ManufacturerCode,
            RecordList = records,
        };
    }

    private static ReadAttributeStatusRecord ToRecord(ReadAttributeStatus record) => new()
    {
        AttributeId = record.Attribute,
        Status = record.Status,
        AttributeType = record.Type?.Id,
        Value = record.Value is { } value ? ZclValues.ToRpc(record.Type!, value) : null,
    };

    private ReadAttributeStatusRecord[] ReadLocal(ResolvedTarget target, ushort? manufacturer, ushort[] wanted)
    {
        var cluster = endpoints.Find(target.DestinationEndpoint)?.Find(target.ClusterId, target.TargetIsClient);
        return wanted
            .Select(id => cluster is not null && manufacturer is null && attributes.Read(cluster, id) is var (type, value)
                ? new ReadAttributeStatus(id, (byte)ZclStatus.Success, type, value)
                : new ReadAttributeStatus(id, (byte)ZclStatus.UnsupportedAttribute, null, null))
            .Select(ToRecord)
            .ToArray();
    }

    private async Task<IReadOnlyList<ReadAttributeStatusRecord>> ReadRemoteAsync(
        ResolvedTarget target, ushort? manufacturer, ushort[] wanted, CancellationToken cancellationToken)
    {
        var header = new ZclHeader(
            IsClusterCommand: false,
            FromServer: target.TargetIsClient,
            DisableDefaultResponse: false,
            manufacturer,
            messenger.NextSequence(),
            (byte)GeneralCommand.ReadAttributes);
        var payload = new ByteWriter();
        header.Write(payload);
        ReadAttributes.Write(payload, wanted);
        var frame = new ApsDataRequest(
            target.Address,
            target.Device?.Nwk ?? NwkAddress.Unknown,
            target.DestinationEndpoint,
            target.SourceEndpoint,
            target.ProfileId,
            target.ClusterId,
            payload.Written,
            target.ApsEncryption && !registry.Boolean(RegistryNames.DisableApsEncryption) ? ApsTransmitOptions.ApsEncryption : ApsTransmitOptions.None);
        var expected = new ExpectedAnswer(
            target.Address, target.Device?.Nwk ?? NwkAddress.Unknown, target.DestinationEndpoint, target.ClusterId, answer => IsAnswer(answer, header));
        var indication = await messenger.ConverseAsync(frame, expected, registry.Seconds(RegistryNames.ConversationTimeout), cancellationToken);
        return Decode(indication.Payload.Span, ConversationPeer.Of(frame));
    }

    private static bool IsAnswer(ReadOnlySpan<byte> payload, ZclHeader request)
    {
        var reader = new ByteReader(payload);
        return ZclHeader.TryRead(ref reader, out var header)
            && !header.IsClusterCommand
            && header.Sequence == request.Sequence
            && header.Command is (byte)GeneralCommand.ReadAttributesResponse or (byte)GeneralCommand.DefaultResponse;
    }

    private static ReadAttributeStatusRecord[] Decode(ReadOnlySpan<byte> payload, ConversationPeer peer)
    {
        var reader = new ByteReader(payload);
        ZclHeader.TryRead(ref reader, out var header);
        if (header.Command == (byte)GeneralCommand.DefaultResponse)
        {
            DefaultResponse.TryRead(reader.Rest, out var refusal);
            throw ConversationException.Refused(peer, (byte)refusal.Status);
        }

        return ReadAttributeStatus.TryReadAll(reader.Rest, out var records) || records.Count > 0
            ? records.Select(ToRecord).ToArray()
            : throw ConversationException.CutShort(peer);
    }
}
