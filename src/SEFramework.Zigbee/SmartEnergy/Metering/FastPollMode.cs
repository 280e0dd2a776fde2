using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Metering;

/// <summary>Request Fast Poll Mode, 2 bytes, since Smart Energy 1.1. Source: reference 05, section 6.1.</summary>
/// <param name="PeriodInSeconds">Time between readings; not below the meter's FastPollUpdatePeriod.</param>
/// <param name="DurationInMinutes">How long, up to 15.</param>
public sealed record RequestFastPollMode(byte PeriodInSeconds, byte DurationInMinutes) : ISmartEnergyCommand<RequestFastPollMode>
{
    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.RequestFastPollMode;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out RequestFastPollMode? command)
    {
        var reader = new ByteReader(payload);
        command = reader.TryReadByte(out var period) && reader.TryReadByte(out var duration) ? new RequestFastPollMode(period, duration) : null;
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.Byte(PeriodInSeconds).Byte(DurationInMinutes);
}

/// <summary>Request Fast Poll Mode Response, 5 bytes, since Smart Energy 1.1. Source: reference 05, section 6.1.</summary>
/// <param name="AppliedPeriodInSeconds">Time between readings from now on.</param>
/// <param name="EndTime">When fast polling ends, in seconds since 2000-01-01 UTC.</param>
public sealed record RequestFastPollModeResponse(byte AppliedPeriodInSeconds, uint EndTime) : ISmartEnergyCommand<RequestFastPollModeResponse>
{
    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.RequestFastPollModeResponse;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out RequestFastPollModeResponse? command)
    {
        var reader = new ByteReader(payload);
        command = reader.TryReadByte(out var period) && reader.TryReadUInt32(out var end) ? new RequestFastPollModeResponse(period, end) : null;
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.Byte(AppliedPeriodInSeconds).UInt32(EndTime);
}
