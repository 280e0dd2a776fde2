using SEFramework.Cli.BackingUp;
using SEFramework.Gateway.Storage;

namespace SEFramework.Cli.Tests;

/// <summary>sefctl backup and sefctl restore, as a person at a terminal sees them.</summary>
[TestClass]
[DoNotParallelize]
public sealed class BackupCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-test");
    private readonly string _data;
    private readonly string _etc;
    private readonly string _archive;

    public BackupCommandTests()
    {
        _data = _folder.CreateSubdirectory("data").FullName;
        _etc = _folder.CreateSubdirectory("etc").FullName;
        _archive = Path.Combine(_folder.FullName, "gateway.tar.gz");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task State_and_configuration_come_back_as_they_were()
    {
        await AliasAsync("before");
        Write(_data, "devices.ini", "00:AA:BB:CC:DD:EE:FF:01\n");
        Write(_etc, "seframework.json", "{}");
        Directory.CreateDirectory(Path.Combine(_etc, "tls"));
        Write(_etc, "tls/key.pem", "secret");
        var (code, said, error) = await CommandRun.RunAsync(BackupCommands.CreateBackup(), _archive, "--data", _data, "--config", _etc);
        Assert.AreEqual(0, code, error);
        StringAssert.Contains(said, "holds 4 files");
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_archive));

        await AliasAsync("after");
        Write(_data, "devices.ini", "");
        Write(_data, "clusters.ini", "ZCL_Cluster 0x5E 1 0x0201\n");
        Write(_etc, "seframework.json", "{ broken");
        (code, said, error) = await CommandRun.RunAsync(BackupCommands.CreateRestore(), _archive, "--data", _data, "--config", _etc);
        Assert.AreEqual(0, code, error);
        Assert.AreEqual("00:AA:BB:CC:DD:EE:FF:01\n", File.ReadAllText(Path.Combine(_data, "devices.ini")));
        Assert.IsFalse(File.Exists(Path.Combine(_data, "clusters.ini")));
        Assert.AreEqual("secret", File.ReadAllText(Path.Combine(_etc, "tls", "key.pem")));
        Assert.AreEqual("{}", File.ReadAllText(Path.Combine(_etc, "seframework.json")));
        CollectionAssert.AreEqual(new[] { "before" }, await AliasesAsync());
        Assert.AreEqual("{ broken", File.ReadAllText(Path.Combine(_folder.FullName, "etc.before-restore", "seframework.json")));
        Assert.IsTrue(File.Exists(Path.Combine(_folder.FullName, "data.before-restore", "clusters.ini")));
    }

    [TestMethod]
    public async Task While_a_gateway_runs_neither_is_done()
    {
        await AliasAsync("one");
        Assert.AreEqual(0, (await CommandRun.RunAsync(BackupCommands.CreateBackup(), _archive, "--data", _data, "--config", _etc)).Code);
        var size = new FileInfo(_archive).Length;
        await using var database = GatewayDatabase.Open(Path.Combine(_data, "gateway.db"));
        var (code, _, error) = await CommandRun.RunAsync(BackupCommands.CreateBackup(), _archive, "--data", _data, "--config", _etc);
        Assert.AreEqual(1, code);
        StringAssert.Contains(error, "another process uses it");
        Assert.AreEqual(size, new FileInfo(_archive).Length, "the last good backup is still there");
        (code, _, error) = await CommandRun.RunAsync(BackupCommands.CreateRestore(), _archive, "--data", _data, "--config", _etc);
        Assert.AreEqual(1, code);
        StringAssert.Contains(error, "another process uses it");
        Assert.IsFalse(Directory.Exists(_data + ".before-restore"));
        Assert.IsFalse(Directory.Exists(_data + ".restoring"));
    }

    [TestMethod]
    [DataRow(true, DisplayName = "of newer software")]
    [DataRow(false, DisplayName = "damaged")]
    public async Task A_database_that_cannot_be_used_is_put_aside(bool isNewer)
    {
        await AliasAsync("before");
        Assert.AreEqual(0, (await CommandRun.RunAsync(BackupCommands.CreateBackup(), _archive, "--data", _data, "--config", _etc)).Code);
        var path = Path.Combine(_data, "gateway.db");
        if (isNewer)
        {
            await using var database = GatewayDatabase.Open(path);
            await database.ExecuteAsync("PRAGMA user_version = 99");
        }
        else
        {
            await File.WriteAllTextAsync(path, new string('x', 8192));
        }

        var content = await File.ReadAllBytesAsync(path);
        var (code, _, error) = await CommandRun.RunAsync(BackupCommands.CreateRestore(), _archive, "--data", _data, "--config", _etc);
        Assert.AreEqual(0, code, error);
        CollectionAssert.AreEqual(new[] { "before" }, await AliasesAsync());
        CollectionAssert.AreEqual(content, await File.ReadAllBytesAsync(Path.Combine(_data + ".before-restore", "gateway.db")));
    }

    [TestMethod]
    [DataRow("not an archive at all")]
    [DataRow("")]
    public async Task What_is_no_backup_is_refused_and_nothing_changes(string content)
    {
        Write(_data, "devices.ini", "00:AA:BB:CC:DD:EE:FF:01\n");
        await File.WriteAllTextAsync(_archive, content);
        var (code, _, error) = await CommandRun.RunAsync(BackupCommands.CreateRestore(), _archive, "--data", _data, "--config", _etc);
        Assert.AreEqual(1, code);
        StringAssert.Contains(error, "no backup of a gateway");
        Assert.AreEqual("00:AA:BB:CC:DD:EE:FF:01\n", File.ReadAllText(Path.Combine(_data, "devices.ini")));
    }

    [TestMethod]
    public async Task A_backup_of_a_newer_version_is_refused()
    {
        await using (var database = GatewayDatabase.Open(Path.Combine(_data, "gateway.db")))
        {
            await database.ExecuteAsync("PRAGMA user_version = 99");
        }

        Assert.AreEqual(0, (await CommandRun.RunAsync(BackupCommands.CreateBackup(), _archive, "--data", _data, "--config", _etc)).Code, "keeping it is always allowed");
        var other = _folder.CreateSubdirectory("other").FullName;
        var (code, _, error) = await CommandRun.RunAsync(BackupCommands.CreateRestore(), _archive, "--data", other, "--config", _etc);
        Assert.AreEqual(1, code);
        StringAssert.Contains(error, "has version 99");
        Assert.IsEmpty(Directory.GetFiles(other));
    }

    private static void Write(string folder, string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    private async Task AliasAsync(string name)
    {
        await using var database = GatewayDatabase.Open(Path.Combine(_data, "gateway.db"));
        await database.ExecuteAsync("INSERT INTO alias (name, xml) VALUES (@0, '<x/>')", name);
    }

    private async Task<string[]> AliasesAsync()
    {
        await using var database = GatewayDatabase.Open(Path.Combine(_data, "gateway.db"));
        return await database.RunAsync(static connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT name FROM alias";
            using var reader = command.ExecuteReader();
            var names = new List<string>();
            while (reader.Read())
            {
                names.Add(reader.GetString(0));
            }

            return names.ToArray();
        });
    }
}
