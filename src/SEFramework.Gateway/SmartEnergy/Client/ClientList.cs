using SEFramework.Gateway.SmartEnergy.Events;
using SEFramework.Gateway.SmartEnergy.Transport;

namespace SEFramework.Gateway.SmartEnergy.Client;

/// <summary>The events of one client cluster of the gateway. Used on the gateway's loop only.</summary>
/// <param name="endpoint">The gateway's endpoint.</param>
/// <param name="kind">What the events are.</param>
/// <param name="capacity">Most events.</param>
/// <param name="random">Spreads starts and ends.</param>
internal sealed class ClientList(byte endpoint, ClientKind kind, int capacity, Random random)
{
    private (uint Id, byte? CancelControl)[] _reported = [];

    /// <summary>The gateway's endpoint.</summary>
    public byte Endpoint => endpoint;

    /// <summary>What the events are.</summary>
    public ClientKind Kind => kind;

    /// <summary>The events.</summary>
    public EventList Events { get; } = new(kind.Events, isClient: true, capacity, random);

    /// <summary>Who sent an event, by id: that one gets the reports.</summary>
    public Dictionary<uint, SmartEnergyPeer> Sources { get; } = [];

    /// <summary>Message control of the cancels that wait to be confirmed, by message id.</summary>
    public Dictionary<uint, byte> CancelControls { get; } = [];

    /// <summary>The active events.</summary>
    /// <param name="now">The time now, in seconds since 2000-01-01 UTC.</param>
    public IEnumerable<ActiveEvent> Active(uint now) => Events.Running.Select(e => new ActiveEvent(e.Resolved(now), CancelControlOf(e)));

    /// <summary>Whether the active events are others than at the last call.</summary>
    public bool TakeChange()
    {
        var active = Events.Running.Select(e => (e.Facts.Id, CancelControlOf(e))).ToArray();
        var changed = !active.SequenceEqual(_reported);
        _reported = active;
        return changed;
    }

    /// <summary>Forgets all events.</summary>
    public void Clear()
    {
        Events.Clear();
        Sources.Clear();
        CancelControls.Clear();
    }

    private byte? CancelControlOf(ScheduledEvent e) => CancelControls.TryGetValue(e.Facts.Id, out var control) ? control : null;
}
