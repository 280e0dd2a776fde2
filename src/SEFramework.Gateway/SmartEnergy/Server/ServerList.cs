using SEFramework.Gateway.SmartEnergy.Events;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.SmartEnergy;

namespace SEFramework.Gateway.SmartEnergy.Server;

/// <summary>An event that was cancelled before its end; devices that were away are still to be told.</summary>
/// <param name="Cancel">The command that cancels it.</param>
/// <param name="End">When that does not matter any more, in seconds since 2000-01-01 UTC.</param>
/// <param name="Holders">Who has the event.</param>
internal sealed record CancelledEvent(ISmartEnergyCommand Cancel, long End, HashSet<(IeeeAddress Device, byte Endpoint)> Holders)
{
    /// <summary>Who has the cancel.</summary>
    public HashSet<(IeeeAddress Device, byte Endpoint)> Told { get; } = [];
}

/// <summary>The events of one server cluster of the gateway, and who has them. Used on the gateway's loop only.</summary>
/// <param name="endpoint">The gateway's endpoint.</param>
/// <param name="kind">What the events are.</param>
/// <param name="capacity">Most events.</param>
internal sealed class ServerList(byte endpoint, EventKind kind, int capacity)
{
    // An event that lasts until changed has no end; a device that was away for a day asks by itself.
    private const int LongestMemorySeconds = 86400;

    private readonly Dictionary<uint, HashSet<(IeeeAddress Device, byte Endpoint)>> _holders = [];

    /// <summary>The gateway's endpoint.</summary>
    public byte Endpoint => endpoint;

    /// <summary>What the events are.</summary>
    public EventKind Kind => kind;

    /// <summary>The valid events. Nothing is spread at random here: that is up to each client.</summary>
    public EventList Events { get; } = new(kind, isClient: false, capacity, Random.Shared);

    /// <summary>The cancelled events by id.</summary>
    public Dictionary<uint, CancelledEvent> Cancelled { get; } = [];

    /// <summary>What waits to be sent again, so that it waits once.</summary>
    public HashSet<(uint Id, IeeeAddress Device, byte Endpoint, bool IsCancel)> Waiting { get; } = [];

    /// <summary>When something ends next, in seconds since 2000-01-01 UTC.</summary>
    public long? NextDue => Cancelled.Values.Select(static c => (long?)c.End).Append(Events.NextDue).Min();

    /// <summary>Who has an event.</summary>
    /// <param name="id">Its id.</param>
    public HashSet<(IeeeAddress Device, byte Endpoint)> Holders(uint id)
    {
        if (!_holders.TryGetValue(id, out var holders))
        {
            _holders[id] = holders = [];
        }

        return holders;
    }

    /// <summary>Takes an event out and remembers its cancel.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">The command that cancels it.</param>
    /// <param name="end">When the cancel does not matter any more, from <see cref="CancelEnd"/>.</param>
    public void Cancel(uint id, ISmartEnergyCommand cancel, long end)
    {
        if (Events.Find(id) is not null)
        {
            Cancelled[id] = new CancelledEvent(cancel, end, Holders(id));
            Forget(id);
        }
    }

    /// <summary>When the cancel of an event would not matter any more, in seconds since 2000-01-01 UTC.</summary>
    /// <param name="id">The event.</param>
    /// <param name="now">The time now, in seconds since 2000-01-01 UTC.</param>
    public long CancelEnd(uint id, long now) => Math.Min(Events.Find(id)?.End ?? now, now + LongestMemorySeconds);

    /// <summary>Takes out the cancels that are too many, those first that matter for the shortest time.</summary>
    /// <returns>Their ids.</returns>
    public IReadOnlyList<uint> TakeSurplus()
    {
        var surplus = Cancelled.OrderBy(static c => c.Value.End).Take(Math.Max(0, Cancelled.Count - capacity)).Select(static c => c.Key).ToArray();
        Array.ForEach(surplus, id => Cancelled.Remove(id));
        return surplus;
    }

    /// <summary>A device has joined anew: what it had it may not have any more.</summary>
    /// <param name="device">The device.</param>
    public void Rejoined(IeeeAddress device)
    {
        foreach (var holders in _holders.Values)
        {
            holders.RemoveWhere(h => h.Device == device);
        }
    }

    /// <summary>A device is none of ours any more: it needs not be told of cancels.</summary>
    /// <param name="device">The device.</param>
    public void Removed(IeeeAddress device)
    {
        Rejoined(device);
        foreach (var cancelled in Cancelled.Values)
        {
            cancelled.Holders.RemoveWhere(h => h.Device == device);
        }
    }

    /// <summary>Lets the time reach a moment.</summary>
    /// <param name="now">The time now, in seconds since 2000-01-01 UTC.</param>
    /// <returns>The ids that are of no use any more.</returns>
    public IReadOnlyList<uint> Advance(long now)
    {
        var ended = Events.Advance(now).Where(static c => c.Transition != EventTransition.Started).Select(static c => c.Event.Facts.Id).ToList();
        ended.ForEach(Forget);
        foreach (var (id, _) in Cancelled.Where(c => c.Value.End <= now).ToArray())
        {
            Cancelled.Remove(id);
            ended.Add(id);
        }

        return ended;
    }

    /// <summary>Takes an event out without a trace.</summary>
    /// <param name="id">Its id.</param>
    public void Forget(uint id)
    {
        Events.Remove(id);
        _holders.Remove(id);
    }
}
