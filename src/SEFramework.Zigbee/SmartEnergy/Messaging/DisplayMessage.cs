using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Messaging;

/// <summary>Display Message, 12 bytes and the text. Source: reference 05, section 5.</summary>
/// <param name="MessageId">Identifies the message.</param>
/// <param name="Control">Message control; see <see cref="ConfirmationRequired"/>.</param>
/// <param name="StartTime">Start in seconds since 2000-01-01 UTC; 0 for now.</param>
/// <param name="DurationInMinutes">Duration in minutes; 0xFFFF for until changed.</param>
/// <param name="Text">The text; cut to 254 bytes of UTF-8 when written.</param>
public sealed record DisplayMessage(uint MessageId, byte Control, uint StartTime, ushort DurationInMinutes, string Text)
    : ISmartEnergyCommand<DisplayMessage>
{
    /// <summary>Message control bit: to be confirmed.</summary>
    public const byte ConfirmationRequired = 0x80;

    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.DisplayMessage;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out DisplayMessage? command)
    {
        var reader = new ByteReader(payload);
        command = reader.TryReadUInt32(out var id) && reader.TryReadByte(out var control) && reader.TryReadUInt32(out var start)
            && reader.TryReadUInt16(out var duration) && SmartEnergyText.TryRead(ref reader, out var text)
                ? new DisplayMessage(id, control, start, duration, text)
                : null;
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer)
    {
        writer.UInt32(MessageId).Byte(Control).UInt32(StartTime).UInt16(DurationInMinutes);
        SmartEnergyText.Write(writer, Text);
    }
}
