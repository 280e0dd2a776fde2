using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Simulator.Han.Zcl;

/// <summary>
/// The reports a device was told to send: it looks at each attribute every second at most and at the intervals it was given, and reports
/// to the bindings of the cluster. Source: reference 03, sections 3 and 7.5.
/// </summary>
/// <param name="device">The device.</param>
public sealed class AttributeReporting(VirtualDevice device)
{
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Key, Report> _reports = [];
    private byte _sequence;

    /// <summary>Configure Reporting.</summary>
    /// <param name="endpoint">Endpoint that is configured.</param>
    /// <param name="cluster">Cluster that is configured.</param>
    /// <param name="manufacturer">Manufacturer code of the frame, or null.</param>
    /// <param name="payload">The request.</param>
    /// <param name="answer">Takes the response.</param>
    /// <returns>False for a malformed request.</returns>
    public bool Configure(VirtualEndpoint endpoint, VirtualCluster cluster, ushort? manufacturer, ReadOnlySpan<byte> payload, ByteWriter answer)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(cluster);
        if (!ReportingConfiguration.TryReadAll(payload, out var configurations))
        {
            return false;
        }

        var failures = new List<ReportingStatus>();
        foreach (var configuration in configurations)
        {
            var status = Configure(new Key(endpoint.Id, cluster.Id, cluster.IsServer, manufacturer, configuration.Direction, configuration.Attribute), cluster, configuration);
            if (status != ZclStatus.Success)
            {
                failures.Add(new ReportingStatus((byte)status, configuration.Direction, configuration.Attribute));
            }
        }

        ReportingStatus.WriteAll(answer, failures);
        return true;
    }

    /// <summary>Read Reporting Configuration.</summary>
    /// <param name="endpoint">Endpoint that is asked.</param>
    /// <param name="cluster">Cluster that is asked.</param>
    /// <param name="manufacturer">Manufacturer code of the frame, or null.</param>
    /// <param name="payload">The request.</param>
    /// <param name="answer">Takes the response.</param>
    /// <returns>False for a malformed request.</returns>
    public bool Read(VirtualEndpoint endpoint, VirtualCluster cluster, ushort? manufacturer, ReadOnlySpan<byte> payload, ByteWriter answer)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(cluster);
        if (!ReadReportingConfiguration.TryReadAll(payload, out var requests))
        {
            return false;
        }

        foreach (var (direction, attribute) in requests)
        {
            var report = _reports.GetValueOrDefault(new Key(endpoint.Id, cluster.Id, cluster.IsServer, manufacturer, direction, attribute));
            var status =
                report is not null ? ZclStatus.Success
                : direction == ReportingDirection.Send && cluster.Find(manufacturer, attribute) is null ? ZclStatus.UnsupportedAttribute
                : ZclStatus.NotFound;
            if (!AttributeCommands.TryAppend(answer, new ReportingConfigurationStatus((byte)status, direction, attribute, report?.Configuration).Write))
            {
                break;
            }
        }

        return true;
    }

    /// <summary>Forgets everything: the device has left its network.</summary>
    public void Clear()
    {
        foreach (var report in _reports.Values)
        {
            report.Next?.Dispose();
        }

        _reports.Clear();
    }

    private static ZclStatus Check(VirtualCluster cluster, Key key, ReportingConfiguration configuration)
    {
        if (configuration.Direction == ReportingDirection.Receive)
        {
            return ZclStatus.Success;
        }

        var attribute = cluster.Find(key.Manufacturer, configuration.Attribute);
        return attribute is null ? ZclStatus.UnsupportedAttribute
            : !attribute.IsReportable ? ZclStatus.UnreportableAttribute
            : attribute.Type != configuration.Type ? ZclStatus.InvalidDataType
            : configuration.MaximumInterval != 0 && configuration.MinimumInterval > configuration.MaximumInterval ? ZclStatus.InvalidValue
            : ZclStatus.Success;
    }

    private ZclStatus Configure(Key key, VirtualCluster cluster, ReportingConfiguration configuration)
    {
        var status = Check(cluster, key, configuration);
        if (status != ZclStatus.Success)
        {
            return status;
        }

        if (_reports.Remove(key, out var old))
        {
            old.Next?.Dispose();
        }

        var isSent = configuration.Direction == ReportingDirection.Send;
        if (isSent && configuration.MaximumInterval == ReportingConfiguration.Stop)
        {
            return ZclStatus.Success;
        }

        var report = new Report(configuration, cluster.Find(key.Manufacturer, key.Attribute));
        _reports[key] = report;
        if (isSent)
        {
            report.LastTime = device.Network.Scheduler.Now;
            report.LastValue = report.Attribute!.Value;
            Schedule(key, report);
        }

        return ZclStatus.Success;
    }

    private void Schedule(Key key, Report report)
    {
        var since = device.Network.Scheduler.Now - report.LastTime;
        var minimum = TimeSpan.FromSeconds(report.Configuration.MinimumInterval) - since;
        var next = minimum > Sampling ? minimum : Sampling;
        if (report.Configuration.MaximumInterval != 0)
        {
            var maximum = TimeSpan.FromSeconds(report.Configuration.MaximumInterval) - since;
            next = maximum < next && maximum > TimeSpan.Zero ? maximum : next;
        }

        report.Next = device.Network.Scheduler.Schedule(next, () => Sample(key, report));
    }

    private void Sample(Key key, Report report)
    {
        var since = device.Network.Scheduler.Now - report.LastTime;
        var value = report.Attribute!.Value;
        var configuration = report.Configuration;
        var due = configuration.MaximumInterval != 0 && since >= TimeSpan.FromSeconds(configuration.MaximumInterval);
        var changed = since >= TimeSpan.FromSeconds(configuration.MinimumInterval) && ReportableChange.IsReached(report.LastValue!, value, configuration.ReportableChange);
        if (due || changed)
        {
            report.LastTime = device.Network.Scheduler.Now;
            report.LastValue = value;
            Send(key, new AttributeRecord(key.Attribute, report.Attribute.Type, value));
        }

        Schedule(key, report);
    }

    private void Send(Key key, AttributeRecord record)
    {
        if (!device.IsListening || device.IsSilent)
        {
            return;
        }

        var frame = new ByteWriter();
        new ZclHeader(
            IsClusterCommand: false, key.IsServer, DisableDefaultResponse: true, key.Manufacturer, _sequence++, (byte)GeneralCommand.ReportAttributes).Write(frame);
        record.Write(frame);
        var endpoint = device.Endpoints[key.Endpoint];
        var encrypted = ClusterLibrary.Find(key.Cluster) is { NeedsLinkKey: true } && device.HasLinkKey;
        foreach (var binding in device.Bindings.Entries.Where(entry => entry.Endpoint == key.Endpoint && entry.ClusterId == key.Cluster))
        {
            device.Send(new ApsDataRequest(
                binding.Destination,
                NwkAddress.Unknown,
                binding.DestinationEndpoint,
                endpoint.Id,
                endpoint.ProfileId,
                key.Cluster,
                frame.Written,
                encrypted ? ApsTransmitOptions.ApsEncryption : ApsTransmitOptions.None));
        }
    }

    private readonly record struct Key(byte Endpoint, ushort Cluster, bool IsServer, ushort? Manufacturer, ReportingDirection Direction, ushort Attribute);

    private sealed class Report(ReportingConfiguration configuration, VirtualAttribute? attribute)
    {
        public ReportingConfiguration Configuration { get; } = configuration;

        public VirtualAttribute? Attribute { get; } = attribute;

        public DateTimeOffset LastTime { get; set; }

        public ZclValue? LastValue { get; set; }

        public IDisposable? Next { get; set; }
    }
}
