using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SEFramework.Daemon.Rci;

/// <summary>How this machine is on the network. The service may not ask the kernel through a netlink socket, so its tables are read as files.</summary>
/// <param name="Address">The IPv4 address that other machines reach it under, or null without a network.</param>
/// <param name="Mask">The mask of its network, or null.</param>
/// <param name="Gateway">The default gateway, or null.</param>
/// <param name="NameServer">The first name server, or null.</param>
internal sealed record MachineNetwork(IPAddress? Address, IPAddress? Mask, IPAddress? Gateway, IPAddress? NameServer)
{
    /// <summary>An address of documentation (RFC 5737): a datagram socket only looks up the way there and sends nothing.</summary>
    private static readonly IPEndPoint Elsewhere = new(IPAddress.Parse("192.0.2.1"), 9);

    /// <summary>Reads it as it is now.</summary>
    /// <param name="root">Root of the file system; a test gives its own.</param>
    public static MachineNetwork Read(string root = "/") => Read(FindAddress(), root);

    /// <summary>Reads it as it is now, for an address that is known.</summary>
    /// <param name="address">The address, or null.</param>
    /// <param name="root">Root of the file system.</param>
    public static MachineNetwork Read(IPAddress? address, string root)
    {
        var routes = Lines(Path.Combine(root, "proc/self/net/route")).Skip(1).Select(Route.TryParse).OfType<Route>().ToArray();
        var standard = routes.Where(static r => r.Mask == 0 && r.Gateway != 0).MinBy(static r => r.Metric);
        var own = address is null ? null
            : routes.Where(r => r.Gateway == 0 && r.Mask != 0 && (Number(address) & r.Mask) == r.Destination).MaxBy(static r => IPAddress.NetworkToHostOrder((int)r.Mask));
        var server = Lines(Path.Combine(root, "etc/resolv.conf"))
            .Select(static l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(static w => w is ["nameserver", var text, ..] && IPAddress.TryParse(text, out var found) ? found : null)
            .FirstOrDefault(static a => a is not null);
        return new MachineNetwork(address, own is null ? null : new IPAddress(own.Mask), standard is null ? null : new IPAddress(standard.Gateway), server);
    }

    private static IPAddress? FindAddress()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(Elsewhere);
            return (socket.LocalEndPoint as IPEndPoint)?.Address;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static uint Number(IPAddress address) => BitConverter.ToUInt32(address.GetAddressBytes());

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>A line of the kernel's table of routes; numbers are as they are in memory.</summary>
    private sealed record Route(uint Destination, uint Gateway, uint Mask, uint Metric)
    {
        public static Route? TryParse(string line) =>
            line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [_, var destination, var gateway, _, _, _, var metric, var mask, ..]
            && TryHex(destination, out var to) && TryHex(gateway, out var through) && TryHex(mask, out var bits)
            && uint.TryParse(metric, NumberStyles.None, CultureInfo.InvariantCulture, out var cost)
                ? new Route(to, through, bits, cost)
                : null;

        private static bool TryHex(string text, out uint value) => uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
