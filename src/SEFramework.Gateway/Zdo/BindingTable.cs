using SEFramework.Gateway.Storage;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Zdo;

/// <summary>
/// The bindings that other nodes made in the gateway: to whom its clusters send reports and commands of their own. They outlive a restart. Used on the
/// gateway's loop only. Source: reference 02, section 10.
/// </summary>
public sealed class BindingTable
{
    /// <summary>How many bindings there may be.</summary>
    public const int Capacity = 64;

    private readonly GatewayDatabase _database;
    private readonly List<BindingRecord> _records;

    private BindingTable(GatewayDatabase database, List<BindingRecord> records)
    {
        _database = database;
        _records = records;
    }

    /// <summary>The bindings in the order in which they were made.</summary>
    public IReadOnlyList<BindingRecord> Records => _records;

    /// <summary>Reads what is stored.</summary>
    /// <param name="database">Where it is.</param>
    public static async Task<BindingTable> LoadAsync(GatewayDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var records = await database.RunAsync(static connection =>
        {
            var found = new List<BindingRecord>();
            using var command = GatewayDatabase.Command(connection, "SELECT record FROM binding ORDER BY id");
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var bytes = new ByteReader(reader.GetFieldValue<byte[]>(0));
                if (BindingRecord.TryRead(ref bytes, out var record))
                {
                    found.Add(record!);
                }
            }

            return found;
        });
        return new BindingTable(database, records);
    }

    /// <summary>Adds a binding; one that is there already stays.</summary>
    /// <param name="record">The binding.</param>
    /// <returns>Success, or that the table is full.</returns>
    public async Task<ZdoStatus> AddAsync(BindingRecord record)
    {
        if (_records.Contains(record))
        {
            return ZdoStatus.Success;
        }

        if (_records.Count >= Capacity)
        {
            return ZdoStatus.TableFull;
        }

        _records.Add(record);
        await _database.ExecuteAsync("INSERT OR IGNORE INTO binding (record) VALUES (@0)", Bytes(record));
        return ZdoStatus.Success;
    }

    /// <summary>Removes a binding.</summary>
    /// <param name="record">The binding.</param>
    /// <returns>Success, or that there was none.</returns>
    public async Task<ZdoStatus> RemoveAsync(BindingRecord record)
    {
        if (!_records.Remove(record))
        {
            return ZdoStatus.NoEntry;
        }

        await _database.ExecuteAsync("DELETE FROM binding WHERE record = @0", Bytes(record));
        return ZdoStatus.Success;
    }

    private static byte[] Bytes(BindingRecord record)
    {
        var writer = new ByteWriter();
        record.Write(writer);
        return writer.Written.ToArray();
    }
}
