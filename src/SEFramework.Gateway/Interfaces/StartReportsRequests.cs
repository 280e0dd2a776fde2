using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Reporting;
using SEFramework.Gateway.Zcl;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Messages;

namespace SEFramework.Gateway.Interfaces;

/// <summary>
/// start_reports of 1.6: each record has its own address and its own way of reporting. Source: reference 03, section 3.7; reference 06, section 5.8
/// (which way a record means is inferred and stands only here).
/// </summary>
/// <param name="client">Talks to the devices.</param>
/// <param name="lookup">Completes addresses.</param>
/// <param name="reporting">Keeps the configurations.</param>
public sealed class StartReportsRequests(AttributeClient client, AddressLookup lookup, ReportingSide reporting)
{
    private readonly ReportStarter _starter = new(client, reporting);

    /// <inheritdoc cref="IRpcZclInterface.StartReportsAsync" />
    public async Task<StartReportsResponse> StartAsync(StartReportsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);

        // All records are looked up before the first frame goes out: a request that is wrong in one of them does nothing.
        var wishes = request.RecordList.Select(Wish).ToArray();
        var statuses = new ushort[wishes.Length];
        foreach (var group in wishes.Index().GroupBy(static w => (ReportPath.Of(w.Item.Target, w.Item.Record.ManufacturerCode), w.Item.Wanted.Polling)))
        {
            var members = group.ToArray();
            var answered = await StartAsync(members[0].Item.Target, group.Key.Item1.ManufacturerCode, [.. members.Select(static m => m.Item.Wanted)], cancellationToken);
            for (var i = 0; i < members.Length; i++)
            {
                statuses[members[i].Index] = answered[i];
            }
        }

        return new StartReportsResponse
        {
            RecordList =
            [
                .. wishes.Zip(statuses).Select(static p => p.First.Record with
                {
                    DestinationEndpointId = p.First.Target.DestinationEndpoint,
                    ProfileId = p.First.Target.ProfileId,
                    ServerOrClient = ZclInterface.Side(p.First.Target),
                    Status = p.Second,
                }),
            ],
        };
    }

    private static RpcException Refuse(int record, string parameter, string problem) => StatusText.Failure(
        RpcErrorKind.InvalidParameters,
        "Bad Parameter",
        ("request", StartReportsRequest.WireName),
        ("parameter", $"record_list[{record}].{parameter}"),
        ("problem", problem));

    private static int Seconds(int record, string parameter, long? value) => value is null or (>= 0 and <= int.MaxValue)
        ? (int)(value ?? 0)
        : throw Refuse(record, parameter, "it is longer than any gateway lives");

    private (StartReportRecord Record, ResolvedTarget Target, WantedReport Wanted) Wish(StartReportRecord record, int index)
    {
        CronSchedule? schedule = null;
        if (record.Schedule is { } text && !CronSchedule.TryParse(text, out schedule, out var problem))
        {
            throw Refuse(index, "schedule", problem!);
        }

        var isReal = schedule is null && record.CheckInterval is null;
        var (minimum, maximum) = (Seconds(index, "min_interval", record.MinInterval), Seconds(index, "max_interval", record.MaxInterval));
        if (isReal && Math.Max(minimum, maximum) > ushort.MaxValue)
        {
            throw Refuse(index, "max_interval", "a device that reports by itself takes intervals of up to 65535 seconds");
        }

        var target = lookup.Resolve(new ZclTarget(
            record.DestinationAddress, record.DestinationEndpointId, record.SourceEndpointId, record.ClusterId, ZclInterface.IsClient(record.ServerOrClient), record.ProfileId));
        var wanted = new WantedReport(record.AttributeId, isReal ? PollingChoice.Never : PollingChoice.Always, null, schedule is null ? record.ReportableChange : null)
        {
            // With a schedule the intervals have no meaning.
            Minimum = schedule is null ? minimum : 0,
            Maximum = schedule is null ? maximum : 0,
            CheckInterval = Seconds(index, "check_interval", record.CheckInterval),
            Timeout = Seconds(index, "timeout", record.Timeout),
            Schedule = schedule,
            IsForced = record.ForceConfiguration == true,
            IsSnapshot = schedule is null && !isReal,
        };
        return (record, target, wanted);
    }

    private async Task<ushort[]> StartAsync(ResolvedTarget target, ushort? manufacturer, IReadOnlyList<WantedReport> wanted, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await _starter.StartAsync(target, manufacturer, wanted, cancellationToken)).Select(static s => (ushort)s)];
        }
        catch (ConversationException e)
        {
            return [.. wanted.Select(_ => e.RefusedWith ?? (ushort)ConversationException.TimeoutStatus)];
        }
    }
}
