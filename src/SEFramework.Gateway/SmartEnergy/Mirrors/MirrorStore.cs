using SEFramework.Gateway.Storage;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.SmartEnergy.Mirrors;

/// <summary>The mirrors on disk, until their meters give them up.</summary>
/// <param name="database">Where they are.</param>
public sealed class MirrorStore(GatewayDatabase database)
{
    /// <summary>Reads all mirrors.</summary>
    public Task<List<Mirror>> LoadAsync() => database.RunAsync(static connection =>
    {
        var found = new List<Mirror>();
        using var command = GatewayDatabase.Command(connection, "SELECT address, endpoint, attributes FROM mirror ORDER BY endpoint");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var mirror = new Mirror(new IeeeAddress((ulong)reader.GetInt64(0)), (byte)reader.GetInt64(1));
            AttributeRecord.TryReadAll(reader.GetFieldValue<byte[]>(2), out var records);
            mirror.Take(records);
            found.Add(mirror);
        }

        return found;
    });

    /// <summary>Keeps a mirror with what it knows; it is on disk when this comes back.</summary>
    /// <param name="mirror">The mirror.</param>
    public Task SaveAsync(Mirror mirror)
    {
        ArgumentNullException.ThrowIfNull(mirror);
        return database.ExecuteAsync(
            "INSERT OR REPLACE INTO mirror (address, endpoint, attributes) VALUES (@0, @1, @2)", (long)mirror.Meter.Value, mirror.Endpoint, mirror.ToBytes());
    }

    /// <summary>Forgets a mirror; it is off the disk when this comes back.</summary>
    /// <param name="mirror">The mirror.</param>
    public Task RemoveAsync(Mirror mirror)
    {
        ArgumentNullException.ThrowIfNull(mirror);
        return database.ExecuteAsync("DELETE FROM mirror WHERE address = @0", (long)mirror.Meter.Value);
    }
}
