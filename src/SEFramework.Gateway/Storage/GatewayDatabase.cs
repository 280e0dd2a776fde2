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
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
            Migrate(connection, path);
            return new GatewayDatabase(connection);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new StorageException($"The database {path} cannot be opened: {e.Message}. Check that the folder exists and is writable.", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Does disk work and comes back after it is committed.</summary>
    /// <typeparam name="T">What it results in.</typeparam>
    /// <param name="work">The work; it runs on the worker and touches no gateway state.</param>
    /// <exception cref="SqliteException">The disk refused.</exception>
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

    private static void Migrate(SqliteConnection connection, string path)
    {
        using var query = Command(connection, "PRAGMA user_version");
        var version = (int)(long)query.ExecuteScalar()!;
        if (version > Migrations.Length)
        {
            throw new StorageException(
                $"The database {path} has version {version}, this software knows versions up to {Migrations.Length}. "
                + "Install the newer software again, or move the file away to start without its content.");
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
        var done = new List<IWork>(batch.Count);
        try
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var work in batch)
            {
                try
                {
                    work.Do(_connection);
                    done.Add(work);
                }
                catch (SqliteException e)
                {
                    work.Fail(e);
                }
            }

            transaction.Commit();
        }
        catch (SqliteException e)
        {
            done.ForEach(w => w.Fail(e));
            return;
        }

        done.ForEach(w => w.Succeed());
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
