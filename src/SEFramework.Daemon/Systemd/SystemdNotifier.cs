using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SEFramework.Daemon.Systemd;

/// <summary>
/// Tells systemd how the daemon is, over the socket that NOTIFY_SOCKET names (sd_notify). Without that variable nothing is sent: the daemon was
/// started by hand. Takes the place of the package Microsoft.Extensions.Hosting.Systemd, in its vocabulary.
/// </summary>
public sealed class SystemdNotifier
{
    private readonly string? _socketPath;

    /// <summary>Creates the notifier from the environment.</summary>
    public SystemdNotifier()
        : this(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), Environment.GetEnvironmentVariable("WATCHDOG_USEC"))
    {
    }

    internal SystemdNotifier(string? socketPath, string? watchdogMicroseconds)
    {
        _socketPath = string.IsNullOrEmpty(socketPath) ? null : socketPath;
        WatchdogInterval = long.TryParse(watchdogMicroseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }

    /// <summary>Whether systemd listens.</summary>
    public bool IsEnabled => _socketPath is not null;

    /// <summary>How long systemd waits for a sign of life, or null without a watchdog.</summary>
    public TimeSpan? WatchdogInterval { get; }

    /// <summary>Sends states such as READY=1; a socket that cannot be reached is no reason to stop.</summary>
    /// <param name="states">The states.</param>
    /// <returns>Whether they were sent.</returns>
    public bool Notify(params ReadOnlySpan<string> states)
    {
        if (_socketPath is null)
        {
            return false;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

            // A name that starts with @ is in the abstract name space, whose names start with a zero byte.
            socket.Connect(new UnixDomainSocketEndPoint(_socketPath[0] == '@' ? "\0" + _socketPath[1..] : _socketPath));
            return socket.Send(Encoding.UTF8.GetBytes(string.Join('\n', states!))) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
