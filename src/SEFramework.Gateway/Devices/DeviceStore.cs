using Microsoft.Data.Sqlite;
using SEFramework.Gateway.Storage;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Devices;

/// <summary>
/// Keeps what discovery found, so that a restart asks nobody again. Descriptors are kept as the devices sent them. Source: reference 01, section 4.6.
/// </summary>
/// <param name="database">Where it is kept.</param>
public sealed class DeviceStore(GatewayDatabase database)
{
    /// <summary>Reads all devices; none is active, because none has answered yet.</summary>
    public async Task<IReadOnlyList<Device>> LoadAsync()
    {
        var devices = await database.RunAsync(static connection =>
        {
            var found = new Dictionary<long, Device>();
            using (var command = GatewayDatabase.Command(connection, "SELECT address, nwk, discovery, node, power, endpoints FROM device"))
            using (var reader = command.ExecuteReader())
            {
                while (reader.Read())
                {
                    found[reader.GetInt64(0)] = Read(reader);
                }
            }

            using (var command = GatewayDatabase.Command(connection, "SELECT address, endpoint, descriptor FROM device_endpoint"))
            using (var reader = command.ExecuteReader())
            {
                while (reader.Read())
                {
                    if (found.TryGetValue(reader.GetInt64(0), out var device) && Field<SimpleDescriptor>(reader, 2) is { } descriptor)
                    {
                        device.SimpleDescriptors[(byte)reader.GetInt64(1)] = descriptor;
                    }
                }
            }

            return found;
        });
        return [.. devices.Values];
    }

    /// <summary>Keeps a device as it is now; it is on disk when this comes back.</summary>
    /// <param name="device">The device.</param>
    public Task SaveAsync(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var address = (long)device.Address.Value;
        object[] row =
        [
            address, (long)device.Nwk.Value, (long)device.Discovery, Bytes(device.Node), Bytes(device.Power), (object?)device.ActiveEndpoints?.ToArray() ?? DBNull.Value,
        ];
        var endpoints = device.SimpleDescriptors.Select(d => (object[])[address, (long)d.Key, Bytes(d.Value)]).ToArray();
        return database.RunAsync(connection =>
        {
            Delete(connection, address);
            Execute(connection, "INSERT INTO device (address, nwk, discovery, node, power, endpoints) VALUES (@0, @1, @2, @3, @4, @5)", row);
            foreach (var endpoint in endpoints)
            {
                Execute(connection, "INSERT INTO device_endpoint (address, endpoint, descriptor) VALUES (@0, @1, @2)", endpoint);
            }

            return true;
        });
    }

    /// <summary>Forgets a device.</summary>
    /// <param name="address">Its extended address.</param>
    public Task RemoveAsync(IeeeAddress address) => database.RunAsync(connection =>
    {
        Delete(connection, (long)address.Value);
        return true;
    });

    private static Device Read(SqliteDataReader reader) => new(new IeeeAddress((ulong)reader.GetInt64(0)))
    {
        Nwk = new NwkAddress((ushort)reader.GetInt64(1)),
        Discovery = (DiscoveryStatus)reader.GetInt64(2),
        Node = Field<NodeDescriptor>(reader, 3),
        Power = Field<PowerDescriptor>(reader, 4),
        ActiveEndpoints = reader.IsDBNull(5) ? null : reader.GetFieldValue<byte[]>(5),
    };

    private static T? Field<T>(SqliteDataReader reader, int column)
        where T : class, IZdoField<T>
    {
        if (reader.IsDBNull(column))
        {
            return null;
        }

        var bytes = new ByteReader(reader.GetFieldValue<byte[]>(column));
        return T.TryRead(ref bytes, out var field) ? field : null;
    }

    private static object Bytes<T>(T? field)
        where T : class, IZdoField<T>
    {
        if (field is null)
        {
            return DBNull.Value;
        }

        var writer = new ByteWriter();
        field.Write(writer);
        return writer.Written.ToArray();
    }

    private static void Delete(SqliteConnection connection, long address)
    {
        Execute(connection, "DELETE FROM device WHERE address = @0", address);
        Execute(connection, "DELETE FROM device_endpoint WHERE address = @0", address);
    }

    private static void Execute(SqliteConnection connection, string statement, params object[] values)
    {
        using var command = GatewayDatabase.Command(connection, statement, values);
        command.ExecuteNonQuery();
    }
}
