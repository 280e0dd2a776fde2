using SEFramework.Gateway.Devices;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Zdo;

/// <summary>
/// The gateway's answer to Mgmt_Lqi_req. Radios that hand ZDO requests to their host do not tell it their own neighbour table, so that the list is
/// made from the devices that answer the gateway; what only the radio knows is given as unknown. Source: reference 02, section 11.5; reference 07, section 6.
/// </summary>
/// <param name="devices">The devices.</param>
/// <param name="network">The network.</param>
public sealed class NeighbourList(DeviceTable devices, Func<ulong> network)
{
    // A device that answers is in reach of the network; how well this node hears it is not known.
    private const byte UnknownDepth = 0x0F;
    private const byte UnknownLinkQuality = 0xFF;

    /// <summary>A record per active device.</summary>
    public IReadOnlyList<NeighbourRecord> Records()
    {
        var extendedPanId = network();
        return [.. devices.All.Where(static d => d.IsActive && d.Nwk.IsUnicast).Select(d => Describe(d, extendedPanId))];
    }

    private static NeighbourRecord Describe(Device device, ulong extendedPanId)
    {
        const NodeType UnknownType = (NodeType)3;
        const byte ReceiverOn = 0x08;
        return new NeighbourRecord(
            extendedPanId,
            device.Address,
            device.Nwk,
            device.Node?.Type ?? UnknownType,
            device.Node is { } node ? ((node.MacCapability & ReceiverOn) != 0 ? NeighbourFlag.Yes : NeighbourFlag.No) : NeighbourFlag.Unknown,
            NeighbourRelationship.None,
            NeighbourFlag.Unknown,
            UnknownDepth,
            UnknownLinkQuality);
    }
}
