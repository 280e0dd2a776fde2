namespace SEFramework.Gateway.Hosting;

/// <summary>
/// The one logical thread on which all gateway state is changed (design decision 3). What runs here awaits without ConfigureAwait(false):
/// it gives the thread up while it waits and comes back to it after.
/// </summary>
public sealed class GatewayLoop
{
    private readonly ConcurrentExclusiveSchedulerPair _schedulers = new();
    private readonly TaskFactory _factory;

    /// <summary>Creates the loop.</summary>
    public GatewayLoop() => _factory = new TaskFactory(
        CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskContinuationOptions.None, _schedulers.ExclusiveScheduler);

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

    /// <summary>Comes back once the loop got round to it: proof that it is alive.</summary>
    public Task PingAsync() => RunAsync(static () => { });
}
