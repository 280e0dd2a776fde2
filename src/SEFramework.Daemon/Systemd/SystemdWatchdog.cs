using SEFramework.Gateway.Hosting;

namespace SEFramework.Daemon.Systemd;

/// <summary>Feeds systemd's watchdog with pings that went through the gateway's loop: a hung loop is not kept alive by a timer.</summary>
/// <param name="notifier">Speaks to systemd.</param>
/// <param name="loop">The loop that has to answer.</param>
/// <param name="time">Drives the pings.</param>
internal sealed class SystemdWatchdog(SystemdNotifier notifier, GatewayLoop loop, TimeProvider time)
{
    /// <summary>Pings until it is told to stop; returns at once without a watchdog.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (notifier.WatchdogInterval is not { } interval)
        {
            return;
        }

        try
        {
            while (true)
            {
                await loop.PingAsync().WaitAsync(cancellationToken);
                notifier.Notify("WATCHDOG=1");
                await Task.Delay(interval / 3, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The daemon is stopping.
        }
    }
}
