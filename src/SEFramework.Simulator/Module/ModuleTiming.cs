namespace SEFramework.Simulator.Module;

/// <summary>How long the module's own procedures take. All zero by default, so that a test sees the effect in the same step.</summary>
/// <param name="Reset">From the reset to the first modem status.</param>
/// <param name="Formation">From leaving or power-up to the coordinator's start.</param>
/// <param name="KeyEstablishment">From a device's join to its authentication (XBee SE).</param>
public sealed record ModuleTiming(TimeSpan Reset, TimeSpan Formation, TimeSpan KeyEstablishment)
{
    /// <summary>Everything at once.</summary>
    public static ModuleTiming Immediate { get; } = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Roughly what a module on a desk takes.</summary>
    public static ModuleTiming Lifelike { get; } = new(TimeSpan.FromMilliseconds(800), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6));

    /// <summary>Time between two attempts of a router to join.</summary>
    public TimeSpan JoinRetry { get; init; } = TimeSpan.FromSeconds(5);
}
