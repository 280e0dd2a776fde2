using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Conversations;

namespace SEFramework.Gateway.Hosting;

/// <summary>
/// Work that no request waits for. Its failures end in the log, and the gateway does not stop before it has ended. Used on the gateway's loop only.
/// </summary>
/// <param name="logger">Gets a line per failure.</param>
public sealed partial class BackgroundWork(ILogger logger) : IAsyncDisposable
{
    private readonly HashSet<Task> _running = [];

    /// <summary>How much of it is under way.</summary>
    public int Count => _running.Count;

    /// <summary>Lets work go on.</summary>
    /// <param name="work">The work, which has begun.</param>
    public void Run(Task work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var guarded = GuardAsync(work);
        if (!guarded.IsCompleted)
        {
            _running.Add(guarded);
            _ = ForgetAsync(guarded);
        }
    }

    /// <summary>Waits for all of it; whoever has begun it has told it to end.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_running.Count > 0)
        {
            await Task.WhenAll(_running);
        }
    }

    private async Task ForgetAsync(Task work)
    {
        await work;
        _running.Remove(work);
    }

    private async Task GuardAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException)
        {
            // The gateway is stopping.
        }
        catch (ConversationException e)
        {
            LogNoAnswer(e.Message);
        }
#pragma warning disable CA1031 // Background work has no caller: whatever goes wrong must end in the log.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFault(e);
        }
    }

    [LoggerMessage(90, LogLevel.Debug, "A conversation failed: {Reason}")]
    private partial void LogNoAnswer(string reason);

    [LoggerMessage(91, LogLevel.Error, "Work in the background failed")]
    private partial void LogFault(Exception exception);
}
