using System.Text;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.SmartEnergy.Price;

namespace SEFramework.Gateway.SmartEnergy.Events;

/// <summary>The three kinds of events. Source: reference 05, sections 3.4, 4.2 and 5.</summary>
public static class EventKinds
{
    private const ushort OnePart = 1;
    private const ushort LongestLoadControl = 1440;

    // Of a ZCL string; what more than one frame of the radio would need is told when it is sent.
    private const int LongestText = 254;

    /// <summary>Load control events: each device class is a part, since an event for heaters leaves one for pumps alone.</summary>
    public static readonly EventKind LoadControl = new()
    {
        ClusterId = ClusterIds.DemandResponseAndLoadControl,
        Name = "load control event",
        Publish = SmartEnergyCommandId.LoadControlEvent,
        Read = static payload => LoadControlEvent.TryRead(payload, out var command) ? command : null,
        Facts = static command =>
        {
            var loadControl = (LoadControlEvent)command;
            return new EventFacts(
                loadControl.IssuerEventId,
                loadControl.StartTime,
                loadControl.DurationInMinutes,
                Subject: 0,
                loadControl.DeviceClass,
                (loadControl.EventControl & LoadControlEvent.RandomizeStart) != 0,
                (loadControl.EventControl & LoadControlEvent.RandomizeEnd) != 0);
        },
        Retime = static (command, start, duration, _) => (LoadControlEvent)command with { StartTime = start, DurationInMinutes = duration },
        Cancel = static (id, control) => new CancelLoadControlEvent { IssuerEventId = id, CancelControl = control },
        ReadCancel = static payload => CancelLoadControlEvent.TryRead(payload, out var command) ? command : null,
        LongestDuration = LongestLoadControl,
        MayLastUntilChanged = false,
        Precedence = Precedence.LaterReceived,
    };

    /// <summary>Prices: provider and unit tell commodities apart.</summary>
    public static readonly EventKind Price = new()
    {
        ClusterId = ClusterIds.Price,
        Name = "price",
        Publish = SmartEnergyCommandId.PublishPrice,
        Read = static payload => PublishPrice.TryRead(payload, out var command) ? command : null,
        Facts = static command =>
        {
            var price = (PublishPrice)command;
            return new EventFacts(
                price.IssuerEventId, price.StartTime, price.DurationInMinutes, ((ulong)price.ProviderId << 8) | price.UnitOfMeasure, OnePart, false, false);
        },
        Retime = static (command, start, duration, now) =>
            (PublishPrice)command with { StartTime = start, DurationInMinutes = duration, CurrentTime = now },
        Precedence = Precedence.LargerId,
    };

    /// <summary>Messages.</summary>
    public static readonly EventKind Message = new()
    {
        ClusterId = ClusterIds.Messaging,
        Name = "message",
        Publish = SmartEnergyCommandId.DisplayMessage,
        Read = static payload => DisplayMessage.TryRead(payload, out var command) ? command : null,
        Facts = static command =>
        {
            var message = (DisplayMessage)command;
            return new EventFacts(message.MessageId, message.StartTime, message.DurationInMinutes, Subject: 0, OnePart, false, false);
        },
        Retime = static (command, start, duration, _) => (DisplayMessage)command with { StartTime = start, DurationInMinutes = duration },
        Cancel = static (id, control) => new CancelMessage(id, control),
        Fits = static command => Encoding.UTF8.GetByteCount(((DisplayMessage)command).Text) <= LongestText,
        ReadCancel = static payload => CancelMessage.TryRead(payload, out var command) ? command : null,
        Precedence = Precedence.LaterReceived,
    };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<EventKind> All = [LoadControl, Price, Message];

    /// <summary>The kind of a cluster, or null.</summary>
    /// <param name="clusterId">Cluster.</param>
    public static EventKind? Find(ushort clusterId) => All.FirstOrDefault(kind => kind.ClusterId == clusterId);
}
