using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Zcl;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Interfaces;

/// <summary>RPC_ZCL_Interface: attributes of remote and local clusters, and any other ZCL command. Source: reference 03.</summary>
/// <param name="conversation">Carries any command.</param>
/// <param name="client">Reads and writes attributes of devices.</param>
/// <param name="reporting">Serves the requests about reports.</param>
/// <param name="startReports">Serves start_reports.</param>
/// <param name="lookup">Completes addresses.</param>
/// <param name="attributes">The gateway's own attributes.</param>
/// <param name="endpoints">The gateway's own endpoints.</param>
/// <param name="clock">The gateway's time.</param>
public sealed class ZclInterface(
    ZclConversation conversation,
    AttributeClient client,
    ReportingRequests reporting,
    StartReportsRequests startReports,
    AddressLookup lookup,
    LocalAttributes attributes,
    LocalEndpointTable endpoints,
    GatewayClock clock) : IRpcZclInterface
{
    private const byte Client = 1;
    private const byte IdentifyCommand = 0x00;

    /// <inheritdoc />
    public async Task<ReadAttributesResponse> ReadAttributesAsync(
        ReadAttributesRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var target = lookup.Resolve(new ZclTarget(
            request.DestinationAddress, request.DestinationEndpointId, request.SourceEndpointId, request.ClusterId, IsClient(request.ServerOrClient), request.ProfileId));
        var wanted = request.RecordList.Select(r => r.AttributeId).ToArray();
        var records = await client.ReadAsync(target, request.ManufacturerCode, wanted, cancellationToken);
        return new ReadAttributesResponse
        {
            ClusterId = target.ClusterId,
            ServerOrClient = Side(target),
            ProfileId = target.ProfileId,
            SourceEndpointId = target.DestinationEndpoint,
            DestinationEndpointId = Receiver(target),
            SourceAddress = Answerer(target),
            ManufacturerCode = request.ManufacturerCode,
            RecordList = [.. records.Select(ToRecord)],
        };
    }

    /// <inheritdoc />
    public async Task<WriteAttributesResponse> WriteAttributesAsync(
        WriteAttributesRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        if (request.CommandIdentifier is not ((byte)GeneralCommand.WriteAttributes or (byte)GeneralCommand.WriteAttributesUndivided or (byte)GeneralCommand.WriteAttributesNoResponse))
        {
            throw Refuse(WriteAttributesRequest.WireName, "command_identifier", "there are 0x02 (write), 0x03 (write undivided) and 0x05 (write without response)");
        }

        var target = lookup.Resolve(new ZclTarget(
            request.DestinationAddress, request.DestinationEndpointId, request.SourceEndpointId, request.ClusterId, IsClient(request.ServerOrClient), request.ProfileId));
        var writes = request.RecordList.Select(r => Write(target, request.ManufacturerCode, r)).ToArray();
        var statuses = target.IsLocal
            ? await WriteLocalAsync(target, request, writes)
            : await WriteRemoteAsync(target, request, writes, cancellationToken);
        return new WriteAttributesResponse
        {
            ClusterId = target.ClusterId,
            ServerOrClient = Side(target),
            ProfileId = target.ProfileId,
            SourceEndpointId = target.DestinationEndpoint,
            DestinationEndpointId = Receiver(target),
            SourceAddress = Answerer(target),
            ManufacturerCode = request.ManufacturerCode,
            RecordList = [.. request.RecordList.Zip(writes, statuses).Select(static r => new WriteAttributeResponseRecord
            {
                Status = r.Third,
                AttributeId = r.First.AttributeId,
                AttributeType = r.Second.Type?.Id ?? r.First.AttributeType,
                Value = r.First.Value,
            })],
        };
    }

    /// <inheritdoc />
    public async Task<Rpc.Contract.Generated.DiscoverAttributesResponse> DiscoverAttributesAsync(
        DiscoverAttributesRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var target = lookup.Resolve(new ZclTarget(
            request.DestinationAddress, request.DestinationEndpointId, request.SourceEndpointId, request.ClusterId, IsClient(request.ServerOrClient), request.ProfileId));
        var wanted = new DiscoverAttributes(request.StartAttributeId, request.MaxAttributeIds);
        var found = target.IsLocal
            ? DiscoverLocal(target, request.ManufacturerCode, wanted)
            : await client.DiscoverAsync(target, request.ManufacturerCode, wanted, cancellationToken);
        return new Rpc.Contract.Generated.DiscoverAttributesResponse
        {
            ClusterId = target.ClusterId,
            ServerOrClient = Side(target),
            ProfileId = target.ProfileId,
            SourceEndpointId = target.DestinationEndpoint,
            DestinationEndpointId = Receiver(target),
            SourceAddress = Answerer(target),
            ManufacturerCode = request.ManufacturerCode,
            DiscoveryComplete = found.IsComplete,
            RecordList = [.. found.Attributes.Select(static a => new AttributeInformationRecord { AttributeId = a.Attribute, AttributeType = a.Type })],
        };
    }

    /// <inheritdoc />
    public async Task<IdentifyResponse> IdentifyAsync(IdentifyRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var target = lookup.Resolve(new ZclTarget(
            request.DestinationAddress, request.DestinationEndpointId, request.SourceEndpointId, ClusterIds.Identify, TargetIsClient: false, request.ProfileId));
        if (target.IsLocal)
        {
            attributes.Identify(target.DestinationEndpoint, request.IdentifyTime);
        }
        else
        {
            var command = new ZclCommand(
                target, IsClusterCommand: true, IdentifyCommand, null, new ByteWriter().UInt16(request.IdentifyTime).Written.ToArray());
            if (target.Address == IeeeAddress.Broadcast)
            {
                await conversation.SendAsync(command with { DisableDefaultResponse = true }, cancellationToken);
            }
            else
            {
                (await conversation.AskAsync(command, static _ => false, cancellationToken)).ThrowIfRefused();
            }
        }

        return new IdentifyResponse
        {
            ClusterId = ClusterIds.Identify,
            ProfileId = target.ProfileId,
            SourceEndpointId = target.DestinationEndpoint,
            DestinationEndpointId = Receiver(target),
            SourceAddress = Answerer(target),
            IdentifyTime = request.IdentifyTime,
        };
    }

    /// <inheritdoc />
    public async Task<SendZclResponse> SendZclAsync(SendZclRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var target = lookup.Resolve(new ZclTarget(
            request.DestinationAddress, request.DestinationEndpointId, request.SourceEndpointId, request.ClusterId, IsClient(request.ServerOrClient), request.ProfileId));
        if (target.IsLocal)
        {
            throw Refuse(SendZclRequest.WireName, "destination_address", "it has to be another device");
        }

        var given = request.Payload as RpcBytes;
        string? problem = null;
        var payload = given?.Value ?? (new RecordPayload(clock, target, request.ManufacturerCode).TryWrite(request.Payload, out var written, out problem)
            ? written
            : throw Refuse(SendZclRequest.WireName, "payload", problem!));

        var isClusterAnswer = (request.ResponseCommandType ?? request.CommandType) == 1;
        Func<ZclHeader, bool>? wanted = request.ResponseCommandIdentifier is { } answerId
            ? header => header.IsClusterCommand == isClusterAnswer && header.Command == answerId
            : null;
        var answer = await conversation.AskAsync(
            new ZclCommand(target, request.CommandType == 1, request.CommandIdentifier, request.ManufacturerCode, payload) { ApsEncryption = request.EnableApsEncryption },
            wanted ?? (header => header.IsClusterCommand == isClusterAnswer),
            cancellationToken);
        if (wanted?.Invoke(answer.Header) == false)
        {
            answer.ThrowIfRefused();
        }

        return new SendZclResponse
        {
            ClusterId = target.ClusterId,
            ServerOrClient = Side(target),
            ProfileId = target.ProfileId,
            SourceEndpointId = target.DestinationEndpoint,
            DestinationEndpointId = target.SourceEndpoint,
            SourceAddress = new MacAddress(target.Address.Value),
            ManufacturerCode = answer.Header.ManufacturerCode,
            CommandIdentifier = answer.Header.Command,
            CommandType = (byte)(answer.Header.IsClusterCommand ? 1 : 0),
            EnableApsEncryption = request.EnableApsEncryption is null ? null : answer.IsApsEncrypted,
            Payload = new RpcBytes(answer.Payload, given?.IsBase64 == true),
        };
    }

    private static RpcException Refuse(string request, string parameter, string problem) => StatusText.Failure(
        RpcErrorKind.InvalidParameters, "Bad Parameter", ("request", request), ("parameter", parameter), ("problem", problem));

    /// <inheritdoc />
    public Task<StartReceivingReportsResponse> StartReceivingReportsAsync(StartReceivingReportsRequest request, RpcCallContext context, CancellationToken cancellationToken) =>
        reporting.StartReceivingAsync(request, cancellationToken);

    /// <inheritdoc />
    public Task<StopReceivingReportsResponse> StopReceivingReportsAsync(StopReceivingReportsRequest request, RpcCallContext context, CancellationToken cancellationToken) =>
        reporting.StopReceivingAsync(request, cancellationToken);

    /// <inheritdoc />
    public Task<StopSendingReportsResponse> StopSendingReportsAsync(StopSendingReportsRequest request, RpcCallContext context, CancellationToken cancellationToken) =>
        reporting.StopSendingAsync(request, cancellationToken);

    /// <inheritdoc />
    public Task<GetLocalReportingConfigurationsResponse> GetLocalReportingConfigurationsAsync(
        GetLocalReportingConfigurationsRequest request, RpcCallContext context, CancellationToken cancellationToken) => Task.FromResult(reporting.List());

    /// <inheritdoc />
    public Task<Rpc.Contract.Generated.ReadReportingConfigurationResponse> ReadReportingConfigurationAsync(
        ReadReportingConfigurationRequest request, RpcCallContext context, CancellationToken cancellationToken) => reporting.ReadAsync(request, cancellationToken);

    /// <inheritdoc />
    public Task<StartReportsResponse> StartReportsAsync(StartReportsRequest request, RpcCallContext context, CancellationToken cancellationToken) =>
        startReports.StartAsync(request, cancellationToken);

    internal static bool? IsClient(byte? side) => side is { } given ? given == Client : null;

    internal static byte Side(ResolvedTarget target) => target.TargetIsClient ? Client : (byte)0;

    internal static byte? Receiver(ResolvedTarget target) => target.IsLocal ? null : target.SourceEndpoint;

    internal static MacAddress? Answerer(ResolvedTarget target) => target.IsLocal ? null : new MacAddress(target.Address.Value);

    private static ReadAttributeStatusRecord ToRecord(ReadAttributeStatus record) => new()
    {
        AttributeId = record.Attribute,
        Status = record.Status,
        AttributeType = record.Type?.Id,
        Value = record.Value is { } value ? ZclValues.ToRpc(record.Type!, value) : null,
    };

    /// <summary>An attribute to write: type and value as far as they are good.</summary>
    private static (ushort Attribute, ZclDataType? Type, ZclValue? Value) Write(ResolvedTarget target, ushort? manufacturer, WriteAttributeRecord record)
    {
        // Clusters whose definition is known lend their types where none was given.
        var type = record.AttributeType != ZclDataType.UnknownId ? ZclDataType.Find(record.AttributeType)
            : manufacturer is null ? ClusterLibrary.FindAttribute(target.ClusterId, target.TargetIsClient ? ClusterSide.Client : ClusterSide.Server, record.AttributeId)?.Type
            : null;
        return (record.AttributeId, type, type is null ? null : ZclValues.FromRpc(type, record.Value));
    }

    private static byte LocalProblem((ushort Attribute, ZclDataType? Type, ZclValue? Value) write) =>
        (byte)(write.Type is null ? ZclStatus.InvalidDataType : write.Value is null ? ZclStatus.InvalidValue : ZclStatus.Success);

    /// <summary>Undivided writing has failed for some attributes: the others were not written either.</summary>
    private static byte[] AllOrNothing(byte[] statuses) =>
        [.. statuses.Select(static status => status == (byte)ZclStatus.Success ? (byte)ZclStatus.Failure : status)];

    private LocalCluster? Local(ResolvedTarget target) => endpoints.Find(target.DestinationEndpoint)?.Find(target.ClusterId, target.TargetIsClient);

    private async Task<byte[]> WriteLocalAsync(ResolvedTarget target, WriteAttributesRequest request, (ushort Attribute, ZclDataType? Type, ZclValue? Value)[] writes)
    {
        var cluster = Local(target);
        var statuses = request.RecordList.Zip(writes).Select(pair => (byte)(cluster is null || request.ManufacturerCode is not null
            ? ZclStatus.UnsupportedAttribute
            : attributes.Check(target.DestinationEndpoint, cluster, pair.First.AttributeId, pair.First.AttributeType, InOwnType(cluster, pair.First), byNetwork: false))).ToArray();
        if (request.CommandIdentifier == (byte)GeneralCommand.WriteAttributesUndivided && statuses.Any(static s => s != (byte)ZclStatus.Success))
        {
            return AllOrNothing(statuses);
        }

        for (var i = 0; i < statuses.Length; i++)
        {
            if (statuses[i] == (byte)ZclStatus.Success)
            {
                await attributes.WriteAsync(target.DestinationEndpoint, cluster!, writes[i].Attribute, InOwnType(cluster!, request.RecordList[i])!);
            }
        }

        return statuses;
    }

    private static ZclValue? InOwnType(LocalCluster cluster, WriteAttributeRecord record) =>
        ClusterLibrary.FindAttribute(cluster.Id, cluster.IsClient ? ClusterSide.Client : ClusterSide.Server, record.AttributeId) is { } definition
            ? ZclValues.FromRpc(definition.Type, record.Value)
            : null;

    private async Task<byte[]> WriteRemoteAsync(
        ResolvedTarget target, WriteAttributesRequest request, (ushort Attribute, ZclDataType? Type, ZclValue? Value)[] writes, CancellationToken cancellationToken)
    {
        var statuses = writes.Select(LocalProblem).ToArray();
        var isUndivided = request.CommandIdentifier == (byte)GeneralCommand.WriteAttributesUndivided;
        if (statuses.All(static s => s != (byte)ZclStatus.Success) || (isUndivided && statuses.Any(static s => s != (byte)ZclStatus.Success)))
        {
            return isUndivided ? AllOrNothing(statuses) : statuses;
        }

        var failures = await client.WriteAsync(
            target,
            request.ManufacturerCode,
            (GeneralCommand)request.CommandIdentifier,
            [.. writes.Where(static w => w.Value is not null).Select(static w => new AttributeRecord(w.Attribute, w.Type!, w.Value!))],
            cancellationToken);
        for (var i = 0; i < statuses.Length; i++)
        {
            if (failures.FirstOrDefault(f => f.Attribute == writes[i].Attribute) is { Status: not 0 } failure)
            {
                statuses[i] = failure.Status;
            }
        }

        return isUndivided && failures.Count > 0 ? AllOrNothing(statuses) : statuses;
    }

    private Zigbee.Zcl.Foundation.DiscoverAttributesResponse DiscoverLocal(ResolvedTarget target, ushort? manufacturer, DiscoverAttributes wanted)
    {
        var all = manufacturer is null && Local(target) is { } cluster
            ? attributes.Of(target.DestinationEndpoint, cluster).Where(a => a.Attribute >= wanted.First).ToArray()
            : [];
        return new Zigbee.Zcl.Foundation.DiscoverAttributesResponse(
            all.Length <= wanted.Maximum, [.. all.Take(wanted.Maximum)]);
    }
}
