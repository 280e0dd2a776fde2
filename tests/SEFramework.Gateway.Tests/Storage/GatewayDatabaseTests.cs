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
