using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Messaging;

/// <summary>Message Confirmation, 8 bytes; Smart Energy 1.2 appends more. Source: reference 05, section 5.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="ConfirmationTime">When it was confirmed, in seconds since 2000-01-01 UTC.</param>
public sealed record MessageConfirmation(uint MessageId, uint ConfirmationTime) : ISmartEnergyCommand<MessageConfirmation>
{
    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.MessageConfirmation;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out MessageConfirmation? command)
    {
        var reader = new ByteReader(payload);
        command = reader.TryReadUInt32(out var id) && reader.TryReadUInt32(out var time) ? new MessageConfirmation(id, time) : null;
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.UInt32(MessageId).UInt32(ConfirmationTime);
}
