using SEFramework.Radio;
using SEFramework.Simulator.Module;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Simulator.Tests.Module;

/// <summary>Frames 0x11 and 0x8B, reference 07, sections 4.2 and 9.</summary>
[TestClass]
public sealed class TransmitTests
{
    private const string ToMeter = "00 0C C1 00 11 22 33 44 7D 84";

    [TestMethod]
    public void A_frame_reaches_its_device_and_its_status_names_the_address()
    {
        using var rig = Formed(out var meter);
        CollectionAssert.AreEqual(new[] { "8B 0A 7D 84 00 00 00" }, rig.Exchange($"11 0A {ToMeter} 5E 01 07 02 01 09 00 00 10 07 00"));
        var heard = Assert.ContainsSingle(meter.Heard);
        Assert.AreEqual("10 07 00", Wire.Text(heard.Payload.Span));
        Assert.AreEqual((byte)0x5E, heard.SourceEndpoint);
        Assert.AreEqual((byte)0x01, heard.DestinationEndpoint);
        Assert.AreEqual((ushort)0x0702, heard.ClusterId);
        Assert.AreEqual((ushort)0x0109, heard.ProfileId);
        Assert.AreEqual(ApsReceiveOptions.Acknowledged, heard.Options);
    }

    [TestMethod]
    public void The_published_DRLC_frame_is_accepted()
    {
        using var rig = new ModuleRig();
        rig.Form();
        var meter = new TestNode(rig.Network, 0x0013A20040401234, 0x5678);
        rig.Network.Add(meter);
        rig.Module.Input(Wire.Bytes(
            "7E 00 2E 11 01 00 13 A2 00 40 40 12 34 56 78 41 42 07 01 01 09 00 00 09 01 00 78 56 34 12 14 00 00 00 00 00 00 01 00 04 FF FF 00 80 00 80 80 FF 00 5B"));
        CollectionAssert.AreEqual(new[] { "8B 01 56 78 00 00 00" }, rig.Take());
        Assert.HasCount(26, meter.Heard[0].Payload.ToArray());
    }

    [TestMethod]
    public void An_unknown_network_address_costs_an_address_discovery()
    {
        using var rig = Formed(out var meter);
        CollectionAssert.AreEqual(
            new[] { "8B 0A 7D 84 00 00 01" }, rig.Exchange("11 0A 00 0C C1 00 11 22 33 44 FF FE 5E 01 07 02 01 09 00 00 10 07 00"));
        Assert.HasCount(1, meter.Heard);
    }

    [TestMethod]
    public void The_network_address_alone_is_enough()
    {
        using var rig = Formed(out var meter);
        CollectionAssert.AreEqual(
            new[] { "8B 0A 7D 84 00 00 00" }, rig.Exchange("11 0A FF FF FF FF FF FF FF FF 7D 84 5E 01 07 02 01 09 00 00 10 07 00"));
        Assert.HasCount(1, meter.Heard);
    }

    [TestMethod]
    public void Frame_id_zero_gets_no_status()
    {
        using var rig = Formed(out var meter);
        Assert.IsEmpty(rig.Exchange($"11 00 {ToMeter} 5E 01 07 02 01 09 00 00 10 07 00"));
        Assert.HasCount(1, meter.Heard);
    }

    [TestMethod]
    public void Not_joined_is_0x22()
    {
        using var rig = new ModuleRig();
        CollectionAssert.AreEqual(new[] { "8B 0A FF FD 00 22 00" }, rig.Exchange($"11 0A {ToMeter} 5E 01 07 02 01 09 00 00 01"));
    }

    [TestMethod]
    [DataRow("00 13 A2 00 41 22 33 44 FF FE", DisplayName = "own extended address")]
    [DataRow("00 00 00 00 00 00 00 00 FF FE", DisplayName = "the coordinator, which it is")]
    [DataRow("FF FF FF FF FF FF FF FF 00 00", DisplayName = "own network address")]
    public void Self_addressed_is_0x23(string destination)
    {
        using var rig = Formed(out _);
        CollectionAssert.AreEqual(new[] { "8B 0A FF FD 00 23 00" }, rig.Exchange($"11 0A {destination} 5E 01 07 02 01 09 00 00 01"));
    }

    [TestMethod]
    [DataRow("00 0C C1 00 11 22 33 99 FF FE", "24 01", DisplayName = "unknown extended address")]
    [DataRow("FF FF FF FF FF FF FF FF 12 34", "25 02", DisplayName = "unknown network address")]
    public void Unknown_addresses_have_their_statuses(string destination, string expected)
    {
        using var rig = Formed(out _);
        CollectionAssert.AreEqual(new[] { $"8B 0A FF FD 00 {expected}" }, rig.Exchange($"11 0A {destination} 5E 01 07 02 01 09 00 00 01"));
    }

    [TestMethod]
    public void A_device_that_is_off_does_not_acknowledge()
    {
        using var rig = Formed(out var meter);
        meter.IsListening = false;
        CollectionAssert.AreEqual(new[] { "8B 0A FF FD 00 21 00" }, rig.Exchange($"11 0A {ToMeter} 5E 01 07 02 01 09 00 00 01"));
    }

    [TestMethod]
    public void Without_retries_a_loss_goes_unnoticed()
    {
        using var rig = Formed(out var meter);
        meter.Faults.LossToNode = 1;
        CollectionAssert.AreEqual(new[] { "8B 0A 7D 84 00 00 00" }, rig.Exchange($"11 0A {ToMeter} 5E 01 07 02 01 09 00 01 01"));
        Assert.IsEmpty(meter.Heard);
    }

    [TestMethod]
    public void APS_encryption_needs_an_authorised_link_key()
    {
        using var rig = Formed(out var meter, FirmwareProfile.XBeeSeCoordinator);
        meter.HasLinkKey = false;
        CollectionAssert.AreEqual(new[] { "8B 0A FF FD 00 BB 00" }, rig.Exchange($"11 0A {ToMeter} 5E 01 07 01 01 09 00 20 09 10 02 00"));
        meter.HasLinkKey = true;
        CollectionAssert.AreEqual(new[] { "8B 0A 7D 84 00 00 00" }, rig.Exchange($"11 0A {ToMeter} 5E 01 07 01 01 09 00 20 09 10 02 00"));
        Assert.AreEqual(ApsReceiveOptions.Acknowledged | ApsReceiveOptions.ApsEncryption, meter.Heard[0].Options);
    }

    [TestMethod]
    public void APS_encryption_on_an_open_network_is_0x2E_and_of_a_broadcast_0x2D()
    {
        using var rig = new ModuleRig();
        rig.At("CE", "01");
        rig.Take();
        CollectionAssert.AreEqual(new[] { "8B 0A FF FD 00 2E 00" }, rig.Exchange($"11 0A {ToMeter} 5E 01 07 02 01 09 00 20 01"));
        rig.At("EE", "01");
        rig.Take();
        CollectionAssert.AreEqual(new[] { "8B 0A FF FD 00 2D 00" }, rig.Exchange("11 0A 00 00 00 00 00 00 FF FF FF FE 5E 01 07 02 01 09 00 20 01"));
    }

    [TestMethod]
    public void A_broadcast_reaches_everybody_and_always_succeeds()
    {
        using var rig = Formed(out var meter);
        var other = new TestNode(rig.Network, 0x000CC10011223355, 0x1234);
        rig.Network.Add(other);
        CollectionAssert.AreEqual(
            new[] { "8B 09 FF FD 00 00 00" }, rig.Exchange("11 09 00 00 00 00 00 00 FF FF FF FE 00 00 00 06 00 00 00 00 23 FD FF 09 01 01 00 08 00"));
        Assert.AreEqual(ApsReceiveOptions.Broadcast, meter.Heard[0].Options);
        Assert.HasCount(1, other.Heard);
        other.IsListening = false;
        meter.IsListening = false;
        CollectionAssert.AreEqual(new[] { "8B 09 FF FD 00 00 00" }, rig.Exchange("11 09 00 00 00 00 00 00 FF FF FF FE 00 00 00 06 00 00 00 00 23"));
    }

    [TestMethod]
    public void A_broadcast_to_routers_spares_end_devices()
    {
        using var rig = Formed(out var router);
        var endDevice = new TestNode(rig.Network, 0x000CC10011223355, 0x1234) { IsRouter = false };
        rig.Network.Add(endDevice);
        rig.Exchange("11 09 FF FF FF FF FF FF FF FF FF FC 00 00 00 36 00 00 00 00 23 3C 00");
        Assert.HasCount(1, router.Heard);
        Assert.IsEmpty(endDevice.Heard);
    }

    [TestMethod]
    [DataRow("xbee-se-coordinator", "00", 66, "00")]
    [DataRow("xbee-se-coordinator", "00", 67, "74")]
    [DataRow("xbee-se-coordinator", "20", 57, "00")]
    [DataRow("xbee-se-coordinator", "20", 58, "74")]
    [DataRow("xbee3-zigbee", "20", 255, "00")]
    [DataRow("xbee3-zigbee", "20", 256, "74")]
    public void Payloads_fit_up_to_the_firmware_s_limit(string firmware, string options, int length, string expected)
    {
        using var rig = Formed(out _, FirmwareProfile.Find(firmware));
        var payload = Wire.Text(new byte[length]);
        CollectionAssert.AreEqual(
            new[] { $"8B 0A {(expected == "00" ? "7D 84" : "FF FD")} 00 {expected} 00" }, rig.Exchange($"11 0A {ToMeter} 5E 01 07 02 01 09 00 {options} {payload}"));
    }

    [TestMethod]
    public void Broadcasts_are_never_fragmented()
    {
        using var rig = Formed(out _);
        var tooLong = Wire.Text(new byte[75]);
        CollectionAssert.AreEqual(new[] { "8B 0A FF FD 00 74 00" }, rig.Exchange($"11 0A 00 00 00 00 00 00 FF FF FF FE 5E 01 07 02 01 09 00 00 {tooLong}"));
    }

    [TestMethod]
    public void The_binding_table_is_empty_and_a_group_has_no_members()
    {
        using var rig = Formed(out var meter);
        CollectionAssert.AreEqual(new[] { "8B 0A FF FD 00 2B 00" }, rig.Exchange($"11 0A {ToMeter} 5E 01 07 02 01 09 00 04 01"));
        CollectionAssert.AreEqual(new[] { "8B 0A FF FD 00 00 00" }, rig.Exchange("11 0A FF FF FF FF FF FF FF FF 00 01 5E 01 07 02 01 09 00 08 01"));
        Assert.IsEmpty(meter.Heard);
    }

    [TestMethod]
    public void A_Digi_data_transmission_goes_to_the_data_endpoint()
    {
        using var rig = Formed(out var meter);
        CollectionAssert.AreEqual(new[] { "8B 0A 7D 84 00 00 00" }, rig.Exchange($"10 0A {ToMeter} 00 00 48 69"));
        Assert.AreEqual((byte)0xE8, meter.Heard[0].DestinationEndpoint);
        Assert.AreEqual((ushort)0x0011, meter.Heard[0].ClusterId);
        Assert.AreEqual((ushort)0xC105, meter.Heard[0].ProfileId);
        Assert.AreEqual("48 69", Wire.Text(meter.Heard[0].Payload.Span));
    }

    [TestMethod]
    public void A_transmit_failure_can_be_ordered_for_a_device_or_for_all()
    {
        using var rig = Formed(out var meter);
        meter.Faults.FailTransmissions(TransmitStatus.RouteNotFound, 1);
        rig.Network.Faults.FailTransmissions(TransmitStatus.NoBuffers, 1);
        var frame = $"11 0A {ToMeter} 5E 01 07 02 01 09 00 00 01";
        CollectionAssert.AreEqual(new[] { "8B 0A FF FD 00 25 02" }, rig.Exchange(frame));
        CollectionAssert.AreEqual(new[] { "8B 0A FF FD 00 18 00" }, rig.Exchange(frame));
        CollectionAssert.AreEqual(new[] { "8B 0A 7D 84 00 00 00" }, rig.Exchange(frame));
        Assert.HasCount(1, meter.Heard);
    }

    [TestMethod]
    public void Latency_and_delay_are_time_of_the_home()
    {
        using var rig = Formed(out var meter);
        rig.Network.Latency = TimeSpan.FromMilliseconds(20);
        meter.Faults.Delay = TimeSpan.FromSeconds(2);
        Assert.IsEmpty(rig.Exchange($"11 0A {ToMeter} 5E 01 07 02 01 09 00 00 01"));
        rig.Time.Advance(TimeSpan.FromMilliseconds(2019));
        Assert.IsEmpty(rig.Take());
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        CollectionAssert.AreEqual(new[] { "8B 0A 7D 84 00 00 00" }, rig.Take());
        Assert.HasCount(1, meter.Heard);
    }

    private static ModuleRig Formed(out TestNode meter, FirmwareProfile? profile = null)
    {
        var rig = new ModuleRig(profile);
        rig.Form();
        meter = new TestNode(rig.Network, 0x000CC10011223344, 0x7D84);
        rig.Network.Add(meter);
        return rig;
    }
}
