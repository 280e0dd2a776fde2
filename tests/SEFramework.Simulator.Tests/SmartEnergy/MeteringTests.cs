using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Home;

namespace SEFramework.Simulator.Tests.SmartEnergy;

/// <summary>Gas and water meters, fast polling and mirrors, reference 05, section 6.</summary>
[TestClass]
public sealed class MeteringTests
{
    [TestMethod]
    [DataRow(DeviceKind.ElectricityMeter, "00", "00", DisplayName = "electricity in kWh")]
    [DataRow(DeviceKind.GasMeter, "01", "01", DisplayName = "gas in cubic metres")]
    [DataRow(DeviceKind.WaterMeter, "01", "02", DisplayName = "water in cubic metres")]
    public void A_meter_says_what_it_counts_and_in_what_unit(DeviceKind kind, string unit, string type)
    {
        using var rig = Rig(kind);
        Assert.AreEqual(
            $"18 07 01 00 03 00 30 {unit} 06 03 00 18 {type} 02 03 00 22 E8 03 00 0F 00 00 30 03",
            rig.Zcl("07 02", "10 07 00 00 03 06 03 02 03 0F 00"));
        Assert.AreEqual("18 08 01 00 00 00 25 40 E2 01 00 00 00", rig.Zcl("07 02", "10 08 00 00 00"));
        rig.Time.Advance(TimeSpan.FromHours(1));
        Assert.AreEqual("18 08 01 00 00 00 25 28 E6 01 00 00 00", rig.Zcl("07 02", "10 08 00 00 00"), "1000 an hour");
    }

    [TestMethod]
    public void Meters_on_a_battery_are_end_devices_and_tell_what_is_left_of_it()
    {
        using var gas = Rig(DeviceKind.GasMeter);
        Assert.IsFalse(gas.Meter.IsRouter);
        Assert.AreEqual("18 07 01 01 02 00 20 5D", gas.Zcl("07 02", "10 07 00 01 02"));
        using var electricity = Rig(DeviceKind.ElectricityMeter);
        Assert.AreEqual("18 07 01 01 02 86", electricity.Zcl("07 02", "10 07 00 01 02"));
    }

    [TestMethod]
    public void A_household_s_gas_and_water_are_plausible()
    {
        foreach (var (kind, least, most) in new[] { (DeviceKind.GasMeter, 4000UL, 10_000UL), (DeviceKind.WaterMeter, 150UL, 500UL) })
        {
            using var rig = new HomeRig(new HomeDescription { Devices = [new DeviceDescription { Kind = kind, Address = HomeRig.MeterAddress, InitialWattHours = 0 }] });
            rig.Time.Advance(TimeSpan.FromDays(1));
            var litres = BitConverter.ToUInt32(Wire.Bytes(rig.Zcl("07 02", "10 07 00 00 00")).AsSpan(7));
            Assert.IsTrue(litres >= least && litres <= most, $"{kind}: {litres}");
        }
    }

    [TestMethod]
    public void Fast_polling_is_granted_within_limits_and_not_extended()
    {
        using var rig = Rig(DeviceKind.ElectricityMeter);
        Assert.AreEqual("19 30 03 05 44 83 74 2D", rig.Zcl("07 02", "01 30 03 01 3C"), "5 s and 15 minutes at most");
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.AreEqual("19 31 03 05 44 83 74 2D", rig.Zcl("07 02", "01 31 03 0A 0F"));
        rig.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.AreEqual("19 32 03 0A BC 83 74 2D", rig.Zcl("07 02", "01 32 03 0A 02"));
        Assert.AreEqual("18 33 0B 03 80", rig.Zcl("07 02", "01 33 03 0A"));
    }

    [TestMethod]
    public void The_interval_under_way_has_a_start_and_a_value()
    {
        using var rig = Rig(DeviceKind.ElectricityMeter);
        rig.Time.Advance(TimeSpan.FromMinutes(21));

        // Since 12:15, six minutes at 1000 W.
        Assert.AreEqual("18 07 01 05 04 00 E2 44 83 74 2D 07 04 00 22 64 00 00", rig.Zcl("07 02", "10 07 00 05 04 07 04"));
    }

    [TestMethod]
    public void A_meter_gets_a_mirror_and_reports_to_it()
    {
        using var rig = Rig(DeviceKind.GasMeter);
        var commands = new HomeCommands(rig.Home);
        commands.Execute("mirror gas-meter");
        var search = rig.Take().Single().Split(' ');
        rig.Home.Module.Input(Wire.Frame($"11 00 {rig.MeterAddresses} 00 00 80 06 00 00 00 00 {search[18]} 00 00 00 01 5E"));
        var request = rig.Take().Single();
        Assert.Contains(" 01 5E 07 02 01 09 61 09 ", request);
        Assert.EndsWith(" 01", request);

        rig.Home.Module.Input(Wire.Frame($"11 00 {rig.MeterAddresses} 5E 01 07 02 01 09 00 20 11 {request.Split(' ')[19]} 01 21 00"));
        var reports = rig.Take();
        Assert.IsTrue(reports.All(static report => report.Contains(" 01 21 07 02 01 09 61 18 ", StringComparison.Ordinal)), "to endpoint 0x21, encrypted");
        Assert.IsTrue(reports.All(static report => report.Split(' ').Length - 18 <= 57), "in one packet each");
        var all = string.Join(' ', reports);
        Assert.Contains("06 03 18 01", all);
        Assert.Contains("00 00 25 40 E2 01 00 00 00", all);
        Assert.Contains("01 02 20 5D", all);

        var state = HomeState.Of(rig.Home).Devices[0].Meter!;
        Assert.AreEqual((byte)0x21, state.MirrorEndpoint);
        Assert.AreEqual(123_456UL, state.Delivered);

        rig.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.IsEmpty(rig.Take());
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.HasCount(reports.Count, rig.Take());

        rig.Home.Module.Input(Wire.Frame($"11 00 {rig.MeterAddresses} 5E 01 07 02 01 09 00 20 11 55 02 21 00"));
        rig.Take();
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.IsEmpty(rig.Take(), "the mirror is gone");
    }

    [TestMethod]
    public void A_mirror_that_is_refused_gets_no_reports()
    {
        using var rig = Rig(DeviceKind.GasMeter);
        rig.Home.Module.Input(Wire.Frame($"11 00 {rig.MeterAddresses} 5E 01 07 02 01 09 00 20 11 55 01 FF FF"));
        rig.Take();
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.IsEmpty(rig.Take());
    }

    private static HomeRig Rig(DeviceKind kind) => new(new HomeDescription
    {
        Devices =
        [
            new DeviceDescription
            {
                Kind = kind, Address = HomeRig.MeterAddress, LoadWatts = [.. Enumerable.Repeat(1000.0, 24)], LoadVariation = 0, InitialWattHours = 123_456,
            },
        ],
    });
}
