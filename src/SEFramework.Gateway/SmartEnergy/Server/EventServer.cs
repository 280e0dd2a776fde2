using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Devices;
using SEFramework.Gateway.Responses;
using SEFramework.Gateway.SmartEnergy.Events;
using SEFramework.Gateway.SmartEnergy.Transport;
using SEFramework.Radio;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.SmartEnergy.Server;

/// <summary>
/// The event servers of the gateway: keeps events on disk, sends them to the clients of active devices, again to those that were away, and
/// answers those who ask. Used on the gateway's loop only. Source: reference 04, sections 2 to 4; reference 05, sections 3.4, 4.2 and 5.
/// </summary>
public sealed class EventServer
{
    private const int Capacity = 1000;
    private const int RetryAfterSeconds = 60;

    private readonly EventStore _store;
    private readonly SmartEnergySender _sender;
    private readonly GatewayClock _clock;
    private readonly MessageReporter _reporter;
    private readonly Dictionary<(byte Endpoint, ushort ClusterId), ServerList> _lists = [];
    private long? _retry;

    /// <summary>Creates the servers with the events of the last run.</summary>
    /// <param name="store">Where events are kept.</param>
    /// <param name="stored">The events of the last run.</param>
    /// <param name="sender">Sends.</param>
    /// <param name="clock">The gateway's time.</param>
    /// <param name="reporter">Takes the messages about what did not arrive.</param>
    public EventServer(EventStore store, IEnumerable<StoredEvent> stored, SmartEnergySender sender, GatewayClock clock, MessageReporter reporter)
    {
        _reporter = reporter;
        _store = store;
        _sender = sender;
        _clock = clock;
        foreach (var kept in stored)
        {
            Restore(kept);
        }
    }

    /// <summary>Called after each change of what is due.</summary>
    public Action Changed { get; set; } = static () => { };

    /// <summary>When something is due next, in seconds since 2000-01-01 UTC, or null.</summary>
    public long? NextDue => _lists.Values.Select(static list => list.NextDue).Append(_retry).Min();

    private uint Now => GatewayTime.ToAirUtc2000(_clock.Now);

    /// <summary>The valid events of a server, in the order in which they were made.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="kind">What the events are.</param>
    public IReadOnlyList<ISmartEnergyCommand> List(byte endpoint, EventKind kind) =>
        [.. ListOf(endpoint, kind).Events.Events.Where(e => e.End > _clock.Utc2000).Select(e => e.Resolved(Now))];

    /// <summary>Adds an event, on disk when this comes back, and sends it to the clients of active devices.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="command">The event.</param>
    /// <exception cref="RpcException">The list is full.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The disk refused; the event is not there.</exception>
    public async Task<ServerOutcome> CreateAsync(byte endpoint, EventKind kind, ISmartEnergyCommand command)
    {
        await AdvanceAsync();
        var list = ListOf(endpoint, kind);
        switch (list.Events.Add(command, _clock.Utc2000, default, out var added, out var changes))
        {
            case AddOutcome.Duplicate:
                return new ServerOutcome(ZclStatus.DuplicateExists, []);
            case AddOutcome.Full:
                throw new RpcException($"The server has {Capacity} {kind.Name}s already");
            case not AddOutcome.Added:
                return new ServerOutcome(ZclStatus.InvalidField, []);
        }

        // Prices that have not begun make way for one with a larger id.
        var replaced = changes.Select(static c => c.Event).ToArray();
        try
        {
            await _store.AddAsync(endpoint, added!.Facts.Id, added.Start, command, [.. replaced.Select(static e => e.Facts.Id)]);
        }
        catch
        {
            list.Forget(added!.Facts.Id);
            Array.ForEach(replaced, e => list.Events.Restore(e.Command, e.Start));
            throw;
        }

        Array.ForEach(replaced, e => list.Forget(e.Facts.Id));
        list.Cancelled.Remove(added.Facts.Id);
        var peers = _sender.Peers(kind.ClusterId, ClusterSide.Client);
        foreach (var peer in peers)
        {
            Send(list, added, peer, isFirst: true);
        }

        Changed();
        return new ServerOutcome(ZclStatus.Success, Addresses(peers));
    }

    /// <summary>Cancels an event, known or not, and tells the clients of active devices; on disk when this comes back.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">The command that cancels it.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The disk refused; the event is as before.</exception>
    public async Task<ServerOutcome> CancelAsync(byte endpoint, EventKind kind, uint id, ISmartEnergyCommand cancel)
    {
        var list = ListOf(endpoint, kind);
        var end = list.CancelEnd(id, _clock.Utc2000);
        await _store.CancelAsync(endpoint, [new EventCancel(id, cancel, end)]);
        list.Cancel(id, cancel, end);
        var peers = _sender.Peers(kind.ClusterId, ClusterSide.Client);
        foreach (var peer in peers)
        {
            SendCancel(list, id, cancel, peer, isFirst: true);
        }

        await DropSurplusAsync(list);
        Changed();
        return new ServerOutcome(ZclStatus.Success, Addresses(peers));
    }

    /// <summary>Cancels all events; on disk when this comes back.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="control">Cancel or message control of the cancels.</param>
    /// <param name="cancelAll">One command that cancels all; null sends one for each event, or none when the kind has no cancel.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The disk refused; the events are as before.</exception>
    public async Task<ServerOutcome> CancelAllAsync(byte endpoint, EventKind kind, byte control, ISmartEnergyCommand? cancelAll)
    {
        var list = ListOf(endpoint, kind);
        if (kind.Cancel is not { } makeCancel)
        {
            var ids = list.Events.Events.Select(static e => e.Facts.Id).ToArray();
            await _store.RemoveAsync(endpoint, kind.ClusterId, ids);
            Array.ForEach(ids, list.Forget);
            Changed();
            return new ServerOutcome(ZclStatus.Success, []);
        }

        var now = _clock.Utc2000;
        var cancels = list.Events.Events.Select(e => new EventCancel(e.Facts.Id, makeCancel(e.Facts.Id, control), list.CancelEnd(e.Facts.Id, now))).ToArray();
        await _store.CancelAsync(endpoint, cancels);
        var peers = cancels.Length == 0 && cancelAll is null ? [] : _sender.Peers(kind.ClusterId, ClusterSide.Client);
        foreach (var (id, cancel, end) in cancels)
        {
            list.Cancel(id, cancel, end);
            foreach (var peer in peers.Where(_ => cancelAll is null))
            {
                SendCancel(list, id, cancel, peer, isFirst: true);
            }
        }

        foreach (var peer in peers.Where(_ => cancelAll is not null))
        {
            _sender.Post(
                list.Endpoint, peer, () => cancelAll, outcome: failure => NoteCancels(list, cancels.Select(static c => c.Id), peer, failure, isFirst: true));
        }

        await DropSurplusAsync(list);
        Changed();
        return new ServerOutcome(ZclStatus.Success, Addresses(peers));
    }

    /// <summary>Sends a client what it asks for.</summary>
    /// <param name="received">The request.</param>
    /// <param name="query">Which events it wants.</param>
    public void AnswerSchedule(SmartEnergyCommandReceived received, ScheduleQuery query)
    {
        var earliest = query.StartTime == 0 ? _clock.Utc2000 : query.StartTime;
        Answer(received, list => list.Events.Events
            .Where(e => e.End >= earliest && e.End > _clock.Utc2000)
            .OrderBy(static e => e.Start)
            .Take(query.MostEvents == 0 ? int.MaxValue : query.MostEvents));
    }

    /// <summary>Sends a client the events that are current: of each subject the one with the largest id.</summary>
    /// <param name="received">The request.</param>
    public void AnswerCurrent(SmartEnergyCommandReceived received) => Answer(
        received, static list => list.Events.Running.GroupBy(static e => e.Facts.Subject).Select(static g => g.MaxBy(static e => e.Facts.Id)!));

    /// <summary>Sends a client the event that was made last.</summary>
    /// <param name="received">The request.</param>
    public void AnswerLast(SmartEnergyCommandReceived received) => Answer(received, static list => list.Events.Events.TakeLast(1));

    /// <summary>A client told about an event, so it has it.</summary>
    /// <param name="received">What it told.</param>
    /// <param name="id">The event.</param>
    public void Heard(SmartEnergyCommandReceived received, uint id)
    {
        if (_lists.TryGetValue((received.Endpoint, received.Id.ClusterId), out var list) && list.Events.Find(id) is not null)
        {
            Hold(list, id, received.Peer);
        }
    }

    /// <summary>A device announced itself or was authenticated: it may have lost what it had, and gets valid events again once it is active.</summary>
    /// <param name="device">The device.</param>
    public void Rejoined(Device device)
    {
        foreach (var list in _lists.Values)
        {
            list.Rejoined(device.Address);
        }

        Keep(_store.ForgetValidAsync(device.Address));
    }

    /// <summary>A device is none of ours any more.</summary>
    /// <param name="device">The device.</param>
    public Task RemovedAsync(IeeeAddress device)
    {
        foreach (var list in _lists.Values)
        {
            list.Removed(device);
        }

        return _store.ForgetAllAsync(device);
    }

    /// <summary>The gateway knows the time from now on: devices get what had to wait for that.</summary>
    public void CatchUp()
    {
        foreach (var list in _lists.Values)
        {
            foreach (var peer in _sender.Peers(list.Kind.ClusterId, ClusterSide.Client))
            {
                CatchUp(list, peer);
            }
        }
    }

    /// <summary>A device joined or came back: it gets what it does not have.</summary>
    /// <param name="device">The device.</param>
    public void Activated(Device device)
    {
        foreach (var list in _lists.Values)
        {
            foreach (var peer in SmartEnergySender.Peers(device, list.Kind.ClusterId, ClusterSide.Client))
            {
                CatchUp(list, peer);
            }
        }
    }

    /// <summary>Does what is due: forgets events that ended, and sends again what did not arrive.</summary>
    public async Task AdvanceAsync()
    {
        var now = _clock.Utc2000;

        // All is handed to the disk before the first wait, so that no event with one of these ids can be made in between.
        await Task.WhenAll(_lists.Values.Select(list => _store.RemoveAsync(list.Endpoint, list.Kind.ClusterId, list.Advance(now))).ToArray());
        if (_retry <= now)
        {
            _retry = null;
            CatchUp();
        }
    }

    private static MacAddress[] Addresses(IEnumerable<SmartEnergyPeer> peers) => [.. peers.Select(static p => p.Mac).Distinct()];

    private ServerList ListOf(byte endpoint, EventKind kind)
    {
        if (!_lists.TryGetValue((endpoint, kind.ClusterId), out var list))
        {
            _lists[(endpoint, kind.ClusterId)] = list = new ServerList(endpoint, kind, Capacity);
        }

        return list;
    }

    private void Restore(StoredEvent stored)
    {
        if (EventKinds.Find(stored.ClusterId) is not { } kind || kind.Read(stored.Command.Span) is not { } command)
        {
            return;
        }

        var list = ListOf(stored.Endpoint, kind);
        if (stored.Cancel is { } payload)
        {
            if (kind.ReadCancel?.Invoke(payload.Span) is { } cancel)
            {
                var cancelled = list.Cancelled[stored.Id] = new CancelledEvent(cancel, stored.CancelEnd, [.. stored.Devices.Select(static d => (d.Device, d.Endpoint))]);
                cancelled.Told.UnionWith(stored.Devices.Where(static d => d.IsTold).Select(static d => (d.Device, d.Endpoint)));
            }

            return;
        }

        list.Events.Restore(command, stored.Start);
        list.Holders(stored.Id).UnionWith(stored.Devices.Select(static d => (d.Device, d.Endpoint)));
    }

    private async Task DropSurplusAsync(ServerList list) => await _store.RemoveAsync(list.Endpoint, list.Kind.ClusterId, list.TakeSurplus());

    private void Hold(ServerList list, uint id, SmartEnergyPeer peer)
    {
        if (list.Holders(id).Add((peer.Device, peer.Endpoint)))
        {
            Keep(_store.NoteAsync(list.Endpoint, list.Kind.ClusterId, id, new StoredHolder(peer.Device, peer.Endpoint, IsTold: false)));
        }
    }

    // What the disk does not take is sent once more after a restart: devices know that they have it.
    private static void Keep(Task write) => _ = write.ContinueWith(
        static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void Answer(SmartEnergyCommandReceived received, Func<ServerList, IEnumerable<ScheduledEvent>> choose)
    {
        var list = ListOf(received.Endpoint, EventKinds.Find(received.Id.ClusterId)!);
        var chosen = choose(list).ToArray();
        foreach (var found in chosen)
        {
            Send(list, found, received.Peer, received.Header.Sequence);
        }

        if (chosen.Length == 0)
        {
            _sender.PostDefaultResponse(received.Endpoint, received.Peer, received.Id, received.Header, ZclStatus.NotFound);
        }
    }

    private void CatchUp(ServerList list, SmartEnergyPeer peer)
    {
        if (!_clock.IsSynchronized)
        {
            return;
        }

        var key = (peer.Device, peer.Endpoint);
        foreach (var (id, cancelled) in list.Cancelled)
        {
            bool IsOpen() => cancelled.Holders.Contains(key) && !cancelled.Told.Contains(key);
            var waiting = (id, peer.Device, peer.Endpoint, IsCancel: true);
            if (IsOpen() && list.Waiting.Add(waiting))
            {
                PostCancel(list, id, peer, () => list.Waiting.Remove(waiting) && IsOpen() ? cancelled.Cancel : null, isFirst: false);
            }
        }

        foreach (var missed in list.Events.Events)
        {
            bool IsOpen() => list.Events.Find(missed.Facts.Id) == missed && !list.Holders(missed.Facts.Id).Contains(key);
            var waiting = (missed.Facts.Id, peer.Device, peer.Endpoint, IsCancel: false);
            if (IsOpen() && list.Waiting.Add(waiting))
            {
                Post(list, missed, peer, () => list.Waiting.Remove(waiting) && IsOpen() ? missed.ForSending(Now) : null, null, isFirst: false);
            }
        }
    }

    private void Send(ServerList list, ScheduledEvent toSend, SmartEnergyPeer peer, byte? sequence = null, bool isFirst = false) =>
        Post(list, toSend, peer, () => list.Events.Find(toSend.Facts.Id) == toSend ? toSend.ForSending(Now) : null, sequence, isFirst);

    private void Post(ServerList list, ScheduledEvent toSend, SmartEnergyPeer peer, Func<ISmartEnergyCommand?> command, byte? sequence, bool isFirst) => _sender.Post(
        list.Endpoint,
        peer,
        command,
        sequence,
        failure =>
        {
            if (failure is not null)
            {
                NotDelivered(failure, isFirst);
            }
            else if (list.Events.Find(toSend.Facts.Id) == toSend)
            {
                Hold(list, toSend.Facts.Id, peer);
            }
            else if (list.Cancelled.TryGetValue(toSend.Facts.Id, out var cancelled))
            {
                // Cancelled while it was on the air.
                cancelled.Holders.Add((peer.Device, peer.Endpoint));
                Keep(_store.NoteAsync(list.Endpoint, list.Kind.ClusterId, toSend.Facts.Id, new StoredHolder(peer.Device, peer.Endpoint, IsTold: false)));
            }
        });

    private void SendCancel(ServerList list, uint id, ISmartEnergyCommand cancel, SmartEnergyPeer peer, bool isFirst = false) =>
        PostCancel(list, id, peer, () => cancel, isFirst);

    private void PostCancel(ServerList list, uint id, SmartEnergyPeer peer, Func<ISmartEnergyCommand?> cancel, bool isFirst) =>
        _sender.Post(list.Endpoint, peer, cancel, outcome: failure => NoteCancels(list, [id], peer, failure, isFirst));

    private void NoteCancels(ServerList list, IEnumerable<uint> ids, SmartEnergyPeer peer, ConversationException? failure, bool isFirst)
    {
        foreach (var id in ids)
        {
            if (failure is null && list.Cancelled.TryGetValue(id, out var cancelled))
            {
                cancelled.Told.Add((peer.Device, peer.Endpoint));
                Keep(_store.NoteAsync(list.Endpoint, list.Kind.ClusterId, id, new StoredHolder(peer.Device, peer.Endpoint, IsTold: true)));
            }
        }

        if (failure is not null)
        {
            NotDelivered(failure, isFirst);
        }
    }

    // Clients hear of the first failure. Devices that stay silent become inactive; those that are back by then get what they missed. What is too
    // long for the radio would never arrive.
    private void NotDelivered(ConversationException failure, bool isFirst)
    {
        if (isFirst)
        {
            _ = _reporter.SendMessageAsync(MessageReporter.Error, failure.Message);
        }

        if (failure.TransmitStatus != TransmitStatus.PayloadTooLarge)
        {
            _retry ??= _clock.Utc2000 + RetryAfterSeconds;
            Changed();
        }
    }
}
