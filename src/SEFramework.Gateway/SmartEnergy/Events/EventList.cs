using SEFramework.Zigbee.SmartEnergy;

namespace SEFramework.Gateway.SmartEnergy.Events;

/// <summary>What became of an event that was to be added.</summary>
public enum AddOutcome
{
    /// <summary>It is in the list.</summary>
    Added,

    /// <summary>A time of it is not valid, or too long.</summary>
    Invalid,

    /// <summary>Its end is in the past.</summary>
    Expired,

    /// <summary>The list has its id already, or had it until it was cancelled or superseded.</summary>
    Duplicate,

    /// <summary>A newer event has its time.</summary>
    Outdated,

    /// <summary>The list is full.</summary>
    Full,
}

/// <summary>What became of a cancel.</summary>
public enum CancelOutcome
{
    /// <summary>The event ends.</summary>
    Done,

    /// <summary>There is no such event.</summary>
    NotFound,

    /// <summary>The effective time is not valid, or after the end.</summary>
    InvalidTime,
}

/// <summary>How far starts and ends are spread at random.</summary>
/// <param name="StartMinutes">Most minutes for the start.</param>
/// <param name="EndMinutes">Most minutes for the end.</param>
public readonly record struct Randomization(int StartMinutes, int EndMinutes);

/// <summary>
/// The events of one side of a cluster on an endpoint and their life: start, end, cancel, overlap, randomisation. It knows neither cluster nor
/// clock: the kind of event is data and the time is given, so that a day passes in no time. Used on the gateway's loop only.
/// Source: reference 05, section 3.4.
/// </summary>
/// <param name="kind">What the events are.</param>
/// <param name="isClient">At a client overlapping events give way. A server keeps what it was told, but for prices: of those that overlap it keeps the larger id.</param>
/// <param name="capacity">Most events.</param>
/// <param name="random">Spreads starts and ends.</param>
public sealed class EventList(EventKind kind, bool isClient, int capacity, Random random)
{
    private const int SecondsPerMinute = 60;

    private readonly bool _yields = isClient || kind.Precedence == Precedence.LargerId;
    private readonly List<ScheduledEvent> _events = [];
    private readonly Dictionary<uint, long> _ended = [];

    /// <summary>What the events are.</summary>
    public EventKind Kind => kind;

    /// <summary>The events that are not over, in the order in which they came.</summary>
    public IReadOnlyList<ScheduledEvent> Events => _events;

    /// <summary>The events that run.</summary>
    public IEnumerable<ScheduledEvent> Running => _events.Where(static e => e.State == EventState.Running);

    /// <summary>When the next event starts or ends, in seconds since 2000-01-01 UTC; null when nothing is to come.</summary>
    public long? NextDue
    {
        get
        {
            var due = _events.Select(DueOf).DefaultIfEmpty(ScheduledEvent.Never).Min();
            return due == ScheduledEvent.Never ? null : due;
        }
    }

    /// <summary>Finds an event that is not over, or null.</summary>
    /// <param name="id">Its id.</param>
    public ScheduledEvent? Find(uint id) => _events.Find(e => e.Facts.Id == id);

    /// <summary>Whether the list has an id, or had it and remembers.</summary>
    /// <param name="id">The id.</param>
    public bool Knows(uint id) => Find(id) is not null || _ended.ContainsKey(id);

    /// <summary>Adds an event. It does not start here: call <see cref="Advance"/> after.</summary>
    /// <param name="command">The event.</param>
    /// <param name="now">The time now, in seconds since 2000-01-01 UTC.</param>
    /// <param name="randomization">How far start and end may be spread.</param>
    /// <param name="added">The event in the list.</param>
    /// <param name="changes">What happened to others.</param>
    public AddOutcome Add(
        ISmartEnergyCommand command, long now, Randomization randomization, out ScheduledEvent? added, out IReadOnlyList<EventChange> changes)
    {
        added = null;
        changes = [];
        var facts = kind.Facts(command);
        if (facts.StartTime == EventFacts.InvalidTime || facts.DurationInMinutes > kind.LongestDuration)
        {
            return AddOutcome.Invalid;
        }

        if (Knows(facts.Id))
        {
            return AddOutcome.Duplicate;
        }

        var candidate = new ScheduledEvent(kind, command, facts.StartTime == EventFacts.Now ? now : facts.StartTime);
        if (candidate.End <= now)
        {
            return AddOutcome.Expired;
        }

        if (_events.Count >= capacity)
        {
            return AddOutcome.Full;
        }

        if (isClient && kind.Precedence == Precedence.LargerId && _events.Any(e => e.Facts.Id > facts.Id && e.Begin <= candidate.Start && e.Overlaps(candidate)))
        {
            return AddOutcome.Outdated;
        }

        Spread(candidate, randomization);
        changes = MakeWay(candidate, now);
        _events.Add(candidate);
        added = candidate;
        return AddOutcome.Added;
    }

    /// <summary>Puts an event back that an earlier run had; it may be over already.</summary>
    /// <param name="command">The event.</param>
    /// <param name="start">Its start, "now" resolved.</param>
    public ScheduledEvent Restore(ISmartEnergyCommand command, long start)
    {
        var restored = new ScheduledEvent(kind, command, start);
        MakeWay(restored, start, isRestored: true);
        _events.Add(restored);
        return restored;
    }

    /// <summary>Takes an event out as if it had never been there.</summary>
    /// <param name="id">Its id.</param>
    public bool Remove(uint id)
    {
        if (Find(id) is not { } found)
        {
            return false;
        }

        _events.Remove(found);
        TakeBack(found);
        return true;
    }

    /// <summary>Forgets all events, also those that are over.</summary>
    public void Clear()
    {
        _events.Clear();
        _ended.Clear();
    }

    /// <summary>Cancels an event. It does not end here: call <see cref="Advance"/> after.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="effectiveTime">When, in seconds since 2000-01-01 UTC; 0 for now.</param>
    /// <param name="useRandomization">Whether a running event ends as spread at random as it would have.</param>
    /// <param name="now">The time now.</param>
    public CancelOutcome Cancel(uint id, uint effectiveTime, bool useRandomization, long now)
    {
        if (Find(id) is not { } found)
        {
            return CancelOutcome.NotFound;
        }

        if (effectiveTime == EventFacts.InvalidTime || effectiveTime > found.End)
        {
            return CancelOutcome.InvalidTime;
        }

        var at = Math.Max(effectiveTime, now);
        var spread = useRandomization && found.State == EventState.Running && found.End != ScheduledEvent.Never
            ? Math.Max(0, found.EffectiveEnd - found.End)
            : 0;
        found.OwnEnd = Math.Min(found.OwnEnd, at + spread);
        found.OwnEnding = EventTransition.Cancelled;
        return CancelOutcome.Done;
    }

    /// <summary>Keeps a running event although it is cancelled, until <see cref="Release"/>.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>False when no such event runs.</returns>
    public bool Hold(uint id)
    {
        var found = Running.FirstOrDefault(e => e.Facts.Id == id);
        found?.Hold();
        return found is not null;
    }

    /// <summary>Lets go of an event that was kept. It does not end here: call <see cref="Advance"/> after.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="now">The time now, in seconds since 2000-01-01 UTC.</param>
    public void Release(uint id, long now)
    {
        if (Find(id) is { IsHeld: true } held)
        {
            held.OwnEnd = now;
        }
    }

    /// <summary>Lets the time reach a moment: starts and ends what is due, in order.</summary>
    /// <param name="now">The time now, in seconds since 2000-01-01 UTC.</param>
    /// <returns>What happened, in order.</returns>
    public IReadOnlyList<EventChange> Advance(long now)
    {
        var changes = new List<EventChange>();
        while (_events.Where(e => DueOf(e) <= now).MinBy(DueOf) is { } due)
        {
            if (due.State == EventState.Scheduled && due.EffectiveStart < due.EffectiveEnd && due.EffectiveEnd > now)
            {
                Start(due, changes);
            }
            else
            {
                End(due, EndingOf(due), Math.Min(due.EffectiveEnd, now), changes);
            }
        }

        foreach (var (id, _) in _ended.Where(e => e.Value <= now).ToArray())
        {
            _ended.Remove(id);
        }

        return changes;
    }

    private static long DueOf(ScheduledEvent e) => e.State == EventState.Scheduled ? Math.Min(e.EffectiveStart, e.EffectiveEnd) : e.EffectiveEnd;

    private static EventTransition EndingOf(ScheduledEvent e) =>
        e.State == EventState.Scheduled && e.Ending == EventTransition.Completed ? EventTransition.Missed : e.Ending;

    private void Start(ScheduledEvent e, List<EventChange> changes)
    {
        // Back to back: the later start takes precedence over an end that was spread at random.
        foreach (var former in Running.Where(r => _yields && !r.IsHeld && r.Facts.Subject == e.Facts.Subject && (r.Parts & e.Parts) != 0).ToArray())
        {
            if (former.End <= e.Start || former.Ending != EventTransition.Completed)
            {
                End(former, former.Ending, e.EffectiveStart, changes);
            }
        }

        e.State = EventState.Running;
        e.Participation.Begin();
        changes.Add(new EventChange(e, EventTransition.Started, e.EffectiveStart));
    }

    private void End(ScheduledEvent e, EventTransition transition, long time, List<EventChange> changes)
    {
        if (e.State == EventState.Scheduled)
        {
            TakeBack(e);
        }

        e.State = EventState.Ended;
        _events.Remove(e);
        if (isClient && e.End != ScheduledEvent.Never && e.End > time)
        {
            // Its server may send it again until its proper end.
            _ended[e.Facts.Id] = e.End;
        }

        changes.Add(new EventChange(e, transition, time));
    }

    private void Spread(ScheduledEvent e, Randomization limits)
    {
        if (e.End == ScheduledEvent.Never)
        {
            return;
        }

        // An event that started at random after its own end would never run.
        var start = e.Facts.RandomizeStart ? random.Next((limits.StartMinutes * SecondsPerMinute) + 1) : 0;
        e.EffectiveStart = e.Start + Math.Min(start, Math.Max(0, e.End - e.Start - 1));
        e.OwnEnd = e.End + (e.Facts.RandomizeEnd ? random.Next((limits.EndMinutes * SecondsPerMinute) + 1) : 0);
    }

    // What runs goes on until the new one starts, and so does what lasts until changed; what has not started loses the parts that the new one takes.
    private List<EventChange> MakeWay(ScheduledEvent candidate, long now, bool isRestored = false)
    {
        var changes = new List<EventChange>();
        foreach (var former in _events.Where(e => e.Overlaps(candidate)).ToArray())
        {
            var candidateWins = kind.Precedence == Precedence.LaterReceived || candidate.Facts.Id > former.Facts.Id;
            if (candidate.Start < former.Begin && (candidate.End == ScheduledEvent.Never || (_yields && !candidateWins)))
            {
                Cut(candidate, former);
            }
            else if (former.End == ScheduledEvent.Never && former.Begin <= candidate.Start && candidateWins)
            {
                Cut(former, candidate);
            }
            else if (_yields && candidateWins)
            {
                Supersede(former, candidate, now, isRestored, changes);
            }
        }

        return changes;
    }

    private void Cut(ScheduledEvent e, ScheduledEvent by) =>
        e.CutBy(by, by.EffectiveStart, _yields ? EventTransition.Superseded : EventTransition.Completed);

    /// <summary>An event never starts: those that were to end for it go on.</summary>
    private void TakeBack(ScheduledEvent e) => _events.ForEach(other => other.Uncut(e));

    private void Supersede(ScheduledEvent former, ScheduledEvent candidate, long now, bool isRestored, List<EventChange> changes)
    {
        var rest = (ushort)(former.Parts & ~candidate.Parts);
        if (rest != 0)
        {
            former.Parts = rest;
        }
        else if (former.State == EventState.Running || isRestored)
        {
            // What was kept beside the later one was running when that came.
            former.CutBy(candidate, Math.Max(now, candidate.EffectiveStart - 1), EventTransition.Superseded);
        }
        else
        {
            End(former, EventTransition.Superseded, now, changes);
        }
    }
}
