using SEFramework.Gateway.Endpoints;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Reporting;

/// <summary>
/// What other nodes configure at the gateway: reports that it shall send them, and reports that they announce. Used on the gateway's loop only. Source:
/// reference 03, sections 3.4, 3.5 and 7.5.
/// </summary>
/// <param name="reporting">Keeps the configurations.</param>
/// <param name="attributes">The gateway's attributes.</param>
public sealed class ReportingServer(ReportingSide reporting, LocalAttributes attributes)
{
    /// <summary>How many configurations one device may make at the gateway; the number is this software's own.</summary>
    public const int CapacityPerDevice = 100;

    /// <summary>Carries out Configure Reporting.</summary>
    /// <param name="path">Between which clusters.</param>
    /// <param name="cluster">The gateway's cluster.</param>
    /// <param name="payload">The request.</param>
    /// <returns>The payload of the response, or null when the request cannot be read.</returns>
    public async Task<ByteWriter?> ConfigureAsync(ReportPath path, LocalCluster cluster, ReadOnlyMemory<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!ReportingConfiguration.TryReadAll(payload.Span, out var configurations) || configurations.Count == 0)
        {
            return null;
        }

        if (path.Device == IeeeAddress.Unknown)
        {
            // Who cannot be named gets no reports, and none are expected of it.
            var refusal = new ByteWriter();
            ReportingStatus.WriteAll(refusal, [.. configurations.Select(static c => new ReportingStatus((byte)ZclStatus.Failure, c.Direction, c.Attribute))]);
            return refusal;
        }

        var failures = new List<ReportingStatus>();
        foreach (var configuration in configurations)
        {
            var status = configuration.Direction == ReportingDirection.Send
                ? await SendAsync(path, cluster, configuration)
                : await ReceiveAsync(path, configuration);
            if (status != ZclStatus.Success)
            {
                failures.Add(new ReportingStatus((byte)status, configuration.Direction, configuration.Attribute));
            }
        }

        var answer = new ByteWriter();
        ReportingStatus.WriteAll(answer, failures);
        return answer;
    }

    /// <summary>Answers Read Reporting Configuration.</summary>
    /// <param name="path">Between which clusters.</param>
    /// <param name="cluster">The gateway's cluster.</param>
    /// <param name="payload">The request.</param>
    /// <returns>The payload of the response, or null when the request cannot be read.</returns>
    public ByteWriter? Read(ReportPath path, LocalCluster cluster, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!ReadReportingConfiguration.TryReadAll(payload, out var wanted) || wanted.Count == 0)
        {
            return null;
        }

        var answer = new ByteWriter();
        foreach (var (direction, attribute) in wanted)
        {
            var found = reporting.Find(isReceived: direction == ReportingDirection.Receive, path, attribute);
            var configuration = found is null ? null
                : direction == ReportingDirection.Send ? found.ToSending()
                : new ReportingConfiguration(direction, attribute, null, 0, 0, null, (ushort)Math.Min(found.Timeout, ushort.MaxValue));
            var status = configuration is not null ? ZclStatus.Success
                : direction == ReportingDirection.Send && attributes.Read(path.Endpoint, cluster, attribute) is null ? ZclStatus.UnsupportedAttribute
                : ZclStatus.NotFound;
            new ReportingConfigurationStatus((byte)status, direction, attribute, configuration).Write(answer);
        }

        return answer;
    }

    private static bool IsReportable(ZclDataType type) => type.Kind is ZclKind.Unsigned or ZclKind.Signed or ZclKind.Boolean or ZclKind.Float or ZclKind.Ieee;

    private bool IsFull(ReportPath path) => !reporting.HasRoom || reporting.All.Count(c => c.Path.Device == path.Device) >= CapacityPerDevice;

    private async Task<ZclStatus> SendAsync(ReportPath path, LocalCluster cluster, ReportingConfiguration configuration)
    {
        if (path.ManufacturerCode is not null || attributes.Read(path.Endpoint, cluster, configuration.Attribute) is not var (type, _))
        {
            return ZclStatus.UnsupportedAttribute;
        }

        if (!IsReportable(type))
        {
            return ZclStatus.UnreportableAttribute;
        }

        if (type != configuration.Type)
        {
            return ZclStatus.InvalidDataType;
        }

        var old = reporting.Find(isReceived: false, path, configuration.Attribute);
        if (configuration.MaximumInterval == ReportingConfiguration.Stop)
        {
            await reporting.RemoveAsync(old is null ? [] : [old]);
            return ZclStatus.Success;
        }

        if (configuration.MaximumInterval != 0 && configuration.MinimumInterval > configuration.MaximumInterval)
        {
            return ZclStatus.InvalidValue;
        }

        if (old is null && IsFull(path))
        {
            return ZclStatus.InsufficientSpace;
        }

        var kept = new ReportConfiguration(path, configuration.Attribute, ReportKind.Sent, type)
        {
            Minimum = configuration.MinimumInterval,
            Maximum = configuration.MaximumInterval,
            Change = configuration.ReportableChange,
        };
        await reporting.AddAsync([(kept, null)]);
        return ZclStatus.Success;
    }

    /// <summary>A device says that it will report: what the gateway configured itself stays as it is but for the timeout.</summary>
    private async Task<ZclStatus> ReceiveAsync(ReportPath path, ReportingConfiguration configuration)
    {
        var old = reporting.Find(isReceived: true, path, configuration.Attribute);
        if (old is { Kind: ReportKind.Polled or ReportKind.Scheduled })
        {
            return ZclStatus.Success;
        }

        if (old is null && IsFull(path))
        {
            return ZclStatus.InsufficientSpace;
        }

        var kept = (old ?? new ReportConfiguration(path, configuration.Attribute, ReportKind.Announced, null)) with { Timeout = configuration.Timeout };
        await reporting.AddAsync([(kept, null)]);
        return ZclStatus.Success;
    }
}
