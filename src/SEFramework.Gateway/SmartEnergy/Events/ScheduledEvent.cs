using SEFramework.Zigbee.SmartEnergy;

namespace SEFramework.Gateway.SmartEnergy.Events;

/// <summary>How far an event is.</summary>
public enum EventState
{
    /// <summary>It has not started.</summary>
    Scheduled,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It is over.</summary>
    Ended,
}

/// <summary>What happens in the life of an event.</summary>
public enum EventTransition
{
    /// <summary>It started.</summary>
    Started,

    /// <summary>It ran to its end.</summary>
    Completed,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>Another one took its place.</summary>
    Superseded,

    /// <summary>The clock moved past it: it never ran.</summary>
    Missed,
}

/// <summary>One step in the life of an event.</summary>
/// <param name="Event">The event.</param>
/// <param name="Transition">What happened.</param>
/// <param name="Time">When, in seconds since 2000-01-01 UTC.</param>
public readonly record struct EventChange(ScheduledEvent Event, EventTransition Transition, long Time);

/// <summary>An event in a list. Times are in seconds since 2000-01-01 UTC. Changed on the gateway's loop only.</summary>
public sealed class ScheduledEvent
{
    /// <summary>End of an event that lasts until another comes.</summary>
    public const long Never = long.MaxValue;

    private const int SecondsPerMinute = 60;

    private readonly List<Cut> _cuts = [];

    /// <summary>Creates the event.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="command">The event as it was created or received.</param>
    /// <param name="start">Its start, "now" resolved.</param>
    public ScheduledEvent(EventKind kind, ISmartEnergyCommand command, long start)
    {
        Kind = kind;
        Command = command;
        Facts = kind.Facts(command);
        Parts = Facts.Parts;
        Start = start;
        End = kind.MayLastUntilChanged && Facts.DurationInMinutes == EventFacts.UntilChanged ? Never : start + (Facts.DurationInMinutes * SecondsPerMinute);
        EffectiveStart = Start;
        OwnEnd = End;
    }

    /// <summary>Its kind.</summary>
    public EventKind Kind { get; }

    /// <summary>The event as it was created or received.</summary>
    public ISmartEnergyCommand Command { get; }

    /// <summary>What its life depends on.</summary>
    public EventFacts Facts { get; }

    /// <summary>Start without randomisation.</summary>
    public long Start { get; }

    /// <summary>End without randomisation, or <see cref="Never"/>.</summary>
    public long End { get; }

    /// <summary>Start with randomisation.</summary>
    public long EffectiveStart { get; internal set; }

    /// <summary>End with randomisation, or the earlier end that a cancel or another event gave it.</summary>
    public long EffectiveEnd => FirstCut is { } cut && cut.End < OwnEnd ? cut.End : OwnEnd;

    /// <summary>How far it is.</summary>
    public EventState State { get; internal set; }

    /// <summary>The parts of the subject that it still concerns.</summary>
    public ushort Parts { get; internal set; }

    /// <summary>What its end will mean.</summary>
    public EventTransition Ending => FirstCut is { } cut && cut.End < OwnEnd ? cut.Ending : OwnEnding;

    /// <summary>Whether it stays although it is cancelled, until somebody confirms that.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Whether the user takes part.</summary>
    public Participation Participation { get; } = new();

    /// <summary>The event with its start resolved and "until changed" kept, as lists show it.</summary>
    /// <param name="now">The time now.</param>
    public ISmartEnergyCommand Resolved(uint now) =>
        Facts.StartTime == EventFacts.Now ? Kind.Retime(Command, (uint)Math.Clamp(Start, 0, uint.MaxValue), Facts.DurationInMinutes, now) : Command;

    /// <summary>The event as it is sent now: one that started "now" earlier is sent with what remains of it.</summary>
    /// <param name="now">The time now.</param>
    public ISmartEnergyCommand ForSending(uint now)
    {
        if (Facts.StartTime != EventFacts.Now || End == Never)
        {
            return Kind.Retime(Command, Facts.StartTime, Facts.DurationInMinutes, now);
        }

        var remaining = Math.Clamp((End - now + SecondsPerMinute - 1) / SecondsPerMinute, 0, Facts.DurationInMinutes);
        return Kind.Retime(Command, EventFacts.Now, (ushort)remaining, now);
    }

    /// <summary>End that the event would have without the others: with randomisation, or the earlier one that a cancel gave it.</summary>
    internal long OwnEnd { get; set; }

    /// <summary>What that end will mean.</summary>
    internal EventTransition OwnEnding { get; set; } = EventTransition.Completed;

    private Cut? FirstCut => _cuts.Count == 0 ? null : _cuts.MinBy(static c => c.End);

    /// <summary>Its start; what runs has begun, even if the clock was set back since.</summary>
    internal long Begin => State == EventState.Running ? long.MinValue : Start;

    /// <summary>Keeps it beyond its end.</summary>
    internal void Hold()
    {
        IsHeld = true;
        _cuts.Clear();
        OwnEnd = Never;
        OwnEnding = EventTransition.Cancelled;
    }

    /// <summary>Another event ends this one, unless it is taken back itself before it starts.</summary>
    internal void CutBy(ScheduledEvent other, long end, EventTransition ending) => _cuts.Add(new Cut(other, end, ending));

    /// <summary>The other event is taken back.</summary>
    internal void Uncut(ScheduledEvent other) => _cuts.RemoveAll(c => c.By == other);

    internal bool Overlaps(ScheduledEvent other) => !IsHeld && Facts.Subject == other.Facts.Subject && (Parts & other.Parts) != 0
        && Begin < other.End && other.Begin < End;

    private sealed record Cut(ScheduledEvent By, long End, EventTransition Ending);
}
