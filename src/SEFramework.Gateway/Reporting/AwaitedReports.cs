using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Zcl;
using SEFramework.Rpc.Messages;

namespace SEFramework.Gateway.Reporting;

/// <summary>
/// Reports that devices send by themselves: notices when one does not come, and configures the device again that the gateway had configured. Used on the
/// gateway's loop only. Source: reference 03, sections 3.1 and 3.7; reference 06, section 5.8 (how long to wait without a timeout is inferred).
/// </summary>
/// <param name="client">Configures.</param>
/// <param name="lookup">Finds the device.</param>
/// <param name="messages">Takes what is missed.</param>
/// <param name="cancellationToken">Stops configuring.</param>
internal sealed class AwaitedReports(AttributeClient client, AddressLookup lookup, ReportMessages messages, CancellationToken cancellationToken)
{
    // Twice the longest interval and a minute for the way: one lost report is not yet a fault.
    private const int LostReports = 2;
    private static readonly TimeSpan Way = TimeSpan.FromMinutes(1);

    private readonly List<Awaited> _reports = [];

    /// <summary>When the next one is missed, or null.</summary>
    public TimeSpan? NextDue => _reports.Select(static r => r.Deadline).Min();

    /// <summary>Begins to wait for reports.</summary>
    /// <param name="configuration">How they are configured.</param>
    /// <param name="now">The time now.</param>
    public void Add(ReportConfiguration configuration, TimeSpan now) => _reports.Add(new Awaited(configuration) { Deadline = now + Patience(configuration) });

    /// <summary>Ends to wait for reports.</summary>
    /// <param name="configuration">How they were configured.</param>
    public void Remove(ReportConfiguration configuration) => _reports.RemoveAll(r => r.Configuration.Key == configuration.Key);

    /// <summary>A report has come.</summary>
    /// <param name="path">From where.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="now">The time now.</param>
    public void Received(ReportPath path, ushort attribute, TimeSpan now)
    {
        if (_reports.Find(r => r.Configuration.Path == path && r.Configuration.Attribute == attribute) is { } report)
        {
            report.IsMissing = false;
            report.Deadline = now + Patience(report.Configuration);
        }
    }

    /// <summary>Sees to the reports that are missed.</summary>
    /// <param name="now">The time now.</param>
    public IReadOnlyList<Task> Advance(TimeSpan now)
    {
        var missed = _reports.Where(r => r.Deadline <= now).ToArray();
        foreach (var report in missed)
        {
            report.Deadline = now + Patience(report.Configuration);
        }

        return [.. missed.GroupBy(static r => r.Configuration.Path).Select(g => MissAsync(g.Key, [.. g]))];
    }

    private static TimeSpan? Patience(ReportConfiguration c) => c.Timeout > 0 ? TimeSpan.FromSeconds(c.Timeout)
        : c.Maximum > 0 ? (LostReports * TimeSpan.FromSeconds(c.Maximum)) + Way
        : null;

    private async Task MissAsync(ReportPath path, IReadOnlyList<Awaited> missed)
    {
        foreach (var report in missed.Where(static r => !r.IsMissing))
        {
            report.IsMissing = true;
            await messages.MissedAsync(path, report.Configuration.Attribute, "it did not come in time");
        }

        var again = missed.Select(static r => r.Configuration).Where(static c => c.Kind == ReportKind.Device).Select(static c => c.ToSending()).OfType<Zigbee.Zcl.Foundation.ReportingConfiguration>().ToArray();
        if (again.Length == 0)
        {
            return;
        }

        try
        {
            await client.ConfigureReportingAsync(lookup.Resolve(path.ToTarget()), path.ManufacturerCode, again, cancellationToken);
        }
        catch (RpcException)
        {
            // The device is away; it is tried again when the next report is missed.
        }
    }

    private sealed class Awaited(ReportConfiguration configuration)
    {
        public ReportConfiguration Configuration { get; } = configuration;

        public TimeSpan? Deadline { get; set; }

        public bool IsMissing { get; set; }
    }
}
