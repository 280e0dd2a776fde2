using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Messaging;

/// <summary>Get Last Message, without payload. Source: reference 05, sections 5 and 10.</summary>
public sealed record GetLastMessage : ISmartEnergyCommand<GetLastMessage>
{
    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.GetLastMessage;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out GetLastMessage? command)
    {
        command = new GetLastMessage();
        return true;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer)
    {
        // There is nothing to say beyond the command.
    }
}
