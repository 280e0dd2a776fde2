using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Metering;

/// <summary>Status of a Get Profile Response. Source: reference 05, section 6.1.</summary>
public enum ProfileStatus : byte
{
    /// <summary>The intervals are there.</summary>
    Success = 0,

    /// <summary>There is no such channel.</summary>
    UndefinedChannel = 1,

    /// <summary>The meter does not count on that channel.</summary>
    ChannelNotSupported = 2,

    /// <summary>The end time is not valid.</summary>
    InvalidEndTime = 3,

    /// <summary>More were wanted than fit.</summary>
    MorePeriodsThanCanBeReturned = 4,

    /// <summary>There are none for that time.</summary>
    NoIntervalsAvailable = 5,
}

/// <summary>Get Profile Response, 7 bytes and 3 for each interval. Source: reference 05, section 6.1.</summary>
/// <param name="EndTime">End of the newest interval in seconds since 2000-01-01 UTC.</param>
/// <param name="Status">Whether the intervals are there.</param>
/// <param name="IntervalPeriod">0 a day, 1 60 minutes, 2 30, 3 15, 4 10, 5 7.5, 6 5, 7 2.5 minutes.</param>
/// <param name="Intervals">Consumption of each interval, newest first, 24 bits; <see cref="InvalidInterval"/> for not valid.</param>
public sealed record GetProfileResponse(uint EndTime, ProfileStatus Status, byte IntervalPeriod, IReadOnlyList<uint> Intervals)
    : ISmartEnergyCommand<GetProfileResponse>
{
    /// <summary>An interval that has no valid value.</summary>
    public const uint InvalidInterval = 0xFFFFFF;

    private const int IntervalWidth = 3;

    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.GetProfileResponse;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out GetProfileResponse? command)
    {
        var reader = new ByteReader(payload);
        command = null;
        if (!reader.TryReadUInt32(out var end) || !reader.TryReadByte(out var status) || !reader.TryReadByte(out var period)
            || !reader.TryReadByte(out var count))
        {
            return false;
        }

        var intervals = new uint[count];
        foreach (ref var interval in intervals.AsSpan())
        {
            if (!reader.TryReadUnsigned(IntervalWidth, out var value))
            {
                return false;
            }

            interval = (uint)value;
        }

        command = new GetProfileResponse(end, (ProfileStatus)status, period, intervals);
        return true;
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">There are more than 255 intervals.</exception>
    public void Write(ByteWriter writer)
    {
        writer.UInt32(EndTime).Byte((byte)Status).Byte(IntervalPeriod).Count(Intervals.Count);
        foreach (var interval in Intervals)
        {
            writer.Unsigned(interval, IntervalWidth);
        }
    }

    /// <inheritdoc />
    public bool Equals(GetProfileResponse? other) => other is not null && EndTime == other.EndTime && Status == other.Status
        && IntervalPeriod == other.IntervalPeriod && Intervals.SequenceEqual(other.Intervals);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(EndTime, Status, IntervalPeriod, Intervals.Count);
}
