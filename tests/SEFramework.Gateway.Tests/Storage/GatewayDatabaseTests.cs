using Microsoft.Data.Sqlite;
using SEFramework.Gateway.Storage;

namespace SEFramework.Gateway.Tests.Storage;

[TestClass]
public sealed class GatewayDatabaseTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-test");

    private string DatabasePath => Path.Combine(_folder.FullName, "gateway.db");

    [TestCleanup]
    public void Delete() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task What_is_committed_is_there_after_reopening()
    {
        await using (var database = GatewayDatabase.Open(DatabasePath))
        {
            await Task.WhenAll(Enumerable.Range(0, 500).Select(i => database.ExecuteAsync("INSERT INTO response (xml) VALUES (@0)", $"<r{i}/>")));
        }

        await using var again = GatewayDatabase.Open(DatabasePath);
        Assert.AreEqual(500L, await CountAsync(again));
    }

    [TestMethod]
    public async Task A_statement_that_fails_does_not_take_its_neighbours_with_it()
    {
        await using var database = GatewayDatabase.Open(DatabasePath);
        var good = database.ExecuteAsync("INSERT INTO response (xml) VALUES (@0)", "<a/>");
        var bad = database.ExecuteAsync("INSERT INTO no_such_table (xml) VALUES (@0)", "<b/>");
        var alsoGood = database.ExecuteAsync("INSERT INTO response (xml) VALUES (@0)", "<c/>");
        await good;
        await alsoGood;
        await Assert.ThrowsExactlyAsync<Microsoft.Data.Sqlite.SqliteException>(() => bad);
        Assert.AreEqual(2L, await CountAsync(database));
    }

    [TestMethod]
    public async Task Work_that_throws_anything_fails_alone_and_the_worker_goes_on()
    {
        await using var database = GatewayDatabase.Open(DatabasePath);
        var good = database.ExecuteAsync("INSERT INTO response (xml) VALUES (@0)", "<a/>");
        var halfDone = database.RunAsync<int>(connection =>
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO response (xml) VALUES ('<half/>')";
            insert.ExecuteNonQuery();
            throw new InvalidOperationException("after its first statement");
        });
        var alsoGood = database.ExecuteAsync("INSERT INTO response (xml) VALUES (@0)", "<c/>");
        Assert.AreEqual("after its first statement", (await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => halfDone)).Message);
        await Task.WhenAll(good, alsoGood);
        Assert.AreEqual(2L, await CountAsync(database));
    }

    [TestMethod]
    public async Task A_second_process_on_the_same_folder_is_refused()
    {
        await using var database = GatewayDatabase.Open(DatabasePath);
        var error = Assert.ThrowsExactly<StorageException>(() => GatewayDatabase.Open(DatabasePath));
        StringAssert.Contains(error.Message, "another process uses it", StringComparison.Ordinal);
        Assert.AreEqual(0L, await CountAsync(database));
    }

    [TestMethod]
    public async Task A_file_that_is_no_database_is_named_with_the_way_out()
    {
        await File.WriteAllTextAsync(DatabasePath, new string('x', 4096));
        var error = Assert.ThrowsExactly<StorageException>(() => GatewayDatabase.Open(DatabasePath));
        StringAssert.Contains(error.Message, "move it away", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_database_of_the_first_version_is_brought_forward_with_its_content()
    {
        await using (var first = GatewayDatabase.Open(DatabasePath))
        {
            await first.ExecuteAsync("INSERT INTO response (xml) VALUES (@0)", "<old/>");
            foreach (var table in await first.RunAsync(LaterTables))
            {
                await first.ExecuteAsync($"DROP TABLE {table}");
            }

            await first.ExecuteAsync("PRAGMA user_version = 1");
        }

        await using var database = GatewayDatabase.Open(DatabasePath);
        Assert.AreEqual(1L, await CountAsync(database));
        Assert.AreEqual(0L, await ScalarAsync<long>(database, "SELECT count(*) FROM removed_cluster"));
    }

    private static string[] LaterTables(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('response', 'alias', 'attribute', 'setting')";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return [.. names];
    }

    [TestMethod]
    public async Task Work_after_the_end_is_refused()
    {
        var database = GatewayDatabase.Open(DatabasePath);
        await database.DisposeAsync();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => database.ExecuteAsync("DELETE FROM response"));
    }

    [TestMethod]
    public async Task A_newer_database_is_refused_with_the_way_out()
    {
        await using (var database = GatewayDatabase.Open(DatabasePath))
        {
            await database.ExecuteAsync("PRAGMA user_version = 1000");
        }

        var error = Assert.ThrowsExactly<StorageException>(() => GatewayDatabase.Open(DatabasePath));
        StringAssert.Contains(error.Message, "Install the newer software again", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_folder_that_is_not_there_is_named()
    {
        var error = Assert.ThrowsExactly<StorageException>(() => GatewayDatabase.Open(Path.Combine(_folder.FullName, "missing", "gateway.db")));
        StringAssert.Contains(error.Message, "missing", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task It_writes_ahead_and_synchronises_fully()
    {
        await using var database = GatewayDatabase.Open(DatabasePath);
        Assert.AreEqual("wal", await ScalarAsync<string>(database, "PRAGMA journal_mode"));
        Assert.AreEqual(2L, await ScalarAsync<long>(database, "PRAGMA synchronous"));
    }

    private static Task<long> CountAsync(GatewayDatabase database) => ScalarAsync<long>(database, "SELECT count(*) FROM response");

    private static Task<T> ScalarAsync<T>(GatewayDatabase database, string query) => database.RunAsync(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return (T)command.ExecuteScalar()!;
    });
}
