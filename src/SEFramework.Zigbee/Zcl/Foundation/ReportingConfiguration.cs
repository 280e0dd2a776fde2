using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zcl.Foundation;

/// <summary>Which way the reports of a configuration go, seen from the device that is configured. Source: reference 03, section 7.2.</summary>
public enum ReportingDirection : byte
{
    /// <summary>It sends reports.</summary>
    Send = 0x00,

    /// <summary>It receives reports.</summary>
    Receive = 0x01,
}

/// <summary>
/// How an attribute is reported: the record of Configure Reporting, and behind a status that of its reading. Source: reference 03, section 7.5.
/// </summary>
/// <param name="Direction">Which way the reports go.</param>
/// <param name="Attribute">Attribute id.</param>
/// <param name="Type">Data type; null unless reports are sent.</param>
/// <param name="MinimumInterval">Seconds, reports never follow each other faster; reports sent only.</param>
/// <param name="MaximumInterval">Seconds, at least so often; 0 for no periodic report, 0xFFFF stops reporting; reports sent only.</param>
/// <param name="ReportableChange">The change that is reported; null unless reports of an analog type are sent.</param>
/// <param name="Timeout">Seconds after which reports are missed, 0 for never; reports received only.</param>
public sealed record ReportingConfiguration(
    ReportingDirection Direction,
    ushort Attribute,
    ZclDataType? Type,
    ushort MinimumInterval,
    ushort MaximumInterval,
    ZclValue? ReportableChange,
    ushort Timeout)
{
    /// <summary>The maximum interval that stops reporting.</summary>
    public const ushort Stop = 0xFFFF;

    /// <summary>Reads the records of Configure Reporting.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="records">The records.</param>
    /// <returns>False when it is cut short, or has a type or direction that does not exist; the records before are given.</returns>
    public static bool TryReadAll(ReadOnlySpan<byte> payload, out IReadOnlyList<ReportingConfiguration> records)
    {
        var found = new List<ReportingConfiguration>();
        records = found;
        var reader = new ByteReader(payload);
        while (reader.Remaining > 0)
        {
            if (!reader.TryReadByte(out var direction) || !reader.TryReadUInt16(out var attribute)
                || !TryReadRest(ref reader, (ReportingDirection)direction, attribute, out var record))
            {
                return false;
            }

            found.Add(record!);
        }

        return true;
    }

    /// <summary>Writes the record.</summary>
    /// <param name="writer">Where to.</param>
    /// <exception cref="InvalidOperationException">Reports are sent, and type or reportable change are missing.</exception>
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Byte((byte)Direction).UInt16(Attribute);
        WriteRest(writer);
    }

    internal static bool TryReadRest(ref ByteReader reader, ReportingDirection direction, ushort attribute, out ReportingConfiguration? record)
    {
        record = null;
        if (direction == ReportingDirection.Receive)
        {
            record = reader.TryReadUInt16(out var timeout) ? new ReportingConfiguration(direction, attribute, null, 0, 0, null, timeout) : null;
            return record is not null;
        }

        if (direction != ReportingDirection.Send || !reader.TryReadByte(out var id) || ZclDataType.Find(id) is not { } type
            || !reader.TryReadUInt16(out var minimum) || !reader.TryReadUInt16(out var maximum))
        {
            return false;
        }

        ZclValue? change = null;
        if (type.IsAnalog && !ZclValue.TryRead(type, ref reader, out change))
        {
            return false;
        }

        record = new ReportingConfiguration(direction, attribute, type, minimum, maximum, change, 0);
        return true;
    }

    internal void WriteRest(ByteWriter writer)
    {
        if (Direction == ReportingDirection.Receive)
        {
            writer.UInt16(Timeout);
            return;
        }

        if (Type is null || (Type.IsAnalog && ReportableChange is null))
        {
            throw new InvalidOperationException("Reports that are sent need a data type, and of an analog type a reportable change.");
        }

        writer.Byte(Type.Id).UInt16(MinimumInterval).UInt16(MaximumInterval);
        if (Type.IsAnalog)
        {
            ReportableChange!.Write(Type, writer);
        }
    }
}

/// <summary>One record of a Configure Reporting Response: a configuration that was refused. Source: reference 03, section 7.5.</summary>
/// <param name="Status">ZCL status.</param>
/// <param name="Direction">Direction of the configuration.</param>
/// <param name="Attribute">Attribute id.</param>
public readonly record struct ReportingStatus(byte Status, ReportingDirection Direction, ushort Attribute)
{
    /// <summary>Reads the records of a response.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="failures">The configurations that were refused; empty when all were accepted.</param>
    public static bool TryReadAll(ReadOnlySpan<byte> payload, out IReadOnlyList<ReportingStatus> failures)
    {
        var found = new List<ReportingStatus>();
        failures = found;
        if (payload.Length == 1)
        {
            return payload[0] == (byte)ZclStatus.Success;
        }

        var reader = new ByteReader(payload);
        while (reader.Remaining > 0)
        {
            if (!reader.TryReadByte(out var status) || !reader.TryReadByte(out var direction) || !reader.TryReadUInt16(out var attribute))
            {
                return false;
            }

            if (status != (byte)ZclStatus.Success)
            {
                found.Add(new ReportingStatus(status, (ReportingDirection)direction, attribute));
            }
        }

        return !payload.IsEmpty;
    }

    /// <summary>Writes the payload of a response: the failures, or one success for all.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="failures">The configurations that were refused.</param>
    public static void WriteAll(ByteWriter writer, IReadOnlyCollection<ReportingStatus> failures)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(failures);
        if (failures.Count == 0)
        {
            writer.Byte((byte)ZclStatus.Success);
        }

        foreach (var failure in failures)
        {
            writer.Byte(failure.Status).Byte((byte)failure.Direction).UInt16(failure.Attribute);
        }
    }
}
