using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zcl.Foundation;

/// <summary>Read Attributes. Source: reference 03, section 7.5.</summary>
public static class ReadAttributes
{
    /// <summary>Writes the payload.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="attributes">Attribute ids.</param>
    public static void Write(ByteWriter writer, IEnumerable<ushort> attributes)
    {
        foreach (var attribute in attributes)
        {
            writer.UInt16(attribute);
        }
    }

    /// <summary>Reads the payload.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="attributes">Attribute ids.</param>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ushort[] attributes)
    {
        var reader = new ByteReader(payload);
        attributes = [];
        return payload.Length % 2 == 0 && reader.TryReadUInt16s(payload.Length / 2, out attributes);
    }
}

/// <summary>One record of a Read Attributes Response. Source: reference 03, section 7.5.</summary>
/// <param name="Attribute">Attribute id.</param>
/// <param name="Status">ZCL status.</param>
/// <param name="Type">Data type; null unless the status is success.</param>
/// <param name="Value">Value; null unless the status is success.</param>
public sealed record ReadAttributeStatus(ushort Attribute, byte Status, ZclDataType? Type, ZclValue? Value)
{
    /// <summary>Reads the records of a response.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="records">The records.</param>
    /// <returns>False when it is cut short or has a type that does not exist; the records before are given.</returns>
    public static bool TryReadAll(ReadOnlySpan<byte> payload, out IReadOnlyList<ReadAttributeStatus> records)
    {
        var found = new List<ReadAttributeStatus>();
        records = found;
        var enumerator = new AttributeStatusEnumerator(payload);
        while (enumerator.MoveNext())
        {
            var record = enumerator.Current;
            found.Add(record.HasValue
                ? new ReadAttributeStatus(record.Attribute, record.Status, record.Value.Type, record.Value.ToValue())
                : new ReadAttributeStatus(record.Attribute, record.Status, null, null));
        }

        return !enumerator.IsMalformed;
    }

    /// <summary>Writes the record.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(ByteWriter writer)
    {
        writer.UInt16(Attribute).Byte(Status);
        if (Type is not null && Value is not null)
        {
            writer.Byte(Type.Id);
            Value.Write(Type, writer);
        }
    }
}

/// <summary>Default Response. Source: reference 03, section 7.5.</summary>
/// <param name="Command">The command that is answered.</param>
/// <param name="Status">ZCL status.</param>
public readonly record struct DefaultResponse(byte Command, byte Status)
{
    /// <summary>Reads the payload.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="response">The response.</param>
    public static bool TryRead(ReadOnlySpan<byte> payload, out DefaultResponse response)
    {
        var reader = new ByteReader(payload);
        response = default;
        if (!reader.TryReadByte(out var command) || !reader.TryReadByte(out var status))
        {
            return false;
        }

        response = new DefaultResponse(command, status);
        return true;
    }

    /// <summary>Writes the payload.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(ByteWriter writer) => writer.Byte(Command).Byte(Status);
}
