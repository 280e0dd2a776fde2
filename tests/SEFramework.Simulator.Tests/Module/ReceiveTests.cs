using SEFramework.Simulator.Module;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Simulator.Tests.Module;

/// <summary>Frames 0x91 and 0x90 and the AO rules, reference 07, sections 4.3 and 6.</summary>
[TestClass]
public sealed class ReceiveTests
{
    [TestMethod]
    public void A_received_frame_is_passed_with_all_its_addressing()
    {
        using var rig = Formed("07", out var meter);
        meter.Send(Report(ApsTransmitOptions.ApsEncryption));
        CollectionAssert.AreEqual(
            new[] { "91 00 0C C1 00 11 22 33 44 7D 84 01 5E 07 02 01 09 21 18 01 0A 00 00" }, rig.Take());
    }

    [TestMethod]
    public void An_end_device_and_a_broadcast_show_in_the_options()
    {
        using var rig = Formed("07", out _);
        var endDevice = new TestNode(rig.Network, 0x000CC10011223355, 0x1234) { IsRouter = false };
        rig.Network.Add(endDevice);
        endDevice.Send(new ApsDataRequest(IeeeAddress.Broadcast, NwkAddress.Unknown, 0, 0, 0, 0x0013, new byte[] { 1 }));
        CollectionAssert.AreEqual(new[] { "91 00 0C C1 00 11 22 33 55 12 34 00 00 00 13 00 00 42 01" }, rig.Take());
    }

    [TestMethod]
    public void The_extended_address_may_be_missing()
    {
        using var rig = Formed("07", out var meter);
        meter.Faults.HideExtendedAddress = true;
        meter.Send(Report());
        CollectionAssert.AreEqual(
            new[] { "91 FF FF FF FF FF FF FF FF 7D 84 01 5E 07 02 01 09 01 18 01 0A 00 00" }, rig.Take());
    }

    [TestMethod]
    public void Duplicated_and_lost_frames_can_be_ordered()
    {
        using var rig = Formed("07", out var meter);
        meter.Faults.Duplication = 1;
        meter.Send(Report());
        Assert.HasCount(2, rig.Take());
        meter.Faults.Clear();
        meter.Faults.LossFromNode = 1;
        meter.Send(Report());
        Assert.IsEmpty(rig.Take());
        meter.Faults.Clear();
        meter.Send(Report());
        Assert.HasCount(1, rig.Take());
    }

    [TestMethod]
    public void Without_explicit_output_only_Digi_data_comes_through()
    {
        using var rig = Formed("00", out var meter);
        meter.Send(Report());
        Assert.IsEmpty(rig.Take());
        meter.Send(new ApsDataRequest(rig.Module.Node.Address, NwkAddress.Coordinator, 0xE8, 0xE8, 0xC105, 0x0011, new byte[] { 0x48, 0x69 }));
        CollectionAssert.AreEqual(new[] { "90 00 0C C1 00 11 22 33 44 7D 84 01 48 69" }, rig.Take());
    }

    [TestMethod]
    [DataRow("xbee3-zigbee", "01", 0x0005, false)]
    [DataRow("xbee3-zigbee", "07", 0x0005, true)]
    [DataRow("xbee3-zigbee", "07", 0x0000, true)]
    [DataRow("xbee3-zigbee", "07", 0x0021, false, DisplayName = "bind needs bit 3")]
    [DataRow("xbee3-zigbee", "0F", 0x0021, true)]
    [DataRow("xbee3-zigbee", "03", 0x0011, false, DisplayName = "unsupported needs bit 2")]
    [DataRow("xbee3-zigbee", "05", 0x0011, true)]
    [DataRow("xbee3-zigbee", "11", 0x0005, true, DisplayName = "echo")]
    [DataRow("xbee3-zigbee", "27", 0x0005, false, DisplayName = "bit 5 suppresses")]
    [DataRow("xbee3-zigbee", "27", 0x8005, false, DisplayName = "bit 5 suppresses answers too")]
    [DataRow("xbee3-zigbee", "01", 0x8005, true)]
    [DataRow("xbee3-zigbee", "01", 0x0013, true)]
    [DataRow("xbee3-zigbee", "00", 0x8005, false)]
    [DataRow("xbee-se-coordinator", "01", 0x0006, false)]
    [DataRow("xbee-se-coordinator", "03", 0x0006, true)]
    [DataRow("xbee-se-coordinator", "03", 0x0002, false, DisplayName = "its own node descriptor the module answers")]
    [DataRow("xbee-se-coordinator", "03", 0x0021, true)]
    [DataRow("xbee-se-coordinator", "01", 0x8006, true)]
    public void ZDO_is_passed_as_AO_says(string firmware, string ao, int cluster, bool passed)
    {
        using var rig = Formed(ao, out var meter, FirmwareProfile.Find(firmware));
        meter.Send(new ApsDataRequest(rig.Module.Node.Address, NwkAddress.Coordinator, 0, 0, 0, (ushort)cluster, new byte[] { 0x33, 0x00, 0x00 }));
        var frames = rig.Take();
        Assert.HasCount(passed ? 1 : 0, frames);
        Assert.IsTrue(!passed || frames[0].EndsWith("33 00 00", StringComparison.Ordinal));
    }

    private static ApsDataRequest Report(ApsTransmitOptions options = ApsTransmitOptions.None) => new(
        IeeeAddress.Parse("00:13:A2:00:41:22:33:44"), NwkAddress.Coordinator, 0x5E, 0x01, 0x0109, 0x0702, new byte[] { 0x18, 0x01, 0x0A, 0x00, 0x00 }, options);

    private static ModuleRig Formed(string ao, out TestNode meter, FirmwareProfile? profile = null)
    {
        var rig = new ModuleRig(profile);
        rig.Form();
        rig.At("AO", ao);
        meter = new TestNode(rig.Network, 0x000CC10011223344, 0x7D84);
        rig.Network.Add(meter);
        return rig;
    }
}
