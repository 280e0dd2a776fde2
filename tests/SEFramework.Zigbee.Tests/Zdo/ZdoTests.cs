using FsCheck;
using FsCheck.Fluent;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Zigbee.Tests.Zdo;

/// <summary>ZDO payloads: reference 02, section 10; reference 07, section 4.7.</summary>
[TestClass]
public sealed class ZdoTests
{
    [TestMethod]
    public void The_match_broadcast_is_the_one_of_the_radio_reference() =>
        Assert.AreEqual("FDFF0901010008" + "00", Fields(new MatchDescriptorsRequest(NwkAddress.BroadcastRxOnWhenIdle, 0x0109, [0x0800], [])));

    [TestMethod]
    public void Requests_read_back_as_written()
    {
        Assert.IsTrue(MatchDescriptorsRequest.TryRead(Convert.FromHexString("847D0901020008000000"), out var match));
        CollectionAssert.AreEqual(new ushort[] { 0x0800, 0x0000 }, match!.InputClusters.ToArray());
        Assert.AreEqual("847D0901020008000000", Fields(match));
        Assert.IsTrue(SimpleDescriptorRequest.TryRead(Convert.FromHexString("847D0A"), out var simple));
        Assert.AreEqual("847D0A", Fields(simple!));
        Assert.IsTrue(DeviceAnnounce.TryRead(Convert.FromHexString("847D4433224100A213008E"), out var announce));
        Assert.AreEqual("00:13:A2:00:41:22:33:44", announce!.IeeeAddress.ToString());
        Assert.AreEqual("847D4433224100A213008E", Fields(announce));
        Assert.IsTrue(IeeeAddressRequest.TryRead(Convert.FromHexString("847D0000"), out var ieee));
        Assert.AreEqual("847D0000", Fields(ieee!));
        Assert.IsTrue(NwkAddressRequest.TryRead(Convert.FromHexString("4433224100A213000100"), out var nwk));
        Assert.AreEqual("4433224100A213000100", Fields(nwk!));
    }

    [TestMethod]
    public void Descriptors_read_back_as_written()
    {
        const string Node = "00408E1E1052FF0041FF0000" + "00";
        var reader = new ByteReader(Convert.FromHexString(Node));
        Assert.IsTrue(NodeDescriptor.TryRead(ref reader, out var node));
        Assert.AreEqual(NodeType.Coordinator, node!.Type);
        Assert.AreEqual(8, node.FrequencyBand);
        Assert.AreEqual(0x101E, node.ManufacturerCode);
        Assert.AreEqual(Node, Written(node.Write));

        const string Power = "10C1";
        reader = new ByteReader(Convert.FromHexString(Power));
        Assert.IsTrue(PowerDescriptor.TryRead(ref reader, out var power));
        Assert.AreEqual(new PowerDescriptor(0, 1, 1, 12), power);
        Assert.AreEqual(Power, Written(power!.Write));

        const string Simple = "0A0901010500030000030002070101" + "0A00";
        reader = new ByteReader(Convert.FromHexString(Simple.Replace("0101" + "0A00", "010A00", StringComparison.Ordinal)));
        Assert.IsTrue(SimpleDescriptor.TryRead(ref reader, out var simple));
        CollectionAssert.AreEqual(new ushort[] { 0x0000, 0x0003, 0x0702 }, simple!.InputClusters.ToArray());
        CollectionAssert.AreEqual(new ushort[] { 0x000A }, simple.OutputClusters.ToArray());
    }

    [TestMethod]
    public void No_bytes_make_a_decoder_throw()
    {
        var property = Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            DescriptorRequest.TryRead(ZdoCluster.NodeDescriptor, bytes, out _);
            SimpleDescriptorRequest.TryRead(bytes, out _);
            MatchDescriptorsRequest.TryRead(bytes, out _);
            NwkAddressRequest.TryRead(bytes, out _);
            IeeeAddressRequest.TryRead(bytes, out _);
            DeviceAnnounce.TryRead(bytes, out _);
            AddressResponse.TryRead(bytes, out _);
            EndpointsResponse.TryRead(bytes, out _);
            var reader = new ByteReader(bytes);
            NodeDescriptor.TryRead(ref reader, out _);
            reader = new ByteReader(bytes);
            SimpleDescriptor.TryRead(ref reader, out _);
            ZdoFrame.TrySplit(bytes, out _, out _);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(30002L, 7UL), property);
    }

    private static string Fields(IZdoRequest request) => Written(request.Write);

    private static string Written(Action<ByteWriter> write)
    {
        var writer = new ByteWriter();
        write(writer);
        return Convert.ToHexString(writer.Written.Span);
    }
}
