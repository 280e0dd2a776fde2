using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Han.Zcl;

/// <summary>Time as ZCL counts it: whole seconds since 2000-01-01T00:00:00Z. Source: reference 05, section 1.</summary>
internal static class UtcTime
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static uint FromMoment(DateTimeOffset moment) => (uint)(moment - Epoch).TotalSeconds;

    public static DateTimeOffset ToMoment(uint seconds) => Epoch.AddSeconds(seconds);

    public static ZclValue Value(DateTimeOffset moment) => new ZclUnsigned(FromMoment(moment));
}
