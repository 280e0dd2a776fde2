using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Han.SmartEnergy.Server;

/// <summary>Demand response and load control server. Source: reference 05, section 3.4, server.</summary>
public sealed class LoadControlServer() : ServiceCluster(ClusterIds.DemandResponseAndLoadControl)
{
    private readonly List<Issued> _events = [];

    /// <summary>The events that are not over.</summary>
    public IEnumerable<LoadControlEvent> Events => _events.Where(issued => issued.End > Now).Select(static issued => issued.Details);

    /// <inheritdoc />
    protected override IEnumerable<ISmartEnergyCommand> Current => _events.Where(issued => issued.End > Now).Select(Again);

    /// <summary>Issues an event.</summary>
    /// <param name="details">The event; one of the same id is replaced.</param>
    public void Issue(LoadControlEvent details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var start = details.StartTime == 0 ? Now : UtcTime.ToMoment(details.StartTime);
        _events.RemoveAll(issued => issued.End <= Now || issued.Details.IssuerEventId == details.IssuerEventId);
        _events.Add(new Issued(details, start.AddMinutes(details.DurationInMinutes)));
        Publish(details);
    }

    /// <summary>Cancels an event.</summary>
    /// <param name="cancel">Which, and how; clients hear of it even if the server has no such event.</param>
    public void Cancel(CancelLoadControlEvent cancel)
    {
        ArgumentNullException.ThrowIfNull(cancel);
        _events.RemoveAll(issued => issued.Details.IssuerEventId == cancel.IssuerEventId);
        Publish(cancel);
    }

    /// <summary>Cancels all events.</summary>
    /// <param name="cancel">How.</param>
    public void Cancel(CancelAllLoadControlEvents cancel)
    {
        _events.Clear();
        Publish(cancel);
    }

    /// <inheritdoc />
    public override CommandOutcome Receive(ClusterRequest request, ReadOnlySpan<byte> payload, ByteWriter answer)
    {
        SmartEnergyFrame.TryIdentify(Id, request.Header, out var id);
        if (id == SmartEnergyCommandId.ReportEventStatus)
        {
            return ReportEventStatus.TryRead(payload, out var report)
                ? TakeDown(request, nameof(ReportEventStatus), report.IssuerEventId, report.Status.ToString())
                : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        if (id == SmartEnergyCommandId.GetScheduledEvents)
        {
            return GetScheduledEvents.TryRead(payload, out var wanted)
                ? SendAll(request.Sender, Select(wanted.Query, _events, static issued => issued.End).Select(Again), request.Header.Sequence)
                : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        return base.Receive(request, payload, answer);
    }

    // An event that was to start at once is sent later with what is left of it.
    private LoadControlEvent Again(Issued issued) =>
        issued.Details.StartTime == 0 ? issued.Details with { DurationInMinutes = MinutesLeft(issued.End) } : issued.Details;

    private sealed record Issued(LoadControlEvent Details, DateTimeOffset End);
}
