using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SEFramework.Gateway.Hosting;

/// <summary>
/// The one logical thread on which all gateway state is changed (design decision 3). What runs here awaits without ConfigureAwait(false):
/// it gives the thread up while it waits and comes back to it after.
/// </summary>
public sealed partial class GatewayLoop
{
    private readonly ConcurrentExclusiveSchedulerPair _schedulers = new();
    private readonly TaskFactory _factory;
    private readonly ILogger _logger;

    /// <summary>Creates the loop.</summary>
    /// <param name="logger">Gets the faults of posted work, which nobody else waits for; null to drop them.</param>
    public GatewayLoop(ILogger<GatewayLoop>? logger = null)
    {
        _logger = logger ?? NullLogger<GatewayLoop>.Instance;
        _factory = new TaskFactory(
            CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskContinuationOptions.None, _schedulers.ExclusiveScheduler);
    }

    /// <summary>Runs work on the loop.</summary>
    /// <typeparam name="T">What it results in.</typeparam>
    /// <param name="work">The work; its first part runs when the loop is free.</param>
    public Task<T> RunAsync<T>(Func<Task<T>> work) => _factory.StartNew(work).Unwrap();

    /// <summary>Runs work on the loop.</summary>
    /// <param name="work">The work; its first part runs when the loop is free.</param>
    public Task RunAsync(Func<Task> work) => _factory.StartNew(work).Unwrap();

    /// <summary>Runs work on the loop that does not wait.</summary>
    /// <param name="work">The work.</param>
    public Task RunAsync(Action work) => _factory.StartNew(work);

    /// <summary>Hands work to the loop and goes on; a fault of it is logged.</summary>
    /// <param name="work">The work; its first part runs when the loop is free.</param>
    public void Post(Func<Task> work) => _ = RunAsync(async () =>
    {
        try
        {
            await work();
        }
#pragma warning disable CA1031 // Nobody waits for posted work, so nobody else would hear of its fault.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFault(e);
        }
    });

    /// <summary>Hands work to the loop that does not wait, and goes on; a fault of it is logged.</summary>
    /// <param name="work">The work.</param>
    public void Post(Action work) => Post(() =>
    {
        work();
        return Task.CompletedTask;
    });

    /// <summary>The heartbeat: comes back once the loop got round to it, which proves that it is alive.</summary>
    public Task PingAsync() => RunAsync(static () => { });

    [LoggerMessage(1, LogLevel.Error, "Work on the gateway's loop failed")]
    private partial void LogFault(Exception exception);
}
