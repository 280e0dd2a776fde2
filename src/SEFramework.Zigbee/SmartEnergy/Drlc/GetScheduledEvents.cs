using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Drlc;

/// <summary>Get Scheduled Events, 5 bytes; 9 since Smart Energy 1.2. Source: reference 05, section 3.1.</summary>
/// <param name="Query">Which are wanted.</param>
public sealed record GetScheduledEvents(ScheduleQuery Query) : ISmartEnergyCommand<GetScheduledEvents>
{
    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.GetScheduledEvents;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out GetScheduledEvents? command)
    {
        command = ScheduleQuery.TryRead(payload, out var query) ? new GetScheduledEvents(query) : null;
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => Query.Write(writer);
}
