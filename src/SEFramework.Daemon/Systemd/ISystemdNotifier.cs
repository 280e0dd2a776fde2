namespace SEFramework.Daemon.Systemd;

/// <summary>Tells systemd how the service is.</summary>
public interface ISystemdNotifier
{
    /// <summary>Whether systemd listens.</summary>
    bool IsEnabled { get; }

    /// <summary>Sends a state; does nothing when nobody listens.</summary>
    /// <param name="state">The state.</param>
    void Notify(ServiceState state);
}
