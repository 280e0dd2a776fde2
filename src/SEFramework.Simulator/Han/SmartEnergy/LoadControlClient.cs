using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Han.SmartEnergy;

/// <summary>What of a load control event a device can follow.</summary>
[Flags]
public enum LoadControlAbilities
{
    /// <summary>It only shows the event.</summary>
    None = 0,

    /// <summary>It changes its set points.</summary>
    SetPoints = 1,

    /// <summary>It changes its load: duty cycle and average load.</summary>
    Load = 2,
}

/// <summary>
/// Demand response and load control client: keeps the events it is told, starts and ends them by the clock, and reports each step to the
/// issuer. Source: reference 05, sections 3.3 and 3.4.
/// </summary>
public sealed class LoadControlClient : VirtualCluster
{
    /// <summary>Most events it holds.</summary>
    public const int Capacity = 10;

    /// <summary>Set point for cooling in ordinary times, 0.01 degrees C.</summary>
    public const short UsualCooling = 2400;

    /// <summary>Set point for heating in ordinary times, 0.01 degrees C.</summary>
    public const short UsualHeating = 2000;

    private const int LongestHistory = 32;
    private const int LongestDuration = 1440;
    private const byte HighestCriticality = 0x0F;
    private const uint InvalidTime = 0xFFFFFFFF;
    private const int OffsetStep = 10;
    private const byte WholeDuty = 100;

    private readonly List<LoadControlEntry> _entries = [];
    private readonly Queue<LoadControlEntry> _ended = [];
    private readonly LoadControlAbilities _abilities;
    private readonly bool _reportsLater;
    private DateTimeOffset _lastReport;

    /// <summary>Creates it.</summary>
    /// <param name="deviceClass">Device classes it belongs to.</param>
    /// <param name="abilities">What it can follow.</param>
    /// <param name="reportsLater">Whether it waits 1 to 5 seconds at random before it reports, as devices do that many share a network with.</param>
    public LoadControlClient(ushort deviceClass, LoadControlAbilities abilities, bool reportsLater)
        : base(
            ClusterIds.DemandResponseAndLoadControl,
            isServer: false,
            VirtualAttribute.Writable((ushort)ClientAttribute.UtilityEnrollmentGroup, ZclTypeId.UInt8, 0, 0xFF),
            VirtualAttribute.Writable((ushort)ClientAttribute.StartRandomizeMinutes, ZclTypeId.UInt8, 0x1E, 60),
            VirtualAttribute.Writable((ushort)ClientAttribute.StopRandomizeMinutes, ZclTypeId.UInt8, 0x1E, 60),
            VirtualAttribute.Writable((ushort)ClientAttribute.DeviceClassValue, ZclTypeId.UInt16, deviceClass, 0xFFFF))
    {
        _abilities = abilities;
        _reportsLater = reportsLater;
    }

    private enum ClientAttribute : ushort
    {
        UtilityEnrollmentGroup,
        StartRandomizeMinutes,
        StopRandomizeMinutes,
        DeviceClassValue,
    }

    /// <summary>The events it holds, in the order they came in.</summary>
    public IReadOnlyList<LoadControlEntry> Events => _entries;

    /// <summary>The last events that ended or were refused, oldest first.</summary>
    public IReadOnlyCollection<LoadControlEntry> Ended => _ended;

    /// <summary>The event it follows now, or null.</summary>
    public LoadControlEntry? Active => _entries.FindLast(static entry => entry is { IsStarted: true, IsOptedOut: false });

    /// <summary>The set point for cooling now, 0.01 degrees C; null for a device without.</summary>
    public short? CoolingSetPoint => _abilities.HasFlag(LoadControlAbilities.SetPoints)
        ? InForce(Active?.Details is { } details ? Applied(details.CoolingTemperatureSetPoint, details.CoolingTemperatureOffset, UsualCooling, OffsetStep) : null, UsualCooling)
        : null;

    /// <summary>The set point for heating now, 0.01 degrees C; null for a device without.</summary>
    public short? HeatingSetPoint => _abilities.HasFlag(LoadControlAbilities.SetPoints)
        ? InForce(Active?.Details is { } details ? Applied(details.HeatingTemperatureSetPoint, details.HeatingTemperatureOffset, UsualHeating, -OffsetStep) : null, UsualHeating)
        : null;

    /// <summary>The share of time for which the load may be on now, percent; null for a device without a load.</summary>
    public byte? DutyCycle => !_abilities.HasFlag(LoadControlAbilities.Load) ? null
        : Active?.Details.DutyCycle is { } duty and not LoadControlEvent.Unused ? duty
        : WholeDuty;

    /// <inheritdoc />
    public override bool HasQuestions => true;

    /// <inheritdoc />
    public override void Ask(Peer server) => Send(server, new GetScheduledEvents(new ScheduleQuery(0, 0)));

    /// <inheritdoc />
    public override void Forget()
    {
        foreach (var entry in _entries)
        {
            entry.StopTimers();
        }

        _entries.Clear();
    }

    /// <inheritdoc />
    public override CommandOutcome Receive(ClusterRequest request, ReadOnlySpan<byte> payload, ByteWriter answer)
    {
        SmartEnergyFrame.TryIdentify(Id, request.Header, out var id);
        if (id == SmartEnergyCommandId.LoadControlEvent)
        {
            return LoadControlEvent.TryRead(payload, out var details) ? Accept(details, request) : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        if (id == SmartEnergyCommandId.CancelLoadControlEvent)
        {
            return CancelLoadControlEvent.TryRead(payload, out var cancel) ? Cancel(cancel, request) : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        if (id == SmartEnergyCommandId.CancelAllLoadControlEvents)
        {
            return CancelAllLoadControlEvents.TryRead(payload, out var all) ? CancelAll(all) : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        return base.Receive(request, payload, answer);
    }

    /// <summary>The user opts out of an event, or in again.</summary>
    /// <param name="eventId">The event; null for the one that runs, else the next.</param>
    /// <param name="isOut">Out, or in.</param>
    /// <returns>False when there is no such event, or the user has said so before.</returns>
    public bool Opt(uint? eventId, bool isOut)
    {
        var entry = eventId is { } id
            ? _entries.Find(candidate => candidate.Details.IssuerEventId == id)
            : _entries.FindLast(static candidate => candidate.IsStarted) ?? _entries.MinBy(static candidate => candidate.EffectiveStart);
        if (entry is null || entry.IsOptedOut == isOut)
        {
            return false;
        }

        entry.IsOptedOut = isOut;
        if (entry.IsStarted)
        {
            entry.WasOut |= isOut;
            entry.HasParticipated |= !isOut;
            Report(entry, isOut ? EventStatus.OptedOut : EventStatus.OptedIn);
        }

        return true;
    }

    private static short InForce(short? applied, short usual) => applied is { } value and not LoadControlEvent.UnusedSetPoint ? value : usual;

    private ulong Number(ClientAttribute attribute) => ((ZclUnsigned)Find(null, (ushort)attribute)!.Value).Value;

    private bool IsConcerned(ushort deviceClass, byte group) =>
        ((ulong)deviceClass & Number(ClientAttribute.DeviceClassValue)) != 0
        && (group == 0 || Number(ClientAttribute.UtilityEnrollmentGroup) is 0 || Number(ClientAttribute.UtilityEnrollmentGroup) == group);

    private CommandOutcome Accept(LoadControlEvent details, ClusterRequest request)
    {
        if (!IsConcerned(details.DeviceClass, details.UtilityEnrollmentGroup) || details.CriticalityLevel is 0 or > HighestCriticality)
        {
            return CommandOutcome.Done;
        }

        if (_entries.Exists(entry => entry.Details.IssuerEventId == details.IssuerEventId))
        {
            return CommandOutcome.Failed(ZclStatus.DuplicateExists);
        }

        var entry = Schedule(details, request);
        if (details.StartTime == InvalidTime || details.DurationInMinutes > LongestDuration || _entries.Count == Capacity)
        {
            Refuse(entry, EventStatus.Rejected);
        }
        else if (Now > entry.End)
        {
            Refuse(entry, EventStatus.Expired);
        }
        else
        {
            Report(entry, EventStatus.Received);
            Supersede(entry);
            _entries.Add(entry);
            entry.Starting = Device.Network.Scheduler.Schedule(entry.EffectiveStart - Now, () => Start(entry));
        }

        return CommandOutcome.AnsweredApart;
    }

    private LoadControlEntry Schedule(LoadControlEvent details, ClusterRequest request)
    {
        var start = details.StartTime == 0 ? Now : UtcTime.ToMoment(details.StartTime);
        var end = start.AddMinutes(details.DurationInMinutes);
        var effective = start + ((details.EventControl & LoadControlEvent.RandomizeStart) != 0 ? Spread(ClientAttribute.StartRandomizeMinutes) : TimeSpan.Zero);
        return new LoadControlEntry(details, request.Sender, request.Header.Sequence)
        {
            Start = start,
            End = end,
            EffectiveStart = effective < end ? effective : end,
            EndSpread = Spread(ClientAttribute.StopRandomizeMinutes),
        };
    }

#pragma warning disable CA5394 // A simulation has to repeat; nothing secret comes from here.
    private TimeSpan Spread(ClientAttribute minutes) => TimeSpan.FromSeconds(Device.Network.Scheduler.Random.Next(0, (60 * (int)Number(minutes)) + 1));

    private TimeSpan ReportDelay() => _reportsLater ? TimeSpan.FromMilliseconds(Device.Network.Scheduler.Random.Next(1000, 5001)) : TimeSpan.Zero;
#pragma warning restore CA5394

    // The event that came in later takes the place of those it overlaps: of one that waits at once, of one that runs a second before it
    // starts itself.
    private void Supersede(LoadControlEntry newer)
    {
        foreach (var older in _entries.Where(entry => newer.Start < entry.End && entry.Start < newer.End).ToArray())
        {
            var at = newer.EffectiveStart.AddSeconds(-1);
            if (!older.IsStarted || at <= Now)
            {
                Finish(older, EventStatus.Superseded);
            }
            else if (at < older.EffectiveEnd)
            {
                Device.Network.Scheduler.Schedule(at - Now, () =>
                {
                    if (_entries.Contains(newer) && _entries.Contains(older))
                    {
                        Finish(older, EventStatus.Superseded);
                    }
                });
            }
        }
    }

    private void Start(LoadControlEntry entry)
    {
        // Of two events that follow each other without a gap, the second goes before the randomised end of the first.
        foreach (var previous in _entries.Where(other => other != entry && other.IsStarted && other.End <= entry.Start).ToArray())
        {
            Finish(previous, previous.Conclusion);
        }

        entry.IsStarted = true;
        entry.WasOut = entry.IsOptedOut;
        entry.HasParticipated = !entry.IsOptedOut;
        Report(entry, entry.IsOptedOut ? EventStatus.OptedOut : EventStatus.Started);
        entry.Ending = Device.Network.Scheduler.Schedule(entry.EffectiveEnd - Now, () => Finish(entry, entry.Conclusion));
    }

    private void Finish(LoadControlEntry entry, EventStatus status)
    {
        if (_entries.Remove(entry))
        {
            entry.StopTimers();
            Remember(entry);
            Report(entry, status);
        }
    }

    private void Refuse(LoadControlEntry entry, EventStatus status)
    {
        Remember(entry);
        Report(entry, status);
    }

    private void Remember(LoadControlEntry entry)
    {
        _ended.Enqueue(entry);
        if (_ended.Count > LongestHistory)
        {
            _ended.Dequeue();
        }
    }

    private CommandOutcome Cancel(CancelLoadControlEvent cancel, ClusterRequest request)
    {
        if (!IsConcerned(cancel.DeviceClass, cancel.UtilityEnrollmentGroup))
        {
            return CommandOutcome.Done;
        }

        var entry = _entries.Find(candidate => candidate.Details.IssuerEventId == cancel.IssuerEventId);
        if (entry is null)
        {
            Report(request.Sender, request.Header.Sequence, new ReportEventStatus
            {
                IssuerEventId = cancel.IssuerEventId,
                Status = EventStatus.UndefinedEvent,
                StatusTime = UtcTime.FromMoment(Now),
            });
        }
        else if (cancel.EffectiveTime == InvalidTime || (cancel.EffectiveTime != 0 && UtcTime.ToMoment(cancel.EffectiveTime) > entry.End))
        {
            Report(entry, EventStatus.InvalidCancelTime, keep: true);
        }
        else
        {
            Cancel(entry, cancel.EffectiveTime == 0 ? Now : UtcTime.ToMoment(cancel.EffectiveTime), cancel.CancelControl);
        }

        return CommandOutcome.AnsweredApart;
    }

    private CommandOutcome CancelAll(CancelAllLoadControlEvents all)
    {
        var entries = _entries.ToArray();
        foreach (var entry in entries)
        {
            Cancel(entry, Now, all.CancelControl);
        }

        return entries.Length == 0 ? CommandOutcome.Done : CommandOutcome.AnsweredApart;
    }

    private void Cancel(LoadControlEntry entry, DateTimeOffset at, byte control)
    {
        at += entry.IsStarted && (control & CancelLoadControlEvent.UseRandomization) != 0 ? entry.EndSpread : TimeSpan.Zero;
        if (at <= Now)
        {
            Finish(entry, EventStatus.Cancelled);
        }
        else
        {
            Device.Network.Scheduler.Schedule(at - Now, () => Finish(entry, EventStatus.Cancelled));
        }
    }

    private void Report(LoadControlEntry entry, EventStatus status, bool keep = false)
    {
        if (!keep)
        {
            entry.Status = status;
        }

        var details = entry.Details;
        var setPoints = _abilities.HasFlag(LoadControlAbilities.SetPoints);
        var load = _abilities.HasFlag(LoadControlAbilities.Load);
        Report(entry.Issuer, entry.Sequence, new ReportEventStatus
        {
            IssuerEventId = details.IssuerEventId,
            Status = status,
            StatusTime = UtcTime.FromMoment(Now),
            CriticalityLevelApplied = details.CriticalityLevel,
            CoolingTemperatureSetPointApplied = setPoints
                ? Applied(details.CoolingTemperatureSetPoint, details.CoolingTemperatureOffset, UsualCooling, OffsetStep)
                : LoadControlEvent.UnusedSetPoint,
            HeatingTemperatureSetPointApplied = setPoints
                ? Applied(details.HeatingTemperatureSetPoint, details.HeatingTemperatureOffset, UsualHeating, -OffsetStep)
                : LoadControlEvent.UnusedSetPoint,
            AverageLoadAdjustmentPercentageApplied = load ? details.AverageLoadAdjustmentPercentage : LoadControlEvent.UnusedAdjustment,
            DutyCycleApplied = load ? details.DutyCycle : LoadControlEvent.Unused,
            EventControl = details.EventControl,
        });
    }

    // A set point goes before an offset; an offset saves energy: warmer when cooling, colder when heating.
    private static short Applied(short setPoint, byte offset, short usual, int step) =>
        setPoint != LoadControlEvent.UnusedSetPoint ? setPoint
        : offset != LoadControlEvent.Unused ? (short)(usual + (step * offset))
        : LoadControlEvent.UnusedSetPoint;

    private void Report(Peer issuer, byte sequence, ReportEventStatus report)
    {
        // Reports of a device never overtake each other.
        var at = Now + ReportDelay();
        _lastReport = at > _lastReport ? at : _lastReport;
        Device.Network.Scheduler.Schedule(_lastReport - Now, () => Send(issuer, report, sequence));
    }
}
