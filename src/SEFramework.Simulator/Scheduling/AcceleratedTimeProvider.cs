namespace SEFramework.Simulator.Scheduling;

/// <summary>A clock that runs faster than another, so that a day of a home passes in minutes. It starts at the other's time.</summary>
/// <param name="clock">The other clock.</param>
/// <param name="factor">How many times faster, 1 to 3600.</param>
public sealed class AcceleratedTimeProvider(TimeProvider clock, double factor) : TimeProvider
{
    /// <summary>The largest factor.</summary>
    public const double MaximumFactor = 3600;

    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private readonly long _startTimestamp = clock.GetTimestamp();
    private readonly double _factor = factor is >= 1 and <= MaximumFactor
        ? factor
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, $"A clock runs 1 to {MaximumFactor} times faster.");

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    /// <inheritdoc />
    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _start + (clock.GetElapsedTime(_startTimestamp) * _factor);

    /// <inheritdoc />
    public override long GetTimestamp() => _startTimestamp + (long)((clock.GetTimestamp() - _startTimestamp) * _factor);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(clock.CreateTimer(callback, state, Shorten(dueTime), Shorten(period)), this);

    // Never early: what is rounded is rounded up.
    private TimeSpan Shorten(TimeSpan span) =>
        span == Timeout.InfiniteTimeSpan || span == TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds / _factor));

    private sealed class Timer(ITimer timer, AcceleratedTimeProvider owner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(owner.Shorten(dueTime), owner.Shorten(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
