using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zcl.Foundation;

/// <summary>One record of Read Reporting Configuration. Source: reference 03, section 7.5.</summary>
/// <param name="Direction">Direction of the configuration.</param>
/// <param name="Attribute">Attribute id.</param>
public readonly record struct ReadReportingConfiguration(ReportingDirection Direction, ushort Attribute)
{
    /// <summary>Reads the records of a request.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="records">The records.</param>
    public static bool TryReadAll(ReadOnlySpan<byte> payload, out IReadOnlyList<ReadReportingConfiguration> records)
    {
        var found = new List<ReadReportingConfiguration>();
        records = found;
        var reader = new ByteReader(payload);
        while (reader.Remaining > 0)
        {
            if (!reader.TryReadByte(out var direction) || !reader.TryReadUInt16(out var attribute))
            {
                return false;
            }

            found.Add(new ReadReportingConfiguration((ReportingDirection)direction, attribute));
        }

        return true;
    }

    /// <summary>Writes the record.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Byte((byte)Direction).UInt16(Attribute);
    }
}

/// <summary>One record of a Read Reporting Configuration Response. Source: reference 03, section 7.5.</summary>
/// <param name="Status">ZCL status.</param>
/// <param name="Direction">Direction of the configuration.</param>
/// <param name="Attribute">Attribute id.</param>
/// <param name="Configuration">The configuration; null unless the status is success.</param>
public sealed record ReportingConfigurationStatus(byte Status, ReportingDirection Direction, ushort Attribute, ReportingConfiguration? Configuration)
{
    /// <summary>Reads the records of a response.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="records">The records.</param>
    /// <returns>False when it is cut short, or has a type or direction that does not exist; the records before are given.</returns>
    public static bool TryReadAll(ReadOnlySpan<byte> payload, out IReadOnlyList<ReportingConfigurationStatus> records)
    {
        var found = new List<ReportingConfigurationStatus>();
        records = found;
        var reader = new ByteReader(payload);
        while (reader.Remaining > 0)
        {
            if (!reader.TryReadByte(out var status) || !reader.TryReadByte(out var direction) || !reader.TryReadUInt16(out var attribute))
            {
                return false;
            }

            ReportingConfiguration? configuration = null;
            if (status == (byte)ZclStatus.Success
                && !ReportingConfiguration.TryReadRest(ref reader, (ReportingDirection)direction, attribute, out configuration))
            {
                return false;
            }

            found.Add(new ReportingConfigurationStatus(status, (ReportingDirection)direction, attribute, configuration));
        }

        return true;
    }

    /// <summary>Writes the record.</summary>
    /// <param name="writer">Where to.</param>
    /// <exception cref="InvalidOperationException">The configuration is incomplete.</exception>
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Byte(Status).Byte((byte)Direction).UInt16(Attribute);
        Configuration?.WriteRest(writer);
    }
}
