namespace SEFramework.Gateway.Clock;

/// <summary>
/// The two ways of counting time: seconds since 1970-01-01 UTC, as RPC time stamps do, and since 2000-01-01 UTC, as ZigBee does in 32 bits.
/// No conversion overflows. Source: reference 01, section 3; reference 03, section 2.1.
/// </summary>
public static class GatewayTime
{
    /// <summary>Seconds from 1970-01-01 to 2000-01-01.</summary>
    public const long Epoch2000 = 946684800;

    /// <summary>The 32-bit value that says "not known".</summary>
    public const uint InvalidUtc2000 = 0xFFFFFFFF;

    /// <summary>The earliest time that a gateway can be set to: 1970-01-01.</summary>
    public static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;

    /// <summary>The latest time that a gateway can be set to: the last that ZigBee can count, in the year 2136.</summary>
    public static readonly DateTimeOffset Latest = DateTimeOffset.FromUnixTimeSeconds(Epoch2000 + InvalidUtc2000 - 1);

    /// <summary>Seconds since 1970-01-01 UTC; negative before.</summary>
    /// <param name="time">The time.</param>
    public static long ToUtc1970(DateTimeOffset time) => time.ToUnixTimeSeconds();

    /// <summary>Seconds since 2000-01-01 UTC; negative before.</summary>
    /// <param name="time">The time.</param>
    public static long ToUtc2000(DateTimeOffset time) => time.ToUnixTimeSeconds() - Epoch2000;

    /// <summary>The time of seconds since 2000-01-01 UTC, cut to what .NET can count.</summary>
    /// <param name="seconds">The seconds; negative before 2000.</param>
    public static DateTimeOffset FromUtc2000(long seconds) => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(
        seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds() - Epoch2000, DateTimeOffset.MaxValue.ToUnixTimeSeconds() - Epoch2000) + Epoch2000);

    /// <summary>Seconds since 2000-01-01 UTC as they go over the air; <see cref="InvalidUtc2000"/> for times that 32 bits cannot say.</summary>
    /// <param name="time">The time.</param>
    public static uint ToAirUtc2000(DateTimeOffset time) => ToUtc2000(time) is >= 0 and < InvalidUtc2000 and var seconds ? (uint)seconds : InvalidUtc2000;

    /// <summary>Reads seconds since 1970-01-01 UTC.</summary>
    /// <param name="seconds">The seconds.</param>
    /// <param name="time">The time.</param>
    /// <returns>False when a gateway cannot be set to that time.</returns>
    public static bool TryFromUtc1970(long seconds, out DateTimeOffset time)
    {
        var isValid = seconds >= Earliest.ToUnixTimeSeconds() && seconds <= Latest.ToUnixTimeSeconds();
        time = isValid ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default;
        return isValid;
    }

    /// <summary>Reads seconds since 2000-01-01 UTC.</summary>
    /// <param name="seconds">The seconds; negative before 2000.</param>
    /// <param name="time">The time.</param>
    /// <returns>False when a gateway cannot be set to that time.</returns>
    public static bool TryFromUtc2000(long seconds, out DateTimeOffset time)
    {
        time = default;
        return seconds <= long.MaxValue - Epoch2000 && TryFromUtc1970(seconds + Epoch2000, out time);
    }

    /// <summary>Adds an offset and stops at the ends of what .NET can count.</summary>
    /// <param name="time">The time.</param>
    /// <param name="offset">The offset.</param>
    internal static DateTimeOffset Add(DateTimeOffset time, TimeSpan offset) =>
        offset > DateTimeOffset.MaxValue - time ? DateTimeOffset.MaxValue
        : offset < DateTimeOffset.MinValue - time ? DateTimeOffset.MinValue
        : time + offset;
}
