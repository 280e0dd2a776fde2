using SEFramework.Gateway.Clock;
using SEFramework.Gateway.SmartEnergy;
using SEFramework.Gateway.SmartEnergy.Client;
using SEFramework.Gateway.SmartEnergy.Events;
using SEFramework.Gateway.SmartEnergy.Records;
using SEFramework.Gateway.SmartEnergy.Server;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Messages;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.Interfaces;

/// <summary>RPC_SE_Server_Interface: load control events, messages and prices that the gateway gives out. Source: reference 04, sections 1 to 4.</summary>
/// <param name="server">The servers.</param>
/// <param name="client">The clients, for the requests that list either.</param>
/// <param name="endpoints">Find the cluster that is to act.</param>
/// <param name="clock">The gateway's time.</param>
public sealed class SmartEnergyServerInterface(EventServer server, EventClient client, SmartEnergyEndpoints endpoints, GatewayClock clock)
    : IRpcSeServerInterface
{
    private readonly EventQueries _queries = new(server, client, endpoints);

    private uint Now => GatewayTime.ToAirUtc2000(clock.Now);

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
    public async Task<CreateDrlcEventResponse> CreateDrlcEventAsync(
        CreateDrlcEventRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var endpoint = Source(request.SourceEndpointId, EventKinds.LoadControl);
        var outcome = await CreateAsync(endpoint, EventKinds.LoadControl, request.Record, LoadControlRecords.ToCommand(request.Record));
        return new CreateDrlcEventResponse
        {
            SourceEndpointId = endpoint,
            ClusterId = ClusterIds.DemandResponseAndLoadControl,
            Status = (byte)outcome.Status,
            Record = request.Record,
            DeviceList = outcome.Devices,
        };
    }

    /// <inheritdoc />
    public async Task<CreateMessageEventResponse> CreateMessageEventAsync(
        CreateMessageEventRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var endpoint = Source(request.SourceEndpointId, EventKinds.Message);
        var record = request.Record with { CancelMessageControl = null };
        var outcome = await CreateAsync(endpoint, EventKinds.Message, record, MessageRecords.ToCommand(record));
        return new CreateMessageEventResponse
        {
            SourceEndpointId = endpoint,
            ClusterId = ClusterIds.Messaging,
            Status = (byte)outcome.Status,
            Record = record,
            DeviceList = outcome.Devices,
        };
    }

    /// <inheritdoc />
    public async Task<CreatePriceEventResponse> CreatePriceEventAsync(
        CreatePriceEventRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var endpoint = Source(request.SourceEndpointId, EventKinds.Price);
        var outcome = await CreateAsync(endpoint, EventKinds.Price, request.Record, PriceRecords.ToCommand(request.Record, Now));
        return new CreatePriceEventResponse
        {
            SourceEndpointId = endpoint,
            ClusterId = ClusterIds.Price,
            Status = (byte)outcome.Status,
            Record = request.Record,
            DeviceList = outcome.Devices,
        };
    }

    /// <inheritdoc />
    public async Task<CancelDrlcEventResponse> CancelDrlcEventAsync(
        CancelDrlcEventRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var endpoint = Source(request.SourceEndpointId, EventKinds.LoadControl);
        var outcome = await server.CancelAsync(
            endpoint, EventKinds.LoadControl, request.Record.IssuerEventId, LoadControlRecords.ToCommand(request.Record));
        return new CancelDrlcEventResponse
        {
            SourceEndpointId = endpoint,
            ClusterId = ClusterIds.DemandResponseAndLoadControl,
            Status = (byte)outcome.Status,
            Record = request.Record,
            DeviceList = outcome.Devices,
        };
    }

    /// <inheritdoc />
    public async Task<CancelMessageEventResponse> CancelMessageEventAsync(
        CancelMessageEventRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var endpoint = Source(request.SourceEndpointId, EventKinds.Message);
        var outcome = await server.CancelAsync(endpoint, EventKinds.Message, request.Record.MessageId, MessageRecords.ToCommand(request.Record));
        return new CancelMessageEventResponse
        {
            SourceEndpointId = endpoint,
            ClusterId = ClusterIds.Messaging,
            Status = (byte)outcome.Status,
            Record = request.Record,
            DeviceList = outcome.Devices,
        };
    }

    /// <inheritdoc />
    public async Task<CancelAllDrlcEventsResponse> CancelAllDrlcEventsAsync(
        CancelAllDrlcEventsRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var endpoint = Source(request.SourceEndpointId, EventKinds.LoadControl);
        var outcome = await server.CancelAllAsync(
            endpoint, EventKinds.LoadControl, request.CancelControl, new CancelAllLoadControlEvents(request.CancelControl));
        return new CancelAllDrlcEventsResponse
        {
            SourceEndpointId = endpoint,
            ClusterId = ClusterIds.DemandResponseAndLoadControl,
            Status = (byte)outcome.Status,
            DeviceList = outcome.Devices,
        };
    }

    /// <inheritdoc />
    public async Task<CancelAllMessageEventsResponse> CancelAllMessageEventsAsync(
        CancelAllMessageEventsRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var endpoint = Source(request.SourceEndpointId, EventKinds.Message);
        var outcome = await server.CancelAllAsync(endpoint, EventKinds.Message, control: 0, cancelAll: null);
        return new CancelAllMessageEventsResponse
        {
            SourceEndpointId = endpoint,
            ClusterId = ClusterIds.Messaging,
            Status = (byte)outcome.Status,
            DeviceList = outcome.Devices,
        };
    }

    /// <inheritdoc />
    public async Task<CancelAllPriceEventsResponse> CancelAllPriceEventsAsync(
        CancelAllPriceEventsRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var endpoint = Source(request.SourceEndpointId, EventKinds.Price);
        var outcome = await server.CancelAllAsync(endpoint, EventKinds.Price, control: 0, cancelAll: null);
        return new CancelAllPriceEventsResponse { SourceEndpointId = endpoint, ClusterId = ClusterIds.Price, Status = (byte)outcome.Status };
    }

    private byte Source(byte? wanted, EventKind kind) => endpoints.Find(wanted, kind.ClusterId, ClusterSide.Server);

    // A field out of its range is answered before anything else; times need a clock that is right.
    private Task<ServerOutcome> CreateAsync(byte endpoint, EventKind kind, IRpcRecord record, ISmartEnergyCommand command)
    {
        if (!clock.IsSynchronized)
        {
            throw StatusText.Failure(RpcErrorKind.NotAvailable, "Time Not Synchronized", ("request", kind.Name));
        }

        return RecordRange.Holds(record) && kind.Fits(command)
            ? server.CreateAsync(endpoint, kind, command)
            : Task.FromResult(new ServerOutcome(ZclStatus.InvalidField, []));
    }
}
