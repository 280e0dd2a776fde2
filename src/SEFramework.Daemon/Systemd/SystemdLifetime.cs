using System.Runtime.InteropServices;

namespace SEFramework.Daemon.Systemd;

/// <summary>The lifetime of a service of systemd: says when it is up and when it goes down, and goes down on SIGTERM.</summary>
/// <param name="application">The host's life.</param>
/// <param name="notifier">Speaks to systemd.</param>
public sealed class SystemdLifetime(IHostApplicationLifetime application, ISystemdNotifier notifier) : IHostLifetime, IDisposable
{
    private PosixSignalRegistration? _terminate;
    private CancellationTokenRegistration _started;
    private CancellationTokenRegistration _stopping;

    /// <inheritdoc />
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _started = application.ApplicationStarted.Register(() => notifier.Notify(ServiceState.Ready));
        _stopping = application.ApplicationStopping.Register(() => notifier.Notify(ServiceState.Stopping));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            application.StopApplication();
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose()
    {
        _terminate?.Dispose();
        _started.Dispose();
        _stopping.Dispose();
    }
}
