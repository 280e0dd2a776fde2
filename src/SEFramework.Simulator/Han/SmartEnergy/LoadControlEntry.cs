using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.SmartEnergy.Drlc;

namespace SEFramework.Simulator.Han.SmartEnergy;

/// <summary>A load control event in the memory of a device.</summary>
/// <param name="details">The event.</param>
/// <param name="issuer">Who sent it, and hears what becomes of it.</param>
/// <param name="sequence">Sequence number of its frame, which the reports bear too.</param>
public sealed class LoadControlEntry(LoadControlEvent details, Peer issuer, byte sequence)
{
    /// <summary>The event.</summary>
    public LoadControlEvent Details { get; } = details;

    /// <summary>When it starts without randomisation.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>When it ends without randomisation.</summary>
    public DateTimeOffset End { get; init; }

    /// <summary>When the device starts it.</summary>
    public DateTimeOffset EffectiveStart { get; init; }

    /// <summary>What the device adds to an end that is to be spread at random.</summary>
    public TimeSpan EndSpread { get; init; }

    /// <summary>The last thing that was reported of it.</summary>
    public EventStatus Status { get; internal set; } = EventStatus.Received;

    /// <summary>Whether it has started.</summary>
    public bool IsStarted { get; internal set; }

    /// <summary>Whether the user does not take part now.</summary>
    public bool IsOptedOut { get; internal set; }

    internal Peer Issuer { get; } = issuer;

    internal byte Sequence { get; } = sequence;

    /// <summary>Whether the user took part at some time while it ran.</summary>
    internal bool HasParticipated { get; set; }

    /// <summary>Whether the user was out at some time while it ran.</summary>
    internal bool WasOut { get; set; }

    internal IDisposable? Starting { get; set; }

    internal IDisposable? Ending { get; set; }

    internal DateTimeOffset EffectiveEnd => End + ((Details.EventControl & LoadControlEvent.RandomizeEnd) != 0 ? EndSpread : TimeSpan.Zero);

    // Reference 05, section 3.4, client, item 7.
    internal EventStatus Conclusion =>
        !WasOut ? EventStatus.Completed
        : !HasParticipated ? EventStatus.CompletedWithoutParticipation
        : IsOptedOut ? EventStatus.PartiallyCompletedOptedOut
        : EventStatus.PartiallyCompletedOptedIn;

    internal void StopTimers()
    {
        Starting?.Dispose();
        Ending?.Dispose();
    }
}
