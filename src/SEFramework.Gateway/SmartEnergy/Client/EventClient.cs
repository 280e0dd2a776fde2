using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Devices;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Responses;
using SEFramework.Gateway.SmartEnergy.Events;
using SEFramework.Gateway.SmartEnergy.Transport;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.SmartEnergy.Price;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.SmartEnergy.Client;

/// <summary>
/// The event clients of the gateway: takes events from servers in the home, lives them, reports what becomes of them to their servers and to
/// the RPC clients. Nothing happens before the clock is synchronised. Used on the gateway's loop only. Source: reference 04, sections 0.3, 2 to
/// 4; reference 05, section 3.4.
/// </summary>
/// <param name="sender">Sends.</param>
/// <param name="clock">The gateway's time.</param>
/// <param name="reporter">Takes the messages.</param>
/// <param name="endpoints">The gateway's endpoints.</param>
/// <param name="settings">The attributes of the load control client on an endpoint.</param>
/// <param name="random">Spreads starts and ends.</param>
public sealed class EventClient(
    SmartEnergySender sender,
    GatewayClock clock,
    MessageReporter reporter,
    LocalEndpointTable endpoints,
    Func<byte, LoadControlSettings> settings,
    Random random)
{
    private const int Capacity = 200;
    private const byte ConfirmationRequired = DisplayMessage.ConfirmationRequired;

    private readonly Dictionary<(byte Endpoint, ushort ClusterId), ClientList> _lists = [];

    /// <summary>Called after each change of what is due.</summary>
    public Action Changed { get; set; } = static () => { };

    /// <summary>When something is due next, in seconds since 2000-01-01 UTC, or null.</summary>
    public long? NextDue => _lists.Values.Select(static list => list.Events.NextDue).DefaultIfEmpty().Min();

    private uint Now => GatewayTime.ToAirUtc2000(clock.Now);

    /// <summary>The events of a client that are not over, in the order in which they came.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="kind">What the events are.</param>
    public IReadOnlyList<ActiveEvent> List(byte endpoint, EventKind kind)
    {
        var list = ListOf(endpoint, kind.ClusterId);
        return
        [
            .. list.Events.Events.Select(e => new ActiveEvent(
                e.Resolved(Now), list.CancelControls.TryGetValue(e.Facts.Id, out var control) ? control : null)),
        ];
    }

    /// <summary>Forgets the events of a client; their servers keep them.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="kind">What the events are.</param>
    public async Task ClearAsync(byte endpoint, EventKind kind)
    {
        var list = ListOf(endpoint, kind.ClusterId);
        list.Clear();
        await SettleAsync(list, []);
    }

    /// <summary>Sends a command to the servers on all active devices.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="command">The command.</param>
    /// <returns>The devices addressed.</returns>
    public IReadOnlyList<MacAddress> SendToServers(byte endpoint, ISmartEnergyCommand command)
    {
        var peers = sender.Peers(command.Id.ClusterId, ClusterSide.Server);
        foreach (var peer in peers)
        {
            sender.Post(endpoint, peer, () => command);
        }

        return [.. peers.Select(static p => p.Mac).Distinct()];
    }

    /// <summary>The message to confirm when none is named: the one that came last of those that are active; null when none is.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    public uint? ActiveMessage(byte endpoint) => ListOf(endpoint, ClusterIds.Messaging).Events.Running.LastOrDefault()?.Facts.Id;

    /// <summary>Whether the client has a message, or had it lately.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="id">The message.</param>
    public bool KnowsMessage(byte endpoint, uint id) => ListOf(endpoint, ClusterIds.Messaging).Events.Knows(id);

    /// <summary>Confirms a message to all servers; one that was kept for its cancel to be confirmed goes.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="confirmation">The confirmation.</param>
    /// <returns>The devices addressed.</returns>
    public async Task<IReadOnlyList<MacAddress>> ConfirmAsync(byte endpoint, MessageConfirmation confirmation)
    {
        var list = ListOf(endpoint, ClusterIds.Messaging);
        var addressed = SendToServers(endpoint, confirmation);
        list.Events.Release(confirmation.MessageId, clock.Utc2000);
        await SettleAsync(list, []);
        return addressed;
    }

    /// <summary>The user decides whether to take part in a load control event.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="id">The event.</param>
    /// <param name="isOut">Out or in.</param>
    /// <returns>False when there is no such event.</returns>
    public bool Choose(byte endpoint, uint id, bool isOut)
    {
        var list = ListOf(endpoint, ClusterIds.DemandResponseAndLoadControl);
        if (list.Events.Find(id) is not { } found)
        {
            return false;
        }

        var isRunning = found.State == EventState.Running;
        if (found.Participation.Choose(isOut, isRunning) && isRunning)
        {
            Report(list, found, isOut ? EventStatus.OptedOut : EventStatus.OptedIn, clock.Utc2000);
        }

        return true;
    }

    /// <summary>Asks the servers of a device, or of all active devices, for their events.</summary>
    /// <param name="device">The device, or null for all.</param>
    public void Ask(Device? device)
    {
        if (!clock.IsSynchronized)
        {
            return;
        }

        foreach (var kind in ClientKinds.All)
        {
            var peers = device is null
                ? sender.Peers(kind.Events.ClusterId, ClusterSide.Server)
                : [.. SmartEnergySender.Peers(device, kind.Events.ClusterId, ClusterSide.Server)];
            foreach (var endpoint in endpoints.All.Where(e => e.Find(kind.Events.ClusterId, isClient: true) is not null))
            {
                foreach (var peer in peers)
                {
                    foreach (var ask in kind.Asks)
                    {
                        sender.Post(endpoint.Id, peer, () => ask);
                    }
                }
            }
        }
    }

    /// <summary>An event came.</summary>
    /// <param name="received">The command.</param>
    public async Task PublishedAsync(SmartEnergyCommandReceived received)
    {
        var list = ListOf(received.Endpoint, received.Id.ClusterId);
        if (list.Kind.Events.Read(received.Payload.Span) is not { } command)
        {
            Respond(received, ZclStatus.MalformedCommand);
            return;
        }

        if (!IsForUs(received, command))
        {
            Respond(received, clock.IsSynchronized ? ZclStatus.Success : ZclStatus.Failure);
            return;
        }

        await AdvanceAsync(list);
        var now = clock.Utc2000;
        var outcome = list.Events.Add(command, now, settings(received.Endpoint).Randomization, out var added, out var changes);
        var status = outcome switch
        {
            AddOutcome.Added => ZclStatus.Success,
            AddOutcome.Duplicate => ZclStatus.DuplicateExists,
            _ => ZclStatus.InvalidField,
        };
        if (added is not null)
        {
            // Before the first wait: its start may come while the message is put on disk.
            list.Sources[added.Facts.Id] = received.Peer;
        }

        await reporter.SendAsync(list.Kind.Received(received, command, status));
        Acknowledge(received, command, outcome, status);
        await SettleAsync(list, changes);
    }

    /// <summary>The cancel of an event came.</summary>
    /// <param name="received">The command.</param>
    public async Task CancelledAsync(SmartEnergyCommandReceived received)
    {
        if (received.Read<CancelLoadControlEvent>() is not { } cancel)
        {
            Respond(received, ZclStatus.MalformedCommand);
            return;
        }

        if (!clock.IsSynchronized || !settings(received.Endpoint).Concerns(cancel.UtilityEnrollmentGroup, cancel.DeviceClass))
        {
            Respond(received, clock.IsSynchronized ? ZclStatus.Success : ZclStatus.Failure);
            return;
        }

        var list = ListOf(received.Endpoint, received.Id.ClusterId);
        await AdvanceAsync(list);
        var outcome = list.Events.Cancel(
            cancel.IssuerEventId, cancel.EffectiveTime, (cancel.CancelControl & CancelLoadControlEvent.UseRandomization) != 0, clock.Utc2000);
        var (status, refusal) = outcome switch
        {
            CancelOutcome.NotFound => (ZclStatus.NotFound, EventStatus.UndefinedEvent),
            CancelOutcome.InvalidTime => (ZclStatus.InvalidField, EventStatus.InvalidCancelTime),
            _ => (ZclStatus.Success, default(EventStatus?)),
        };
        await reporter.SendAsync(CancelMessages.Of(received, status, cancel));
        if (refusal is { } refused)
        {
            sender.Post(
                received.Endpoint, received.Peer, () => StatusReports.Refusal(cancel.IssuerEventId, refused, Now), received.Header.Sequence);
        }
        else
        {
            Respond(received, ZclStatus.Success);
        }

        await SettleAsync(list, []);
    }

    /// <summary>The cancel of all load control events came.</summary>
    /// <param name="received">The command.</param>
    public async Task AllCancelledAsync(SmartEnergyCommandReceived received)
    {
        if (received.Read<CancelAllLoadControlEvents>() is not { } cancel)
        {
            Respond(received, ZclStatus.MalformedCommand);
            return;
        }

        if (!clock.IsSynchronized)
        {
            Respond(received, ZclStatus.Failure);
            return;
        }

        var list = ListOf(received.Endpoint, received.Id.ClusterId);
        await AdvanceAsync(list);
        foreach (var id in list.Events.Events.Select(static e => e.Facts.Id).ToArray())
        {
            list.Events.Cancel(id, EventFacts.Now, (cancel.CancelControl & CancelLoadControlEvent.UseRandomization) != 0, clock.Utc2000);
        }

        await reporter.SendAsync(CancelMessages.Of(received, ZclStatus.Success, cancel));
        Respond(received, ZclStatus.Success);
        await SettleAsync(list, []);
    }

    /// <summary>The cancel of a message came.</summary>
    /// <param name="received">The command.</param>
    public async Task MessageCancelledAsync(SmartEnergyCommandReceived received)
    {
        if (received.Read<CancelMessage>() is not { } cancel)
        {
            Respond(received, ZclStatus.MalformedCommand);
            return;
        }

        if (!clock.IsSynchronized)
        {
            Respond(received, ZclStatus.Failure);
            return;
        }

        var list = ListOf(received.Endpoint, received.Id.ClusterId);
        await AdvanceAsync(list);
        var isKnown = list.Events.Find(cancel.MessageId) is not null;
        if ((cancel.Control & ConfirmationRequired) != 0 && list.Events.Hold(cancel.MessageId))
        {
            list.CancelControls[cancel.MessageId] = cancel.Control;
        }
        else
        {
            list.Events.Cancel(cancel.MessageId, EventFacts.Now, useRandomization: false, clock.Utc2000);
        }

        var status = isKnown ? ZclStatus.Success : ZclStatus.NotFound;
        await reporter.SendAsync(CancelMessages.Of(received, status, cancel));
        Respond(received, status);
        await SettleAsync(list, []);
    }

    /// <summary>A block period came. No request or message has one, so it is acknowledged if that is wanted, and not kept.</summary>
    /// <param name="received">The command.</param>
    public void BlockPeriodPublished(SmartEnergyCommandReceived received)
    {
        if (received.Read<PublishBlockPeriod>() is not { } period)
        {
            Respond(received, ZclStatus.MalformedCommand);
        }
        else if ((period.Control & PublishPrice.AcknowledgementRequired) != 0)
        {
            sender.Post(
                received.Endpoint,
                received.Peer,
                () => new PriceAcknowledgement(period.ProviderId, period.IssuerEventId, Now, period.Control),
                received.Header.Sequence);
        }
        else
        {
            Respond(received, ZclStatus.Success);
        }
    }

    /// <summary>Does what is due: starts and ends events, and reports it.</summary>
    public async Task AdvanceAsync()
    {
        if (!clock.IsSynchronized)
        {
            return;
        }

        foreach (var list in _lists.Values.ToArray())
        {
            await AdvanceAsync(list);
        }
    }

    private bool IsForUs(SmartEnergyCommandReceived received, ISmartEnergyCommand command) => clock.IsSynchronized
        && (command is not LoadControlEvent loadControl
            || (settings(received.Endpoint).Concerns(loadControl.UtilityEnrollmentGroup, loadControl.DeviceClass)
                && LoadControlSettings.HasKnownCriticality(loadControl)));

    private void Acknowledge(SmartEnergyCommandReceived received, ISmartEnergyCommand command, AddOutcome outcome, ZclStatus status)
    {
        if (command is LoadControlEvent loadControl && outcome != AddOutcome.Duplicate)
        {
            var reported = outcome switch
            {
                AddOutcome.Added => EventStatus.Received,
                AddOutcome.Expired => EventStatus.Expired,
                _ => EventStatus.Rejected,
            };

            // The report has the sequence number of the event that it answers.
            sender.Post(received.Endpoint, received.Peer, () => StatusReports.Report(loadControl, reported, Now), received.Header.Sequence);
            return;
        }

        if (command is PublishPrice { PriceControl: { } control } price && (control & PublishPrice.AcknowledgementRequired) != 0
            && outcome is AddOutcome.Added or AddOutcome.Duplicate)
        {
            sender.Post(
                received.Endpoint,
                received.Peer,
                () => new PriceAcknowledgement(price.ProviderId, price.IssuerEventId, Now, control),
                received.Header.Sequence);
            return;
        }

        Respond(received, status);
    }

    private void Respond(SmartEnergyCommandReceived received, ZclStatus status) =>
        sender.PostDefaultResponse(received.Endpoint, received.Peer, received.Id, received.Header, status);

    private Task AdvanceAsync(ClientList list) => SettleAsync(list, []);

    // Reports what already happened, then what is due now, then the active events if they are others than before.
    private async Task SettleAsync(ClientList list, IReadOnlyList<EventChange> changes)
    {
        foreach (var change in changes.Concat(list.Events.Advance(clock.Utc2000)))
        {
            Report(list, change.Event, StatusReports.StatusOf(change), change.Time);
            if (change.Transition != EventTransition.Started)
            {
                list.Sources.Remove(change.Event.Facts.Id);
                list.CancelControls.Remove(change.Event.Facts.Id);
            }
        }

        Changed();
        if (list.TakeChange())
        {
            await reporter.SendAsync(list.Kind.Updated(list.Endpoint, list.Active(Now)));
        }
    }

    private void Report(ClientList list, ScheduledEvent scheduled, EventStatus status, long time)
    {
        if (scheduled.Command is LoadControlEvent command && list.Sources.TryGetValue(scheduled.Facts.Id, out var source))
        {
            var report = StatusReports.Report(command, status, (uint)Math.Clamp(time, 1, uint.MaxValue - 1));
            sender.Post(list.Endpoint, source, () => report);
        }
    }

    private ClientList ListOf(byte endpoint, ushort clusterId)
    {
        if (!_lists.TryGetValue((endpoint, clusterId), out var list))
        {
            var kind = ClientKinds.All.First(k => k.Events.ClusterId == clusterId);
            _lists[(endpoint, clusterId)] = list = new ClientList(endpoint, kind, Capacity, random);
        }

        return list;
    }
}
