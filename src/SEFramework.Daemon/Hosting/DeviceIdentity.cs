using System.Globalization;
using System.Net.NetworkInformation;
using SEFramework.Daemon.Configuration;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Hosting;

/// <summary>Who the gateway is for clients of Device Cloud. Source: reference 01, section 1.8.</summary>
internal static class DeviceIdentity
{
    /// <summary>The configured id, or the one made from the configured or the machine's first Ethernet address.</summary>
    public static DeviceId Find(DeviceOptions options)
    {
        if (DeviceId.TryParse(options.Id, out var id))
        {
            return id;
        }

        var digits = options.EthernetAddress.Replace(":", string.Empty, StringComparison.Ordinal);
        return DeviceId.FromEthernetAddress(
            ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var configured) ? configured : FirstInterface());
    }

    private static ulong FirstInterface()
    {
        var address = NetworkInterface.GetAllNetworkInterfaces()
            .Where(i => i.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .OrderBy(i => i.Name, StringComparer.Ordinal)
            .Select(i => i.GetPhysicalAddress().GetAddressBytes())
            .FirstOrDefault(bytes => bytes.Length == 6);
        return address is null ? 0 : address.Aggregate(0UL, (value, octet) => (value << 8) | octet);
    }
}
