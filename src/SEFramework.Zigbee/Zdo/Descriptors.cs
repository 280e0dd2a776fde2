using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

/// <summary>What kind of node a device is.</summary>
public enum NodeType
{
    /// <summary>Coordinator.</summary>
    Coordinator = 0,

    /// <summary>Router.</summary>
    Router = 1,

    /// <summary>End device.</summary>
    EndDevice = 2,
}

/// <summary>Node descriptor, 13 bytes. Source: reference 02, section 11.3.</summary>
/// <param name="Type">Logical type.</param>
/// <param name="HasComplexDescriptor">Complex descriptor available.</param>
/// <param name="HasUserDescriptor">User descriptor available.</param>
/// <param name="ApsFlags">APS flags, 3 bits.</param>
/// <param name="FrequencyBand">Frequency band, 5 bits; bit 3 is 2.4 GHz.</param>
/// <param name="MacCapability">MAC capability flags.</param>
/// <param name="ManufacturerCode">Manufacturer.</param>
/// <param name="MaximumBufferSize">Maximum buffer size, bytes.</param>
/// <param name="MaximumIncomingTransferSize">Maximum incoming transfer size, bytes.</param>
/// <param name="ServerMask">Server mask.</param>
/// <param name="MaximumOutgoingTransferSize">Maximum outgoing transfer size, bytes.</param>
/// <param name="DescriptorCapability">Descriptor capability.</param>
public sealed record NodeDescriptor(
    NodeType Type,
    bool HasComplexDescriptor,
    bool HasUserDescriptor,
    byte ApsFlags,
    byte FrequencyBand,
    byte MacCapability,
    ushort ManufacturerCode,
    byte MaximumBufferSize,
    ushort MaximumIncomingTransferSize,
    ushort ServerMask,
    ushort MaximumOutgoingTransferSize,
    byte DescriptorCapability) : IZdoField<NodeDescriptor>
{
    /// <inheritdoc />
    public static bool TryRead(ref ByteReader reader, out NodeDescriptor? field)
    {
        field = null;
        if (!reader.TryReadUInt16(out var flags) || !reader.TryReadByte(out var capability) || !reader.TryReadUInt16(out var manufacturer)
            || !reader.TryReadByte(out var buffer) || !reader.TryReadUInt16(out var incoming) || !reader.TryReadUInt16(out var server)
            || !reader.TryReadUInt16(out var outgoing) || !reader.TryReadByte(out var capabilities))
        {
            return false;
        }

        field = new NodeDescriptor(
            (NodeType)(flags & 7), (flags & 8) != 0, (flags & 16) != 0, (byte)((flags >> 8) & 7), (byte)(flags >> 11),
            capability, manufacturer, buffer, incoming, server, outgoing, capabilities);
        return true;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer
        .UInt16((ushort)((int)Type | (HasComplexDescriptor ? 8 : 0) | (HasUserDescriptor ? 16 : 0) | (ApsFlags << 8) | (FrequencyBand << 11)))
        .Byte(MacCapability)
        .UInt16(ManufacturerCode)
        .Byte(MaximumBufferSize)
        .UInt16(MaximumIncomingTransferSize)
        .UInt16(ServerMask)
        .UInt16(MaximumOutgoingTransferSize)
        .Byte(DescriptorCapability);
}

/// <summary>Power descriptor, 2 bytes. Source: reference 02, section 11.4.</summary>
/// <param name="CurrentMode">0 as receiver, 1 periodic, 2 stimulated.</param>
/// <param name="AvailableSources">Bits: mains, rechargeable, disposable.</param>
/// <param name="CurrentSource">Same bits.</param>
/// <param name="CurrentLevel">0 critical, 4 a third, 8 two thirds, 12 full.</param>
public sealed record PowerDescriptor(byte CurrentMode, byte AvailableSources, byte CurrentSource, byte CurrentLevel) : IZdoField<PowerDescriptor>
{
    /// <inheritdoc />
    public static bool TryRead(ref ByteReader reader, out PowerDescriptor? field)
    {
        var ok = reader.TryReadUInt16(out var bits);
        field = ok ? new PowerDescriptor((byte)(bits & 15), (byte)((bits >> 4) & 15), (byte)((bits >> 8) & 15), (byte)(bits >> 12)) : null;
        return ok;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) =>
        writer.UInt16((ushort)(CurrentMode | (AvailableSources << 4) | (CurrentSource << 8) | (CurrentLevel << 12)));
}

/// <summary>Simple descriptor of an endpoint. Source: reference 02, section 11.2.</summary>
/// <param name="Endpoint">Endpoint 1 to 240.</param>
/// <param name="ProfileId">Application profile.</param>
/// <param name="DeviceId">Application device.</param>
/// <param name="DeviceVersion">Application device version, 4 bits.</param>
/// <param name="InputClusters">Server clusters.</param>
/// <param name="OutputClusters">Client clusters.</param>
public sealed record SimpleDescriptor(
    byte Endpoint, ushort ProfileId, ushort DeviceId, byte DeviceVersion, IReadOnlyList<ushort> InputClusters, IReadOnlyList<ushort> OutputClusters)
    : IZdoField<SimpleDescriptor>
{
    /// <inheritdoc />
    public static bool HasLength => true;

    /// <inheritdoc />
    public static bool TryRead(ref ByteReader reader, out SimpleDescriptor? field)
    {
        field = null;
        if (!reader.TryReadByte(out var endpoint) || !reader.TryReadUInt16(out var profile) || !reader.TryReadUInt16(out var device)
            || !reader.TryReadByte(out var version) || !reader.TryReadUInt16List(out var input) || !reader.TryReadUInt16List(out var output))
        {
            return false;
        }

        field = new SimpleDescriptor(endpoint, profile, device, (byte)(version & 15), input, output);
        return true;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer
        .Byte(Endpoint)
        .UInt16(ProfileId)
        .UInt16(DeviceId)
        .Byte(DeviceVersion)
        .UInt16List(InputClusters)
        .UInt16List(OutputClusters);
}
