using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Price;

/// <summary>Get Scheduled Prices, 5 bytes. Source: reference 05, section 4.1.</summary>
/// <param name="Query">Which are wanted.</param>
public sealed record GetScheduledPrices(ScheduleQuery Query) : ISmartEnergyCommand<GetScheduledPrices>
{
    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.GetScheduledPrices;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out GetScheduledPrices? command)
    {
        command = ScheduleQuery.TryRead(payload, out var query) ? new GetScheduledPrices(query) : null;
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => Query.Write(writer);
}
