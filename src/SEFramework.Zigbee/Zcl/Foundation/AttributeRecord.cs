using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zcl.Foundation;

/// <summary>An attribute with type and value: the record of the three Write Attributes commands and of Report Attributes. Source: reference 03,
/// section 7.5.</summary>
/// <param name="Attribute">Attribute id.</param>
/// <param name="Type">Data type.</param>
/// <param name="Value">Value.</param>
public sealed record AttributeRecord(ushort Attribute, ZclDataType Type, ZclValue Value)
{
    /// <summary>Reads the records of a command.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="records">The records.</param>
    /// <returns>False when it is cut short or has a type that does not exist; the records before are given.</returns>
    public static bool TryReadAll(ReadOnlySpan<byte> payload, out IReadOnlyList<AttributeRecord> records)
    {
        var found = new List<AttributeRecord>();
        records = found;
        var reader = new ByteReader(payload);
        while (reader.Remaining > 0)
        {
            if (!reader.TryReadUInt16(out var attribute) || !reader.TryReadByte(out var id) || ZclDataType.Find(id) is not { } type
                || !ZclValue.TryRead(type, ref reader, out var value))
            {
                return false;
            }

            found.Add(new AttributeRecord(attribute, type, value!));
        }

        return true;
    }

    /// <summary>Writes the record.</summary>
    /// <param name="writer">Where to.</param>
    /// <exception cref="ArgumentException">The value is not of the type's kind, or too long.</exception>
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.UInt16(Attribute).Byte(Type.Id);
        Value.Write(Type, writer);
    }
}

/// <summary>One record of a Write Attributes Response: an attribute that was not written. Source: reference 03, section 7.5.</summary>
/// <param name="Status">ZCL status.</param>
/// <param name="Attribute">Attribute id.</param>
public readonly record struct WriteAttributeStatus(byte Status, ushort Attribute)
{
    /// <summary>Reads the records of a response.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="failures">The attributes that were not written; empty when all were.</param>
    public static bool TryReadAll(ReadOnlySpan<byte> payload, out IReadOnlyList<WriteAttributeStatus> failures)
    {
        var found = new List<WriteAttributeStatus>();
        failures = found;
        if (payload.Length == 1)
        {
            return payload[0] == (byte)ZclStatus.Success;
        }

        var reader = new ByteReader(payload);
        while (reader.Remaining > 0)
        {
            if (!reader.TryReadByte(out var status) || !reader.TryReadUInt16(out var attribute))
            {
                return false;
            }

            // Some devices list the attributes that were written, too.
            if (status != (byte)ZclStatus.Success)
            {
                found.Add(new WriteAttributeStatus(status, attribute));
            }
        }

        return !payload.IsEmpty;
    }

    /// <summary>Writes the payload of a response: the failures, or one success for all.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="failures">The attributes that were not written.</param>
    public static void WriteAll(ByteWriter writer, IReadOnlyCollection<WriteAttributeStatus> failures)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(failures);
        if (failures.Count == 0)
        {
            writer.Byte((byte)ZclStatus.Success);
        }

        foreach (var failure in failures)
        {
            writer.Byte(failure.Status).UInt16(failure.Attribute);
        }
    }
}
