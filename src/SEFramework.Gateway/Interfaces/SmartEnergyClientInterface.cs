using SEFramework.Gateway.Clock;
using SEFramework.Gateway.SmartEnergy;
using SEFramework.Gateway.SmartEnergy.Client;
using SEFramework.Gateway.SmartEnergy.Events;
using SEFramework.Gateway.SmartEnergy.Server;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.SmartEnergy.Price;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.Interfaces;

/// <summary>RPC_SE_Client_Interface: load control events, messages and prices that the gateway takes from others. Source: reference 04, sections 1 to 4.</summary>
/// <param name="server">The servers, for the requests that list either.</param>
/// <param name="client">The clients.</param>
/// <param name="endpoints">Find the cluster that is to act.</param>
/// <param name="clock">The gateway's time.</param>
public sealed class SmartEnergyClientInterface(EventServer server, EventClient client, SmartEnergyEndpoints endpoints, GatewayClock clock)
    : IRpcSeClientInterface
{
    private readonly EventQueries _queries = new(server, client, endpoints);

    /// <inheritdoc />
    public Task<GetDrlcEventsResponse> GetDrlcEventsAsync(GetDrlcEventsRequest request, RpcCallContext context, CancellationToken cancellationToken) =>
        Task.FromResult(_queries.GetDrlcEvents(request));

    /// <inheritdoc />
    public Task<GetMessageEventsResponse> GetMessageEventsAsync(
        GetMessageEventsRequest request, RpcCallContext context, CancellationToken cancellationToken) => Task.FromResult(_queries.GetMessageEvents(request));

    /// <inheritdoc />
    public Task<GetPriceEventsResponse> GetPriceEventsAsync(
        GetPriceEventsRequest request, RpcCallContext context, CancellationToken cancellationToken) => Task.FromResult(_queries.GetPriceEvents(request));

    /// <inheritdoc />
    public Task<GetScheduledDrlcEventsResponse> GetScheduledDrlcEventsAsync(
        GetScheduledDrlcEventsRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var endpoint = Source(request.SourceEndpointId, EventKinds.LoadControl);
        var query = new ScheduleQuery(request.Record?.StartTime ?? 0, request.Record?.NumberOfEvents ?? 0);
        return Task.FromResult(new GetScheduledDrlcEventsResponse
        {
            SourceEndpointId = endpoint,
            ClusterId = ClusterIds.DemandResponseAndLoadControl,
            Record = request.Record,
            DeviceList = client.SendToServers(endpoint, new GetScheduledEvents(query)),
        });
    }

    /// <inheritdoc />
    public Task<GetScheduledPriceEventsResponse> GetScheduledPriceEventsAsync(
        GetScheduledPriceEventsRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var endpoint = Source(request.SourceEndpointId, EventKinds.Price);
        var query = new ScheduleQuery(request.Record?.StartTime ?? 0, request.Record?.NumberOfEvents ?? 0);
        var devices = client.SendToServers(endpoint, new GetScheduledPrices(query));
        return Task.FromResult(new GetScheduledPriceEventsResponse
        {
            SourceEndpointId = endpoint,
            ClusterId = ClusterIds.Price,
            Record = request.Record,
            DeviceList = devices,
            Status = StatusOf(devices),
        });
    }

    /// <inheritdoc />
    public Task<GetCurrentPriceEventResponse> GetCurrentPriceEventAsync(
        GetCurrentPriceEventRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var endpoint = Source(request.SourceEndpointId, EventKinds.Price);
        var devices = client.SendToServers(endpoint, new GetCurrentPrice(GetCurrentPrice.ReceiverOnWhenIdle));
        return Task.FromResult(new GetCurrentPriceEventResponse
        {
            Status = StatusOf(devices),
            EndpointId = endpoint,
            ClusterId = ClusterIds.Price,
            DeviceList = devices,
        });
    }

    /// <inheritdoc />
    public Task<GetLastMessageEventResponse> GetLastMessageEventAsync(
        GetLastMessageEventRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var endpoint = Source(request.SourceEndpointId, EventKinds.Message);
        var devices = client.SendToServers(endpoint, new GetLastMessage());
        return Task.FromResult(new GetLastMessageEventResponse
        {
            Status = StatusOf(devices),
            SourceEndpointId = endpoint,
            ClusterId = ClusterIds.Messaging,
            DeviceList = devices,
        });
    }

    /// <inheritdoc />
    public async Task<ConfirmMessageResponse> ConfirmMessageAsync(
        ConfirmMessageRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var endpoint = Source(request.SourceEndpointId, EventKinds.Message);
        var id = request.Record?.MessageId ?? client.ActiveMessage(endpoint);
        if (id is not { } message || !client.KnowsMessage(endpoint, message))
        {
            return Confirmed(endpoint, ZclStatus.NotFound, request.Record, []);
        }

        var time = request.Record?.ConfirmationTime ?? GatewayTime.ToAirUtc2000(clock.Now);
        var devices = await client.ConfirmAsync(endpoint, new MessageConfirmation(message, time));
        return Confirmed(
            endpoint, (ZclStatus)StatusOf(devices), new MessageConfirmationRecord { MessageId = message, ConfirmationTime = time }, devices);
    }

    /// <inheritdoc />
    public async Task<ClearDrlcEventsResponse> ClearDrlcEventsAsync(
        ClearDrlcEventsRequest request, RpcCallContext context, CancellationToken cancellationToken) => new()
        {
            SourceEndpointId = await ClearAsync(request.SourceEndpointId, EventKinds.LoadControl),
            ClusterId = ClusterIds.DemandResponseAndLoadControl,
        };

    /// <inheritdoc />
    public Task<XOptDrlcEventResponse> XOptDrlcEventAsync(XOptDrlcEventRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var endpoint = Source(request.SourceEndpointId, EventKinds.LoadControl);
        return Task.FromResult(new XOptDrlcEventResponse
        {
            SourceEndpointId = endpoint,
            ClusterId = ClusterIds.DemandResponseAndLoadControl,
            Status = (byte)(client.Choose(endpoint, request.IssuerEventId, request.OptOut) ? ZclStatus.Success : ZclStatus.NotFound),
        });
    }

    /// <inheritdoc />
    public async Task<ClearMessageEventsResponse> ClearMessageEventsAsync(
        ClearMessageEventsRequest request, RpcCallContext context, CancellationToken cancellationToken) => new()
        {
            SourceEndpointId = await ClearAsync(request.SourceEndpointId, EventKinds.Message),
            ClusterId = ClusterIds.Messaging,
        };

    /// <inheritdoc />
    public async Task<ClearPriceEventsResponse> ClearPriceEventsAsync(
        ClearPriceEventsRequest request, RpcCallContext context, CancellationToken cancellationToken) => new()
        {
            SourceEndpointId = await ClearAsync(request.SourceEndpointId, EventKinds.Price),
            ClusterId = ClusterIds.Price,
        };

    // Not found: there is no server to ask.
    private static byte StatusOf(IReadOnlyList<MacAddress> devices) => (byte)(devices.Count == 0 ? ZclStatus.NotFound : ZclStatus.Success);

    private static ConfirmMessageResponse Confirmed(
        byte endpoint, ZclStatus status, MessageConfirmationRecord? record, IReadOnlyList<MacAddress> devices) => new()
        {
            Status = (byte)status,
            SourceEndpointId = endpoint,
            ClusterId = ClusterIds.Messaging,
            Record = record,
            DeviceList = devices,
        };

    private byte Source(byte? wanted, EventKind kind) => endpoints.Find(wanted, kind.ClusterId, ClusterSide.Client);

    private async Task<byte> ClearAsync(byte? wanted, EventKind kind)
    {
        var endpoint = Source(wanted, kind);
        await client.ClearAsync(endpoint, kind);
        return endpoint;
    }
}
