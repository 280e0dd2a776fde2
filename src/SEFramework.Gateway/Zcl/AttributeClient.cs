using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Endpoints;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Zcl;

/// <summary>
/// The general commands for attributes, sent to devices; reading also serves the gateway's own clusters. Source: reference 03, sections 2, 3 and
/// 7.5.
/// </summary>
/// <param name="conversation">Carries the commands.</param>
/// <param name="attributes">The gateway's own attributes.</param>
/// <param name="endpoints">The gateway's own endpoints.</param>
public sealed class AttributeClient(ZclConversation conversation, LocalAttributes attributes, LocalEndpointTable endpoints)
{
    // What fits into one frame with security on all layers, in both directions; longer lists are sent in parts.
    private const int MaximumPayload = 56;

    // A shorter answer that lacks attributes was not cut for want of space: the device leaves out what it does not have.
    private const int FullAnswer = 40;

    /// <summary>Reads attributes: one record for each that the device answered for.</summary>
    /// <param name="target">Whose.</param>
    /// <param name="manufacturer">Manufacturer of the attributes, or null.</param>
    /// <param name="wanted">The attributes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">The device was not reached, did not answer or refused.</exception>
    public async Task<IReadOnlyList<ReadAttributeStatus>> ReadAsync(
        ResolvedTarget target, ushort? manufacturer, IReadOnlyList<ushort> wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(wanted);
        if (target.IsLocal)
        {
            return ReadLocal(target, manufacturer, wanted);
        }

        var found = new List<ReadAttributeStatus>();
        var rest = wanted;
        while (rest.Count > 0)
        {
            var part = rest.Take(MaximumPayload / sizeof(ushort)).ToArray();
            var payload = new ByteWriter();
            ReadAttributes.Write(payload, part);
            var answer = await AskAsync(target, GeneralCommand.ReadAttributes, GeneralCommand.ReadAttributesResponse, manufacturer, payload, cancellationToken);
            if (!ReadAttributeStatus.TryReadAll(answer.Payload.Span, out var records) && records.Count == 0)
            {
                throw ConversationException.CutShort(answer.Peer);
            }

            // What was not asked for is left out, and an answer without anything wanted ends the asking.
            var wantedHere = records.Where(r => part.Contains(r.Attribute)).ToArray();
            found.AddRange(wantedHere);
            var answered = answer.Payload.Length >= FullAnswer && wantedHere.Length > 0 ? wantedHere.Select(static r => r.Attribute).ToHashSet() : [.. part];
            rest = [.. part.Where(id => !answered.Contains(id)), .. rest.Skip(part.Length)];
        }

        return found;
    }

    /// <summary>Writes attributes and gives the failures.</summary>
    /// <param name="target">Whose.</param>
    /// <param name="manufacturer">Manufacturer of the attributes, or null.</param>
    /// <param name="command">Which of the write commands.</param>
    /// <param name="records">The attributes with their values.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">The device was not reached, did not answer or refused.</exception>
    public async Task<IReadOnlyList<WriteAttributeStatus>> WriteAsync(
        ResolvedTarget target, ushort? manufacturer, GeneralCommand command, IReadOnlyList<AttributeRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        var failed = new List<WriteAttributeStatus>();

        // All or nothing cannot be had in parts.
        var room = command == GeneralCommand.WriteAttributesUndivided ? int.MaxValue : MaximumPayload;
        for (var next = 0; next < records.Count;)
        {
            var (payload, count) = Fill(records, next, static (record, writer) => record.Write(writer), room);
            next += count;
            if (command == GeneralCommand.WriteAttributesNoResponse)
            {
                await conversation.SendAsync(Command(target, command, manufacturer, payload), cancellationToken);
                continue;
            }

            var answer = await AskAsync(target, command, GeneralCommand.WriteAttributesResponse, manufacturer, payload, cancellationToken);
            failed.AddRange(WriteAttributeStatus.TryReadAll(answer.Payload.Span, out var failures)
                ? failures.Where(static f => f.Status != (byte)ZclStatus.Success)
                : throw ConversationException.CutShort(answer.Peer));
        }

        return failed;
    }

    /// <summary>Asks which attributes a cluster has.</summary>
    /// <param name="target">Whose.</param>
    /// <param name="manufacturer">Manufacturer of the attributes, or null.</param>
    /// <param name="request">From which on, and how many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">The device was not reached, did not answer or refused.</exception>
    public async Task<DiscoverAttributesResponse> DiscoverAsync(
        ResolvedTarget target, ushort? manufacturer, DiscoverAttributes request, CancellationToken cancellationToken)
    {
        var payload = new ByteWriter();
        request.Write(payload);
        var answer = await AskAsync(target, GeneralCommand.DiscoverAttributes, GeneralCommand.DiscoverAttributesResponse, manufacturer, payload, cancellationToken);
        return DiscoverAttributesResponse.TryRead(answer.Payload.Span, out var response) ? response! : throw ConversationException.CutShort(answer.Peer);
    }

    /// <summary>Configures reports at a device and gives a status for each configuration, in their order.</summary>
    /// <param name="target">Whose.</param>
    /// <param name="manufacturer">Manufacturer of the attributes, or null.</param>
    /// <param name="configurations">The configurations.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">The device was not reached, did not answer or refused.</exception>
    public async Task<byte[]> ConfigureReportingAsync(
        ResolvedTarget target, ushort? manufacturer, IReadOnlyList<ReportingConfiguration> configurations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configurations);
        var statuses = new List<byte>();
        for (var next = 0; next < configurations.Count;)
        {
            var (payload, count) = Fill(configurations, next, static (c, writer) => c.Write(writer));
            var answer = await AskAsync(
                target, GeneralCommand.ConfigureReporting, GeneralCommand.ConfigureReportingResponse, manufacturer, payload, cancellationToken);
            if (!ReportingStatus.TryReadAll(answer.Payload.Span, out var failures))
            {
                throw ConversationException.CutShort(answer.Peer);
            }

            statuses.AddRange(configurations.Skip(next).Take(count).Select(c =>
                failures.FirstOrDefault(f => f.Attribute == c.Attribute && f.Direction == c.Direction).Status));
            next += count;
        }

        return [.. statuses];
    }

    /// <summary>Asks a device how it reports attributes.</summary>
    /// <param name="target">Whose.</param>
    /// <param name="manufacturer">Manufacturer of the attributes, or null.</param>
    /// <param name="wanted">Attributes and directions.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">The device was not reached, did not answer or refused.</exception>
    public async Task<IReadOnlyList<ReportingConfigurationStatus>> ReadReportingAsync(
        ResolvedTarget target, ushort? manufacturer, IReadOnlyList<ReadReportingConfiguration> wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var found = new List<ReportingConfigurationStatus>();
        for (var next = 0; next < wanted.Count;)
        {
            var (payload, count) = Fill(wanted, next, static (w, writer) => w.Write(writer));
            var answer = await AskAsync(
                target, GeneralCommand.ReadReportingConfiguration, GeneralCommand.ReadReportingConfigurationResponse, manufacturer, payload, cancellationToken);
            if (!ReportingConfigurationStatus.TryReadAll(answer.Payload.Span, out var records) && records.Count == 0)
            {
                throw ConversationException.CutShort(answer.Peer);
            }

            found.AddRange(records);
            next += count;
        }

        return found;
    }

    /// <summary>As many items as one frame takes, but at least one.</summary>
    private static (ByteWriter Payload, int Count) Fill<T>(IReadOnlyList<T> items, int first, Action<T, ByteWriter> write, int room = MaximumPayload)
    {
        var payload = new ByteWriter();
        var count = 0;
        while (first + count < items.Count)
        {
            var item = new ByteWriter();
            write(items[first + count], item);
            if (count > 0 && payload.Written.Length + item.Written.Length > room)
            {
                break;
            }

            payload.Bytes(item.Written.Span);
            count++;
        }

        return (payload, count);
    }

    private static ZclCommand Command(ResolvedTarget target, GeneralCommand command, ushort? manufacturer, ByteWriter payload) =>
        new(target, IsClusterCommand: false, (byte)command, manufacturer, payload.Written.ToArray());

    private ReadAttributeStatus[] ReadLocal(ResolvedTarget target, ushort? manufacturer, IReadOnlyList<ushort> wanted)
    {
        var cluster = endpoints.Find(target.DestinationEndpoint)?.Find(target.ClusterId, target.TargetIsClient);
        return
        [
            .. wanted.Select(id => cluster is not null && manufacturer is null && attributes.Read(target.DestinationEndpoint, cluster, id) is var (type, value)
                ? new ReadAttributeStatus(id, (byte)ZclStatus.Success, type, value)
                : new ReadAttributeStatus(id, (byte)ZclStatus.UnsupportedAttribute, null, null)),
        ];
    }

    private async Task<ZclAnswer> AskAsync(
        ResolvedTarget target, GeneralCommand command, GeneralCommand response, ushort? manufacturer, ByteWriter payload, CancellationToken cancellationToken)
    {
        var answer = await conversation.AskAsync(
            Command(target, command, manufacturer, payload),
            header => !header.IsClusterCommand && header.Command == (byte)response,
            cancellationToken);
        if (answer.IsDefaultResponse)
        {
            // Also one that says success is no answer to a question.
            throw DefaultResponse.TryRead(answer.Payload.Span, out var refusal)
                ? ConversationException.Refused(answer.Peer, refusal.Status)
                : ConversationException.CutShort(answer.Peer);
        }

        return answer;
    }
}
