using System.Net;

namespace SEFramework.Daemon.Http;

/// <summary>From where a client speaks, as people write it.</summary>
internal static class ClientAddress
{
    /// <summary>The address of a request's sender: that of IPv4 also where it came in by a socket of both kinds.</summary>
    /// <param name="context">The request.</param>
    public static IPAddress Of(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => IPAddress.None,
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4(),
        var address => address,
    };
}
