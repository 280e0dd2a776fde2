using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zcl;

/// <summary>The header of a ZCL frame. Source: reference 03, section 7.5; reference 05, section 1.</summary>
/// <param name="IsClusterCommand">Command of the cluster; otherwise a general command.</param>
/// <param name="FromServer">Direction: from server to client.</param>
/// <param name="DisableDefaultResponse">No default response wanted.</param>
/// <param name="ManufacturerCode">Manufacturer, or null.</param>
/// <param name="Sequence">Transaction sequence number.</param>
/// <param name="Command">Command id.</param>
public readonly record struct ZclHeader(
    bool IsClusterCommand, bool FromServer, bool DisableDefaultResponse, ushort? ManufacturerCode, byte Sequence, byte Command)
{
    private const byte FrameTypeMask = 0x03;
    private const byte ManufacturerBit = 0x04;
    private const byte DirectionBit = 0x08;
    private const byte DisableDefaultResponseBit = 0x10;

    /// <summary>Reads the header.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="header">The header.</param>
    /// <returns>False when it is cut short or of a reserved frame type.</returns>
    public static bool TryRead(ref ByteReader reader, out ZclHeader header)
    {
        header = default;
        if (!reader.TryReadByte(out var control) || (control & FrameTypeMask) > 1)
        {
            return false;
        }

        ushort manufacturer = 0;
        var isSpecific = (control & ManufacturerBit) != 0;
        if ((isSpecific && !reader.TryReadUInt16(out manufacturer)) || !reader.TryReadByte(out var sequence) || !reader.TryReadByte(out var command))
        {
            return false;
        }

        header = new ZclHeader(
            (control & FrameTypeMask) == 1,
            (control & DirectionBit) != 0,
            (control & DisableDefaultResponseBit) != 0,
            isSpecific ? manufacturer : null,
            sequence,
            command);
        return true;
    }

    /// <summary>Writes the header.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(ByteWriter writer)
    {
        writer.Byte((byte)((IsClusterCommand ? 1 : 0) | (ManufacturerCode is null ? 0 : ManufacturerBit)
            | (FromServer ? DirectionBit : 0) | (DisableDefaultResponse ? DisableDefaultResponseBit : 0)));
        if (ManufacturerCode is { } manufacturer)
        {
            writer.UInt16(manufacturer);
        }

        writer.Byte(Sequence).Byte(Command);
    }
}
