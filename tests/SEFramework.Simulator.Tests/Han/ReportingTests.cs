namespace SEFramework.Simulator.Tests.Han;

/// <summary>Real reporting by a virtual device: reference 03, sections 3 and 7.5.</summary>
[TestClass]
public sealed class ReportingTests
{
    private const string BindToGateway = "31 44 33 22 11 00 C1 0C 00 01 02 07 03 01 00 5E 41 00 A2 13 00 5E";

    [TestMethod]
    public void A_configured_and_bound_attribute_is_reported_at_its_maximum_interval()
    {
        using var rig = Bound();
        Assert.AreEqual("18 01 07 00", rig.Zcl("07 02", "10 01 06 00 00 04 2A 14 00 3C 00 05 00 00"));
        rig.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.IsEmpty(rig.Take());
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        CollectionAssert.AreEqual(new[] { $"91 {rig.MeterAddresses} 01 5E 07 02 01 09 21 18 00 0A 00 04 2A B0 04 00" }, rig.Take());
        rig.Time.Advance(TimeSpan.FromSeconds(120));
        Assert.HasCount(2, rig.Take());
    }

    [TestMethod]
    public void A_growing_register_is_reported_on_change_but_not_faster_than_its_minimum_interval()
    {
        using var rig = Bound();

        // At 1200 W the register makes a step of 1 Wh every 3 s; a change of 10 takes 30 s, the minimum interval is 60 s.
        Assert.AreEqual("18 01 07 00", rig.Zcl("07 02", "10 01 06 00 00 00 25 3C 00 00 00 0A 00 00 00 00 00"));
        rig.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.IsEmpty(rig.Take());
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.HasCount(1, rig.Take());
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.HasCount(10, rig.Take());
    }

    [TestMethod]
    public void Without_a_binding_nothing_is_sent()
    {
        using var rig = new HomeRig();
        rig.Zcl("07 02", "10 01 06 00 00 04 2A 00 00 0A 00 05 00 00");
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsEmpty(rig.Take());
    }

    [TestMethod]
    public void The_maximum_interval_0xFFFF_stops_the_reports()
    {
        using var rig = Bound();
        rig.Zcl("07 02", "10 01 06 00 00 04 2A 00 00 0A 00 05 00 00");
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.HasCount(1, rig.Take());
        Assert.AreEqual("18 02 07 00", rig.Zcl("07 02", "10 02 06 00 00 04 2A 00 00 FF FF 05 00 00"));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsEmpty(rig.Take());
        Assert.AreEqual("18 03 09 8B 00 00 04", rig.Zcl("07 02", "10 03 08 00 00 04"));
    }

    [TestMethod]
    public void Configurations_are_read_back()
    {
        using var rig = Bound();
        rig.Zcl("07 02", "10 01 06 00 00 04 2A 14 00 58 02 05 00 00 01 00 00 2C 01");
        Assert.AreEqual(
            "18 02 09 00 00 00 04 2A 14 00 58 02 05 00 00 00 01 00 00 2C 01 8B 00 00 00 86 00 77 77",
            rig.Zcl("07 02", "10 02 08 00 00 04 01 00 00 00 00 00 00 77 77"));
    }

    [TestMethod]
    public void What_cannot_be_reported_is_refused_with_its_status()
    {
        using var rig = Bound();
        Assert.AreEqual(
            "18 01 07 86 00 77 77 8C 00 00 03 8D 00 00 04 87 00 00 00",
            rig.Zcl("07 02", "10 01 06 00 77 77 20 00 00 0A 00 01 00 00 03 30 00 00 0A 00 00 00 04 29 00 00 0A 00 01 00 00 00 00 25 0A 00 05 00 01 00 00 00 00 00"));
        Assert.AreEqual("18 02 0B 06 80", rig.Zcl("07 02", "10 02 06 00 00 04 2A 14"));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsEmpty(rig.Take());
    }

    [TestMethod]
    public void A_device_that_leaves_forgets_its_reports()
    {
        using var rig = Bound();
        rig.Zcl("07 02", "10 01 06 00 00 04 2A 00 00 0A 00 05 00 00");
        rig.Meter.Leave();
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsEmpty(rig.Take());
    }

    [TestMethod]
    public void Reports_of_others_are_acknowledged_if_wanted()
    {
        using var rig = new HomeRig();
        Assert.AreEqual("18 09 0B 0A 00", rig.Zcl("07 02", "00 09 0A 00 00 25 00 00 00 00 00 00"));
        Assert.AreEqual(string.Empty, rig.Zcl("07 02", "10 09 0A 00 00 25 00 00 00 00 00 00"));
    }

    private static HomeRig Bound()
    {
        var rig = new HomeRig();
        Assert.AreEqual("31 00", rig.Zdo("00 21", BindToGateway));
        return rig;
    }
}
