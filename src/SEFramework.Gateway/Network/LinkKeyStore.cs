using SEFramework.Gateway.Storage;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Gateway.Network;

/// <summary>
/// The link keys with which devices may join. The gateway keeps them, because newer radios forget theirs within minutes. Used on the gateway's
/// loop only. Source: reference 02, section 8.4.
/// </summary>
public sealed class LinkKeyStore
{
    private readonly GatewayDatabase _database;
    private readonly Dictionary<IeeeAddress, byte[]> _keys;

    private LinkKeyStore(GatewayDatabase database, Dictionary<IeeeAddress, byte[]> keys)
    {
        _database = database;
        _keys = keys;
    }

    /// <summary>The devices that have a key.</summary>
    public IReadOnlyCollection<IeeeAddress> Devices => _keys.Keys;

    /// <summary>Reads what is stored.</summary>
    /// <param name="database">Where it is.</param>
    public static async Task<LinkKeyStore> LoadAsync(GatewayDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var keys = await database.RunAsync(static connection =>
        {
            var found = new Dictionary<IeeeAddress, byte[]>();
            using var command = GatewayDatabase.Command(connection, "SELECT address, key FROM link_key");
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                found[new IeeeAddress((ulong)reader.GetInt64(0))] = reader.GetFieldValue<byte[]>(1);
            }

            return found;
        });
        return new LinkKeyStore(database, keys);
    }

    /// <summary>The key of a device, or null.</summary>
    /// <param name="device">The device.</param>
    public ReadOnlyMemory<byte>? Find(IeeeAddress device) => _keys.TryGetValue(device, out var key) ? new ReadOnlyMemory<byte>(key) : default(ReadOnlyMemory<byte>?);

    /// <summary>Keeps a key; it is on disk when this comes back.</summary>
    /// <param name="device">The device.</param>
    /// <param name="key">16 bytes.</param>
    public async Task SaveAsync(IeeeAddress device, byte[] key)
    {
        await _database.ExecuteAsync(
            "INSERT INTO link_key (address, key) VALUES (@0, @1) ON CONFLICT DO UPDATE SET key = excluded.key", (long)device.Value, key);
        _keys[device] = key;
    }

    /// <summary>Forgets a key.</summary>
    /// <param name="device">The device.</param>
    public async Task RemoveAsync(IeeeAddress device)
    {
        await _database.ExecuteAsync("DELETE FROM link_key WHERE address = @0", (long)device.Value);
        _keys.Remove(device);
    }
}
