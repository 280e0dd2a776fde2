using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy;

/// <summary>Which events a client wants of a server; Smart Energy 1.2 appends fields, which are left unread. Source: reference 05, sections 3.1 and 4.1.</summary>
/// <param name="StartTime">Events that end before, in seconds since 2000-01-01 UTC, are not wanted; 0 for now.</param>
/// <param name="MostEvents">Most events wanted; 0 for all.</param>
public readonly record struct ScheduleQuery(uint StartTime, byte MostEvents)
{
    internal static bool TryRead(ReadOnlySpan<byte> payload, out ScheduleQuery query)
    {
        var reader = new ByteReader(payload);
        var ok = reader.TryReadUInt32(out var start) & reader.TryReadByte(out var count);
        query = new ScheduleQuery(start, count);
        return ok;
    }

    internal void Write(ByteWriter writer) => writer.UInt32(StartTime).Byte(MostEvents);
}
