using FsCheck;
using FsCheck.Fluent;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Zigbee.Tests.Zdo;

/// <summary>ZDO responses and what is inside them: reference 02, sections 10 to 12. The bytes are laid out by hand.</summary>
[TestClass]
public sealed class ZdoResponseTests
{
    private const string Node = "00 40 8E 1E 10 52 FF 00 41 00 FF 00 00";
    private const string Simple = "0A 09 01 01 05 00 03 00 00 03 00 02 07 01 0A 00";
    private const string Meter = "AA000000000000DD 4433221100A21300 847D 25 01 01 C8";
    private const string Display = "AA000000000000DD 5533221100A21300 5678 12 02 0F 10";

    [TestMethod]
    public void Node_descriptors()
    {
        const string Fields = "00 847D" + Node;
        Assert.IsTrue(DescriptorResponse<NodeDescriptor>.TryRead(Hex.Bytes(Fields), out var response));
        Assert.AreEqual(
            new NodeDescriptor(NodeType.Coordinator, false, false, 0, 8, 0x8E, 0x101E, 0x52, 0x00FF, 0x0041, 0x00FF, 0), response!.Descriptor);
        Assert.AreEqual(new NwkAddress(0x7D84), response.Nwk);
        AssertSame(Fields, response);
    }

    [TestMethod]
    public void Power_descriptors()
    {
        const string Fields = "00 847D 10 C1";
        Assert.IsTrue(DescriptorResponse<PowerDescriptor>.TryRead(Hex.Bytes(Fields), out var response));
        Assert.AreEqual(new PowerDescriptor(0, 1, 1, 12), response!.Descriptor);
        AssertSame(Fields, response);
    }

    [TestMethod]
    public void Simple_descriptors_have_their_length_in_front()
    {
        const string Fields = "00 847D 10" + Simple;
        Assert.IsTrue(DescriptorResponse<SimpleDescriptor>.TryRead(Hex.Bytes(Fields), out var response));
        var descriptor = response!.Descriptor!;
        Assert.AreEqual((0x0A, 0x0109, 0x0501, 0), (descriptor.Endpoint, descriptor.ProfileId, descriptor.DeviceId, descriptor.DeviceVersion));
        CollectionAssert.AreEqual(new ushort[] { 0x0000, 0x0003, 0x0702 }, descriptor.InputClusters.ToArray());
        CollectionAssert.AreEqual(new ushort[] { 0x000A }, descriptor.OutputClusters.ToArray());
        AssertSame(Fields, response);
        Assert.IsFalse(DescriptorResponse<SimpleDescriptor>.TryRead(Hex.Bytes("00 847D 0F" + Simple), out _), "a length that ends within the descriptor");
    }

    [TestMethod]
    public void Refusals_have_no_descriptor()
    {
        Assert.IsTrue(DescriptorResponse<NodeDescriptor>.TryRead(Hex.Bytes("81 847D"), out var node));
        Assert.AreEqual(ZdoStatus.DeviceNotFound, node!.Status);
        Assert.IsNull(node.Descriptor);
        AssertSame("81 847D", node);
        Assert.IsTrue(DescriptorResponse<SimpleDescriptor>.TryRead(Hex.Bytes("83 847D 00"), out var simple));
        Assert.AreEqual(ZdoStatus.NotActive, simple!.Status);
        AssertSame("83 847D 00", simple);
        Assert.IsTrue(DescriptorResponse<SimpleDescriptor>.TryRead(Hex.Bytes("83 847D"), out _), "devices that leave the length out");
    }

    [TestMethod]
    [DataRow("00 4433221100A21300 847D", null, DisplayName = "single")]
    [DataRow("00 4433221100A21300 847D 00 00", "", DisplayName = "extended, none")]
    [DataRow("00 4433221100A21300 847D 02 01 5678 9ABC", "7856 BC9A", DisplayName = "extended, two")]
    public void Addresses(string fields, string? associated)
    {
        Assert.IsTrue(AddressResponse.TryRead(Hex.Bytes(fields), out var response));
        Assert.AreEqual("00:13:A2:00:11:22:33:44", response!.Address.ToString());
        Assert.AreEqual(new NwkAddress(0x7D84), response.Nwk);
        Assert.AreEqual(associated, response.Associated is null ? null : string.Join(' ', response.Associated.Devices));
        AssertSame(fields, response);
    }

    [TestMethod]
    public void A_broken_list_of_associated_devices_does_not_spoil_the_address()
    {
        Assert.IsTrue(AddressResponse.TryRead(Hex.Bytes("00 4433221100A21300 847D 02 01 56"), out var response));
        Assert.IsNull(response!.Associated);
        Assert.IsTrue(AddressResponse.TryRead(Hex.Bytes("00 4433221100A21300 847D 00"), out var none));
        Assert.IsEmpty(none!.Associated!.Devices);
    }

    [TestMethod]
    [DataRow("00 847D 02 0A 5E", "10 94", DisplayName = "two endpoints")]
    [DataRow("00 847D 00", "", DisplayName = "none")]
    public void Lists_of_endpoints(string fields, string endpoints)
    {
        Assert.IsTrue(EndpointsResponse.TryRead(Hex.Bytes(fields), out var response));
        Assert.AreEqual(endpoints, string.Join(' ', response!.Endpoints));
        AssertSame(fields, response);
    }

    [TestMethod]
    public void Statuses_pass_through_even_without_a_name()
    {
        Assert.IsTrue(StatusResponse.TryRead([0xAA], out var response));
        Assert.AreEqual(0xAA, (int)response!.Status);
        AssertSame("AA", response);
        Assert.IsFalse(StatusResponse.TryRead([], out _));
    }

    [TestMethod]
    public void Neighbours()
    {
        const string Fields = "00 05 00 02" + Meter + Display;
        Assert.IsTrue(TableResponse<NeighbourRecord>.TryRead(Hex.Bytes(Fields), out var response));
        Assert.AreEqual(5, response!.Entries);
        Assert.AreEqual((byte)2, response.Next);
        Assert.AreEqual(
            new NeighbourRecord(
                0xDD000000000000AA,
                IeeeAddress.Parse("0013A20011223344"),
                new NwkAddress(0x7D84),
                NodeType.Router,
                NeighbourFlag.Yes,
                NeighbourRelationship.Sibling,
                NeighbourFlag.Yes,
                1,
                200),
            response.Records[0]);
        Assert.AreEqual(NodeType.EndDevice, response.Records[1].Type);
        Assert.AreEqual(NeighbourFlag.No, response.Records[1].ReceiverOnWhenIdle);
        Assert.AreEqual(NeighbourRelationship.Child, response.Records[1].Relationship);
        Assert.AreEqual(NeighbourFlag.Unknown, response.Records[1].PermitJoining);
        AssertSame(Fields, response);
    }

    [TestMethod]
    public void Routes()
    {
        const string Fields = "00 01 00 01" + "847D 3B 5678";
        Assert.IsTrue(TableResponse<RouteRecord>.TryRead(Hex.Bytes(Fields), out var response));
        Assert.AreEqual(
            new RouteRecord(new NwkAddress(0x7D84), RouteStatus.Inactive, true, true, true, new NwkAddress(0x7856)), response!.Records[0]);
        Assert.IsNull(response.Next);
        AssertSame(Fields, response);
    }

    [TestMethod]
    public void Bindings_to_devices_and_groups()
    {
        const string Fields = "00 04 02 02" + "4433221100A21300 0A 0207 03 8877665544332211 5E" + "4433221100A21300 0A 0207 01 0DF0";
        Assert.IsTrue(TableResponse<BindingRecord>.TryRead(Hex.Bytes(Fields), out var response));
        Assert.AreEqual(
            new BindingRecord(IeeeAddress.Parse("0013A20011223344"), 0x0A, 0x0702, null, IeeeAddress.Parse("1122334455667788"), 0x5E), response!.Records[0]);
        Assert.AreEqual((ushort)0xF00D, response.Records[1].Group);
        Assert.IsNull(response.Next, "entries 2 and 3 of 4 are the last");
        AssertSame(Fields, response);
        Assert.IsFalse(TableResponse<BindingRecord>.TryRead(Hex.Bytes("00 01 00 01 4433221100A21300 0A 0207 02 0DF0"), out _), "no such address mode");
    }

    [TestMethod]
    public void Refused_tables_are_a_status_alone()
    {
        Assert.IsTrue(TableResponse<RouteRecord>.TryRead([0x84], out var response));
        Assert.AreEqual(ZdoStatus.NotSupported, response!.Status);
        Assert.IsNull(response.Next);
        AssertSame("84", response);
    }

    [TestMethod]
    public void A_table_that_never_ends_is_left()
    {
        Assert.IsTrue(TableResponse<RouteRecord>.TryRead(Hex.Bytes("00 05 00 00"), out var empty));
        Assert.IsNull(empty!.Next, "an empty page although there are entries");
    }

    [TestMethod]
    [DataRow("00 847D" + Node, 16)]
    [DataRow("00 847D 10" + Simple, 20)]
    [DataRow("00 05 00 02" + Meter + Display, 48)]
    public void Cut_responses_give_false(string fields, int length)
    {
        var bytes = Hex.Bytes(fields);
        Assert.HasCount(length, bytes);
        for (var cut = 0; cut < length; cut++)
        {
            var shortened = bytes.AsSpan(0, cut);
            Assert.IsFalse(
                length switch
                {
                    16 => DescriptorResponse<NodeDescriptor>.TryRead(shortened, out _),
                    20 => DescriptorResponse<SimpleDescriptor>.TryRead(shortened, out _),
                    _ => TableResponse<NeighbourRecord>.TryRead(shortened, out _),
                },
                $"cut at {cut}");
        }
    }

    [TestMethod]
    public void Frames_have_the_sequence_number_in_front()
    {
        Assert.AreEqual("2A81", Convert.ToHexString(ZdoFrame.Write(0x2A, new StatusResponse(ZdoStatus.DeviceNotFound)).Span));
        Assert.AreEqual("2A00", Convert.ToHexString(ZdoFrame.Write(0x2A, new TableRequest(ZdoCluster.ManagementLqi, 0)).Span));
        Assert.AreEqual(0x8031, ZdoFrame.ResponseTo(ZdoCluster.ManagementLqi));
    }

    [TestMethod]
    public void Lists_too_long_for_their_length_byte_are_refused()
    {
        var endpoints = new EndpointsResponse(ZdoStatus.Success, default, new byte[256]);
        Assert.ThrowsExactly<ArgumentException>(() => ZdoFrame.Write(1, endpoints));
        var match = new MatchDescriptorsRequest(default, 0x0109, new ushort[256], []);
        Assert.ThrowsExactly<ArgumentException>(() => ZdoFrame.Write(1, match));
    }

    [TestMethod]
    public void No_bytes_make_a_decoder_throw_and_what_is_read_can_be_written()
    {
        var property = Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), static random =>
        {
            foreach (byte[] bytes in new[] { random, [0, .. random] })
            {
                Rewrite<AddressResponse>(bytes, AddressResponse.TryRead);
                Rewrite<EndpointsResponse>(bytes, EndpointsResponse.TryRead);
                Rewrite<StatusResponse>(bytes, StatusResponse.TryRead);
                Rewrite<DescriptorResponse<NodeDescriptor>>(bytes, DescriptorResponse<NodeDescriptor>.TryRead);
                Rewrite<DescriptorResponse<PowerDescriptor>>(bytes, DescriptorResponse<PowerDescriptor>.TryRead);
                Rewrite<DescriptorResponse<SimpleDescriptor>>(bytes, DescriptorResponse<SimpleDescriptor>.TryRead);
                Rewrite<TableResponse<NeighbourRecord>>(bytes, TableResponse<NeighbourRecord>.TryRead);
                Rewrite<TableResponse<RouteRecord>>(bytes, TableResponse<RouteRecord>.TryRead);
                Rewrite<TableResponse<BindingRecord>>(bytes, TableResponse<BindingRecord>.TryRead);
            }
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60).WithReplay(30006UL, 7UL), property);
    }

    private delegate bool Decoder<T>(ReadOnlySpan<byte> fields, out T? response);

    // Once more through both: what was written has to read back to the same bytes.
    private static void Rewrite<T>(byte[] bytes, Decoder<T> decode)
        where T : class, IZdoResponse
    {
        if (decode(bytes, out var response))
        {
            var written = Hex.BytesOf(response!.Write);
            Assert.IsTrue(decode(written, out var again));
            Assert.AreEqual(Convert.ToHexString(written), Hex.Of(again!.Write));
        }
    }

    private static void AssertSame(string fields, IZdoResponse response) =>
        Assert.AreEqual(Convert.ToHexString(Hex.Bytes(fields)), Hex.Of(response.Write));
}
