using SEFramework.Gateway.Endpoints;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Gateway.Reporting;

/// <summary>Between which clusters reports go.</summary>
/// <param name="Device">The device at the other end; the gateway itself for reports of its own clusters to its clients.</param>
/// <param name="DeviceEndpoint">Endpoint of the device.</param>
/// <param name="Endpoint">Endpoint of the gateway.</param>
/// <param name="ProfileId">Profile of both.</param>
/// <param name="ClusterId">Cluster.</param>
/// <param name="DeviceIsClient">Whether the device has the client side.</param>
/// <param name="ManufacturerCode">Manufacturer of the attributes, or null.</param>
public sealed record ReportPath(
    IeeeAddress Device, byte DeviceEndpoint, byte Endpoint, ushort ProfileId, ushort ClusterId, bool DeviceIsClient, ushort? ManufacturerCode)
{
    /// <summary>The path of a request's target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="manufacturer">Manufacturer of the attributes, or null.</param>
    public static ReportPath Of(ResolvedTarget target, ushort? manufacturer)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new ReportPath(
            target.Address, target.DestinationEndpoint, target.SourceEndpoint, target.ProfileId, target.ClusterId, target.TargetIsClient, manufacturer);
    }

    /// <summary>The target of a request that goes along this path.</summary>
    public ZclTarget ToTarget() => new(new MacAddress(Device.Value), DeviceEndpoint, Endpoint, ClusterId, DeviceIsClient, ProfileId);
}
