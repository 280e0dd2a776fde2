using SEFramework.Gateway.SmartEnergy;
using SEFramework.Gateway.SmartEnergy.Client;
using SEFramework.Gateway.SmartEnergy.Events;
using SEFramework.Gateway.SmartEnergy.Records;
using SEFramework.Gateway.SmartEnergy.Server;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.SmartEnergy.Price;

namespace SEFramework.Gateway.Interfaces;

/// <summary>The three requests that list local events, which both Smart Energy interfaces answer. Source: reference 04, sections 1.1, 3.1 and 4.1.</summary>
/// <param name="server">The servers.</param>
/// <param name="client">The clients.</param>
/// <param name="endpoints">Find the cluster that is meant.</param>
public sealed class EventQueries(EventServer server, EventClient client, SmartEnergyEndpoints endpoints)
{
    /// <summary>Lists load control events.</summary>
    /// <param name="request">The request.</param>
    public GetDrlcEventsResponse GetDrlcEvents(GetDrlcEventsRequest request) => new()
    {
        EndpointId = request.EndpointId,
        EventsRecordList = [.. List(request.EndpointId, EventKinds.LoadControl, request.ServerOrClient, out _).Select(static e => LoadControlRecords.ToRecord((LoadControlEvent)e.Command))],
    };

    /// <summary>Lists messages.</summary>
    /// <param name="request">The request.</param>
    public GetMessageEventsResponse GetMessageEvents(GetMessageEventsRequest request) => new()
    {
        EndpointId = request.EndpointId,
        EventsRecordList = [.. List(request.EndpointId, EventKinds.Message, request.ServerOrClient, out _).Select(static e => MessageRecords.ToRecord((DisplayMessage)e.Command))],
    };

    /// <summary>Lists prices.</summary>
    /// <param name="request">The request.</param>
    public GetPriceEventsResponse GetPriceEvents(GetPriceEventsRequest request)
    {
        var events = List(request.EndpointId, EventKinds.Price, request.ServerOrClient, out var side);
        return new GetPriceEventsResponse
        {
            EndpointId = request.EndpointId,
            ClusterId = ClusterIds.Price,
            ServerOrClient = (byte)side,
            EventsRecordList = [.. events.Select(static e => PriceRecords.ToRecord((PublishPrice)e.Command))],
        };
    }

    private IEnumerable<ActiveEvent> List(byte endpoint, EventKind kind, byte? wanted, out ClusterSide side)
    {
        side = endpoints.FindSide(endpoint, kind.ClusterId, wanted);
        return side == ClusterSide.Server
            ? server.List(endpoint, kind).Select(static command => new ActiveEvent(command, null))
            : client.List(endpoint, kind);
    }
}
