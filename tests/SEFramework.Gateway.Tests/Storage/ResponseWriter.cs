using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Gateway.Responses;
using SEFramework.Gateway.Storage;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Values;

namespace SEFramework.Gateway.Tests.Storage;

/// <summary>
/// The program that the kill test starts and kills: writes responses as fast as it can from several sides, and prints the number of each one that
/// the queue said is stored.
/// </summary>
internal static class ResponseWriter
{
    public const string Command = "write-responses";

    private const int Writers = 8;

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [Command, var path])
        {
            await Console.Error.WriteLineAsync("This is a test assembly: run it with dotnet test.");
            return 2;
        }

        await using var database = GatewayDatabase.Open(path);
        var queue = await ResponseQueue.LoadAsync(database, static () => int.MaxValue, NullLogger<ResponseQueue>.Instance);
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Factory.StartNew(
            async () =>
            {
                while (true)
                {
                    var number = next++;
                    await queue.EnqueueAsync(new RpcResponse("message", null, new RpcStruct().Add("description", RpcValue.Of(number))));
                    Console.Out.WriteLine(number.ToString(CultureInfo.InvariantCulture));
                }
            },
            CancellationToken.None,
            TaskCreationOptions.None,
            scheduler).Unwrap()));
        return 0;
    }
}
