namespace SEFramework.Gateway.Pipeline;

/// <summary>
/// Lets the gateway handle one RPC body at a time, in order of arrival, as the original is understood to do (inferred). This is the one
/// place that says so. Source: reference 01, section 1.5.
/// </summary>
public sealed class RequestSequencer
{
    private Task _last = Task.CompletedTask;

    /// <summary>Waits for its turn, then runs work; the next one waits until it is done. Called on the gateway's loop.</summary>
    /// <typeparam name="T">What the work results in.</typeparam>
    /// <param name="work">The work.</param>
    public Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var turn = RunAfterAsync(_last, work);
        _last = turn;
        return turn;
    }

    private static async Task<T> RunAfterAsync<T>(Task before, Func<Task<T>> work)
    {
        // How the one before ended is its own caller's business.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return await work();
    }
}
