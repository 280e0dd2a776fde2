using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Zcl;
using SEFramework.Rpc.Messages;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Reporting;

/// <summary>
/// Reads attributes of devices from time to time, or by a schedule, and reports them as if the devices did ("pseudo" reporting). Used on the gateway's
/// loop only. Source: reference 03, sections 3.0, 3.1 and 3.7; reference 06, section 5.8.
/// </summary>
/// <param name="client">Reads.</param>
/// <param name="lookup">Finds the device.</param>
/// <param name="messages">Takes the reports.</param>
/// <param name="clock">The time that schedules go by.</param>
/// <param name="uptime">The time that intervals go by.</param>
/// <param name="cancellationToken">Stops reading.</param>
internal sealed class PolledReports(
    AttributeClient client, AddressLookup lookup, ReportMessages messages, GatewayClock clock, Func<TimeSpan> uptime, CancellationToken cancellationToken)
{
    // After a restart the first reads follow each other at this distance, so that they do not crowd the network.
    private static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(250);

    private readonly List<PollGroup> _groups = [];

    /// <summary>When the next read is due, or null.</summary>
    public TimeSpan? NextDue => _groups.Where(static g => !g.IsReading).Select(static g => (TimeSpan?)g.Next).Min();

    /// <summary>Begins to read an attribute.</summary>
    /// <param name="configuration">How it is reported.</param>
    /// <param name="value">Its value now, or null when it was not read yet.</param>
    /// <param name="now">The time now.</param>
    public void Add(ReportConfiguration configuration, ZclValue? value, TimeSpan now)
    {
        var key = PollKey.Of(configuration);
        var group = _groups.Find(g => g.Key == key);
        if (group is null)
        {
            group = new PollGroup(key) { Next = now };
            group.Next = value is null ? now + (Spread * (_groups.Count + 1)) : Following(group, configuration, now);
            _groups.Add(group);
        }

        group.Attributes.Add(new PolledAttribute(configuration) { Reported = value, ReportedAt = now });
    }

    /// <summary>Ends to read an attribute.</summary>
    /// <param name="configuration">How it was reported.</param>
    public void Remove(ReportConfiguration configuration)
    {
        foreach (var group in _groups.Where(g => g.Key.Path == configuration.Path))
        {
            group.Attributes.RemoveAll(a => a.Configuration.Attribute == configuration.Attribute);
        }

        _groups.RemoveAll(static g => g.Attributes.Count == 0);
    }

    /// <summary>The clock was moved: schedules begin anew from the time now.</summary>
    /// <param name="now">The time now.</param>
    public void ClockChanged(TimeSpan now)
    {
        foreach (var group in _groups.Where(static g => g.Key.Schedule is not null))
        {
            group.Next = Following(group, group.Attributes[0].Configuration, now);
        }
    }

    /// <summary>Begins the reads that are due.</summary>
    /// <param name="now">The time now.</param>
    public IReadOnlyList<Task> Advance(TimeSpan now) => [.. _groups.Where(g => !g.IsReading && g.Next <= now).ToArray().Select(g => ReadAsync(g, now))];

    private TimeSpan Following(PollGroup group, ReportConfiguration configuration, TimeSpan now) => configuration.Schedule is not { } schedule ? group.NextAfter(now)
        : schedule.Next(clock.Now) is { } time ? now + (time - clock.Now)
        : TimeSpan.MaxValue;

    private async Task ReadAsync(PollGroup group, TimeSpan now)
    {
        // Two reads of a group never go on at once: a device that does not answer is not asked more often for that.
        group.IsReading = true;
        try
        {
            await ReportAsync(group, now);
        }
        finally
        {
            group.IsReading = false;
            if (group.Attributes.Count > 0)
            {
                group.Next = Following(group, group.Attributes[0].Configuration, uptime());
            }
        }
    }

    private async Task ReportAsync(PollGroup group, TimeSpan now)
    {
        ResolvedTarget target;
        IReadOnlyList<ReadAttributeStatus> records;
        try
        {
            target = lookup.Resolve(group.Key.Path.ToTarget());
            records = await client.ReadAsync(target, group.Key.Path.ManufacturerCode, [.. group.Attributes.Select(static a => a.Configuration.Attribute)], cancellationToken);
        }
        catch (RpcException e) when (e is not ConversationException { TransmitStatus: Radio.TransmitStatus.RadioUnavailable })
        {
            await MissAsync(group.Attributes.ToArray(), e.Message);
            return;
        }
        catch (ConversationException)
        {
            // Without a radio everything is missed; that is said elsewhere.
            return;
        }

        var read = group.Attributes.ToArray().Select(a => (Attribute: a, Record: records.FirstOrDefault(r => r.Attribute == a.Configuration.Attribute))).ToArray();
        var values = read.Where(static r => r.Record is { Status: (byte)ZclStatus.Success, Value: not null }).ToArray();
        await MissAsync([.. read.Except(values).Select(static r => r.Attribute)], "the device does not have the attribute, or does not give its value");
        var due = values.Where(v => v.Attribute.IsDue(v.Record!.Value!, now)).ToArray();
        foreach (var (attribute, record) in group.Key.IsSnapshot && due.Length > 0 ? values : due)
        {
            attribute.Reported = record!.Value;
            attribute.ReportedAt = now;
            await messages.ReportAsync(group.Key.Path, target.IsLocal, new AttributeRecord(record.Attribute, record.Type!, record.Value!));
        }

        foreach (var (attribute, record) in values)
        {
            attribute.IsMissing = false;
            attribute.Reported ??= record!.Value;
        }
    }

    private async Task MissAsync(IReadOnlyCollection<PolledAttribute> attributes, string reason)
    {
        foreach (var attribute in attributes.Where(static a => !a.IsMissing))
        {
            attribute.IsMissing = true;
            await messages.MissedAsync(attribute.Configuration.Path, attribute.Configuration.Attribute, reason);
        }
    }
}
