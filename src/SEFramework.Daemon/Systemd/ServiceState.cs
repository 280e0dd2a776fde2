using System.Globalization;

namespace SEFramework.Daemon.Systemd;

/// <summary>A state that systemd is told of (sd_notify).</summary>
/// <param name="state">One assignment such as READY=1, or several, a line each.</param>
public readonly struct ServiceState(string state)
{
    /// <summary>The service is up, or done with reloading.</summary>
    public static readonly ServiceState Ready = new("READY=1");

    /// <summary>The service goes down.</summary>
    public static readonly ServiceState Stopping = new("STOPPING=1");

    /// <summary>The service is alive.</summary>
    public static readonly ServiceState Watchdog = new("WATCHDOG=1");

    /// <summary>The service reads its configuration again.</summary>
    /// <param name="monotonic">The monotonic clock, as Type=notify-reload wants it.</param>
    public static ServiceState Reloading(TimeSpan monotonic) =>
        new(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={(long)monotonic.TotalMicroseconds}"));

    /// <summary>A line for people.</summary>
    /// <param name="text">The line.</param>
    public static ServiceState Status(string text) => new("STATUS=" + text.ReplaceLineEndings(" "));

    /// <inheritdoc />
    public override string ToString() => state ?? string.Empty;
}
