using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Gateway.Responses;
using SEFramework.Gateway.Storage;
using SEFramework.Gateway.Tests.Hosting;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Messages;

namespace SEFramework.Gateway.Tests.Storage;

/// <summary>A process that writes responses is killed with SIGKILL: nothing that it was told is stored is lost (design decision 5).</summary>
[TestClass]
public sealed class KillTests
{
    private const int Acknowledgements = 500;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-test");

    [TestCleanup]
    public void Delete() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task Nothing_that_was_acknowledged_is_lost_in_three_kills()
    {
        var path = Path.Combine(_folder.FullName, "gateway.db");
        var kept = new List<int>();
        for (var round = 0; round < 3; round++)
        {
            var acknowledged = await WriteAndKillAsync(path);
            var found = await TakeAsync(path);
            CollectionAssert.IsSubsetOf(acknowledged, found);
            CollectionAssert.AreEqual(found.Distinct().Order().ToList(), found, "each once, in the order in which they came");
            Assert.IsLessThanOrEqualTo(acknowledged.Count + 16, found.Count, "nothing was made up");
            kept.Add(found.Count);
        }

        Assert.IsTrue(kept.All(count => count >= Acknowledgements));
    }

    private static async Task<List<int>> WriteAndKillAsync(string path)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { "exec", typeof(ResponseWriter).Assembly.Location, ResponseWriter.Command, path },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var acknowledged = new List<int>();
        using var limit = new CancellationTokenSource(Patience.Limit);
        try
        {
            while (acknowledged.Count < Acknowledgements)
            {
                acknowledged.Add(int.Parse((await process.StandardOutput.ReadLineAsync(limit.Token))!, CultureInfo.InvariantCulture));
            }
        }
        finally
        {
            process.Kill();
        }

        // What was still in the pipe was acknowledged too; a line that was cut off was not read by anybody.
        var rest = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        acknowledged.AddRange(rest[..(rest.LastIndexOf('\n') + 1)]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => int.Parse(line, CultureInfo.InvariantCulture)));
        return acknowledged;
    }

    private static async Task<List<int>> TakeAsync(string path)
    {
        await using var database = GatewayDatabase.Open(path);
        var queue = await ResponseQueue.LoadAsync(database, static () => int.MaxValue, NullLogger<ResponseQueue>.Instance);
        var exchange = new ClientExchange("test");
        var taken = await queue.TakeAsync(null, exchange, static work => work());
        await exchange.CompleteAsync(delivered: true);
        return taken.Select(r => RpcConvert.ToInteger<int>(r.Parameters["description"]!)).ToList();
    }
}
