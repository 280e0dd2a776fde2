using SEFramework.Cli.Converting;
using SEFramework.Gateway.Storage;

namespace SEFramework.Cli.Tests;

/// <summary>sefctl convert, as a person at a terminal sees it.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ConvertCommandTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-test");

    [TestCleanup]
    public void Delete() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task A_folder_is_converted_and_what_was_dropped_is_told()
    {
        await using (var database = GatewayDatabase.Open(Path.Combine(_folder.FullName, "gateway.db")))
        {
            await database.ExecuteAsync(
                "INSERT INTO event (endpoint, cluster, id, start, command) VALUES (0x5E, 0x703, 4711, 0, @0)", Convert.FromHexString("671200000000000000FFFF0158"));
        }

        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "devices.ini"), "00:aa:bb:cc:dd:ee:ff:01\n");
        var (code, text, _) = await RunAsync("--data", _folder.FullName, "--from", "esi-coordinator", "--to", "ipd-router");
        Assert.AreEqual(0, code, text);
        StringAssert.Contains(text, "Kept: 1 known devices");
        StringAssert.Contains(text, "Dropped: message 0x1267: there is no server to give it out.");
        StringAssert.Contains(text, "Now set the variant to ipd-router");
    }

    [TestMethod]
    [DataRow("ipd", "There is no variant 'ipd'")]
    [DataRow("ipd-router", "is not the data folder of a gateway")]
    public async Task What_cannot_be_done_is_said_in_a_sentence(string to, string expected)
    {
        var (code, _, error) = await RunAsync("--data", _folder.FullName, "--from", "esi-coordinator", "--to", to);
        Assert.AreEqual(1, code);
        StringAssert.Contains(error, expected);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => CommandRun.RunAsync(ConvertCommand.Create(), arguments);
}
