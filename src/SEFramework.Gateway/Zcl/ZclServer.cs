using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Registry;
using SEFramework.Gateway.Reporting;
using SEFramework.Gateway.SmartEnergy.Mirrors;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Zcl;

/// <summary>
/// The gateway as a ZCL device: answers the general commands of other nodes to its clusters, and says what it does not support. Used on the gateway's
/// loop only. Source: reference 03, sections 0.2, 6 and 7.5.
/// </summary>
/// <param name="endpoints">The gateway's endpoints.</param>
/// <param name="attributes">The gateway's attributes.</param>
/// <param name="reporting">Takes reports and their configurations.</param>
/// <param name="reportingServer">Carries out what other nodes configure.</param>
/// <param name="mirrors">Take what meters report for their mirrors.</param>
/// <param name="registry">Says whether wrong direction bits are corrected.</param>
/// <param name="answers">Carries the answers.</param>
public sealed class ZclServer(
    LocalEndpointTable endpoints,
    LocalAttributes attributes,
    ReportingSide reporting,
    ReportingServer reportingServer,
    MirrorHost mirrors,
    GatewayRegistry registry,
    AnswerSender answers)
{
    private const byte AllEndpoints = 0xFF;
    private const byte IdentifyCommand = 0x00;
    private const byte IdentifyQuery = 0x01;
    private const byte IdentifyQueryResponse = 0x00;

    /// <summary>Answers a frame for one of the gateway's endpoints; others are passed over in silence.</summary>
    /// <param name="indication">The frame.</param>
    public async Task HandleAsync(ApsDataIndication indication)
    {
        ArgumentNullException.ThrowIfNull(indication);
        var reader = new ByteReader(indication.Payload.Span);
        if (!ZclHeader.TryRead(ref reader, out var header))
        {
            return;
        }

        var payload = indication.Payload[^reader.Rest.Length..];

        // What everybody is asked is not answered by everybody, but for what the cluster itself answers.
        var isForOne = !indication.Options.HasFlag(ApsReceiveOptions.Broadcast) && indication.DestinationEndpoint != AllEndpoints;
        var asked = endpoints.All
            .Where(e => e.ProfileId == indication.ProfileId && (indication.DestinationEndpoint == e.Id || indication.DestinationEndpoint == AllEndpoints))
            .ToArray();
        foreach (var endpoint in asked)
        {
            if (await AnswerAsync(endpoint, indication, header, payload) is var (command, isClusterCommand, answer) && (isForOne || isClusterCommand))
            {
                Send(indication, endpoint, header, command, isClusterCommand, answer);
            }
        }
    }

    private static (byte Command, bool IsClusterCommand, ByteWriter Payload)? Default(ZclHeader header, ZclStatus status)
    {
        if (header is { IsClusterCommand: false, Command: (byte)GeneralCommand.DefaultResponse } || (header.DisableDefaultResponse && status == ZclStatus.Success))
        {
            return null;
        }

        var payload = new ByteWriter();
        new DefaultResponse(header.Command, (byte)status).Write(payload);
        return ((byte)GeneralCommand.DefaultResponse, false, payload);
    }

    /// <summary>Responses of other nodes to which nobody waits any more are no requests.</summary>
    private static bool IsResponse(ZclHeader header) => !header.IsClusterCommand && (GeneralCommand)header.Command is
        GeneralCommand.ReadAttributesResponse or GeneralCommand.WriteAttributesResponse or GeneralCommand.ConfigureReportingResponse
        or GeneralCommand.ReadReportingConfigurationResponse or GeneralCommand.DefaultResponse or GeneralCommand.DiscoverAttributesResponse;

    private (byte Command, bool IsClusterCommand, ByteWriter Payload)? Discover(LocalEndpoint endpoint, LocalCluster cluster, ZclHeader header, ReadOnlySpan<byte> payload)
    {
        if (!DiscoverAttributes.TryRead(payload, out var request))
        {
            return Default(header, ZclStatus.MalformedCommand);
        }

        var all = header.ManufacturerCode is null
            ? attributes.Of(endpoint.Id, cluster).Where(a => a.Attribute >= request.First).ToArray()
            : [];
        var answer = new ByteWriter();
        new DiscoverAttributesResponse(
            all.Length <= request.Maximum, [.. all.Take(request.Maximum)]).Write(answer);
        return ((byte)GeneralCommand.DiscoverAttributesResponse, false, answer);
    }

    private static ReportPath Path(LocalEndpoint endpoint, LocalCluster cluster, ApsDataIndication indication, ZclHeader header) => new(
        indication.Source, indication.SourceEndpoint, endpoint.Id, endpoint.ProfileId, cluster.Id, DeviceIsClient: !cluster.IsClient, header.ManufacturerCode);

    private async Task<ZclStatus> ReceiveAsync(ReportPath path, ReadOnlyMemory<byte> payload)
    {
        var isWhole = AttributeRecord.TryReadAll(payload.Span, out var records);

        // Who cannot be named cannot be reported about.
        if (path.Device != IeeeAddress.Unknown)
        {
            // A mirror is read where it is: a head-end that never asked is not told every half minute.
            if (path is not { ClusterId: ClusterIds.Metering, DeviceIsClient: false, ManufacturerCode: null }
                || !await mirrors.TakeReportAsync(path.Endpoint, path.Device, records))
            {
                await reporting.ReceivedAsync(path, records);
            }
        }

        return isWhole ? ZclStatus.Success : ZclStatus.MalformedCommand;
    }

    private async Task<(byte Command, bool IsClusterCommand, ByteWriter Payload)?> AnswerAsync(
        LocalEndpoint endpoint, ApsDataIndication indication, ZclHeader header, ReadOnlyMemory<byte> payload)
    {
        if (IsResponse(header))
        {
            return null;
        }

        // A frame to the server comes from the client. Where only the other side exists, the direction bit is taken for wrong (reference 03, section 0.2).
        var cluster = endpoint.Find(indication.ClusterId, isClient: header.FromServer)
            ?? (registry.Boolean(RegistryNames.DirectionBitCorrection) ? endpoint.Find(indication.ClusterId, isClient: !header.FromServer) : null);
        if (cluster is null)
        {
            return Default(header, header.IsClusterCommand ? ZclStatus.UnsupportedClusterCommand : ZclStatus.UnsupportedGeneralCommand);
        }

        if (header.IsClusterCommand)
        {
            return Command(endpoint, cluster, header, payload.Span);
        }

        switch ((GeneralCommand)header.Command)
        {
            case GeneralCommand.ReadAttributes:
                return Read(endpoint, cluster, header, payload.Span);
            case GeneralCommand.WriteAttributes or GeneralCommand.WriteAttributesUndivided or GeneralCommand.WriteAttributesNoResponse:
                return await WriteAsync(endpoint, cluster, header, payload);
            case GeneralCommand.DiscoverAttributes:
                return Discover(endpoint, cluster, header, payload.Span);
            case GeneralCommand.ReportAttributes:
                return Default(header, await ReceiveAsync(Path(endpoint, cluster, indication, header), payload));
            case GeneralCommand.ConfigureReporting:
                return await reportingServer.ConfigureAsync(Path(endpoint, cluster, indication, header), cluster, payload) is { } configured
                    ? ((byte)GeneralCommand.ConfigureReportingResponse, false, configured)
                    : Default(header, ZclStatus.MalformedCommand);
            case GeneralCommand.ReadReportingConfiguration:
                return reportingServer.Read(Path(endpoint, cluster, indication, header), cluster, payload.Span) is { } read
                    ? ((byte)GeneralCommand.ReadReportingConfigurationResponse, false, read)
                    : Default(header, ZclStatus.MalformedCommand);
            default:
                return Default(header, header.ManufacturerCode is null ? ZclStatus.UnsupportedGeneralCommand : ZclStatus.UnsupportedManufacturerGeneralCommand);
        }
    }

    private (byte Command, bool IsClusterCommand, ByteWriter Payload)? Command(LocalEndpoint endpoint, LocalCluster cluster, ZclHeader header, ReadOnlySpan<byte> payload)
    {
        if (header.ManufacturerCode is not null)
        {
            return Default(header, ZclStatus.UnsupportedManufacturerClusterCommand);
        }

        if (cluster is { Id: ClusterIds.Identify, IsClient: false })
        {
            var reader = new ByteReader(payload);
            switch (header.Command)
            {
                case IdentifyCommand when reader.TryReadUInt16(out var seconds):
                    attributes.Identify(endpoint.Id, seconds);
                    return Default(header, ZclStatus.Success);
                case IdentifyCommand:
                    return Default(header, ZclStatus.MalformedCommand);
                case IdentifyQuery when attributes.Read(endpoint.Id, cluster, 0) is (_, ZclUnsigned { Value: > 0 } left):
                    return (IdentifyQueryResponse, true, new ByteWriter().UInt16((ushort)left.Value));
                case IdentifyQuery:
                    return Default(header, ZclStatus.Success);
            }
        }

        return Default(header, ZclStatus.UnsupportedClusterCommand);
    }

    private (byte Command, bool IsClusterCommand, ByteWriter Payload)? Read(LocalEndpoint endpoint, LocalCluster cluster, ZclHeader header, ReadOnlySpan<byte> payload)
    {
        if (!ReadAttributes.TryRead(payload, out var wanted))
        {
            return Default(header, ZclStatus.MalformedCommand);
        }

        var answer = new ByteWriter();
        foreach (var id in wanted)
        {
            (header.ManufacturerCode is null && attributes.Read(endpoint.Id, cluster, id) is var (type, value)
                ? new ReadAttributeStatus(id, (byte)ZclStatus.Success, type, value)
                : new ReadAttributeStatus(id, (byte)ZclStatus.UnsupportedAttribute, null, null)).Write(answer);
        }

        return ((byte)GeneralCommand.ReadAttributesResponse, false, answer);
    }

    private async Task<(byte Command, bool IsClusterCommand, ByteWriter Payload)?> WriteAsync(
        LocalEndpoint endpoint, LocalCluster cluster, ZclHeader header, ReadOnlyMemory<byte> payload)
    {
        if (!AttributeRecord.TryReadAll(payload.Span, out var records))
        {
            return Default(header, ZclStatus.MalformedCommand);
        }

        var statuses = records.Select(r => new WriteAttributeStatus(
            (byte)(header.ManufacturerCode is null ? attributes.Check(endpoint.Id, cluster, r.Attribute, r.Type.Id, r.Value, byNetwork: true) : ZclStatus.UnsupportedAttribute),
            r.Attribute)).ToArray();
        var failures = statuses.Where(static s => s.Status != (byte)ZclStatus.Success).ToArray();
        if (header.Command != (byte)GeneralCommand.WriteAttributesUndivided || failures.Length == 0)
        {
            for (var i = 0; i < records.Count; i++)
            {
                if (statuses[i].Status == (byte)ZclStatus.Success)
                {
                    await attributes.WriteAsync(endpoint.Id, cluster, records[i].Attribute, records[i].Value);
                }
            }
        }

        if (header.Command == (byte)GeneralCommand.WriteAttributesNoResponse)
        {
            return null;
        }

        var answer = new ByteWriter();
        WriteAttributeStatus.WriteAll(answer, failures);
        return ((byte)GeneralCommand.WriteAttributesResponse, false, answer);
    }

    private void Send(ApsDataIndication indication, LocalEndpoint endpoint, ZclHeader request, byte command, bool isClusterCommand, ByteWriter payload)
    {
        var frame = new ByteWriter();
        new ZclHeader(isClusterCommand, !request.FromServer, DisableDefaultResponse: true, request.ManufacturerCode, request.Sequence, command).Write(frame);
        frame.Bytes(payload.Written.Span);
        answers.Post(new ApsDataRequest(
            indication.Source,
            indication.SourceNwk,
            indication.SourceEndpoint,
            endpoint.Id,
            indication.ProfileId,
            indication.ClusterId,
            frame.Written.ToArray(),
            indication.Options.HasFlag(ApsReceiveOptions.ApsEncryption) ? ApsTransmitOptions.ApsEncryption : ApsTransmitOptions.None));
    }
}
