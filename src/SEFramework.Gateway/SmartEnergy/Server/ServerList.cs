using SEFramework.Gateway.SmartEnergy.Events;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.SmartEnergy;

namespace SEFramework.Gateway.SmartEnergy.Server;

/// <summary>An event that was cancelled before its end; devices that were away are still to be told.</summary>
/// <param name="Cancel">The command that cancels it.</param>
/// <param name="End">When that does not matter any more, in seconds since 2000-01-01 UTC.</param>
/// <param name="Holders">Who has the event; null when that is not known, after a restart.</param>
internal sealed record CancelledEvent(ISmartEnergyCommand Cancel, long End, IReadOnlySet<(IeeeAddress, byte)>? Holders)
{
    /// <summary>Who has the cancel.</summary>
    public HashSet<(IeeeAddress, byte)> Told { get; } = [];
}

/// <summary>The events of one server cluster of the gateway, and who has them. Used on the gateway's loop only.</summary>
/// <param name="endpoint">The gateway's endpoint.</param>
/// <param name="kind">What the events are.</param>
/// <param name="capacity">Most events.</param>
internal sealed class ServerList(byte endpoint, EventKind kind, int capacity)
{
    // An event that lasts until changed has no end; a device that was away for a day asks by itself.
    private const int LongestMemorySeconds = 86400;

    private readonly Dictionary<uint, HashSet<(IeeeAddress, byte)>> _holders = [];

    /// <summary>The gateway's endpoint.</summary>
    public byte Endpoint => endpoint;

    /// <summary>What the events are.</summary>
    public EventKind Kind => kind;

    /// <summary>The valid events. Nothing is spread at random here: that is up to each client.</summary>
    public EventList Events { get; } = new(kind, yieldsToOthers: false, capacity, Random.Shared);

    /// <summary>The cancelled events by id.</summary>
    public Dictionary<uint, CancelledEvent> Cancelled { get; } = [];

    /// <summary>When something ends next, in seconds since 2000-01-01 UTC.</summary>
    public long? NextDue => Cancelled.Values.Select(static c => (long?)c.End).Append(Events.NextDue).Min();

    /// <summary>Who has an event.</summary>
    /// <param name="id">Its id.</param>
    public HashSet<(IeeeAddress, byte)> Holders(uint id)
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
    /// <param name="now">The time now, in seconds since 2000-01-01 UTC.</param>
    public void Cancel(uint id, ISmartEnergyCommand cancel, long now)
    {
        if (Events.Find(id) is { } found)
        {
            Remember(id, cancel, found.End, Holders(id), now);
            Forget(id);
        }
    }

    /// <summary>Remembers a cancel for the devices that are away.</summary>
    /// <param name="id">The event.</param>
    /// <param name="cancel">The command that cancels it.</param>
    /// <param name="end">End of the event.</param>
    /// <param name="holders">Who has the event; null when that is not known.</param>
    /// <param name="now">The time now, in seconds since 2000-01-01 UTC.</param>
    public void Remember(uint id, ISmartEnergyCommand cancel, long end, IReadOnlySet<(IeeeAddress, byte)>? holders, long now) =>
        Cancelled[id] = new CancelledEvent(cancel, Math.Min(end, now + LongestMemorySeconds), holders);

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
