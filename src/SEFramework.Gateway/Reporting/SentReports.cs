using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Zcl;
using SEFramework.Rpc.Messages;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Reporting;

/// <summary>
/// Reports that the gateway sends of its own attributes, to the devices that configured them over the air. Used on the gateway's loop only. Source:
/// reference 03, sections 3.4 and 7.5 (that they go to the device that configured them, with or without a binding, is inferred).
/// </summary>
/// <param name="conversation">Sends.</param>
/// <param name="lookup">Finds the device.</param>
/// <param name="endpoints">The gateway's endpoints.</param>
/// <param name="attributes">The gateway's attributes.</param>
/// <param name="cancellationToken">Stops sending.</param>
internal sealed class SentReports(
    ZclConversation conversation, AddressLookup lookup, LocalEndpointTable endpoints, LocalAttributes attributes, CancellationToken cancellationToken)
{
    // Attributes are looked at once a second at most: some change with the time itself.
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(1);

    private readonly List<Sent> _reports = [];

    /// <summary>When attributes are to be looked at next, or null.</summary>
    public TimeSpan? NextDue => _reports.Count == 0 ? null : _reports.Min(static r => r.Next);

    /// <summary>Begins to report an attribute.</summary>
    /// <param name="configuration">How.</param>
    /// <param name="now">The time now.</param>
    public void Add(ReportConfiguration configuration, TimeSpan now)
    {
        var report = new Sent(configuration) { Value = Value(configuration), SentAt = now };
        report.Next = Following(report, now);
        _reports.Add(report);
    }

    /// <summary>Ends to report an attribute.</summary>
    /// <param name="configuration">How it was reported.</param>
    public void Remove(ReportConfiguration configuration) => _reports.RemoveAll(r => r.Configuration.Key == configuration.Key);

    /// <summary>Sends what is due: one frame for all attributes of a path.</summary>
    /// <param name="now">The time now.</param>
    public IReadOnlyList<Task> Advance(TimeSpan now)
    {
        var due = new List<Sent>();
        foreach (var report in _reports.Where(r => r.Next <= now))
        {
            if (Value(report.Configuration) is { } value && IsDue(report, value, now))
            {
                report.Value = value;
                report.SentAt = now;
                due.Add(report);
            }

            report.Next = Following(report, now);
        }

        return [.. due.GroupBy(static r => r.Configuration.Path).Select(g => SendAsync(g.Key, [.. g]))];
    }

    private static bool IsDue(Sent report, ZclValue value, TimeSpan now)
    {
        var (configuration, since) = (report.Configuration, now - report.SentAt);
        return (configuration.Maximum > 0 && since >= TimeSpan.FromSeconds(configuration.Maximum))
            || (since >= TimeSpan.FromSeconds(configuration.Minimum) && (report.Value is null || ReportableChange.IsReached(report.Value, value, configuration.Change)));
    }

    private static TimeSpan Following(Sent report, TimeSpan now)
    {
        var minimum = report.SentAt + TimeSpan.FromSeconds(report.Configuration.Minimum);
        var next = minimum > now + Sampling ? minimum : now + Sampling;
        var maximum = report.SentAt + TimeSpan.FromSeconds(report.Configuration.Maximum);
        return report.Configuration.Maximum > 0 && maximum > now && maximum < next ? maximum : next;
    }

    private ZclValue? Value(ReportConfiguration c) =>
        endpoints.Find(c.Path.Endpoint)?.Find(c.Path.ClusterId, isClient: !c.Path.DeviceIsClient) is { } cluster
            ? attributes.Read(c.Path.Endpoint, cluster, c.Attribute)?.Value
            : null;

    private async Task SendAsync(ReportPath path, IReadOnlyList<Sent> reports)
    {
        var payload = new ByteWriter();
        foreach (var report in reports)
        {
            new AttributeRecord(report.Configuration.Attribute, report.Configuration.Type!, report.Value!).Write(payload);
        }

        try
        {
            await conversation.SendAsync(
                new ZclCommand(lookup.Resolve(path.ToTarget()), IsClusterCommand: false, (byte)GeneralCommand.ReportAttributes, null, payload.Written.ToArray())
                {
                    DisableDefaultResponse = true,
                },
                cancellationToken);
        }
        catch (RpcException)
        {
            // A receiver that is away gets the next report.
        }
    }

    private sealed class Sent(ReportConfiguration configuration)
    {
        public ReportConfiguration Configuration { get; } = configuration;

        public ZclValue? Value { get; set; }

        public TimeSpan SentAt { get; set; }

        public TimeSpan Next { get; set; }
    }
}
