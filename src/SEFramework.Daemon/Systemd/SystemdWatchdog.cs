using System.Globalization;

namespace SEFramework.Daemon.Systemd;

/// <summary>
/// Feeds systemd's watchdog with pings that went through the guarded work: while the work hangs, none is sent and systemd restarts the
/// service.
/// </summary>
/// <param name="notifier">Speaks to systemd.</param>
/// <param name="interval">How long systemd waits for a sign of life; null without watchdog: only the status line is kept up to date.</param>
/// <param name="ping">Comes back when the guarded work got round.</param>
/// <param name="status">The status line.</param>
/// <param name="time">Says when the next ping is due.</param>
public sealed class SystemdWatchdog(ISystemdNotifier notifier, TimeSpan? interval, Func<Task> ping, Func<string> status, TimeProvider time)
{
    // Who has just started the service looks at its status at once.
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(1);

    /// <summary>Reads what systemd says of its watchdog, if that is meant for this process.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="processId">This process.</param>
    /// <returns>How long systemd waits for a sign of life, or null without watchdog.</returns>
    public static TimeSpan? ReadInterval(Func<string, string?> environment, int processId)
    {
        var isOurs = environment("WATCHDOG_PID") is not { Length: > 0 } pid
            || (int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == processId);
        return isOurs && long.TryParse(environment("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }

    /// <summary>Pings until it is told to stop; returns at once when systemd does not listen.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!notifier.IsEnabled)
        {
            return;
        }

        // systemd advises half of its interval; a third leaves room for a busy machine.
        var pause = interval is { } limit && limit / 3 < StatusInterval ? limit / 3 : StatusInterval;
        var told = string.Empty;
        try
        {
            while (true)
            {
                await ping().WaitAsync(cancellationToken).ConfigureAwait(false);
                if (interval is not null)
                {
                    notifier.Notify(ServiceState.Watchdog);
                }

                if (status() is var line && line != told)
                {
                    told = line;
                    notifier.Notify(ServiceState.Status(line));
                }

                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The service goes down.
        }
    }
}
