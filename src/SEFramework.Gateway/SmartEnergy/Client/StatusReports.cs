using SEFramework.Gateway.SmartEnergy.Events;
using SEFramework.Zigbee.SmartEnergy.Drlc;

namespace SEFramework.Gateway.SmartEnergy.Client;

/// <summary>What a load control client reports of the life of an event. Source: reference 05, section 3.4.</summary>
internal static class StatusReports
{
    /// <summary>The status of a step in the life of an event.</summary>
    /// <param name="change">The step.</param>
    public static EventStatus StatusOf(EventChange change) => change.Transition switch
    {
        EventTransition.Started => change.Event.Participation.IsOptedOut ? EventStatus.OptedOut : EventStatus.Started,
        EventTransition.Cancelled => EventStatus.Cancelled,
        EventTransition.Superseded => EventStatus.Superseded,
        EventTransition.Missed => EventStatus.Expired,
        _ when change.Event.Participation.IsNone => EventStatus.CompletedWithoutParticipation,
        _ when change.Event.Participation.IsPartial => change.Event.Participation.IsOptedOut
            ? EventStatus.PartiallyCompletedOptedOut
            : EventStatus.PartiallyCompletedOptedIn,
        _ => EventStatus.Completed,
    };

    /// <summary>The report of an event; what it applied is what the event asked for.</summary>
    /// <param name="command">The event.</param>
    /// <param name="status">What happened.</param>
    /// <param name="time">When, in seconds since 2000-01-01 UTC.</param>
    public static ReportEventStatus Report(LoadControlEvent command, EventStatus status, uint time) => new()
    {
        IssuerEventId = command.IssuerEventId,
        Status = status,
        StatusTime = time,
        CriticalityLevelApplied = command.CriticalityLevel,
        CoolingTemperatureSetPointApplied = command.CoolingTemperatureSetPoint,
        HeatingTemperatureSetPointApplied = command.HeatingTemperatureSetPoint,
        AverageLoadAdjustmentPercentageApplied = command.AverageLoadAdjustmentPercentage,
        DutyCycleApplied = command.DutyCycle,
        EventControl = command.EventControl,
    };

    /// <summary>The report of a cancel that cannot be done.</summary>
    /// <param name="id">The event.</param>
    /// <param name="status">Why.</param>
    /// <param name="time">When, in seconds since 2000-01-01 UTC.</param>
    public static ReportEventStatus Refusal(uint id, EventStatus status, uint time) => new() { IssuerEventId = id, Status = status, StatusTime = time };
}
