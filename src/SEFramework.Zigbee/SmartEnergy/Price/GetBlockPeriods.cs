using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Price;

/// <summary>Get Block Period(s), 5 bytes, since Smart Energy 1.1. Source: reference 05, section 4.1.</summary>
/// <param name="Query">Which are wanted.</param>
public sealed record GetBlockPeriods(ScheduleQuery Query) : ISmartEnergyCommand<GetBlockPeriods>
{
    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.GetBlockPeriods;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out GetBlockPeriods? command)
    {
        command = ScheduleQuery.TryRead(payload, out var query) ? new GetBlockPeriods(query) : null;
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => Query.Write(writer);
}
