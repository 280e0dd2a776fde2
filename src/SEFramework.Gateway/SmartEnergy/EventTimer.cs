using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Hosting;

namespace SEFramework.Gateway.SmartEnergy;

/// <summary>
/// Wakes the event lists when something is due by the gateway's clock, also after the clock was moved. Used on the gateway's loop only.
/// </summary>
public sealed class EventTimer : IDisposable
{
    // A timer cannot wait for months, and the operating system's clock may be corrected in the meantime.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(10);

    private readonly GatewayClock _clock;
    private readonly GatewayLoop _loop;
    private readonly Func<long?> _nextDue;
    private readonly Func<Task> _advance;
    private readonly ITimer _timer;
    private bool _disposed;

    /// <summary>Creates the timer; it waits for <see cref="Arm"/>.</summary>
    /// <param name="time">The injected clock.</param>
    /// <param name="clock">The gateway's time.</param>
    /// <param name="loop">Where the work is done.</param>
    /// <param name="nextDue">When something is due next, in seconds since 2000-01-01 UTC, or null.</param>
    /// <param name="advance">Does what is due.</param>
    public EventTimer(TimeProvider time, GatewayClock clock, GatewayLoop loop, Func<long?> nextDue, Func<Task> advance)
    {
        _clock = clock;
        _loop = loop;
        _nextDue = nextDue;
        _advance = advance;
        _timer = time.CreateTimer(static timer => ((EventTimer)timer!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _clock.Changed += Wake;
    }

    /// <summary>Sets the timer for what is due next; to be called after each change of a list.</summary>
    public void Arm() => Set(TimeSpan.Zero);

    /// <inheritdoc />
    public void Dispose()
    {
        _disposed = true;
        _clock.Changed -= Wake;
        _timer.Dispose();
    }

    private void Set(TimeSpan shortest)
    {
        if (_disposed)
        {
            return;
        }

        var wait = _nextDue() is { } due
            ? GatewayTime.FromUtc2000(due) - _clock.Now
            : Timeout.InfiniteTimeSpan;
        _timer.Change(
            wait == Timeout.InfiniteTimeSpan ? wait : TimeSpan.FromTicks(Math.Clamp(wait.Ticks, shortest.Ticks, LongestWait.Ticks)), Timeout.InfiniteTimeSpan);
    }

    private void Wake() => _loop.Post(async () =>
    {
        if (_disposed)
        {
            return;
        }

        var isDone = false;
        try
        {
            await _advance();
            isDone = true;
        }
        finally
        {
            // What failed, as on a disk that is full, is tried again later; the rest goes on.
            Set(isDone ? TimeSpan.Zero : ShortestRetry);
        }
    });
}
