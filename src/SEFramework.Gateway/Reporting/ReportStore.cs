using Microsoft.Data.Sqlite;
using SEFramework.Gateway.Storage;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.Reporting;

/// <summary>The configurations of reports on disk, until they are stopped. Source: reference 03, section 3.0; reference 06, section 4.2.</summary>
/// <param name="database">Where they are.</param>
public sealed class ReportStore(GatewayDatabase database)
{
    private const int NoManufacturer = -1;

    /// <summary>Reads all configurations.</summary>
    public Task<List<ReportConfiguration>> LoadAsync() => database.RunAsync(static connection =>
    {
        var found = new List<ReportConfiguration>();
        using var command = GatewayDatabase.Command(
            connection,
            "SELECT address, device_endpoint, endpoint, profile, cluster, side, manufacturer, attribute, kind, type, minimum, maximum, change, check_interval, timeout, schedule, forced, snapshot FROM report ORDER BY rowid");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found.Add(Read(reader));
        }

        return found;
    });

    /// <summary>Keeps configurations, in the place of what was there for the same attributes; all or none are on disk when this comes back.</summary>
    /// <param name="configurations">The configurations.</param>
    public Task SaveAsync(IReadOnlyList<ReportConfiguration> configurations) => database.RunAsync(connection =>
    {
        foreach (var c in configurations)
        {
            GatewayDatabase.Execute(
                connection,
                "INSERT OR REPLACE INTO report (received, address, device_endpoint, endpoint, profile, cluster, side, manufacturer, attribute, kind, type, minimum, maximum, change, check_interval, timeout, schedule, forced, snapshot) "
                + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17, @18)",
                [
                    .. Key(c),
                    (int)c.Kind,
                    c.Type?.Id ?? ZclDataType.UnknownId,
                    c.Minimum,
                    c.Maximum,
                    (object?)Bytes(c) ?? DBNull.Value,
                    c.CheckInterval,
                    c.Timeout,
                    (object?)c.Schedule?.Text ?? DBNull.Value,
                    c.IsForced,
                    c.IsSnapshot,
                ]);
        }

        return configurations.Count;
    });

    /// <summary>Forgets configurations; all or none are gone from disk when this comes back.</summary>
    /// <param name="configurations">The configurations.</param>
    public Task RemoveAsync(IReadOnlyList<ReportConfiguration> configurations) => database.RunAsync(connection =>
    {
        foreach (var c in configurations)
        {
            GatewayDatabase.Execute(
                connection,
                "DELETE FROM report WHERE received = @0 AND address = @1 AND device_endpoint = @2 AND endpoint = @3 AND profile = @4 AND cluster = @5 AND side = @6 AND manufacturer = @7 AND attribute = @8",
                Key(c));
        }

        return configurations.Count;
    });

    private static object[] Key(ReportConfiguration c) =>
    [
        c.IsReceived,
        unchecked((long)c.Path.Device.Value),
        c.Path.DeviceEndpoint,
        c.Path.Endpoint,
        c.Path.ProfileId,
        c.Path.ClusterId,
        c.Path.DeviceIsClient,
        c.Path.ManufacturerCode ?? NoManufacturer,
        c.Attribute,
    ];

    private static byte[]? Bytes(ReportConfiguration c)
    {
        if (c.Type is null || c.Change?.Fits(c.Type) != true)
        {
            return null;
        }

        var writer = new ByteWriter();
        c.Change.Write(c.Type, writer);
        return writer.Written.ToArray();
    }

    private static ReportConfiguration Read(SqliteDataReader row)
    {
        var manufacturer = row.GetInt32(6);
        var path = new ReportPath(
            new IeeeAddress(unchecked((ulong)row.GetInt64(0))),
            (byte)row.GetInt64(1),
            (byte)row.GetInt64(2),
            (ushort)row.GetInt64(3),
            (ushort)row.GetInt64(4),
            row.GetBoolean(5),
            manufacturer == NoManufacturer ? null : (ushort)manufacturer);
        var typeId = (byte)row.GetInt64(9);
        var type = typeId == ZclDataType.UnknownId ? null : ZclDataType.Find(typeId);
        ZclValue? change = null;
        if (type is not null && !row.IsDBNull(12))
        {
            var reader = new ByteReader(row.GetFieldValue<byte[]>(12));
            ZclValue.TryRead(type, ref reader, out change);
        }

        var schedule = !row.IsDBNull(15) && CronSchedule.TryParse(row.GetString(15), out var parsed, out _) ? parsed : null;

        return new ReportConfiguration(path, (ushort)row.GetInt64(7), (ReportKind)row.GetInt32(8), type)
        {
            Minimum = row.GetInt32(10),
            Maximum = row.GetInt32(11),
            Change = change,
            CheckInterval = row.GetInt32(13),
            Timeout = row.GetInt32(14),
            Schedule = schedule,
            IsForced = row.GetBoolean(16),
            IsSnapshot = row.GetBoolean(17),
        };
    }
}
