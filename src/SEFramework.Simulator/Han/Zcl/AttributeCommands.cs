using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Simulator.Han.Zcl;

/// <summary>The general commands on the attributes of a virtual cluster. Source: reference 03, section 7.5.</summary>
internal static class AttributeCommands
{
    private const int DiscoveredLength = 3;

    /// <summary>Bytes of records that fit into an answer; a device leaves out the records behind it.</summary>
    public const int Room = 240;

    /// <summary>Writes a record if it fits.</summary>
    /// <returns>False when it did not.</returns>
    public static bool TryAppend(ByteWriter answer, Action<ByteWriter> write)
    {
        var record = new ByteWriter();
        write(record);
        if (answer.Written.Length + record.Written.Length > Room)
        {
            return false;
        }

        answer.Bytes(record.Written.Span);
        return true;
    }

    /// <summary>Read Attributes.</summary>
    /// <returns>False for a malformed request, as of all members.</returns>
    public static bool Read(VirtualCluster cluster, ushort? manufacturer, ReadOnlySpan<byte> payload, ByteWriter answer)
    {
        if (!ReadAttributes.TryRead(payload, out var attributes))
        {
            return false;
        }

        foreach (var id in attributes)
        {
            var attribute = cluster.Find(manufacturer, id);
            var record = attribute is null
                ? new ReadAttributeStatus(id, (byte)ZclStatus.UnsupportedAttribute, null, null)
                : new ReadAttributeStatus(id, (byte)ZclStatus.Success, attribute.Type, attribute.Value);
            if (!TryAppend(answer, record.Write))
            {
                break;
            }
        }

        return true;
    }

    /// <summary>Write Attributes; undivided writes all or none.</summary>
    public static bool Write(VirtualCluster cluster, ushort? manufacturer, ReadOnlySpan<byte> payload, bool undivided, ByteWriter answer)
    {
        if (!AttributeRecord.TryReadAll(payload, out var records))
        {
            return false;
        }

        var writes = records
            .Select(record => (Record: record, Attribute: cluster.Find(manufacturer, record.Attribute)))
            .Select(static write => (write.Record, write.Attribute, Status: write.Attribute?.Check(write.Record.Type, write.Record.Value) ?? ZclStatus.UnsupportedAttribute))
            .ToList();
        var failures = writes
            .Where(static write => write.Status != ZclStatus.Success)
            .Select(static write => new WriteAttributeStatus((byte)write.Status, write.Record.Attribute))
            .ToList();
        if (!undivided || failures.Count == 0)
        {
            foreach (var (record, attribute, status) in writes)
            {
                if (status == ZclStatus.Success)
                {
                    attribute!.Write(record.Value);
                }
            }
        }

        WriteAttributeStatus.WriteAll(answer, failures);
        return true;
    }

    /// <summary>Discover Attributes.</summary>
    public static bool Discover(VirtualCluster cluster, ushort? manufacturer, ReadOnlySpan<byte> payload, ByteWriter answer)
    {
        if (!DiscoverAttributes.TryRead(payload, out var request))
        {
            return false;
        }

        var attributes = cluster.Attributes.Where(attribute => attribute.ManufacturerCode == manufacturer && attribute.Id >= request.First).ToList();
        var most = Math.Min((int)request.Maximum, (Room - 1) / DiscoveredLength);
        new DiscoverAttributesResponse(
            attributes.Count <= most,
            [.. attributes.Take(most).Select(static attribute => new AttributeInformation(attribute.Id, attribute.Type.Id))]).Write(answer);
        return true;
    }
}
