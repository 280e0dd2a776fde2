using SEFramework.Gateway.Devices;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Endpoints;

/// <summary>
/// What the gateway says of itself, to other nodes and to its clients. What the original reported is not known; the values are inferred.
/// Source: reference 02, sections 4 and 10.
/// </summary>
/// <param name="self">The gateway's addresses.</param>
/// <param name="endpoints">The gateway's endpoints.</param>
public sealed class SelfDescription(LocalNode self, LocalEndpointTable endpoints)
{
    private const ushort DigiManufacturerCode = 0x101E;
    private const byte RouterCapability = 0x8E;
    private const byte Band2400 = 8;
    private const byte MaximumBufferSize = 0x52;
    private const ushort MaximumTransferSize = 0xFF;
    private const ushort PrimaryTrustCentre = 0x0001;

    /// <summary>Extended address of the gateway's radio.</summary>
    public IeeeAddress Address => self.Address;

    /// <summary>The node descriptor.</summary>
    public NodeDescriptor Node => new(
        self.IsCoordinator ? NodeType.Coordinator : NodeType.Router,
        false,
        false,
        0,
        Band2400,
        RouterCapability,
        DigiManufacturerCode,
        MaximumBufferSize,
        MaximumTransferSize,
        self.IsCoordinator ? PrimaryTrustCentre : (ushort)0,
        MaximumTransferSize,
        0);

    /// <summary>The power descriptor: always on, from the mains.</summary>
    public static PowerDescriptor Power => new(0, 1, 1, 12);

    /// <summary>The simple descriptor of an endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public static SimpleDescriptor Describe(LocalEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new SimpleDescriptor(
            endpoint.Id,
            endpoint.ProfileId,
            endpoint.DeviceId ?? 0,
            endpoint.DeviceVersion ?? 0,
            endpoint.Clusters.Where(c => !c.IsClient).Select(c => c.Id).ToArray(),
            endpoint.Clusters.Where(c => c.IsClient).Select(c => c.Id).ToArray());
    }

    /// <summary>The gateway as one of the devices, once its radio answered.</summary>
    public IEnumerable<Device> Describe()
    {
        if (self.Address == IeeeAddress.Unknown)
        {
            yield break;
        }

        var device = new Device(self.Address)
        {
            Nwk = self.Nwk,
            IsActive = self.Nwk.IsUnicast,
            Discovery = DiscoveryStatus.Complete,
            Node = Node,
            Power = Power,
            ActiveEndpoints = [.. endpoints.All.Select(e => e.Id)],
        };
        foreach (var endpoint in endpoints.All)
        {
            device.SimpleDescriptors[endpoint.Id] = Describe(endpoint);
        }

        yield return device;
    }
}
