namespace SEFramework.Gateway.Pipeline;

/// <summary>Counts work that goes on after its caller left, so that a stop can wait for it. Used on the gateway's loop only.</summary>
internal sealed class WorkUnderWay
{
    private readonly HashSet<Task> _tasks = [];

    /// <summary>Counts work until it ends.</summary>
    /// <param name="work">The work; it does not fail.</param>
    public Task Add(Task work)
    {
        if (!work.IsCompleted)
        {
            _tasks.Add(work);
            _ = RemoveAsync(work);
        }

        return work;
    }

    /// <summary>Comes back when none is left of what is counted now.</summary>
    public Task WhenDoneAsync() => Task.WhenAll(_tasks);

    private async Task RemoveAsync(Task work)
    {
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _tasks.Remove(work);
    }
}
