using SEFramework.Gateway.Hosting;

namespace SEFramework.Daemon.Hosting;

/// <summary>Lets the requests exit and reboot stop the daemon. Source: reference 01, section 3.</summary>
/// <param name="stop">Stops the host.</param>
internal sealed class DaemonLifetime(Action stop) : IGatewayLifetime
{
    private int _restart;

    /// <summary>Whether the daemon shall start again once it stopped.</summary>
    public bool IsRestartWanted => Volatile.Read(ref _restart) != 0;

    /// <inheritdoc />
    public void Stop(bool restart)
    {
        if (restart)
        {
            Volatile.Write(ref _restart, 1);
        }

        stop();
    }
}
