using FsCheck;
using FsCheck.Fluent;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Zigbee.Tests.Zcl;

/// <summary>Headers of ZCL frames: reference 03, section 7.5; reference 05, sections 1 and 9.</summary>
[TestClass]
public sealed class ZclHeaderTests
{
    private const bool Cluster = true;
    private const bool General = false;
    private const bool Server = true;
    private const bool Client = false;

    [TestMethod]
    [DataRow("08 01 00 00 00 01 00 02 00 03 00", General, Server, false, 0x01, 0x00, 8, DisplayName = "read DRLC client attributes")]
    [DataRow("10 01 01 00 00 00 20 04 03 00 86", General, Client, true, 0x01, 0x01, 8, DisplayName = "its answer")]
    [DataRow("08 02 02 01 00 20 0F", General, Server, false, 0x02, 0x02, 4, DisplayName = "write")]
    [DataRow("10 02 04 00", General, Client, true, 0x02, 0x04, 1, DisplayName = "its answer")]
    [DataRow("01 03 00 14 00", Cluster, Client, false, 0x03, 0x00, 2, DisplayName = "identify")]
    [DataRow("09 21 00 2B 1A 00 00", Cluster, Server, false, 0x21, 0x00, 4, DisplayName = "Load Control Event")]
    [DataRow("09 23 01 2C 1A 00 00 03 00 07 01 00 00 00 00", Cluster, Server, false, 0x23, 0x01, 12, DisplayName = "Cancel")]
    [DataRow("09 24 02 01", Cluster, Server, false, 0x24, 0x02, 1, DisplayName = "Cancel All")]
    [DataRow("01 25 01 00 00 00 00 00", Cluster, Client, false, 0x25, 0x01, 5, DisplayName = "Get Scheduled Events")]
    [DataRow("09 28 01 11 27 00 00 00", Cluster, Server, false, 0x28, 0x01, 5, DisplayName = "Cancel Message")]
    [DataRow("01 2A 00 00 00 00 00 00 0C", Cluster, Client, false, 0x2A, 0x00, 6, DisplayName = "Get Profile")]
    public void Headers_of_the_references_are_read_and_written(
        string frame, bool isCluster, bool fromServer, bool noDefaultResponse, int sequence, int command, int payloadLength)
    {
        var bytes = Hex.Bytes(frame);
        var expected = new ZclHeader(isCluster, fromServer, noDefaultResponse, null, (byte)sequence, (byte)command);
        var reader = new ByteReader(bytes);
        Assert.IsTrue(ZclHeader.TryRead(ref reader, out var header));
        Assert.AreEqual(expected, header);
        Assert.AreEqual(payloadLength, reader.Remaining);
        Assert.AreEqual(Convert.ToHexString(bytes.AsSpan(0, 3)), Hex.Of(expected.Write));
    }

    [TestMethod]
    public void A_manufacturer_code_is_two_bytes_more()
    {
        var header = new ZclHeader(Cluster, Server, true, 0x101E, 0x07, 0x42);
        Assert.AreEqual("1D1E100742", Hex.Of(header.Write));
        var reader = new ByteReader(Hex.Bytes("1D 1E 10 07 42 FF"));
        Assert.IsTrue(ZclHeader.TryRead(ref reader, out var read));
        Assert.AreEqual(header, read);
        Assert.AreEqual(1, reader.Remaining);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("08")]
    [DataRow("08 01")]
    [DataRow("0C 1E 10 01")]
    [DataRow("02 01 00", DisplayName = "reserved frame type")]
    [DataRow("03 01 00", DisplayName = "reserved frame type")]
    public void What_is_no_header_gives_false(string bytes)
    {
        var reader = new ByteReader(Hex.Bytes(bytes));
        Assert.IsFalse(ZclHeader.TryRead(ref reader, out _));
    }

    [TestMethod]
    public void Every_header_reads_back_as_written()
    {
        var headers = from flags in Gen.Choose(0, 15)
                      from manufacturer in Gen.Choose(0, ushort.MaxValue)
                      from sequence in Gen.Choose(0, byte.MaxValue)
                      from command in Gen.Choose(0, byte.MaxValue)
                      select new ZclHeader(
                          (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0, (flags & 8) != 0 ? (ushort)manufacturer : null, (byte)sequence, (byte)command);
        var property = Prop.ForAll(headers.ToArbitrary(), static header =>
        {
            var bytes = Hex.BytesOf(header.Write);
            var reader = new ByteReader(bytes);
            Assert.IsTrue(ZclHeader.TryRead(ref reader, out var read));
            Assert.AreEqual(header, read);
            Assert.AreEqual(0, reader.Remaining);
            for (var cut = 0; cut < bytes.Length; cut++)
            {
                reader = new ByteReader(bytes.AsSpan(0, cut));
                Assert.IsFalse(ZclHeader.TryRead(ref reader, out _));
            }
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(30005UL, 7UL), property);
    }
}
