using SEFramework.Gateway.Clock;

namespace SEFramework.Gateway.Tests.Clock;

/// <summary>The two epochs: reference 01, section 3 (difference 946684800).</summary>
[TestClass]
public sealed class GatewayTimeTests
{
    [TestMethod]
    [DataRow(0L, 946684800L)]
    [DataRow(415000000L, 1361684800L)]
    [DataRow(-946684800L, 0L)]
    [DataRow(0xFFFFFFFEL, 5241652094L)]
    public void Both_epochs_name_the_same_time(long utc2000, long utc1970)
    {
        Assert.IsTrue(GatewayTime.TryFromUtc2000(utc2000, out var by2000));
        Assert.IsTrue(GatewayTime.TryFromUtc1970(utc1970, out var by1970));
        Assert.AreEqual(by1970, by2000);
        Assert.AreEqual(utc2000, GatewayTime.ToUtc2000(by1970));
        Assert.AreEqual(utc1970, GatewayTime.ToUtc1970(by2000));
    }

    [TestMethod]
    [DataRow(long.MinValue)]
    [DataRow(-946684801L)]
    [DataRow(0xFFFFFFFFL)]
    [DataRow(long.MaxValue - 946684800L)]
    [DataRow(long.MaxValue)]
    public void Times_that_no_gateway_can_be_set_to_are_refused(long utc2000)
    {
        Assert.IsFalse(GatewayTime.TryFromUtc2000(utc2000, out _));
        Assert.IsFalse(GatewayTime.TryFromUtc1970(utc2000 == long.MaxValue ? long.MaxValue : unchecked(utc2000 + GatewayTime.Epoch2000), out _));
    }

    [TestMethod]
    [DataRow("1999-12-31T23:59:59Z", 0xFFFFFFFFu)]
    [DataRow("2000-01-01T00:00:00Z", 0u)]
    [DataRow("2000-01-01T00:00:01.999Z", 1u)]
    [DataRow("2136-02-07T06:28:14Z", 0xFFFFFFFEu)]
    [DataRow("2136-02-07T06:28:15Z", 0xFFFFFFFFu)]
    [DataRow("9999-12-31T23:59:59Z", 0xFFFFFFFFu)]
    public void Over_the_air_what_32_bits_cannot_say_is_invalid(string time, uint seconds) =>
        Assert.AreEqual(seconds, GatewayTime.ToAirUtc2000(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));
}
