using System.Net;

namespace SEFramework.Simulator.Home;

/// <summary>Where the simulated module's serial line comes out.</summary>
public abstract record PortDescription
{
    /// <summary>A pseudo terminal.</summary>
    /// <param name="Link">Path of a symbolic link to make to it, or null.</param>
    public sealed record PseudoTerminal(string? Link = null) : PortDescription;

    /// <summary>A TCP port.</summary>
    /// <param name="EndPoint">Where to listen; port 0 lets the system choose, and a port once chosen is kept over unplugging.</param>
    public sealed record Tcp(IPEndPoint EndPoint) : PortDescription;

    /// <summary>Reads "pty", "pty:LINK", "tcp://ADDRESS:PORT" or "tcp://PORT" (loopback).</summary>
    /// <param name="text">The text.</param>
    /// <param name="port">The port.</param>
    /// <returns>False when it is none of these.</returns>
    public static bool TryParse(string text, out PortDescription? port)
    {
        ArgumentNullException.ThrowIfNull(text);
        port = null;
        if (text.Equals("pty", StringComparison.OrdinalIgnoreCase))
        {
            port = new PseudoTerminal();
        }
        else if (text.StartsWith("pty:", StringComparison.OrdinalIgnoreCase) && text.Length > 4)
        {
            port = new PseudoTerminal(text[4..]);
        }
        else if (text.StartsWith("tcp://", StringComparison.OrdinalIgnoreCase))
        {
            var place = text[6..];
            if (ushort.TryParse(place, out var number))
            {
                port = new Tcp(new IPEndPoint(IPAddress.Loopback, number));
            }
            else if (place.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(place, out var endPoint))
            {
                port = new Tcp(endPoint);
            }
        }

        return port is not null;
    }
}
