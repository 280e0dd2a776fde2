using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Messaging;

/// <summary>Cancel Message, 5 bytes. Source: reference 05, section 5.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Control">Message control; bit 7 asks for a confirmation of the cancel.</param>
public sealed record CancelMessage(uint MessageId, byte Control) : ISmartEnergyCommand<CancelMessage>
{
    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.CancelMessage;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out CancelMessage? command)
    {
        var reader = new ByteReader(payload);
        command = reader.TryReadUInt32(out var id) && reader.TryReadByte(out var control) ? new CancelMessage(id, control) : null;
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.UInt32(MessageId).Byte(Control);
}
