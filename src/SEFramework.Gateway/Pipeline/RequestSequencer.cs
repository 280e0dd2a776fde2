namespace SEFramework.Gateway.Pipeline;

/// <summary>One client's place in the line.</summary>
public sealed class RequestTurn
{
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the client does not wait any more: what becomes ready now goes to the queue.</summary>
    public bool IsAbandoned => _abandoned.Task.IsCompleted;

    internal Task Abandoned => _abandoned.Task;

    internal void Abandon() => _abandoned.TrySetResult();
}

/// <summary>
/// Lets the gateway handle one RPC body at a time, in order of arrival, as the original is understood to do (inferred). This is the one
/// place that says so: a body holds the line until its work is done or its client waits no longer, in the line or at its head; work that
/// nobody waits for goes on, but does not hold the others up. Used on the gateway's loop only. Source: reference 01, section 1.5.
/// </summary>
/// <param name="time">Drives the time-out.</param>
public sealed class RequestSequencer(TimeProvider time)
{
    private Task _last = Task.CompletedTask;

    /// <summary>Waits for the turn, runs the work, and comes back when it is done or the client's patience ends.</summary>
    /// <param name="turn">The client's place; abandoned when this comes back.</param>
    /// <param name="work">The work; it runs to its end even when nobody waits for it any more.</param>
    /// <param name="patience">How long the client waits, counted from now.</param>
    /// <param name="clientGone">Signalled when the client is gone.</param>
    /// <returns>Whether the work was done in time.</returns>
    public async Task<bool> RunAsync(RequestTurn turn, Func<Task> work, TimeSpan patience, CancellationToken clientGone)
    {
        try
        {
            if (_last.IsCompleted)
            {
                // Most requests end without waiting for anything: they need no line and no timer.
                var started = StartAsync(work);
                if (started.IsCompleted)
                {
                    await started;
                    return true;
                }

                work = () => started;
            }

            var done = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
            _last = HoldAsync(_last, turn, work, done);
            return await WaitAsync(done.Task, patience, clientGone);
        }
        finally
        {
            turn.Abandon();
        }
    }

    private static async Task HoldAsync(Task before, RequestTurn turn, Func<Task> work, TaskCompletionSource<Task> done)
    {
        await before;
        var running = StartAsync(work);
        await Task.WhenAny(running, turn.Abandoned);
        if (running.IsCompleted)
        {
            done.TrySetResult(running);
        }
    }

    private async Task<bool> WaitAsync(Task<Task> done, TimeSpan patience, CancellationToken clientGone)
    {
        try
        {
            await done.WaitAsync(patience, time, clientGone);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return false;
        }

        await await done;
        return true;
    }

    /// <summary>Work that throws before it waits fails like any other and does not break the line.</summary>
    private static async Task StartAsync(Func<Task> work) => await work();
}
