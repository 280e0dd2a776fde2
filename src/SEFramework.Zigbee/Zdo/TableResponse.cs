using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

/// <summary>
/// One page of a table: response to Mgmt_Lqi_req (<see cref="NeighbourRecord"/>), Mgmt_Rtg_req (<see cref="RouteRecord"/>) and Mgmt_Bind_req
/// (<see cref="BindingRecord"/>). For the whole table, ask again from <see cref="Next"/> until it is null. Source: reference 02, section 10.
/// </summary>
/// <typeparam name="T">The records.</typeparam>
/// <param name="Status">Outcome.</param>
/// <param name="Entries">How many records the table has.</param>
/// <param name="StartIndex">Index of the first one listed.</param>
/// <param name="Records">Those listed.</param>
public sealed record TableResponse<T>(ZdoStatus Status, byte Entries, byte StartIndex, IReadOnlyList<T> Records) : IZdoResponse
    where T : class, IZdoField<T>
{
    /// <summary>Where the next page starts, or null when this one was the last.</summary>
    public byte? Next =>
        Status == ZdoStatus.Success && Records.Count > 0 && StartIndex + Records.Count < Entries ? (byte)(StartIndex + Records.Count) : null;

    /// <summary>Reads the fields. Behind a status other than success nothing is looked at.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="response">The response.</param>
    /// <returns>False when it is cut short or has a record that is not valid.</returns>
#pragma warning disable CA1000 // The factory of a generic response belongs to it, as with the responses that are not generic.
    public static bool TryRead(ReadOnlySpan<byte> fields, out TableResponse<T>? response)
#pragma warning restore CA1000
    {
        response = null;
        var reader = new ByteReader(fields);
        if (!reader.TryReadByte(out var status))
        {
            return false;
        }

        if (status != (byte)ZdoStatus.Success)
        {
            response = new TableResponse<T>((ZdoStatus)status, 0, 0, []);
            return true;
        }

        if (!reader.TryReadByte(out var entries) || !reader.TryReadByte(out var start) || !reader.TryReadByte(out var count))
        {
            return false;
        }

        var records = new List<T>();
        for (var i = 0; i < count; i++)
        {
            if (!T.TryRead(ref reader, out var record))
            {
                return false;
            }

            records.Add(record!);
        }

        response = new TableResponse<T>(ZdoStatus.Success, entries, start, records);
        return true;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Byte((byte)Status);
        if (Status != ZdoStatus.Success)
        {
            return;
        }

        writer.Byte(Entries).Byte(StartIndex).Count(Records.Count);
        foreach (var record in Records)
        {
            record.Write(writer);
        }
    }
}
