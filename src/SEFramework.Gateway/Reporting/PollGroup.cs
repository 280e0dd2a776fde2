using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Reporting;

/// <summary>An attribute that the gateway reads from time to time.</summary>
/// <param name="configuration">How it is reported.</param>
internal sealed class PolledAttribute(ReportConfiguration configuration)
{
    public ReportConfiguration Configuration { get; set; } = configuration;

    /// <summary>The value that was reported last, or the first one; null before the first read.</summary>
    public ZclValue? Reported { get; set; }

    public TimeSpan ReportedAt { get; set; }

    public bool IsMissing { get; set; }

    /// <summary>Whether a value is worth a report: enough time and enough change since the last one, or too much time.</summary>
    public bool IsDue(ZclValue value, TimeSpan now)
    {
        var since = now - ReportedAt;
        return Configuration.Kind == ReportKind.Scheduled
            || (Reported is not null
                && ((Configuration.Maximum > 0 && since >= TimeSpan.FromSeconds(Configuration.Maximum))
                    || (since >= TimeSpan.FromSeconds(Configuration.Minimum) && ReportableChange.IsReached(Reported, value, Configuration.Change))));
    }
}

/// <summary>Attributes of one cluster that are read together, in one frame at the same times.</summary>
/// <param name="key">What they have in common.</param>
internal sealed class PollGroup(PollKey key)
{
    // How often an attribute is read for which only the longest interval, or none, was given. Inferred.
    private const int DefaultCheck = 30;

    public PollKey Key { get; } = key;

    public List<PolledAttribute> Attributes { get; } = [];

    public TimeSpan Next { get; set; }

    public bool IsReading { get; set; }

    /// <summary>Time between two reads.</summary>
    public TimeSpan Period => TimeSpan.FromSeconds(
        Key.CheckInterval > 0 ? Key.CheckInterval
        : Key.Minimum > 0 ? Key.Minimum
        : Key.Maximum > 0 ? Math.Min(Key.Maximum, DefaultCheck)
        : DefaultCheck);

    /// <summary>When to read again: after the period, or before if a report is due by then.</summary>
    /// <param name="now">The time now.</param>
    public TimeSpan NextAfter(TimeSpan now)
    {
        var next = Next + Period;
        if (next <= now)
        {
            // The gateway was late: what was left out is not made up for.
            next = now + Period;
        }

        if (Key.Maximum > 0 && Attributes.Count > 0)
        {
            var longest = Attributes.Min(static a => a.ReportedAt) + TimeSpan.FromSeconds(Key.Maximum);
            next = longest > now && longest < next ? longest : next;
        }

        return next;
    }
}

/// <summary>What attributes have in common that are read together.</summary>
internal sealed record PollKey(ReportPath Path, int CheckInterval, int Minimum, int Maximum, string? Schedule, bool IsSnapshot)
{
    public static PollKey Of(ReportConfiguration c) => new(c.Path, c.CheckInterval, c.Minimum, c.Maximum, c.Schedule?.Text, c.IsSnapshot);
}
