using SEFramework.Radio.XBee.Frames;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.Tests.XBee.Frames;

/// <summary>Fields of the frames: reference 07, section 4. Every frame is also written back.</summary>
[TestClass]
public sealed class TypedFrameTests
{
    private static readonly IeeeAddress Device = new(0x0013A20041223344);
    private static readonly NwkAddress Nwk = new(0x7D84);

    [TestMethod]
    public void At_command_query()
    {
        var frame = Read<AtCommandFrame>("08 01 41 49");
        Assert.IsFalse(frame.Queued);
        Assert.AreEqual(1, frame.FrameId);
        Assert.AreEqual("AI", frame.Command.ToString());
        Assert.AreEqual(AtCommands.AssociationIndication, frame.Command);
        Assert.IsTrue(frame.Value.IsEmpty);
    }

    [TestMethod]
    public void At_command_queued_with_a_value()
    {
        var frame = Read<AtCommandFrame>("09 02 4E 4A 78");
        Assert.IsTrue(frame.Queued);
        Assert.AreEqual(AtCommands.NodeJoinTime, frame.Command);
        Assert.AreEqual("78", Convert.ToHexString(frame.Value));
    }

    [TestMethod]
    public void At_response_with_flags_of_old_firmware_in_its_status()
    {
        var frame = Read<AtResponseFrame>("88 52 4D 59 44 12 34");
        Assert.AreEqual(0x52, frame.FrameId);
        Assert.AreEqual(AtCommands.NetworkAddress, frame.Command);
        Assert.AreEqual(0x44, frame.RawStatus);
        Assert.AreEqual(AtStatus.TransmitFailure, frame.Status);
        Assert.AreEqual("1234", Convert.ToHexString(frame.Value));
    }

    [TestMethod]
    public void Remote_at_command_and_response()
    {
        var command = Read<RemoteAtCommandFrame>("17 03 00 13 A2 00 41 22 33 44 FF FE 02 44 37 01");
        Assert.AreEqual(Device, command.Destination);
        Assert.AreEqual(NwkAddress.Unknown, command.DestinationNwk);
        Assert.AreEqual(RemoteAtOptions.ApplyChanges, command.Options);
        Assert.AreEqual(AtCommands.CtsFlowControl, command.Command);
        Assert.AreEqual("01", Convert.ToHexString(command.Value));

        var response = Read<RemoteAtResponseFrame>("97 03 00 13 A2 00 41 22 33 44 7D 84 44 37 04");
        Assert.AreEqual(3, response.FrameId);
        Assert.AreEqual(Device, response.Source);
        Assert.AreEqual(Nwk, response.SourceNwk);
        Assert.AreEqual(AtStatus.TransmitFailure, response.Status);
        Assert.IsTrue(response.Value.IsEmpty);
    }

    [TestMethod]
    public void Transmit_request()
    {
        var frame = Read<TransmitRequestFrame>("10 09 00 13 A2 00 41 22 33 44 7D 84 05 01 AB CD");
        Assert.AreEqual(9, frame.FrameId);
        Assert.AreEqual(Device, frame.Destination);
        Assert.AreEqual(5, frame.BroadcastRadius);
        Assert.AreEqual(XBeeTransmitOptions.DisableRetries, frame.Options);
        Assert.AreEqual("ABCD", Convert.ToHexString(frame.Payload));
    }

    [TestMethod]
    public void Explicit_transmit()
    {
        var frame = Read<ExplicitTransmitFrame>("11 0A 00 13 A2 00 41 22 33 44 7D 84 5E 01 07 01 01 09 00 20 09 10 02 00");
        Assert.AreEqual(0x0A, frame.FrameId);
        Assert.AreEqual(Device, frame.Destination);
        Assert.AreEqual(Nwk, frame.DestinationNwk);
        Assert.AreEqual(0x5E, frame.SourceEndpoint);
        Assert.AreEqual(0x01, frame.DestinationEndpoint);
        Assert.AreEqual(0x0701, frame.ClusterId);
        Assert.AreEqual(0x0109, frame.ProfileId);
        Assert.AreEqual(0, frame.BroadcastRadius);
        Assert.AreEqual(XBeeTransmitOptions.ApsEncryption, frame.Options);
        Assert.AreEqual("09100200", Convert.ToHexString(frame.Payload));
    }

    [TestMethod]
    public void Transmit_status()
    {
        var frame = Read<TransmitStatusFrame>("8B 0A 7D 84 02 BB 43");
        Assert.AreEqual(0x0A, frame.FrameId);
        Assert.AreEqual(Nwk, frame.DestinationNwk);
        Assert.AreEqual(2, frame.Retries);
        Assert.AreEqual(TransmitStatus.KeyNotAuthorized, frame.Delivery);
        Assert.AreEqual(XBeeDiscoveryStatus.Address | XBeeDiscoveryStatus.Route | XBeeDiscoveryStatus.ExtendedTimeout, frame.Discovery);
    }

    [TestMethod]
    public void Register_joining_device_and_status()
    {
        var frame = Read<RegisterJoiningDeviceFrame>("24 05 00 13 A2 00 41 22 33 44 FF FE 00 00 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF");
        Assert.AreEqual(5, frame.FrameId);
        Assert.AreEqual(Device, frame.Registrant);
        Assert.AreEqual(NwkAddress.Unknown, frame.RegistrantNwk);
        Assert.AreEqual(JoiningKeyKind.LinkKey, frame.Kind);
        Assert.AreEqual("00112233445566778899AABBCCDDEEFF", Convert.ToHexString(frame.Key));

        // A real radio's exchange with an install code (zigpy-xbee pull request 150), its CRC last.
        var installCode = Read<RegisterJoiningDeviceFrame>("24 33 00 13 A2 00 41 98 23 F9 FF FE 01 C9 A7 D2 44 1A 71 16 95 CD 62 17 0D 33 28 EA 2B 42 3D");
        Assert.AreEqual(JoiningKeyKind.InstallCode, installCode.Kind);
        Assert.AreEqual(18, installCode.Key.Length);

        Assert.IsTrue(Read<RegisterJoiningDeviceFrame>("24 06 00 13 A2 00 41 22 33 44 FF FE 00").Key.IsEmpty);
        Assert.AreEqual(RegistrationStatus.AddressInvalid, Read<RegisterJoiningDeviceStatusFrame>("A4 05 B3").Status);
    }

    [TestMethod]
    public void Modem_status()
    {
        Assert.AreEqual(XBeeModemStatus.CoordinatorStarted, Read<ModemStatusFrame>("8A 06").Status);
        Assert.AreEqual((XBeeModemStatus)0x87, Read<ModemStatusFrame>("8A 87").Status);
    }

    [TestMethod]
    public void Receive_and_explicit_receive()
    {
        var plain = Read<ReceiveFrame>("90 00 13 A2 00 41 22 33 44 7D 84 42 01 02");
        Assert.AreEqual(Device, plain.Source);
        Assert.AreEqual(Nwk, plain.SourceNwk);
        Assert.AreEqual(XBeeReceiveOptions.Broadcast | XBeeReceiveOptions.FromEndDevice, plain.Options);
        Assert.AreEqual("0102", Convert.ToHexString(plain.Payload));

        var frame = Read<ExplicitReceiveFrame>("91 FF FF FF FF FF FF FF FF 7D 84 01 5E 07 02 01 09 21 18 01 0A");
        Assert.AreEqual(IeeeAddress.Unknown, frame.Source);
        Assert.AreEqual(Nwk, frame.SourceNwk);
        Assert.AreEqual(1, frame.SourceEndpoint);
        Assert.AreEqual(0x5E, frame.DestinationEndpoint);
        Assert.AreEqual(0x0702, frame.ClusterId);
        Assert.AreEqual(0x0109, frame.ProfileId);
        Assert.AreEqual(XBeeReceiveOptions.Acknowledged | XBeeReceiveOptions.ApsEncryption, frame.Options);
        Assert.AreEqual("18010A", Convert.ToHexString(frame.Payload));
    }

    [TestMethod]
    public void Node_identification()
    {
        var frame = Read<NodeIdentificationFrame>(
            "95 00 13 A2 00 41 22 33 44 7D 84 02 7D 84 00 13 A2 00 41 22 33 44 4D 31 00 FF FE 01 02 C1 05 10 1E 00 03");
        Assert.AreEqual(Device, frame.Sender);
        Assert.AreEqual(Nwk, frame.SenderNwk);
        Assert.AreEqual(XBeeReceiveOptions.Broadcast, frame.Options);
        Assert.AreEqual(Nwk, frame.NodeNwk);
        Assert.AreEqual(Device, frame.Node);
        Assert.AreEqual("4D31", Convert.ToHexString(frame.NodeIdentifier));
        Assert.AreEqual(NwkAddress.Unknown, frame.ParentNwk);
        Assert.AreEqual(1, frame.DeviceType);
        Assert.AreEqual(NodeIdentificationEvent.Joined, frame.SourceEvent);
        Assert.AreEqual(0xC105, frame.ProfileId);
        Assert.AreEqual(0x101E, frame.ManufacturerId);
        Assert.AreEqual("0003", Convert.ToHexString(frame.Appendix));
    }

    [TestMethod]
    public void A_node_identification_without_the_end_of_its_name_is_refused()
    {
        Assert.IsFalse(NodeIdentificationFrame.TryRead(
            Hex.Bytes("95 00 13 A2 00 41 22 33 44 7D 84 02 7D 84 00 13 A2 00 41 22 33 44 4D 31 32 33 34 35 36 37 38 39 3A"), out _));
        Assert.IsFalse(NodeIdentificationFrame.TryRead(
            Hex.Bytes("95 00 13 A2 00 41 22 33 44 7D 84 02 7D 84 00 13 A2 00 41 22 33 44 4D 31 32 33 34 35 36 37 38 00 3A"), out _));
    }

    [TestMethod]
    public void Extended_modem_status()
    {
        var frame = Read<ExtendedModemStatusFrame>("98 0D 00 00 7F FF");
        Assert.AreEqual(0x0D, frame.StatusCode);
        Assert.AreEqual("00007FFF", Convert.ToHexString(frame.StatusData));
    }

    [TestMethod]
    public void Over_the_air_update_status()
    {
        var frame = Read<OtaUpdateStatusFrame>("A0 00 13 A2 00 41 22 33 44 7D 84 01 06 15 00 13 A2 00 40 40 12 34");
        Assert.AreEqual(Device, frame.Source);
        Assert.AreEqual(Nwk, frame.UpdaterNwk);
        Assert.AreEqual(0x06, frame.BootloaderMessage);
        Assert.AreEqual(0x15, frame.BlockNumber);
        Assert.AreEqual(new IeeeAddress(0x0013A20040401234), frame.Target);
    }

    [TestMethod]
    public void Route_record()
    {
        var frame = Read<RouteRecordFrame>("A1 00 13 A2 00 41 22 33 44 7D 84 01 02 12 34 56 78");
        Assert.AreEqual(Device, frame.Source);
        Assert.AreEqual(2, frame.HopCount);
        Assert.AreEqual(new NwkAddress(0x1234), frame.GetHop(0));
        Assert.AreEqual(new NwkAddress(0x5678), frame.GetHop(1));
        Assert.IsFalse(RouteRecordFrame.TryRead(Hex.Bytes("A1 00 13 A2 00 41 22 33 44 7D 84 01 03 12 34 56 78"), out _));
    }

    [TestMethod]
    public void Device_authenticated_and_many_to_one_route_request()
    {
        var authenticated = Read<DeviceAuthenticatedFrame>("A2 00 13 A2 00 41 22 33 44 7D 84 00");
        Assert.AreEqual(Device, authenticated.Device);
        Assert.AreEqual(Nwk, authenticated.DeviceNwk);
        Assert.AreEqual(0, authenticated.Status);

        var request = Read<ManyToOneRouteRequestFrame>("A3 00 13 A2 00 41 22 33 44 7D 84 00");
        Assert.AreEqual(Device, request.Source);
        Assert.AreEqual(Nwk, request.SourceNwk);
    }

    [TestMethod]
    public void Frame_error() => Assert.AreEqual(0x02, Read<FrameErrorFrame>("FE 02").Status);

    [TestMethod]
    public void A_frame_writer_refuses_a_short_destination() =>
        Assert.ThrowsExactly<ArgumentException>(() => new ModemStatusFrame().Write(new byte[1]));

    [TestMethod]
    [DataRow("")]
    [DataRow("A")]
    [DataRow("APX")]
    [DataRow("Aé")]
    public void A_command_name_has_two_ascii_characters(string letters) => Assert.ThrowsExactly<ArgumentException>(() => new AtCommandName(letters));

    [TestMethod]
    public void A_command_name_that_is_not_printable_is_written_in_hex() => Assert.AreEqual(@"\x41\x00", new AtCommandName(0x4100).ToString());

    /// <summary>Reads a frame, and checks that it is written back byte for byte.</summary>
    private static TFrame Read<TFrame>(string hex)
        where TFrame : IXBeeFrame<TFrame>, allows ref struct
    {
        var bytes = Hex.Bytes(hex);
        Assert.IsTrue(TFrame.TryRead(bytes, out var frame), hex);
        var written = new byte[frame.Length];
        Assert.AreEqual(written.Length, frame.Write(written));
        Assert.AreEqual(Convert.ToHexString(bytes), Convert.ToHexString(written));
        return frame;
    }
}
