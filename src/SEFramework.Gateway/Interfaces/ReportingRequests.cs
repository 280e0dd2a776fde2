using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Reporting;
using SEFramework.Gateway.Zcl;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;
using ReadRecord = SEFramework.Rpc.Contract.Generated.ReadReportingConfigurationResponseRecord;

namespace SEFramework.Gateway.Interfaces;

/// <summary>The reporting half of RPC_ZCL_Interface. Source: reference 03, section 3.</summary>
/// <param name="client">Talks to the devices.</param>
/// <param name="lookup">Completes addresses.</param>
/// <param name="reporting">Keeps the configurations.</param>
public sealed class ReportingRequests(AttributeClient client, AddressLookup lookup, ReportingSide reporting)
{
    private readonly ReportStarter _starter = new(client, reporting);

    /// <inheritdoc cref="IRpcZclInterface.StartReceivingReportsAsync" />
    public async Task<StartReceivingReportsResponse> StartReceivingAsync(StartReceivingReportsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var target = lookup.Resolve(new ZclTarget(
            request.DestinationAddress, request.DestinationEndpointId, request.SourceEndpointId, request.ClusterId, ZclInterface.IsClient(request.ServerOrClient), request.ProfileId));
        var polling = request.PseudoReporting switch
        {
            null => PollingChoice.IfNeeded,
            true => PollingChoice.Always,
            false => PollingChoice.Never,
        };
        var wanted = request.RecordList.Select(r => new WantedReport(r.AttributeId, polling, GivenType(r.AttributeType), r.ReportableChange)
        {
            Minimum = r.MinInterval,
            Maximum = r.MaxInterval,
        }).ToArray();
        var statuses = await _starter.StartAsync(target, request.ManufacturerCode, wanted, cancellationToken);
        return new StartReceivingReportsResponse
        {
            ClusterId = target.ClusterId,
            ServerOrClient = ZclInterface.Side(target),
            ProfileId = target.ProfileId,
            SourceEndpointId = target.DestinationEndpoint,
            DestinationEndpointId = ZclInterface.Receiver(target),
            SourceAddress = ZclInterface.Answerer(target),
            ManufacturerCode = request.ManufacturerCode,
            RecordList = [.. wanted.Zip(statuses).Select(static p => new AttributeReportingConfigurationResponseRecord { Status = p.Second, AttributeId = p.First.Attribute })],
        };
    }

    /// <inheritdoc cref="IRpcZclInterface.StopReceivingReportsAsync" />
    public async Task<StopReceivingReportsResponse> StopReceivingAsync(StopReceivingReportsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var target = lookup.Resolve(new ZclTarget(
            request.DestinationAddress, request.DestinationEndpointId, request.SourceEndpointId, request.ClusterId, ZclInterface.IsClient(request.ServerOrClient), request.ProfileId));
        var attributes = request.RecordList.Select(static r => r.AttributeId).ToArray();
        var statuses = await StopAsync(target, request.ManufacturerCode, attributes, cancellationToken);
        return new StopReceivingReportsResponse
        {
            ClusterId = target.ClusterId,
            ServerOrClient = ZclInterface.Side(target),
            ProfileId = target.ProfileId,
            SourceEndpointId = target.DestinationEndpoint,
            DestinationEndpointId = target.SourceEndpoint,
            SourceAddress = new MacAddress(target.Address.Value),
            ManufacturerCode = request.ManufacturerCode,
            RecordList = Stopped(attributes, statuses),
        };
    }

    /// <inheritdoc cref="IRpcZclInterface.StopSendingReportsAsync" />
    public async Task<StopSendingReportsResponse> StopSendingAsync(StopSendingReportsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var target = lookup.Resolve(new ZclTarget(
            request.DestinationAddress, request.DestinationEndpointId, request.SourceEndpointId, request.ClusterId, ZclInterface.IsClient(request.ServerOrClient), request.ProfileId));
        var attributes = request.RecordList.Select(static r => r.AttributeId).ToArray();
        var path = ReportPath.Of(target, request.ManufacturerCode);

        // First of all the reports end; that the device is told not to wait for them comes second, and may fail if it is away.
        await reporting.RemoveAsync([.. attributes.Select(a => reporting.Find(isReceived: false, path, a)).OfType<ReportConfiguration>().Distinct()]);
        var statuses = target.IsLocal
            ? new byte[attributes.Length]
            : await ConfigureAsync(
                target,
                request.ManufacturerCode,
                [.. attributes.Select(static a => new ReportingConfiguration(ReportingDirection.Receive, a, null, 0, 0, null, 0))],
                cancellationToken);
        return new StopSendingReportsResponse
        {
            ClusterId = target.ClusterId,
            ServerOrClient = ZclInterface.Side(target),
            ProfileId = target.ProfileId,
            SourceEndpointId = target.DestinationEndpoint,
            DestinationEndpointId = target.SourceEndpoint,
            SourceAddress = new MacAddress(target.Address.Value),
            ManufacturerCode = request.ManufacturerCode,
            RecordList = Stopped(attributes, statuses),
        };
    }

    /// <inheritdoc cref="IRpcZclInterface.GetLocalReportingConfigurationsAsync" />
    /// <remarks>As of 1.6.0 what devices report by themselves because the gateway configured them is not listed: it lives on the device.</remarks>
    public GetLocalReportingConfigurationsResponse List() => new()
    {
        RecordList =
        [
            .. reporting.All
                .Where(static c => c.Kind != ReportKind.Device)
                .OrderBy(static c => c.Path.Device.Value)
                .ThenBy(static c => c.Path.ClusterId)
                .ThenBy(static c => c.Attribute)
                .Select(static c => new LocalReportingConfigurationRecord
                {
                    DeviceAddress = new MacAddress(c.Path.Device.Value),
                    DeviceEndpointId = c.Path.DeviceEndpoint,
                    EndpointId = c.Path.Endpoint,
                    ClusterId = c.Path.ClusterId,
                    ServerOrClient = (byte)(c.Path.DeviceIsClient ? 0 : 1),
                    ReportingDirection = (byte)(c.IsReceived ? ReportingDirection.Receive : ReportingDirection.Send),
                    PseudoReporting = c.IsReceived ? c.Kind is ReportKind.Polled or ReportKind.Scheduled : null,
                    Record = new AttributeReportingConfigurationRecord
                    {
                        AttributeId = c.Attribute,
                        Direction = (byte)(c.Kind == ReportKind.Announced ? ReportingDirection.Receive : ReportingDirection.Send),
                        AttributeType = c.Type?.Id ?? ZclDataType.UnknownId,
                        MinInterval = Short(c.Minimum),
                        MaxInterval = Short(c.Maximum),
                        ReportableChange = Change(c) ?? RpcValue.Of(0),
                        Timeout = Short(c.Timeout),
                    },
                }),
        ],
    };

    /// <inheritdoc cref="IRpcZclInterface.ReadReportingConfigurationAsync" />
    public async Task<ReadReportingConfigurationResponse> ReadAsync(ReadReportingConfigurationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var target = lookup.Resolve(new ZclTarget(
            request.DestinationAddress, request.DestinationEndpointId, request.SourceEndpointId, request.ClusterId, ZclInterface.IsClient(request.ServerOrClient), request.ProfileId));
        var wanted = request.RecordList.Select(static r => r.AttributeId).ToArray();
        return new ReadReportingConfigurationResponse
        {
            RemoteConfiguration = request.RemoteConfiguration,
            ClusterId = target.ClusterId,
            ServerOrClient = ZclInterface.Side(target),
            ProfileId = target.ProfileId,
            SourceEndpointId = target.DestinationEndpoint,
            DestinationEndpointId = target.SourceEndpoint,
            SourceAddress = new MacAddress(target.Address.Value),
            ManufacturerCode = request.ManufacturerCode,
            RecordList = request.RemoteConfiguration && !target.IsLocal
                ? await ReadRemoteAsync(target, request, wanted, cancellationToken)
                : [.. wanted.Select(a => Kept(reporting.Find(request.ReportingDirection == (byte)ReportingDirection.Send, ReportPath.Of(target, request.ManufacturerCode), a), a))],
        };
    }

    private static ZclDataType? GivenType(byte id) => id == ZclDataType.UnknownId ? null : ZclDataType.Find(id);

    private static ushort Short(int seconds) => (ushort)Math.Clamp(seconds, 0, ushort.MaxValue);

    private static RpcValue? Change(ReportConfiguration c) => c is { Type.IsAnalog: true, Change: { } change } ? ZclValues.ToRpc(c.Type, change) : null;

    private static StopReportingStatusRecord[] Stopped(IEnumerable<ushort> attributes, IEnumerable<byte> statuses) =>
        [.. attributes.Zip(statuses).Select(static p => new StopReportingStatusRecord { Status = p.Second, AttributeId = p.First })];

    private static ReadRecord Kept(ReportConfiguration? c, ushort attribute) => c is null
        ? new ReadRecord { Status = (byte)ZclStatus.NotFound, AttributeId = attribute }
        : c.Kind == ReportKind.Announced
        ? new ReadRecord { Status = 0, AttributeId = attribute, Direction = (byte)ReportingDirection.Receive, Timeout = Short(c.Timeout) }
        : new ReadRecord
        {
            Status = 0,
            AttributeId = attribute,
            Direction = (byte)ReportingDirection.Send,
            AttributeType = c.Type?.Id ?? ZclDataType.UnknownId,
            MinInterval = Short(c.Minimum),
            MaxInterval = Short(c.Maximum),
            ReportableChange = Change(c),
        };

    private async Task<IReadOnlyList<ReadRecord>> ReadRemoteAsync(
        ResolvedTarget target, ReadReportingConfigurationRequest request, ushort[] wanted, CancellationToken cancellationToken)
    {
        var found = await client.ReadReportingAsync(
            target,
            request.ManufacturerCode,
            [.. wanted.Select(a => new ReadReportingConfiguration((ReportingDirection)request.ReportingDirection, a))],
            cancellationToken);
        return
        [
            .. found.Select(static r => new ReadRecord
            {
                Status = r.Status,
                AttributeId = r.Attribute,
                Direction = r.Configuration is null ? null : (byte)r.Direction,
                AttributeType = r.Configuration?.Type?.Id,
                MinInterval = r.Configuration?.Type is null ? null : r.Configuration.MinimumInterval,
                MaxInterval = r.Configuration?.Type is null ? null : r.Configuration.MaximumInterval,
                ReportableChange = r.Configuration?.ReportableChange is { } change ? ZclValues.ToRpc(r.Configuration.Type!, change) : null,
                Timeout = r is { Configuration: not null, Direction: ReportingDirection.Receive } ? r.Configuration.Timeout : null,
            }),
        ];
    }

    private async Task<byte[]> StopAsync(ResolvedTarget target, ushort? manufacturer, ushort[] attributes, CancellationToken cancellationToken)
    {
        var path = ReportPath.Of(target, manufacturer);
        var statuses = new byte[attributes.Length];
        var (ended, told) = (new List<ReportConfiguration>(), new List<(int Index, ReportingConfiguration Stop)>());
        for (var i = 0; i < attributes.Length; i++)
        {
            var kept = reporting.Find(isReceived: true, path, attributes[i]);
            if (kept is { Kind: not ReportKind.Device })
            {
                ended.Add(kept);
            }
            else if ((kept?.Type ?? Known(target, manufacturer, attributes[i])) is { } type && !target.IsLocal)
            {
                // Also what an earlier gateway may have configured is stopped.
                var stop = new ReportConfiguration(path, attributes[i], ReportKind.Device, type) { Maximum = ReportingConfiguration.Stop };
                told.Add((i, stop.ToSending()!));
            }
            else
            {
                statuses[i] = (byte)ZclStatus.NotFound;
            }
        }

        // Whatever the device answers, and if it does not: nobody waits for its reports any more.
        ended.AddRange(told.Select(t => reporting.Find(isReceived: true, path, attributes[t.Index])).OfType<ReportConfiguration>());
        await reporting.RemoveAsync(ended);
        if (told.Count > 0)
        {
            var answered = await ConfigureAsync(target, manufacturer, [.. told.Select(static t => t.Stop)], cancellationToken);
            for (var i = 0; i < told.Count; i++)
            {
                statuses[told[i].Index] = answered[i];
            }
        }

        return statuses;
    }

    private static ZclDataType? Known(ResolvedTarget target, ushort? manufacturer, ushort attribute) => manufacturer is null
        ? ClusterLibrary.FindAttribute(target.ClusterId, target.TargetIsClient ? ClusterSide.Client : ClusterSide.Server, attribute)?.Type
        : null;

    /// <summary>A default response in the place of statuses is the status of all.</summary>
    private async Task<byte[]> ConfigureAsync(
        ResolvedTarget target, ushort? manufacturer, IReadOnlyList<ReportingConfiguration> configurations, CancellationToken cancellationToken)
    {
        try
        {
            return await client.ConfigureReportingAsync(target, manufacturer, configurations, cancellationToken);
        }
        catch (ConversationException e) when (e.RefusedWith is { } status)
        {
            return [.. configurations.Select(_ => status)];
        }
    }
}
