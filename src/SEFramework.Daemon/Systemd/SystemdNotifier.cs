using System.Net.Sockets;
using System.Text;

namespace SEFramework.Daemon.Systemd;

/// <summary>Tells systemd how the service is, over the socket that NOTIFY_SOCKET names. Without that variable the daemon was started by hand.</summary>
public sealed class SystemdNotifier : ISystemdNotifier
{
    private readonly string? _socketPath;

    /// <summary>Creates the notifier from the environment.</summary>
    public SystemdNotifier()
        : this(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"))
    {
    }

    /// <summary>Creates the notifier.</summary>
    /// <param name="socketPath">Path of the socket; a name in the abstract name space begins with @. Null or empty: nobody listens.</param>
    public SystemdNotifier(string? socketPath) =>
        _socketPath = socketPath is null or "" ? null : socketPath[0] == '@' ? "\0" + socketPath[1..] : socketPath;

    /// <inheritdoc />
    public bool IsEnabled => _socketPath is not null;

    /// <inheritdoc />
    public void Notify(ServiceState state)
    {
        if (_socketPath is null)
        {
            return;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Encoding.UTF8.GetBytes(state.ToString()), new UnixDomainSocketEndPoint(_socketPath));
        }
        catch (SocketException)
        {
            // A systemd that does not listen any more is no reason to stop; if it misses us it will act.
        }
    }
}
