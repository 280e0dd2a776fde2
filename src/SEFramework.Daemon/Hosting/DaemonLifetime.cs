using SEFramework.Gateway.Hosting;

namespace SEFramework.Daemon.Hosting;

/// <summary>Stops the daemon for requests: exit stops it cleanly, reboot makes systemd start it again.</summary>
internal sealed class DaemonLifetime : IGatewayLifetime
{
    /// <summary>Exit code that asks systemd for a restart (RestartForceExitStatus of the unit).</summary>
    public const int RestartExitCode = 75;

    private readonly TaskCompletionSource<bool> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a stop is asked for; true for a restart.</summary>
    public Task<bool> Stopped => _stopped.Task;

    /// <inheritdoc />
    public void Stop(bool restart) => _stopped.TrySetResult(restart);
}
