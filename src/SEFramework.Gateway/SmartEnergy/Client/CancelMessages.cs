using SEFramework.Gateway.SmartEnergy.Records;
using SEFramework.Gateway.SmartEnergy.Transport;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Messages;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.SmartEnergy.Client;

/// <summary>The messages that a cancel came. Source: reference 04, sections 2.9, 2.10 and 3.7.</summary>
internal static class CancelMessages
{
    public static IRpcMessage Of(SmartEnergyCommandReceived received, ZclStatus status, CancelLoadControlEvent cancel) => new ReceivedDrlcCancelEventMessage
    {
        Status = (byte)status,
        SourceAddress = received.Peer.Mac,
        SourceEndpointId = received.Peer.Endpoint,
        DestinationEndpointId = received.Endpoint,
        ClusterId = received.Id.ClusterId,
        Record = LoadControlRecords.ToRecord(cancel),
    };

    public static IRpcMessage Of(SmartEnergyCommandReceived received, ZclStatus status, CancelAllLoadControlEvents cancel) => new ReceivedDrlcCancelAllEventsMessage
    {
        Status = (byte)status,
        SourceAddress = received.Peer.Mac,
        SourceEndpointId = received.Peer.Endpoint,
        DestinationEndpointId = received.Endpoint,
        ClusterId = received.Id.ClusterId,
        CancelControl = cancel.CancelControl,
    };

    public static IRpcMessage Of(SmartEnergyCommandReceived received, ZclStatus status, CancelMessage cancel) => new ReceivedMessageCancelEventMessage
    {
        Status = (byte)status,
        SourceAddress = received.Peer.Mac,
        SourceEndpointId = received.Peer.Endpoint,
        DestinationEndpointId = received.Endpoint,
        ClusterId = received.Id.ClusterId,
        Record = MessageRecords.ToRecord(cancel),
    };
}
