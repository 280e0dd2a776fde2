using SEFramework.Simulator.Han;
using SEFramework.Simulator.Han.Devices;
using SEFramework.Simulator.Han.Zdo;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Simulator.Tests.Han;

/// <summary>Virtual devices for tests.</summary>
internal static class Devices
{
    /// <summary>A router without endpoints.</summary>
    public static VirtualDevice Bare(HomeAreaNetwork network, ulong address, byte[]? linkKey = null) => new(
        network, new VirtualDeviceOptions(new IeeeAddress(address)) { LinkKey = linkKey is null ? default(ReadOnlyMemory<byte>?) : linkKey }, SmartEnergyDevices.Node(NodeType.Router), LocalDescriptors.MainsPowered);
}
