using SEFramework.Gateway.Storage;
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
public sealed record StoredEvent(byte Endpoint, ushort ClusterId, uint Id, long Start, ReadOnlyMemory<byte> Command, ReadOnlyMemory<byte>? Cancel);

/// <summary>
/// The events of the gateway's Smart Energy servers on disk, until they end. Who has received them is not stored. Source: reference 06, section
/// 4.2; design decision 5.
/// </summary>
/// <param name="database">Where they are.</param>
public sealed class EventStore(GatewayDatabase database)
{
    /// <summary>Reads all events in the order in which they were made.</summary>
    public Task<List<StoredEvent>> LoadAsync() => database.RunAsync(static connection =>
    {
        var found = new List<StoredEvent>();
        using var command = GatewayDatabase.Command(connection, "SELECT endpoint, cluster, id, start, command, cancel FROM event ORDER BY number");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found.Add(new StoredEvent(
                (byte)reader.GetInt64(0),
                (ushort)reader.GetInt64(1),
                (uint)reader.GetInt64(2),
                reader.GetInt64(3),
                reader.GetFieldValue<byte[]>(4),
                reader.IsDBNull(5) ? default(ReadOnlyMemory<byte>?) : reader.GetFieldValue<byte[]>(5)));
        }

        return found;
    });

    /// <summary>Adds an event, in the place of a cancelled one with its id; it is on disk when this comes back.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="id">Event or message id.</param>
    /// <param name="start">Start in seconds since 2000-01-01 UTC.</param>
    /// <param name="command">The command that carries it.</param>
    public Task AddAsync(byte endpoint, uint id, long start, ISmartEnergyCommand command) => database.ExecuteAsync(
        "INSERT OR REPLACE INTO event (endpoint, cluster, id, start, command) VALUES (@0, @1, @2, @3, @4)",
        endpoint,
        command.Id.ClusterId,
        id,
        start,
        Payload(command));

    /// <summary>Notes that events are cancelled; it is on disk, for all of them or for none, when this comes back.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="cancels">Ids with the commands that cancel them.</param>
    public Task CancelAsync(byte endpoint, IReadOnlyList<(uint Id, ISmartEnergyCommand Cancel)> cancels)
    {
        var rows = cancels.Select(static c => (c.Id, c.Cancel.Id.ClusterId, Payload: Payload(c.Cancel))).ToArray();
        return database.RunAsync(connection =>
        {
            foreach (var (id, cluster, payload) in rows)
            {
                GatewayDatabase.Execute(
                    connection, "UPDATE event SET cancel = @3 WHERE endpoint = @0 AND cluster = @1 AND id = @2", endpoint, cluster, id, payload);
            }

            return rows.Length;
        });
    }

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
                GatewayDatabase.Execute(connection, "DELETE FROM event WHERE endpoint = @0 AND cluster = @1 AND id = @2", endpoint, clusterId, id);
            }

            return ids.Count;
        });

    private static byte[] Payload(ISmartEnergyCommand command)
    {
        var writer = new ByteWriter();
        command.Write(writer);
        return writer.Written.ToArray();
    }
}
