using SEFramework.Simulator.Home;

namespace SEFramework.Simulator.Tests.Han;

/// <summary>Write and discover on virtual devices, by bytes: reference 03, section 7.5; reference 05, section 3.3.</summary>
[TestClass]
public sealed class AttributeTests
{
    [TestMethod]
    public void The_reference_s_read_of_the_load_control_client_is_answered()
    {
        using var rig = Thermostat();
        Assert.AreEqual(
            "10 01 01 00 00 00 20 00 01 00 00 20 1E 02 00 00 20 1E 03 00 00 21 03 00", rig.Zcl("07 01", "08 01 00 00 00 01 00 02 00 03 00"));
    }

    [TestMethod]
    public void The_reference_s_write_is_answered_and_kept()
    {
        using var rig = Thermostat();
        Assert.AreEqual("10 02 04 00", rig.Zcl("07 01", "08 02 02 01 00 20 0F"));
        Assert.AreEqual("10 03 01 01 00 00 20 0F", rig.Zcl("07 01", "08 03 00 01 00"));
    }

    [TestMethod]
    public void Failures_alone_are_listed_and_the_rest_is_written()
    {
        using var rig = Thermostat();
        Assert.AreEqual(
            "10 02 04 87 01 00 86 77 77 8D 02 00", rig.Zcl("07 01", "08 02 02 00 00 20 05 01 00 20 3D 77 77 20 01 02 00 21 01 00"));
        Assert.AreEqual("10 03 01 00 00 00 20 05 01 00 00 20 1E", rig.Zcl("07 01", "08 03 00 00 00 01 00"));
    }

    [TestMethod]
    public void Undivided_writes_are_all_or_nothing()
    {
        using var rig = Thermostat();
        Assert.AreEqual("10 02 04 87 01 00", rig.Zcl("07 01", "08 02 03 00 00 20 05 01 00 20 3D"));
        Assert.AreEqual("10 03 01 00 00 00 20 00", rig.Zcl("07 01", "08 03 00 00 00"));
        Assert.AreEqual("10 04 04 00", rig.Zcl("07 01", "08 04 03 00 00 20 05 01 00 20 3C"));
        Assert.AreEqual("10 05 01 00 00 00 20 05", rig.Zcl("07 01", "08 05 00 00 00"));
    }

    [TestMethod]
    public void Writes_without_response_are_silent_unless_malformed()
    {
        using var rig = Thermostat();
        Assert.AreEqual(string.Empty, rig.Zcl("07 01", "08 02 05 00 00 20 05"));
        Assert.AreEqual("10 03 01 00 00 00 20 05", rig.Zcl("07 01", "08 03 00 00 00"));
        Assert.AreEqual("10 04 0B 05 80", rig.Zcl("07 01", "08 04 05 00 00 20"));
    }

    [TestMethod]
    public void Read_only_attributes_stay()
    {
        using var rig = new HomeRig();
        Assert.AreEqual("18 02 04 88 00 03", rig.Zcl("07 02", "00 02 02 00 03 30 01"));
    }

    [TestMethod]
    public void Attributes_are_discovered_page_by_page()
    {
        using var rig = new HomeRig();
        Assert.AreEqual("18 05 0D 00 00 00 25 01 00 25 07 00 E2", rig.Zcl("07 02", "10 05 0C 00 00 03"));
        Assert.AreEqual("18 06 0D 01 01 04 22 03 04 22 05 04 E2 07 04 22 00 05 20", rig.Zcl("07 02", "10 06 0C 01 04 0A"));
        Assert.AreEqual("18 07 0D 01", rig.Zcl("07 02", "10 07 0C 00 10 0A"));
        Assert.AreEqual("18 08 0B 0C 80", rig.Zcl("07 02", "10 08 0C 00"));
    }

    [TestMethod]
    [DataRow(DeviceKind.Thermostat, "13 00 NN 18 01 09 01 03 05 00 03 00 00 03 00 00 08 05 0A 00 00 07 01 07 03 07 00 08")]
    [DataRow(DeviceKind.LoadSwitch, "13 00 NN 14 01 09 01 04 05 00 03 00 00 03 00 00 08 03 0A 00 01 07 00 08")]
    [DataRow(DeviceKind.Display, "13 00 NN 1A 01 09 01 02 05 00 03 00 00 03 00 00 08 06 0A 00 00 07 01 07 02 07 03 07 00 08")]
    public void Each_kind_of_device_has_its_descriptor(DeviceKind kind, string expected)
    {
        using var rig = new HomeRig(new HomeDescription { Devices = [new DeviceDescription { Kind = kind, Address = HomeRig.MeterAddress }] });
        Assert.AreEqual(expected.Replace("NN", rig.MeterNwkLittleEndian, StringComparison.Ordinal), rig.Zdo("00 04", $"13 {rig.MeterNwkLittleEndian} 01"));
    }

    [TestMethod]
    public void A_display_is_an_end_device_that_lets_nobody_join()
    {
        using var rig = new HomeRig(new HomeDescription { Devices = [new DeviceDescription { Kind = DeviceKind.Display, Address = HomeRig.MeterAddress }] });
        Assert.AreEqual($"11 00 {rig.MeterNwkLittleEndian} 02 40 8C 34 12 52 FF 00 00 00 FF 00 00", rig.Zdo("00 02", $"11 {rig.MeterNwkLittleEndian}"));
        Assert.AreEqual("12 84", rig.Zdo("00 36", "12 3C 00"));
        Assert.AreEqual("13 80 34 12", rig.Zdo("00 02", "13 34 12"), "and is not to be asked for others");
    }

    private static HomeRig Thermostat() =>
        new(new HomeDescription { Devices = [new DeviceDescription { Kind = DeviceKind.Thermostat, Address = HomeRig.MeterAddress }] });
}
