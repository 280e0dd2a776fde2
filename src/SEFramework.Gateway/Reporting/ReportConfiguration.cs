using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Reporting;

/// <summary>Who makes the reports of a configuration.</summary>
public enum ReportKind
{
    /// <summary>The gateway, for a device that configured it.</summary>
    Sent = 0,

    /// <summary>The device, because the gateway configured it ("real" reporting).</summary>
    Device = 1,

    /// <summary>The device, because it said so itself.</summary>
    Announced = 2,

    /// <summary>The gateway, which reads the attribute from time to time ("pseudo" reporting).</summary>
    Polled = 3,

    /// <summary>The gateway, which reads the attribute at the times of a schedule.</summary>
    Scheduled = 4,
}

/// <summary>How an attribute is reported, as the gateway keeps it. Source: reference 03, sections 3 and 7.2.</summary>
/// <param name="Path">Between which clusters.</param>
/// <param name="Attribute">Attribute id.</param>
/// <param name="Kind">Who makes the reports.</param>
/// <param name="Type">Its type, or null while it is not known.</param>
public sealed record ReportConfiguration(ReportPath Path, ushort Attribute, ReportKind Kind, ZclDataType? Type)
{
    /// <summary>Least time between two reports, seconds.</summary>
    public int Minimum { get; init; }

    /// <summary>Longest time without a report, seconds; 0 for no such limit.</summary>
    public int Maximum { get; init; }

    /// <summary>The change that is worth a report, or null for any change.</summary>
    public ZclValue? Change { get; init; }

    /// <summary>Time between two reads, seconds; 0 for the default.</summary>
    public int CheckInterval { get; init; }

    /// <summary>Time after which a report is missed, seconds; 0 for what follows from the maximum.</summary>
    public int Timeout { get; init; }

    /// <summary>When it is read, or null.</summary>
    public CronSchedule? Schedule { get; init; }

    /// <summary>Whether the configuration stays in spite of failures.</summary>
    public bool IsForced { get; init; }

    /// <summary>Whether a report of one attribute takes along all others of the same path and times, as start_reports has it.</summary>
    public bool IsSnapshot { get; init; }

    /// <summary>Whether the gateway receives the reports.</summary>
    public bool IsReceived => Kind != ReportKind.Sent;

    /// <summary>What identifies it: an attribute is reported once in each direction.</summary>
    public (bool IsReceived, ReportPath Path, ushort Attribute) Key => (IsReceived, Path, Attribute);

    /// <summary>The record that configures a sender of reports; null while the type is not known.</summary>
    public ReportingConfiguration? ToSending() => Type is null
        ? null
        : new ReportingConfiguration(
            ReportingDirection.Send, Attribute, Type, (ushort)Minimum, (ushort)Maximum, Type.IsAnalog ? Change ?? NoChange(Type) : null, 0);

    private static ZclValue NoChange(ZclDataType type) => type.Kind switch
    {
        ZclKind.Signed => new ZclSigned(0),
        ZclKind.Float => new ZclFloat(0),
        _ => new ZclUnsigned(0),
    };
}
