using Microsoft.Data.Sqlite;
using SEFramework.Gateway.Storage;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.SmartEnergy;

namespace SEFramework.Gateway.SmartEnergy.Server;

/// <summary>An event on disk.</summary>
/// <param name="Endpoint">The gateway's endpoint.</param>
/// <param name="ClusterId">Cluster.</param>
/// <param name="Id">Event or message id.</param>
/// <param name="Start">Start in seconds since 2000-01-01 UTC, "now" resolved.</param>
/// <param name="Command">Payload of the command that carries it.</param>
/// <param name="Cancel">Payload of the command that cancelled it, or null.</param>
/// <param name="CancelEnd">When the cancel does not matter any more, in seconds since 2000-01-01 UTC; 0 for an event that is not cancelled.</param>
/// <param name="Devices">Who has it.</param>
public sealed record StoredEvent(
    byte Endpoint, ushort ClusterId, uint Id, long Start, ReadOnlyMemory<byte> Command, ReadOnlyMemory<byte>? Cancel, long CancelEnd, IReadOnlyList<StoredHolder> Devices);

/// <summary>A device that has an event, on disk.</summary>
/// <param name="Device">Extended address.</param>
/// <param name="Endpoint">Endpoint on the device.</param>
/// <param name="IsTold">Whether it knows that the event is cancelled.</param>
public readonly record struct StoredHolder(IeeeAddress Device, byte Endpoint, bool IsTold);

/// <summary>An event that is cancelled, for the disk.</summary>
/// <param name="Id">Event or message id.</param>
/// <param name="Cancel">The command that cancels it.</param>
/// <param name="End">When the cancel does not matter any more, in seconds since 2000-01-01 UTC.</param>
public readonly record struct EventCancel(uint Id, ISmartEnergyCommand Cancel, long End);

/// <summary>
/// The events of the gateway's Smart Energy servers on disk, until they end, and who has received them. Source: reference 06, section 4.2; design
/// decision 5.
/// </summary>
/// <param name="database">Where they are.</param>
public sealed class EventStore(GatewayDatabase database)
{
    /// <summary>Reads all events in the order in which they were made.</summary>
    public Task<List<StoredEvent>> LoadAsync() => database.RunAsync(static connection =>
    {
        var devices = Devices(connection);
        var found = new List<StoredEvent>();
        using var command = GatewayDatabase.Command(connection, "SELECT endpoint, cluster, id, start, command, cancel, cancel_end FROM event ORDER BY number");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found.Add(new StoredEvent(
                (byte)reader.GetInt64(0),
                (ushort)reader.GetInt64(1),
                (uint)reader.GetInt64(2),
                reader.GetInt64(3),
                reader.GetFieldValue<byte[]>(4),
                reader.IsDBNull(5) ? default(ReadOnlyMemory<byte>?) : reader.GetFieldValue<byte[]>(5),
                reader.IsDBNull(6) ? 0 : reader.GetInt64(6),
                [.. devices[(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2))]]));
        }

        return found;
    });

    /// <summary>Adds an event, in the place of a cancelled one with its id; it is on disk when this comes back.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="id">Event or message id.</param>
    /// <param name="start">Start in seconds since 2000-01-01 UTC.</param>
    /// <param name="command">The command that carries it.</param>
    /// <param name="replaced">Events that it takes the place of: they are gone with it, or not at all.</param>
    public Task AddAsync(byte endpoint, uint id, long start, ISmartEnergyCommand command, IReadOnlyList<uint> replaced)
    {
        ArgumentNullException.ThrowIfNull(command);
        var (cluster, payload) = (command.Id.ClusterId, Payload(command));
        return database.RunAsync(connection =>
        {
            foreach (var gone in replaced.Append(id))
            {
                Remove(connection, endpoint, cluster, gone);
            }

            return GatewayDatabase.Execute(
                connection, "INSERT INTO event (endpoint, cluster, id, start, command) VALUES (@0, @1, @2, @3, @4)", endpoint, cluster, id, start, payload);
        });
    }

    /// <summary>Notes that events are cancelled; it is on disk, for all of them or for none, when this comes back.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="cancels">The events with the commands that cancel them.</param>
    public Task CancelAsync(byte endpoint, IReadOnlyList<EventCancel> cancels)
    {
        var rows = cancels.Select(static c => (c.Id, c.Cancel.Id.ClusterId, Payload: Payload(c.Cancel), c.End)).ToArray();
        return database.RunAsync(connection =>
        {
            foreach (var (id, cluster, payload, end) in rows)
            {
                GatewayDatabase.Execute(
                    connection, "UPDATE event SET cancel = @3, cancel_end = @4 WHERE endpoint = @0 AND cluster = @1 AND id = @2", endpoint, cluster, id, payload, end);
            }

            return rows.Length;
        });
    }

    /// <summary>Notes that a device has an event, or knows that it is cancelled.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="clusterId">Cluster.</param>
    /// <param name="id">Event or message id.</param>
    /// <param name="holder">The device.</param>
    public Task NoteAsync(byte endpoint, ushort clusterId, uint id, StoredHolder holder) => database.ExecuteAsync(
        "INSERT OR REPLACE INTO event_device (endpoint, cluster, id, address, device_endpoint, told) SELECT endpoint, cluster, id, @3, @4, @5 FROM event "
        + "WHERE endpoint = @0 AND cluster = @1 AND id = @2",
        endpoint,
        clusterId,
        id,
        (long)holder.Device.Value,
        holder.Endpoint,
        holder.IsTold);

    /// <summary>Notes that a device does not have the events that are valid; whether it knows of cancels stays.</summary>
    /// <param name="device">Its extended address.</param>
    public Task ForgetValidAsync(IeeeAddress device) => database.ExecuteAsync(
        "DELETE FROM event_device AS d WHERE address = @0 AND EXISTS (SELECT 1 FROM event AS e WHERE e.endpoint = d.endpoint AND e.cluster = d.cluster "
        + "AND e.id = d.id AND e.cancel IS NULL)",
        (long)device.Value);

    /// <summary>Notes that a device has nothing and needs to know nothing.</summary>
    /// <param name="device">Its extended address.</param>
    public Task ForgetAllAsync(IeeeAddress device) => database.ExecuteAsync("DELETE FROM event_device WHERE address = @0", (long)device.Value);

    /// <summary>Forgets events; that is on disk when this comes back.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="clusterId">Cluster.</param>
    /// <param name="ids">Event or message ids.</param>
    public Task RemoveAsync(byte endpoint, ushort clusterId, IReadOnlyList<uint> ids) => ids.Count == 0
        ? Task.CompletedTask
        : database.RunAsync(connection =>
        {
            foreach (var id in ids)
            {
                Remove(connection, endpoint, clusterId, id);
            }

            return ids.Count;
        });

    private static void Remove(SqliteConnection connection, byte endpoint, ushort clusterId, uint id)
    {
        GatewayDatabase.Execute(connection, "DELETE FROM event WHERE endpoint = @0 AND cluster = @1 AND id = @2", endpoint, clusterId, id);
        GatewayDatabase.Execute(connection, "DELETE FROM event_device WHERE endpoint = @0 AND cluster = @1 AND id = @2", endpoint, clusterId, id);
    }

    private static ILookup<(long Endpoint, long Cluster, long Id), StoredHolder> Devices(SqliteConnection connection)
    {
        var found = new List<((long, long, long) Event, StoredHolder Holder)>();
        using var command = GatewayDatabase.Command(connection, "SELECT endpoint, cluster, id, address, device_endpoint, told FROM event_device");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found.Add((
                (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)),
                new StoredHolder(new IeeeAddress((ulong)reader.GetInt64(3)), (byte)reader.GetInt64(4), reader.GetInt64(5) != 0)));
        }

        return found.ToLookup(static f => f.Event, static f => f.Holder);
    }

    private static byte[] Payload(ISmartEnergyCommand command)
    {
        var writer = new ByteWriter();
        command.Write(writer);
        return writer.Written.ToArray();
    }
}
