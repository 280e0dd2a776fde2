using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Price;

/// <summary>Get Current Price, 1 byte. Source: reference 05, section 4.1.</summary>
/// <param name="Options">Bit 0: the requester's receiver is on when idle.</param>
public sealed record GetCurrentPrice(byte Options) : ISmartEnergyCommand<GetCurrentPrice>
{
    /// <summary>Option bit: the requester's receiver is on when idle.</summary>
    public const byte ReceiverOnWhenIdle = 0x01;

    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.GetCurrentPrice;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out GetCurrentPrice? command)
    {
        command = payload.IsEmpty ? null : new GetCurrentPrice(payload[0]);
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.Byte(Options);
}
