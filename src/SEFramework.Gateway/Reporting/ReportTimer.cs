using SEFramework.Gateway.Hosting;

namespace SEFramework.Gateway.Reporting;

/// <summary>
/// Time since the gateway began, which no clock adjustment moves, and one timer that wakes for what is due next. Used on the gateway's loop only.
/// </summary>
public sealed class ReportTimer : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Func<TimeSpan?> _nextDue;
    private readonly Action _advance;
    private readonly GatewayLoop _loop;
    private readonly ITimer _timer;
    private bool _disposed;

    /// <summary>Creates the timer; it waits for <see cref="Arm"/>.</summary>
    /// <param name="time">The injected clock.</param>
    /// <param name="loop">Where the work is done.</param>
    /// <param name="nextDue">When something is due next, or null.</param>
    /// <param name="advance">Does what is due.</param>
    public ReportTimer(TimeProvider time, GatewayLoop loop, Func<TimeSpan?> nextDue, Action advance)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _start = time.GetTimestamp();
        _nextDue = nextDue;
        _advance = advance;
        _loop = loop;
        _timer = time.CreateTimer(static timer => ((ReportTimer)timer!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The time now.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Sets the timer for what is due next; to be called after each change.</summary>
    public void Arm()
    {
        if (!_disposed)
        {
            var wait = _nextDue() is { } due ? TimeSpan.FromTicks(Math.Clamp((due - Now).Ticks, 0, LongestWait.Ticks)) : Timeout.InfiniteTimeSpan;
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _disposed = true;
        _timer.Dispose();
    }

    private void Wake() => _loop.Post(() =>
    {
        if (!_disposed)
        {
            _advance();
            Arm();
        }
    });
}
