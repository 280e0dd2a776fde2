using SEFramework.Simulator.Scheduling;

namespace SEFramework.Simulator.Han;

/// <summary>The time during which a coordinator or router lets devices join. Source: reference 07, section 7 (NJ); reference 02, section 10.</summary>
/// <param name="scheduler">The home's logical thread.</param>
/// <param name="changed">Called when the window opens or closes, with the new state.</param>
public sealed class JoinWindow(SimulationScheduler scheduler, Action<bool> changed)
{
    private IDisposable? _closing;

    /// <summary>Whether devices may join here.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Opens the window, restarts its time, or closes it.</summary>
    /// <param name="seconds">0 closes; 1 to 254 seconds; 255 stays open.</param>
    public void Set(byte seconds)
    {
        _closing?.Dispose();
        _closing = seconds is 0 or 0xFF ? null : scheduler.Schedule(TimeSpan.FromSeconds(seconds), Close);
        if (seconds == 0)
        {
            Close();
        }
        else if (!IsOpen)
        {
            IsOpen = true;
            changed(true);
        }
    }

    private void Close()
    {
        if (IsOpen)
        {
            IsOpen = false;
            changed(false);
        }
    }
}
