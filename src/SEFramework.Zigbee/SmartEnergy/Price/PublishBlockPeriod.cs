using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Price;

/// <summary>Publish Block Period, 16 bytes, since Smart Energy 1.1. Source: reference 05, section 4.1.</summary>
/// <param name="ProviderId">Provider of the commodity.</param>
/// <param name="IssuerEventId">Identifies the period; a larger one is newer.</param>
/// <param name="StartTime">Start in seconds since 2000-01-01 UTC; 0 for now.</param>
/// <param name="DurationInMinutes">Duration in minutes, 24 bits; <see cref="UntilChanged"/> for until changed.</param>
/// <param name="Control">Bit 0: to be acknowledged; bit 1: the period repeats.</param>
public sealed record PublishBlockPeriod(uint ProviderId, uint IssuerEventId, uint StartTime, uint DurationInMinutes, byte Control)
    : ISmartEnergyCommand<PublishBlockPeriod>
{
    /// <summary>Duration that says "until changed".</summary>
    public const uint UntilChanged = 0xFFFFFF;

    private const int DurationWidth = 3;

    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.PublishBlockPeriod;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out PublishBlockPeriod? command)
    {
        var reader = new ByteReader(payload);
        command = reader.TryReadUInt32(out var provider) && reader.TryReadUInt32(out var id) && reader.TryReadUInt32(out var start)
            && reader.TryReadUnsigned(DurationWidth, out var duration) && reader.TryReadByte(out var control)
                ? new PublishBlockPeriod(provider, id, start, (uint)duration, control)
                : null;
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer
        .UInt32(ProviderId).UInt32(IssuerEventId).UInt32(StartTime).Unsigned(DurationInMinutes, DurationWidth).Byte(Control);
}
