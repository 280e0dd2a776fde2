using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.Registry;
using SEFramework.Gateway.Reporting;
using SEFramework.Gateway.Responses;
using SEFramework.Gateway.SmartEnergy;

namespace SEFramework.Gateway.HeadEnd;

/// <summary>
/// When asynchronous responses become files, if push is on: as they are made, or collected in the queue until the time of a schedule. Collected ones can
/// be drained before that. Used on the gateway's loop only. Source: reference 01, section 1.10; reference 03, section 3.0; reference 06, section 5.8.
/// </summary>
public sealed class PushSchedule : IDisposable
{
    private const string Immediately = "immediately";

    private readonly GatewayRegistry _registry;
    private readonly GatewayClock _clock;
    private readonly ResponseQueue _queue;
    private readonly FileStore _files;
    private readonly EventTimer _timer;
    private readonly GatewayLoop _loop;
    private CronSchedule? _schedule;
    private DateTimeOffset? _due;

    /// <summary>Creates it; the queue's responses go its way from now on.</summary>
    /// <param name="registry">Has the switch and the schedule.</param>
    /// <param name="clock">The gateway's time.</param>
    /// <param name="loop">Where the work is done.</param>
    /// <param name="queue">The responses.</param>
    /// <param name="files">Where they become files.</param>
    /// <param name="time">Drives the timer.</param>
    public PushSchedule(GatewayRegistry registry, GatewayClock clock, GatewayLoop loop, ResponseQueue queue, FileStore files, TimeProvider time)
    {
        (_registry, _clock, _queue, _files, _loop) = (registry, clock, queue, files, loop);
        _timer = new EventTimer(time, clock, loop, () => _due is { } due ? GatewayTime.ToUtc2000(due) : null, AdvanceAsync);
        queue.Push = (response, xml) => IsOn && _schedule is null ? files.TryAddResponseAsync(response.Name, xml) : Task.FromResult(false);
        registry.Changed += OnChanged;
        Read();
    }

    /// <summary>What is being made into files.</summary>
    public Task Working { get; private set; } = Task.CompletedTask;

    private bool IsOn => _registry.Boolean(RegistryNames.UsePush);

    /// <summary>Whether the text of the registry entry means that nothing is collected.</summary>
    /// <param name="text">The text.</param>
    public static bool IsImmediately(string text) => string.IsNullOrWhiteSpace(text) || text.Trim().Equals(Immediately, StringComparison.OrdinalIgnoreCase);

    /// <summary>Begins to wait for the times of the schedule.</summary>
    public void Start() => _timer.Arm();

    /// <inheritdoc />
    public void Dispose()
    {
        _registry.Changed -= OnChanged;
        _timer.Dispose();
    }

    private void Read()
    {
        // A text of an older file that is no schedule counts as none: the registry takes no such text.
        var text = _registry.Text(RegistryNames.PushSchedule) ?? Immediately;
        _schedule = !IsImmediately(text) && CronSchedule.TryParse(text, out var schedule, out _) ? schedule : null;
        _due = _schedule?.Next(_clock.Now);
    }

    private void OnChanged(string name)
    {
        if (name != RegistryNames.PushSchedule)
        {
            return;
        }

        var wasCollecting = _schedule is not null;
        Read();
        _timer.Arm();
        if (wasCollecting && _schedule is null && IsOn)
        {
            // What was collected for a time that does not come any more.
            _loop.Post(PushAsync);
        }
    }

    private async Task AdvanceAsync()
    {
        var now = _clock.Now;
        var isDue = _due is { } due && due <= now;
        _due = _schedule?.Next(now);
        if (isDue && IsOn)
        {
            await PushAsync();
        }
    }

    private Task PushAsync() => Working = Working.IsCompleted ? _queue.HandOverAsync((response, xml) => _files.TryAddResponseAsync(response.Name, xml)) : Working;
}
