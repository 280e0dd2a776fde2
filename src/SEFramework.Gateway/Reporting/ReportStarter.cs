using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Interfaces;
using SEFramework.Gateway.Zcl;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Reporting;

/// <summary>Whether the gateway polls an attribute or lets the device report it.</summary>
public enum PollingChoice
{
    /// <summary>The device reports it, or it is polled if the device does not.</summary>
    IfNeeded,

    /// <summary>The device reports it, or nobody does.</summary>
    Never,

    /// <summary>The gateway polls it.</summary>
    Always,
}

/// <summary>A report that a client wants.</summary>
/// <param name="Attribute">Attribute id.</param>
/// <param name="Polling">Who makes the reports.</param>
/// <param name="Type">Its type as the client says, or null.</param>
/// <param name="Change">Change that is worth a report, as the client says, or null.</param>
public sealed record WantedReport(ushort Attribute, PollingChoice Polling, ZclDataType? Type, RpcValue? Change)
{
    /// <summary>Least time between two reports, seconds.</summary>
    public int Minimum { get; init; }

    /// <summary>Longest time without a report, seconds; 0 for no such limit, 0xFFFF ends reporting.</summary>
    public int Maximum { get; init; }

    /// <summary>Time between two reads, seconds; 0 for the default.</summary>
    public int CheckInterval { get; init; }

    /// <summary>Time after which a report is missed, seconds; 0 for what follows from the maximum.</summary>
    public int Timeout { get; init; }

    /// <summary>When it is read, or null.</summary>
    public CronSchedule? Schedule { get; init; }

    /// <summary>Whether it is configured in spite of failures.</summary>
    public bool IsForced { get; init; }

    /// <summary>Whether a report takes along the other attributes.</summary>
    public bool IsSnapshot { get; init; }
}

/// <summary>
/// Begins reports of a cluster: configures the device, reads what is to be polled, and keeps what succeeded. Used on the gateway's loop only. Source:
/// reference 03, sections 3.1 and 3.7.
/// </summary>
/// <param name="client">Configures and reads.</param>
/// <param name="reporting">Keeps the configurations.</param>
public sealed class ReportStarter(AttributeClient client, ReportingSide reporting)
{
    /// <summary>Begins reports.</summary>
    /// <param name="target">Whose.</param>
    /// <param name="manufacturer">Manufacturer of the attributes, or null.</param>
    /// <param name="wanted">The reports.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A ZCL status for each, in their order.</returns>
    /// <exception cref="ConversationException">The device was not reached or did not answer; only reports that are forced were kept.</exception>
    public async Task<byte[]> StartAsync(
        ResolvedTarget target, ushort? manufacturer, IReadOnlyList<WantedReport> wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(wanted);
        var path = ReportPath.Of(target, manufacturer);
        if (reporting.All.Count + wanted.Count > ReportingSide.Capacity)
        {
            return [.. wanted.Select(static _ => (byte)ZclStatus.InsufficientSpace)];
        }

        var setup = wanted.Select(w => new Setup(w, w.Type ?? Known(target, manufacturer, w.Attribute))).ToArray();
        try
        {
            await ConfigureAsync(target, manufacturer, [.. setup.Where(s => s.Wanted.Polling != PollingChoice.Always && !target.IsLocal)], cancellationToken);
            await ReadAsync(target, manufacturer, [.. setup.Where(s => s.IsPolled || target.IsLocal)], cancellationToken);
        }
        catch (ConversationException)
        {
            await KeepAsync(path, setup, target.IsLocal);
            throw;
        }

        await KeepAsync(path, setup, target.IsLocal);
        return [.. setup.Select(static s => s.Status ?? (byte)ZclStatus.Success)];
    }

    private static ZclDataType? Known(ResolvedTarget target, ushort? manufacturer, ushort attribute) => manufacturer is null
        ? ClusterLibrary.FindAttribute(target.ClusterId, target.TargetIsClient ? ClusterSide.Client : ClusterSide.Server, attribute)?.Type
        : null;

    private async Task ConfigureAsync(ResolvedTarget target, ushort? manufacturer, IReadOnlyList<Setup> setups, CancellationToken cancellationToken)
    {
        // A device cannot be configured without the attribute's type: where nobody says it, the attribute does.
        var unknown = setups.Where(static s => s.Type is null).ToArray();
        if (unknown.Length > 0)
        {
            await LearnAsync(target, manufacturer, unknown, cancellationToken);
        }

        foreach (var setup in setups.Where(static s => s.Status is null && !s.TryConvertChange()))
        {
            setup.Refuse((byte)ZclStatus.InvalidValue);
        }

        var ready = setups.Where(static s => s.Status is null).ToArray();
        if (ready.Length == 0)
        {
            return;
        }

        try
        {
            var statuses = await client.ConfigureReportingAsync(
                target, manufacturer, [.. ready.Select(s => s.Configuration(ReportPath.Of(target, manufacturer), ReportKind.Device).ToSending()!)], cancellationToken);
            for (var i = 0; i < ready.Length; i++)
            {
                ready[i].Status = statuses[i];
                if (statuses[i] != (byte)ZclStatus.Success)
                {
                    ready[i].Refuse(statuses[i]);
                }
            }
        }
        catch (ConversationException e) when (e.RefusedWith is not null || ready.All(static s => s.Wanted.Polling == PollingChoice.IfNeeded))
        {
            // Most devices do not know reporting; some do not even say so.
            foreach (var setup in ready)
            {
                setup.Refuse(e.RefusedWith ?? (byte)ZclStatus.Failure);
            }
        }
    }

    private async Task LearnAsync(ResolvedTarget target, ushort? manufacturer, IReadOnlyList<Setup> setups, CancellationToken cancellationToken)
    {
        var records = await client.ReadAsync(target, manufacturer, [.. setups.Select(static s => s.Wanted.Attribute)], cancellationToken);
        foreach (var setup in setups)
        {
            var record = records.FirstOrDefault(r => r.Attribute == setup.Wanted.Attribute);
            setup.Type = record?.Type;
            if (setup.Type is null)
            {
                setup.Refuse(record?.Status ?? (byte)ZclStatus.UnsupportedAttribute);
            }
        }
    }

    private async Task ReadAsync(ResolvedTarget target, ushort? manufacturer, IReadOnlyList<Setup> setups, CancellationToken cancellationToken)
    {
        var wanted = setups.Where(static s => s.Wanted.Maximum != ReportingConfiguration.Stop).ToArray();
        if (wanted.Length == 0)
        {
            return;
        }

        // Until the device has answered nothing is known.
        foreach (var setup in wanted)
        {
            setup.Status = (byte)ZclStatus.Failure;
        }

        var records = await client.ReadAsync(target, manufacturer, [.. wanted.Select(static s => s.Wanted.Attribute)], cancellationToken);
        foreach (var setup in wanted)
        {
            var record = records.FirstOrDefault(r => r.Attribute == setup.Wanted.Attribute);
            setup.Status = record is null ? (byte)ZclStatus.UnsupportedAttribute : record.Status != (byte)ZclStatus.Success ? record.Status : Check(setup, record);
        }
    }

    private static byte Check(Setup setup, ReadAttributeStatus record)
    {
        var (wanted, type) = (setup.Wanted, record.Type!);
        if (wanted.Type is { } given && given != type)
        {
            return (byte)ZclStatus.InvalidDataType;
        }

        setup.Type = type;
        setup.Value = record.Value;
        return (byte)(!setup.TryConvertChange() || (wanted.Maximum != 0 && wanted.Minimum > wanted.Maximum) ? ZclStatus.InvalidValue : ZclStatus.Success);
    }

    private async Task KeepAsync(ReportPath path, IReadOnlyList<Setup> setups, bool isLocal)
    {
        var (kept, ended) = (new List<(ReportConfiguration, ZclValue?)>(), new List<ReportConfiguration>());
        foreach (var setup in setups)
        {
            var old = reporting.Find(isReceived: true, path, setup.Wanted.Attribute);
            if (setup.Wanted.Maximum == ReportingConfiguration.Stop && setup.Wanted.Schedule is null)
            {
                setup.Status = setup.Wanted.Polling == PollingChoice.Never ? setup.Status : (byte)ZclStatus.Success;
                ended.AddRange(old is null ? [] : [old]);
            }
            else if (setup.Status == (byte)ZclStatus.Success || setup.Wanted.IsForced)
            {
                var kind = setup.Wanted.Schedule is not null ? ReportKind.Scheduled : setup.IsPolled || isLocal ? ReportKind.Polled : ReportKind.Device;
                kept.Add((setup.Configuration(path, kind), setup.Value));
            }
        }

        await reporting.RemoveAsync(ended);
        await reporting.AddAsync(kept);
    }

    /// <summary>A report on its way to being configured.</summary>
    private sealed class Setup(WantedReport wanted, ZclDataType? type)
    {
        private byte? _refusal;
        private ZclValue? _change;

        public WantedReport Wanted { get; } = wanted;

        public ZclDataType? Type { get; set; } = type;

        /// <summary>ZCL status; null while nothing is known.</summary>
        public byte? Status { get; set; }

        public ZclValue? Value { get; set; }

        /// <summary>Whether the gateway polls it: decided when the device was asked.</summary>
        public bool IsPolled => Wanted.Polling == PollingChoice.Always || (Wanted.Polling == PollingChoice.IfNeeded && _refusal is not null);

        /// <summary>The device does not report it.</summary>
        public void Refuse(byte status) => Status = _refusal = status;

        public bool TryConvertChange()
        {
            _change = Type is { IsAnalog: true } && Wanted.Change is not null and not RpcNone ? ZclValues.FromRpc(Type, Wanted.Change) : null;
            return Type is not { IsAnalog: true } || Wanted.Change is null or RpcNone || _change is not null;
        }

        public ReportConfiguration Configuration(ReportPath path, ReportKind kind) => new(path, Wanted.Attribute, kind, Type)
        {
            Minimum = Wanted.Minimum,
            Maximum = Wanted.Maximum,
            Change = _change,
            CheckInterval = Wanted.CheckInterval,
            Timeout = Wanted.Timeout,
            Schedule = Wanted.Schedule,
            IsForced = Wanted.IsForced,
            IsSnapshot = Wanted.IsSnapshot,
        };
    }
}
