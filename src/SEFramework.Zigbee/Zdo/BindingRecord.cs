using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

/// <summary>
/// A binding: what Bind_req and Unbind_req name, and a record of Mgmt_Bind_rsp. Source: reference 02, section 10.
/// </summary>
/// <param name="Source">Extended address of the device that keeps the binding.</param>
/// <param name="SourceEndpoint">Its endpoint.</param>
/// <param name="ClusterId">Its cluster.</param>
/// <param name="Group">The group it is bound to, or null for a device.</param>
/// <param name="Destination">Extended address of the device it is bound to; without meaning for a group.</param>
/// <param name="DestinationEndpoint">Endpoint there; without meaning for a group.</param>
public sealed record BindingRecord(
    IeeeAddress Source,
    byte SourceEndpoint,
    ushort ClusterId,
    ushort? Group,
    IeeeAddress Destination,
    byte DestinationEndpoint) : IZdoField<BindingRecord>
{
    private const byte GroupMode = 0x01;
    private const byte DeviceMode = 0x03;

    /// <inheritdoc />
    public static bool TryRead(ref ByteReader reader, out BindingRecord? field)
    {
        field = null;
        if (!reader.TryReadIeee(out var source) || !reader.TryReadByte(out var sourceEndpoint) || !reader.TryReadUInt16(out var clusterId)
            || !reader.TryReadByte(out var mode))
        {
            return false;
        }

        if (mode == GroupMode && reader.TryReadUInt16(out var group))
        {
            field = new BindingRecord(source, sourceEndpoint, clusterId, group, default, 0);
        }
        else if (mode == DeviceMode && reader.TryReadIeee(out var destination) && reader.TryReadByte(out var destinationEndpoint))
        {
            field = new BindingRecord(source, sourceEndpoint, clusterId, null, destination, destinationEndpoint);
        }

        return field is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Ieee(Source).Byte(SourceEndpoint).UInt16(ClusterId);
        if (Group is { } group)
        {
            writer.Byte(GroupMode).UInt16(group);
        }
        else
        {
            writer.Byte(DeviceMode).Ieee(Destination).Byte(DestinationEndpoint);
        }
    }
}
