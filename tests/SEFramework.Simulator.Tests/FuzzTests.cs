using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Home;
using SEFramework.Simulator.Module;
using SEFramework.Testing;

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

    [TestMethod]
    [DataRow(DeviceKind.Thermostat, true)]
    [DataRow(DeviceKind.Display, true)]
    [DataRow(DeviceKind.GasMeter, false)]
    public void Any_command_for_a_Smart_Energy_cluster(DeviceKind kind, bool fromServer)
    {
        using var rig = new HomeRig(new HomeDescription { Devices = [new DeviceDescription { Kind = kind, Address = HomeRig.MeterAddress }] });
        Prop.ForAll(
            Gen.Elements("07 00", "07 01", "07 02", "07 03").ToArbitrary(),
            Gen.Choose(0, 4).ToArbitrary(),
            Gen.ArrayOf(ArbMap.Default.GeneratorFor<byte>()).Resize(40).ToArbitrary(),
            (cluster, command, payload) =>
            {
                rig.Exchange($"11 00 {rig.MeterAddresses} 5E 01 {cluster} 01 09 00 20 {(fromServer ? "09" : "01")} 01 {command:X2} {Wire.Text(payload)}");
                rig.Time.Advance(TimeSpan.FromMinutes(7));
                rig.Take();
            }).Check(Settings);
        Assert.AreEqual("18 07 01 07 00 00 30 01", rig.Zcl("00 00", "10 07 00 07 00"), "alive");
    }

    [TestMethod]
    public void Any_line_of_words_is_carried_out_or_refused()
    {
        using var home = SimulatedHome.Build(HomeDescription.Default with { Variant = HomeVariant.IpdRouter }, new ManualTimeProvider(), NullLogger.Instance);
        var commands = new HomeCommands(home);
        string[] words = [.. HomeCommands.Help.Select(static command => command.Usage.Split(' ')[0]), "meter", "display", "module", "network", "esi", "thermostat", "0", "1", "0x21", "99999999999", "on", "loss", "Metering", "start=5", "duty=50", "\"", "1A2B", "00112233445566778899AABBCCDDEEFF"];
        Prop.ForAll(
            Gen.ArrayOf(Gen.Elements(words)).Resize(6).ToArbitrary(),
            line =>
            {
                try
                {
                    commands.Execute(string.Join(' ', line));
                }
                catch (HomeCommandException e)
                {
                    Assert.AreNotEqual(string.Empty, e.Message);
                }
            }).Check(Settings);
        Assert.IsGreaterThan(0, HomeState.Of(home).Devices.Count);
    }
}
