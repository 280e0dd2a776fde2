using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Price;

/// <summary>Price Acknowledgement, 13 bytes; optional in Smart Energy 1.0. Source: reference 05, sections 4.1 and 10.</summary>
/// <param name="ProviderId">Provider of the price.</param>
/// <param name="IssuerEventId">The price.</param>
/// <param name="AcknowledgementTime">When it was received, in seconds since 2000-01-01 UTC.</param>
/// <param name="Control">Price control of the price.</param>
public sealed record PriceAcknowledgement(uint ProviderId, uint IssuerEventId, uint AcknowledgementTime, byte Control)
    : ISmartEnergyCommand<PriceAcknowledgement>
{
    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.PriceAcknowledgement;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out PriceAcknowledgement? command)
    {
        var reader = new ByteReader(payload);
        command = reader.TryReadUInt32(out var provider) && reader.TryReadUInt32(out var id) && reader.TryReadUInt32(out var time)
            && reader.TryReadByte(out var control)
                ? new PriceAcknowledgement(provider, id, time, control)
                : null;
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.UInt32(ProviderId).UInt32(IssuerEventId).UInt32(AcknowledgementTime).Byte(Control);
}
