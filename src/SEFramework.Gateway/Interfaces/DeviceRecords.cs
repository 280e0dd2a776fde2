using System.Globalization;
using SEFramework.Gateway.Devices;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Interfaces;

/// <summary>ZDODeviceRecord and the descriptors in it. Source: reference 02, section 11.</summary>
internal static class DeviceRecords
{
    private const sbyte UnknownNodeType = -1;

    private static MacAddress Short(NwkAddress nwk) => new(nwk.Value, 2);

    /// <summary>A record of a device.</summary>
    /// <param name="device">The device.</param>
    public static ZDODeviceRecord Describe(Device device) => new()
    {
        AddrExtended = new MacAddress(device.Address.Value),
        Active = device.IsActive,
        DiscoveryStatus = (byte)device.Discovery,
        NodeType = device.Node is { } node ? (sbyte)node.Type : UnknownNodeType,
        AddrShort = device.Nwk.IsUnicast ? Short(device.Nwk) : null,
        ManufacturerId = device.Node?.ManufacturerCode,
        ActiveEndpoints = device.ActiveEndpoints,
        SimpleDescriptors = device.SimpleDescriptors.Count == 0 ? null : SimpleDescriptors(device),
        NodeDescriptor = device.Node is { } descriptor ? Describe(device.Nwk, descriptor) : null,
        PowerDescriptor = device.Power is { } power ? Describe(device.Nwk, power) : null,
    };

    private static RpcStruct SimpleDescriptors(Device device)
    {
        var entries = new RpcStruct(device.SimpleDescriptors.Count);
        foreach (var (endpoint, descriptor) in device.SimpleDescriptors)
        {
            entries.Add(string.Create(CultureInfo.InvariantCulture, $"endpoint_0x{endpoint:X2}"), RpcConvert.FromRecord(Describe(device.Nwk, descriptor)));
        }

        return entries;
    }

    private static SimpleDescRsp Describe(NwkAddress nwk, SimpleDescriptor descriptor) => new()
    {
        Status = (byte)ZdoStatus.Success,
        AddrShort = Short(nwk),
        EndpointId = descriptor.Endpoint,
        ProfileId = descriptor.ProfileId,
        DeviceId = descriptor.DeviceId,
        DeviceVersion = descriptor.DeviceVersion,
        InputClusterList = descriptor.InputClusters,
        OutputClusterList = descriptor.OutputClusters,
    };

    private static NodeDescRsp Describe(NwkAddress nwk, NodeDescriptor node) => new()
    {
        Status = (byte)ZdoStatus.Success,
        AddrShort = Short(nwk),
        LogicalType = (byte)node.Type,
        ComplexDescriptorAvailable = node.HasComplexDescriptor,
        UserDescriptorAvailable = node.HasUserDescriptor,
        ApsFlags = node.ApsFlags,
        FrequencyBand = node.FrequencyBand,
        MacCapabilityFlags = node.MacCapability,
        ManufacturerId = node.ManufacturerCode,
        MaximumBufferSize = node.MaximumBufferSize,
        MaximumIncomingTransferSize = node.MaximumIncomingTransferSize,
        ServerMask = node.ServerMask,
        MaximumOutgoingTransferSize = node.MaximumOutgoingTransferSize,
        DescriptorCapability = node.DescriptorCapability,
    };

    private static PowerDescRsp Describe(NwkAddress nwk, PowerDescriptor power) => new()
    {
        Status = (byte)ZdoStatus.Success,
        AddrShort = Short(nwk),
        CurrentPowerMode = power.CurrentMode,
        AvailablePowerSources = power.AvailableSources,
        CurrentPowerSource = power.CurrentSource,
        CurrentPowerSourceLevel = power.CurrentLevel,
    };
}
