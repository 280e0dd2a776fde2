using System.Globalization;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace SEFramework.Gateway.Storage;

/// <summary>
/// The SQLite database of the gateway: WAL, full synchronisation. One worker does all disk work, so that the gateway's loop never waits for
/// the disk; work that is queued up together is committed together, and nobody is told before the commit. Source: design decision 5.
/// </summary>
public sealed class GatewayDatabase : IAsyncDisposable
{
    private const int MaximumBatch = 256;
    private const int LockTimeoutSeconds = 1;

    /// <summary>Steps from one schema to the next; the schema's version is their number. Steps are only ever added.</summary>
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE response (id INTEGER PRIMARY KEY AUTOINCREMENT, xml TEXT NOT NULL);
        CREATE TABLE alias (name TEXT PRIMARY KEY, xml TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE attribute (endpoint INTEGER NOT NULL, cluster INTEGER NOT NULL, side INTEGER NOT NULL, manufacturer INTEGER NOT NULL,
            id INTEGER NOT NULL, type INTEGER NOT NULL, value BLOB NOT NULL,
            PRIMARY KEY (endpoint, cluster, side, manufacturer, id)) WITHOUT ROWID;
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        """,
        """
        CREATE TABLE removed_cluster (endpoint INTEGER NOT NULL, cluster INTEGER NOT NULL, side INTEGER NOT NULL,
            PRIMARY KEY (endpoint, cluster, side)) WITHOUT ROWID;
        """,

        // Events of the Smart Energy servers, in the order in which they were made; cancelled ones stay until their end, for devices that were away.
        """
        CREATE TABLE event (number INTEGER PRIMARY KEY AUTOINCREMENT, endpoint INTEGER NOT NULL, cluster INTEGER NOT NULL, id INTEGER NOT NULL,
            start INTEGER NOT NULL, command BLOB NOT NULL, cancel BLOB, UNIQUE (endpoint, cluster, id));
        """,
        """
        CREATE TABLE link_key (address INTEGER PRIMARY KEY, key BLOB NOT NULL);
        CREATE TABLE device (address INTEGER PRIMARY KEY, nwk INTEGER NOT NULL, discovery INTEGER NOT NULL, node BLOB, power BLOB, endpoints BLOB);
        CREATE TABLE device_endpoint (address INTEGER NOT NULL, endpoint INTEGER NOT NULL, descriptor BLOB NOT NULL, PRIMARY KEY (address, endpoint)) WITHOUT ROWID;
        CREATE TABLE binding (id INTEGER PRIMARY KEY, record BLOB NOT NULL UNIQUE);
        """,

        // What head-ends leave and fetch: jobs of SCI, files, and the files that are still to be sent to a remote server. Times are milliseconds since 1970.
        """
        CREATE TABLE job (id INTEGER PRIMARY KEY AUTOINCREMENT, status INTEGER NOT NULL, caller TEXT NOT NULL, may_change INTEGER NOT NULL,
            created INTEGER NOT NULL, request TEXT NOT NULL, reply TEXT);
        CREATE TABLE file (id INTEGER PRIMARY KEY AUTOINCREMENT, folder TEXT NOT NULL, name TEXT NOT NULL, content_type TEXT NOT NULL,
            created INTEGER NOT NULL, modified INTEGER NOT NULL, data BLOB NOT NULL, UNIQUE (folder, name));
        CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, data BLOB NOT NULL);
        """,

        // Reports that the gateway sends or expects. Times are seconds; manufacturer is -1 for none, type 255 for unknown.
        """
        CREATE TABLE report (received INTEGER NOT NULL, address INTEGER NOT NULL, device_endpoint INTEGER NOT NULL, endpoint INTEGER NOT NULL,
            profile INTEGER NOT NULL, cluster INTEGER NOT NULL, side INTEGER NOT NULL, manufacturer INTEGER NOT NULL, attribute INTEGER NOT NULL,
            kind INTEGER NOT NULL, type INTEGER NOT NULL, minimum INTEGER NOT NULL, maximum INTEGER NOT NULL, change BLOB, check_interval INTEGER NOT NULL,
            timeout INTEGER NOT NULL, schedule TEXT, forced INTEGER NOT NULL, snapshot INTEGER NOT NULL,
            PRIMARY KEY (received, address, device_endpoint, endpoint, profile, cluster, side, manufacturer, attribute));
        """,

        // Mirrors of meters that sleep; the attributes as a report carries them.
        """
        CREATE TABLE mirror (address INTEGER PRIMARY KEY, endpoint INTEGER NOT NULL, attributes BLOB NOT NULL);
        """,

        // How many bytes files and outbox have; kept by the database itself, so that it is right after a crash too.
        """
        CREATE TABLE volume (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO volume (name, bytes) VALUES ('file', (SELECT coalesce(sum(length(data)), 0) FROM file)), ('outbox', (SELECT coalesce(sum(length(data)), 0) FROM outbox));
        CREATE TRIGGER file_added AFTER INSERT ON file BEGIN UPDATE volume SET bytes = bytes + length(new.data) WHERE name = 'file'; END;
        CREATE TRIGGER file_changed AFTER UPDATE OF data ON file BEGIN UPDATE volume SET bytes = bytes + length(new.data) - length(old.data) WHERE name = 'file'; END;
        CREATE TRIGGER file_removed AFTER DELETE ON file BEGIN UPDATE volume SET bytes = bytes - length(old.data) WHERE name = 'file'; END;
        CREATE TRIGGER outbox_added AFTER INSERT ON outbox BEGIN UPDATE volume SET bytes = bytes + length(new.data) WHERE name = 'outbox'; END;
        CREATE TRIGGER outbox_removed AFTER DELETE ON outbox BEGIN UPDATE volume SET bytes = bytes - length(old.data) WHERE name = 'outbox'; END;
        """,

        // Who has an event, and who was told of its cancel (told); until when a cancel matters.
        """
        ALTER TABLE event ADD COLUMN cancel_end INTEGER;
        CREATE TABLE event_device (endpoint INTEGER NOT NULL, cluster INTEGER NOT NULL, id INTEGER NOT NULL, address INTEGER NOT NULL,
            device_endpoint INTEGER NOT NULL, told INTEGER NOT NULL, PRIMARY KEY (endpoint, cluster, id, address, device_endpoint)) WITHOUT ROWID;
        """,
    ];

    private readonly Channel<IWork> _queue = Channel.CreateUnbounded<IWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SqliteConnection _connection;
    private readonly Task _worker;

    private GatewayDatabase(SqliteConnection connection)
    {
        _connection = connection;
        _worker = Task.Run(WorkAsync);
    }

    private interface IWork
    {
        void Do(SqliteConnection connection);

        void Succeed();

        void Fail(Exception exception);
    }

    /// <summary>Opens the database, creates it, or brings an older one forward.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StorageException">The file cannot be opened, or a newer version of the software wrote it.</exception>
    public static GatewayDatabase Open(string path)
    {
        SqliteNative.EnsureLoaded();
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = LockTimeoutSeconds }.ToString());
        try
        {
            connection.Open();

            // One process owns the database for as long as it runs: two gateways on one folder would send each response twice.
            Execute(connection, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE; COMMIT;");
            Migrate(connection, path);
            return new GatewayDatabase(connection);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new StorageException($"The database {path} cannot be opened: {Explain(e)}", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Copies a database that no gateway uses, whatever its version, whole into a new file.</summary>
    /// <param name="path">The database.</param>
    /// <param name="destination">The copy; the file does not exist yet.</param>
    /// <exception cref="StorageException">It cannot be opened, as while a gateway runs on it, or not be copied.</exception>
    public static void Copy(string path, string destination)
    {
        SqliteNative.EnsureLoaded();
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = LockTimeoutSeconds }.ToString());
            connection.Open();
            Execute(connection, "VACUUM INTO @0", destination);
        }
        catch (SqliteException e)
        {
            throw new StorageException($"The database {path} cannot be copied: {Explain(e)}", e);
        }
    }

    /// <summary>Makes sure that no gateway uses a database, whatever its version and state.</summary>
    /// <param name="path">The database; it may be missing or damaged.</param>
    /// <exception cref="StorageException">Another process uses it, or it cannot be read.</exception>
    public static void EnsureUnused(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        SqliteNative.EnsureLoaded();
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = LockTimeoutSeconds }.ToString());
            connection.Open();
            Execute(connection, "BEGIN EXCLUSIVE; ROLLBACK;");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT)
        {
            // A gateway could not use it.
        }
        catch (SqliteException e)
        {
            throw new StorageException($"The database {path} cannot be opened: {Explain(e)}", e);
        }
    }

    /// <summary>Does disk work and comes back after it is committed.</summary>
    /// <typeparam name="T">What it results in.</typeparam>
    /// <param name="work">The work; it runs on the worker and touches no gateway state.</param>
    /// <remarks>
    /// The work may run a second time, after its first run was rolled back because other work in the same transaction failed: it must not
    /// do anything but use the connection.
    /// </remarks>
    /// <exception cref="SqliteException">The disk refused.</exception>
    /// <exception cref="ObjectDisposedException">The database is closed.</exception>
    public Task<T> RunAsync<T>(Func<SqliteConnection, T> work)
    {
        var item = new Work<T>(work);
        return _queue.Writer.TryWrite(item)
            ? item.Completion
            : Task.FromException<T>(new ObjectDisposedException(nameof(GatewayDatabase)));
    }

    /// <summary>Executes one statement with parameters @0, @1 and so on, and comes back after it is committed.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="values">The parameters.</param>
    /// <returns>How many rows it changed.</returns>
    public Task<int> ExecuteAsync(string statement, params object[] values) => RunAsync(c => Execute(c, statement, values));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _worker;
        await _connection.DisposeAsync();
    }

    internal static SqliteCommand Command(SqliteConnection connection, string statement, params ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // All statements are constants of this assembly; values go in as parameters.
        command.CommandText = statement;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue("@" + i.ToString(CultureInfo.InvariantCulture), values[i]);
        }

        return command;
    }

    internal static int Execute(SqliteConnection connection, string statement, params ReadOnlySpan<object> values)
    {
        using var command = Command(connection, statement, values);
        return command.ExecuteNonQuery();
    }

    private static string Explain(SqliteException e) => e.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => "another process uses it. Stop the other gateway, or give this one a data folder of its own.",
        SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT =>
            $"{e.Message}. The file is damaged: restore it from a backup, or move it away to start without its content.",
        SQLitePCL.raw.SQLITE_FULL => "the disk is full. Free some space on it.",
        _ => $"{e.Message}. Check that the folder exists and is writable.",
    };

    private static void Migrate(SqliteConnection connection, string path)
    {
        using var query = Command(connection, "PRAGMA user_version");
        var version = (int)(long)query.ExecuteScalar()!;
        if (version > Migrations.Length)
        {
            throw new StorageException(
                $"The database {path} has version {version}, this software knows versions up to {Migrations.Length}. "
                + "Install the newer software again, or move the file away to start without its content.")
            { IsFinal = true };
        }

        for (; version < Migrations.Length; version++)
        {
            using var transaction = connection.BeginTransaction();
            Execute(connection, Migrations[version]);
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}"));
            transaction.Commit();
        }
    }

    private async Task WorkAsync()
    {
        var batch = new List<IWork>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaximumBatch && _queue.Reader.TryRead(out var work))
            {
                batch.Add(work);
            }

            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<IWork> batch)
    {
        var failure = TryCommit(batch);
        if (failure is null)
        {
            batch.ForEach(w => w.Succeed());
        }
        else if (batch.Count == 1)
        {
            batch[0].Fail(failure);
        }
        else
        {
            // One of them spoiled the transaction for all: each gets its own.
            batch.ForEach(w => Commit([w]));
        }
    }

    private Exception? TryCommit(List<IWork> batch)
    {
        try
        {
            using var transaction = _connection.BeginTransaction();
            batch.ForEach(w => w.Do(_connection));
            transaction.Commit();
            return null;
        }
#pragma warning disable CA1031 // Whatever a piece of work throws is its caller's; the worker goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e;
        }
    }

    private sealed class Work<T>(Func<SqliteConnection, T> work) : IWork
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Completion => _completion.Task;

        public void Do(SqliteConnection connection) => _result = work(connection);

        public void Succeed() => _completion.TrySetResult(_result!);

        public void Fail(Exception exception) => _completion.TrySetException(exception);
    }
}
