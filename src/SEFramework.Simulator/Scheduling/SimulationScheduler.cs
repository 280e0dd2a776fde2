using System.Diagnostics.CodeAnalysis;

namespace SEFramework.Simulator.Scheduling;

/// <summary>
/// The one logical thread of a simulated home. The module, the devices and the faults change only inside actions given to it; an
/// action started while another runs waits its turn, so that cause always precedes effect, and nothing needs a lock of its own.
/// Time and chance are injected: with a manual clock and a seed, a run repeats byte for byte.
/// </summary>
public sealed class SimulationScheduler : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<Action> _queue = new();
    private readonly PriorityQueue<ScheduledAction, (long Due, long Number)> _later = new();
    private readonly ITimer _timer;
    private long _number;
    private bool _draining;
    private bool _disposed;

    /// <summary>Creates the scheduler.</summary>
    /// <param name="timeProvider">The home's clock.</param>
    /// <param name="seed">Seed of everything left to chance.</param>
    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "A simulation has to repeat; nothing secret comes from here.")]
    public SimulationScheduler(TimeProvider timeProvider, int seed)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        TimeProvider = timeProvider;
        Random = new Random(seed);
        _timer = timeProvider.CreateTimer(
            static state => ((SimulationScheduler)state!).RunDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The home's clock.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>The home's chance; use it inside actions only.</summary>
    public Random Random { get; }

    /// <summary>The current time, UTC.</summary>
    public DateTimeOffset Now => TimeProvider.GetUtcNow();

    /// <summary>
    /// Runs an action on the logical thread. From outside it returns when the action and all it caused without delay are done; from
    /// inside an action it returns at once, and the action runs after the current one.
    /// </summary>
    /// <param name="action">What to do.</param>
    public void Run(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _queue.Enqueue(action);
            if (_draining)
            {
                return;
            }

            _draining = true;
            try
            {
                while (_queue.TryDequeue(out var next))
                {
                    next();
                }
            }
            finally
            {
                _draining = false;
            }
        }
    }

    /// <summary>Reads state of the home while no action changes it.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="read">The reading; must not change anything.</param>
    public T Read<T>(Func<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        lock (_gate)
        {
            return read();
        }
    }

    /// <summary>Runs an action later; without delay it runs after the current action. Actions due at the same time run in the order given.</summary>
    /// <param name="delay">How much later.</param>
    /// <param name="action">What to do.</param>
    /// <returns>Disposing it before the action runs cancels it.</returns>
    public IDisposable Schedule(TimeSpan delay, Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var scheduled = new ScheduledAction(action);
        if (delay <= TimeSpan.Zero)
        {
            Run(scheduled.Fire);
            return scheduled;
        }

        lock (_gate)
        {
            if (!_disposed)
            {
                var due = TimeProvider.GetTimestamp() + (long)(delay.TotalSeconds * TimeProvider.TimestampFrequency);
                _later.Enqueue(scheduled, (due, _number++));
                Arm();
            }
        }

        return scheduled;
    }

    /// <summary>Whether an event of the given probability happens this time.</summary>
    /// <param name="probability">0 never to 1 always.</param>
    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "A simulation has to repeat; nothing secret comes from here.")]
    public bool Happens(double probability) => probability > 0 && (probability >= 1 || Random.NextDouble() < probability);

    /// <summary>Stops all scheduled actions; nothing runs any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _queue.Clear();
            _later.Clear();
            _timer.Dispose();
        }
    }

    private void RunDue() => Run(() =>
    {
        var now = TimeProvider.GetTimestamp();
        while (_later.TryPeek(out var next, out var at) && at.Due <= now)
        {
            _later.Dequeue();
            Run(next.Fire);
        }

        Arm();
    });

    private void Arm()
    {
        if (_later.TryPeek(out _, out var next))
        {
            var wait = TimeProvider.GetElapsedTime(TimeProvider.GetTimestamp(), next.Due);
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class ScheduledAction(Action action) : IDisposable
    {
        private bool _done;

        public void Fire()
        {
            if (!_done)
            {
                _done = true;
                action();
            }
        }

        // Called inside actions only, or before the scheduler runs; a late call finds the action done.
        public void Dispose() => _done = true;
    }
}
