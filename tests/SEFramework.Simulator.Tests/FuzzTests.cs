using FsCheck;
using FsCheck.Fluent;
using SEFramework.Simulator.Module;

namespace SEFramework.Simulator.Tests;

/// <summary>Nothing on the line or on the air makes a home fail.</summary>
[TestClass]
public sealed class FuzzTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithReplay(19, 23).WithMaxTest(1000);

    [TestMethod]
    [DataRow((byte)0)]
    [DataRow((byte)1)]
    [DataRow((byte)2)]
    public void Any_bytes_on_the_line(byte apiMode)
    {
        using var rig = new ModuleRig(apiMode: apiMode);
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), data => rig.Module.Input(data)).Check(Settings);
    }

    [TestMethod]
    [DataRow("xbee3-zigbee")]
    [DataRow("xbee-se-coordinator")]
    public void Any_frame_data(string firmware)
    {
        using var rig = new ModuleRig(FirmwareProfile.Find(firmware));
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            Gen.Elements<byte>(0x08, 0x09, 0x10, 0x11, 0x17, 0x21, 0x24, 0x2D, 0xFF).ToArbitrary(),
            (data, type) => rig.Module.Input(Wire.Frame(Wire.Text([type, .. data])))).Check(Settings);
    }

    [TestMethod]
    public void Any_AT_command_and_value()
    {
        using var rig = new ModuleRig();
        var names = Simulator.Module.At.AtCommandTable.Rows.Select(static row => row.Name).Where(static name => name != "AP").Distinct().ToArray();
        Prop.ForAll(
            Gen.Elements(names).ToArbitrary(),
            ArbMap.Default.ArbFor<byte[]>(),
            (name, value) =>
            {
                rig.Module.Input(Wire.Frame(Wire.Text([0x08, 0x01, (byte)name[0], (byte)name[1], .. value])));
                rig.Time.Advance(TimeSpan.FromSeconds(1));
                rig.Module.TryPreset("AP", 1);
            }).Check(Settings);
        rig.Module.PowerOff();
        rig.Module.PowerOn();
        rig.Take();
        Assert.AreEqual("00 01", rig.At("AP"));
    }

    [TestMethod]
    [DataRow("00 00", "00 00")]
    [DataRow("5E 01", "01 09")]
    public void Any_payload_for_any_cluster_of_a_device(string endpoints, string profile)
    {
        using var rig = new HomeRig();
        string[] clusters = ["00 00", "00 01", "00 02", "00 03", "00 04", "00 05", "00 06", "00 0A", "00 21", "00 22", "00 31", "00 32", "00 36", "07 02", "08 00", "80 00"];
        Prop.ForAll(
            Gen.Elements(clusters).ToArbitrary(),
            ArbMap.Default.ArbFor<byte[]>(),
            (cluster, payload) =>
            {
                rig.Exchange($"11 00 {rig.MeterAddresses} {endpoints} {cluster} {profile} 00 20 {Wire.Text(payload)}");
                rig.Time.Advance(TimeSpan.FromSeconds(10));
                rig.Take();
            }).Check(Settings);
        Assert.AreEqual("18 07 01 00 03 00 30 00", rig.Zcl("07 02", "10 07 00 00 03"));
    }
}
