namespace SEFramework.Daemon.Rci;

/// <summary>How busy the gateway keeps its machine.</summary>
/// <param name="time">Measures.</param>
internal sealed class ProcessLoad(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _since = time.GetTimestamp();
    private TimeSpan _before = Environment.CpuUsage.TotalTime;

    /// <summary>Share of the machine's processors that the gateway used since the last question, 0 to 100.</summary>
    public int TakePercent()
    {
        lock (_gate)
        {
            var (now, used) = (time.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var available = time.GetElapsedTime(_since, now) * Environment.ProcessorCount;
            var percent = available > TimeSpan.Zero ? 100 * (used - _before) / available : 0;
            (_since, _before) = (now, used);
            return (int)Math.Clamp(Math.Round(percent), 0, 100);
        }
    }
}
