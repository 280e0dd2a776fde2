using SEFramework.Gateway.SmartEnergy.Events;
using SEFramework.Gateway.SmartEnergy.Records;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.SmartEnergy.Price;

namespace SEFramework.Gateway.SmartEnergy.Client;

/// <summary>The three client clusters. Source: reference 04, sections 2.8, 2.11, 3.6, 3.8, 4.8 and 4.9; reference 05, section 3.4.</summary>
public static class ClientKinds
{
    /// <summary>Load control.</summary>
    public static readonly ClientKind LoadControl = new()
    {
        Events = EventKinds.LoadControl,
        Asks = [new GetScheduledEvents(default)],
        Received = static (received, command, status) => new ReceivedDrlcEventMessage
        {
            Status = (byte)status,
            SourceAddress = received.Peer.Mac,
            SourceEndpointId = received.Peer.Endpoint,
            DestinationEndpointId = received.Endpoint,
            ClusterId = received.Id.ClusterId,
            Record = LoadControlRecords.ToRecord((LoadControlEvent)command),
        },
        Updated = static (endpoint, events) => new UpdatedActiveDrlcEventsMessage
        {
            DestinationEndpointId = endpoint,
            ClusterId = ClusterIds.DemandResponseAndLoadControl,
            RecordList = [.. events.Select(static e => LoadControlRecords.ToRecord((LoadControlEvent)e.Command))],
        },
    };

    /// <summary>Price.</summary>
    public static readonly ClientKind Price = new()
    {
        Events = EventKinds.Price,
        Asks = [new GetScheduledPrices(default)],
        Received = static (received, command, status) => new ReceivedPriceEventMessage
        {
            Status = (byte)status,
            SourceAddress = received.Peer.Mac,
            SourceEndpointId = received.Peer.Endpoint,
            DestinationEndpointId = received.Endpoint,
            ClusterId = received.Id.ClusterId,
            Record = PriceRecords.ToRecord((PublishPrice)command),
        },
        Updated = static (endpoint, events) => new UpdatedActivePriceEventsMessage
        {
            DestinationEndpointId = endpoint,
            ClusterId = ClusterIds.Price,
            RecordList = [.. events.Select(static e => PriceRecords.ToRecord((PublishPrice)e.Command))],
        },
    };

    /// <summary>Messaging.</summary>
    public static readonly ClientKind Message = new()
    {
        Events = EventKinds.Message,
        Asks = [new GetLastMessage()],
        Received = static (received, command, status) => new ReceivedMessageEventMessage
        {
            Status = (byte)status,
            SourceAddress = received.Peer.Mac,
            SourceEndpointId = received.Peer.Endpoint,
            DestinationEndpointId = received.Endpoint,
            ClusterId = received.Id.ClusterId,
            Record = MessageRecords.ToRecord((DisplayMessage)command),
        },
        Updated = static (endpoint, events) => new UpdatedActiveMessageEventsMessage
        {
            // The original's name for an endpoint here; the usual name stands beside it.
            DestinationAddressId = endpoint,
            DestinationEndpointId = endpoint,
            ClusterId = ClusterIds.Messaging,
            RecordList = [.. events.Select(static e => MessageRecords.ToRecord((DisplayMessage)e.Command, e.CancelControl))],
        },
    };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ClientKind> All = [LoadControl, Price, Message];
}
