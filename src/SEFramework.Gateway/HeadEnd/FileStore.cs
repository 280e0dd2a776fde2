using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using SEFramework.Gateway.Storage;

namespace SEFramework.Gateway.HeadEnd;

/// <summary>
/// The files of head-ends, on disk, and the outbox of those that a remote server is to get as well. Both are bounded: the oldest make room.
/// May be used on any thread. Source: reference 01, sections 1.8 and 1.10; design decision 5.
/// </summary>
/// <param name="database">Where they are.</param>
/// <param name="responseFolder">Folder of pushed responses, with slashes at both ends.</param>
/// <param name="hasOutbox">Whether pushed responses go to a remote server too.</param>
/// <param name="time">Says when a file was made.</param>
/// <param name="maximumBytes">Most bytes of all files, and of all that wait in the outbox.</param>
public sealed class FileStore(GatewayDatabase database, string responseFolder, bool hasOutbox, TimeProvider time, long maximumBytes = FileStore.MaximumBytes)
{
    /// <summary>Most files that are kept, and most that wait in the outbox: more than one a second for a day.</summary>
    public const int MaximumCount = 100_000;

    /// <summary>Most bytes of all files, and of all that wait in the outbox.</summary>
    public const long MaximumBytes = 256L * 1024 * 1024;

    private const string ResponseType = "text/xml";
    private const string Columns = "id, folder, name, content_type, created, modified, length(data)";

    /// <summary>Raised after something was put into the outbox, on any thread.</summary>
    public event Action? OutboxGrew;

    /// <summary>Raised after files were taken out of a full outbox unsent, with their number, on any thread.</summary>
    public event Action<int>? OutboxDropped;

    /// <summary>Makes a file of a pushed response; it is on disk when this comes back, and in the outbox if there is one.</summary>
    /// <param name="name">Name of the response.</param>
    /// <param name="xml">The response.</param>
    /// <returns>False when the disk refused.</returns>
    public async Task<bool> TryAddResponseAsync(string name, string xml)
    {
        var data = Encoding.UTF8.GetBytes(xml);
        int dropped;
        try
        {
            dropped = await database.RunAsync(connection =>
            {
                // A head-end reads what was made before some time, then removes what was made before that time: what it has not read must not be made
                // before it. The number is never used twice, so the name is not either.
                var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                using var insert = GatewayDatabase.Command(
                    connection,
                    """
                    INSERT INTO file (folder, name, content_type, created, modified, data)
                    SELECT @0, @1 || '-' || (coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'file'), 0) + 1) || '.xml', @2, @3, @3, @4
                    RETURNING name
                    """,
                    responseFolder,
                    name,
                    ResponseType,
                    now,
                    data);
                var file = (string)insert.ExecuteScalar()!;
                GatewayDatabase.Execute(connection, "DELETE FROM file WHERE id <= (SELECT max(id) FROM file) - @0 AND folder = @1", MaximumCount, responseFolder);
                while (Volume(connection, "file") > maximumBytes
                    && GatewayDatabase.Execute(connection, "DELETE FROM file WHERE id = (SELECT min(id) FROM file WHERE folder = @0) AND (SELECT count(*) FROM file WHERE folder = @0) > 1", responseFolder) > 0)
                {
                }

                return hasOutbox ? AddToOutbox(connection, file, data) : 0;
            });
        }
        catch (Exception e) when (e is SqliteException or ObjectDisposedException)
        {
            return false;
        }

        if (hasOutbox)
        {
            OutboxGrew?.Invoke();
        }

        if (dropped > 0)
        {
            OutboxDropped?.Invoke(dropped);
        }

        return true;
    }

    /// <summary>Stores a file, in the place of an older one of that name.</summary>
    /// <param name="folder">Its folder, with slashes at both ends.</param>
    /// <param name="name">Its name.</param>
    /// <param name="contentType">Content type.</param>
    /// <param name="data">Its content.</param>
    /// <returns>False when there are too many files, or too many bytes in them.</returns>
    /// <exception cref="DbException">The disk refused.</exception>
    public Task<bool> PutAsync(string folder, string name, string contentType, byte[] data)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return database.RunAsync(connection => GatewayDatabase.Execute(
            connection,
            """
            INSERT INTO file (folder, name, content_type, created, modified, data)
            SELECT @0, @1, @2, @3, @3, @4 WHERE ((SELECT count(*) FROM file) < @5 OR EXISTS (SELECT 1 FROM file WHERE folder = @0 AND name = @1))
                AND (SELECT bytes FROM volume WHERE name = 'file') + length(@4)
                    - coalesce((SELECT length(data) FROM file WHERE folder = @0 AND name = @1), 0) <= @6
            ON CONFLICT (folder, name) DO UPDATE SET content_type = excluded.content_type, modified = excluded.modified, data = excluded.data
            """,
            folder,
            name,
            contentType,
            now,
            data,
            MaximumCount,
            maximumBytes) > 0);
    }

    /// <summary>The files that a question is about, oldest first.</summary>
    /// <param name="filter">Says which; it runs on the disk's worker.</param>
    /// <exception cref="DbException">The disk cannot be read.</exception>
    public Task<IReadOnlyList<StoredFile>> QueryAsync(Func<StoredFile, bool> filter) => database.RunAsync<IReadOnlyList<StoredFile>>(connection =>
    {
        var found = new List<StoredFile>();
        using var command = GatewayDatabase.Command(connection, $"SELECT {Columns} FROM file ORDER BY id");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var file = new StoredFile(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
                reader.GetInt64(6));
            if (filter(file))
            {
                found.Add(file);
            }
        }

        return found;
    });

    /// <summary>The content of files.</summary>
    /// <param name="ids">Their numbers.</param>
    /// <returns>Content by number; files that are gone are left out.</returns>
    /// <exception cref="DbException">The disk cannot be read.</exception>
    public Task<IReadOnlyDictionary<long, byte[]>> ReadAsync(IReadOnlyList<long> ids) => database.RunAsync<IReadOnlyDictionary<long, byte[]>>(connection =>
    {
        var found = new Dictionary<long, byte[]>();
        using var command = GatewayDatabase.Command(connection, "SELECT data FROM file WHERE id = @0", 0L);
        foreach (var id in ids)
        {
            command.Parameters[0].Value = id;
            if (command.ExecuteScalar() is byte[] data)
            {
                found[id] = data;
            }
        }

        return found;
    });

    /// <summary>Removes files.</summary>
    /// <param name="ids">Their numbers.</param>
    /// <exception cref="DbException">The disk refused.</exception>
    public Task<int> RemoveAsync(IReadOnlyList<long> ids) => database.RunAsync(connection =>
    {
        using var command = GatewayDatabase.Command(connection, "DELETE FROM file WHERE id = @0", 0L);
        var count = 0;
        foreach (var id in ids)
        {
            command.Parameters[0].Value = id;
            count += command.ExecuteNonQuery();
        }

        return count;
    });

    /// <summary>The oldest file of the outbox, and how many there are.</summary>
    /// <exception cref="DbException">The disk cannot be read.</exception>
    public Task<(OutgoingFile? Oldest, int Count)> PeekOutboxAsync() => database.RunAsync<(OutgoingFile?, int)>(static connection =>
    {
        using var count = GatewayDatabase.Command(connection, "SELECT count(*) FROM outbox");
        var total = (int)(long)count.ExecuteScalar()!;
        using var command = GatewayDatabase.Command(connection, "SELECT id, name, data FROM outbox ORDER BY id LIMIT 1");
        using var reader = command.ExecuteReader();
        return reader.Read() ? (new OutgoingFile(reader.GetInt64(0), reader.GetString(1), (byte[])reader.GetValue(2)), total) : (null, 0);
    });

    /// <summary>Takes a delivered file out of the outbox.</summary>
    /// <param name="id">Its number there.</param>
    /// <exception cref="DbException">The disk refused.</exception>
    public Task RemoveFromOutboxAsync(long id) => database.ExecuteAsync("DELETE FROM outbox WHERE id = @0", id);

    private static long Volume(SqliteConnection connection, string name)
    {
        using var command = GatewayDatabase.Command(connection, "SELECT bytes FROM volume WHERE name = @0", name);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Puts a file into the outbox; how many older ones had to go for it.</summary>
    private int AddToOutbox(SqliteConnection connection, string name, byte[] data)
    {
        GatewayDatabase.Execute(connection, "INSERT INTO outbox (name, data) VALUES (@0, @1)", name, data);
        var dropped = GatewayDatabase.Execute(connection, "DELETE FROM outbox WHERE id <= (SELECT max(id) FROM outbox) - @0", MaximumCount);
        while (Volume(connection, "outbox") > maximumBytes
            && GatewayDatabase.Execute(connection, "DELETE FROM outbox WHERE id = (SELECT min(id) FROM outbox) AND (SELECT count(*) FROM outbox) > 1") > 0)
        {
            dropped++;
        }

        return dropped;
    }
}
