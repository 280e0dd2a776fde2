using FsCheck;
using FsCheck.Fluent;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Zigbee.Tests.Zcl;

/// <summary>General frames: reference 03, section 7.5, with the vectors printed there.</summary>
[TestClass]
public sealed class FoundationTests
{
    [TestMethod]
    public void Read_attributes_of_a_client_from_the_server_side()
    {
        var writer = new ByteWriter();
        new ZclHeader(false, true, false, null, 1, (byte)GeneralCommand.ReadAttributes).Write(writer);
        ReadAttributes.Write(writer, [0, 1, 2, 3]);
        Assert.AreEqual("0801000000010002000300", Convert.ToHexString(writer.Written.Span));
    }

    [TestMethod]
    public void Read_attributes_response_with_a_value_and_a_failure()
    {
        var reader = new ByteReader(Convert.FromHexString("10010100000020040300" + "86"));
        Assert.IsTrue(ZclHeader.TryRead(ref reader, out var header));
        Assert.AreEqual(new ZclHeader(false, false, true, null, 1, 1), header);
        Assert.IsTrue(ReadAttributeStatus.TryReadAll(reader.Rest, out var records));
        Assert.AreEqual(2, records.Count);
        Assert.AreEqual(new ReadAttributeStatus(0, 0, ZclDataType.Find(0x20), new ZclUnsigned(4)), records[0]);
        Assert.AreEqual(new ReadAttributeStatus(3, 0x86, null, null), records[1]);
    }

    [TestMethod]
    [DataRow(0x20, "04", typeof(ZclUnsigned))]
    [DataRow(0x25, "010203040506", typeof(ZclUnsigned))]
    [DataRow(0x2A, "FFFFFF", typeof(ZclSigned))]
    [DataRow(0x28, "80", typeof(ZclSigned))]
    [DataRow(0x10, "FF", typeof(ZclBoolean))]
    [DataRow(0x39, "0000803F", typeof(ZclFloat))]
    [DataRow(0x3A, "000000000000F07F", typeof(ZclFloat))]
    [DataRow(0x41, "03010203", typeof(ZclOctets))]
    [DataRow(0x41, "FF", typeof(ZclOctets))]
    [DataRow(0x42, "05544F552D41", typeof(ZclText))]
    [DataRow(0x44, "0200C3A9", typeof(ZclText))]
    [DataRow(0x48, "21020010002000", typeof(ZclArray))]
    [DataRow(0x48, "21FFFF", typeof(ZclArray))]
    [DataRow(0x4C, "02002004420161", typeof(ZclStructure))]
    [DataRow(0xE2, "403E2D1C", typeof(ZclUnsigned))]
    [DataRow(0xF0, "3322110040A21300", typeof(ZclIeee))]
    [DataRow(0xF1, "00112233445566778899AABBCCDDEEFF", typeof(ZclOctets))]
    [DataRow(0x00, "", typeof(ZclNone))]
    public void Values_read_back_as_written(int type, string hex, Type expected)
    {
        var bytes = Convert.FromHexString(hex);
        var reader = new ByteReader(bytes);
        var dataType = ZclDataType.Find((byte)type)!;
        Assert.IsTrue(ZclValue.TryRead(dataType, ref reader, out var value));
        Assert.AreEqual(expected, value!.GetType());
        Assert.AreEqual(0, reader.Remaining);
        var writer = new ByteWriter();
        value.Write(dataType, writer);
        Assert.AreEqual(hex, Convert.ToHexString(writer.Written.Span));
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            var shortened = new ByteReader(bytes.AsSpan(0, cut));
            Assert.IsFalse(ZclValue.TryRead(dataType, ref shortened, out _), $"cut at {cut}");
        }
    }

    [TestMethod]
    public void Write_attributes_and_its_answer()
    {
        var writer = new ByteWriter();
        new ZclHeader(false, true, false, null, 2, (byte)GeneralCommand.WriteAttributes).Write(writer);
        new AttributeRecord(1, ZclDataType.Get(ZclTypeId.UInt8), new ZclUnsigned(15)).Write(writer);
        Assert.AreEqual("0802020100200F", Convert.ToHexString(writer.Written.Span));
        Assert.IsTrue(AttributeRecord.TryReadAll(writer.Written.Span[3..], out var records));
        Assert.AreEqual(new AttributeRecord(1, ZclDataType.Get(ZclTypeId.UInt8), new ZclUnsigned(15)), records.Single());

        writer = new ByteWriter();
        new ZclHeader(false, false, true, null, 2, (byte)GeneralCommand.WriteAttributesResponse).Write(writer);
        WriteAttributeStatus.WriteAll(writer, []);
        Assert.AreEqual("10020400", Convert.ToHexString(writer.Written.Span));
        Assert.IsTrue(WriteAttributeStatus.TryReadAll(writer.Written.Span[3..], out var failures));
        Assert.IsEmpty(failures);
    }

    [TestMethod]
    public void Signed_numbers_keep_their_sign()
    {
        var reader = new ByteReader([0xFE, 0xFF, 0xFF]);
        Assert.IsTrue(ZclValue.TryRead(ZclDataType.Find(0x2A)!, ref reader, out var value));
        Assert.AreEqual(new ZclSigned(-2), value);
    }

    [TestMethod]
    public void No_bytes_make_a_decoder_throw()
    {
        var property = Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            var header = new ByteReader(bytes);
            ZclHeader.TryRead(ref header, out _);
            ReadAttributes.TryRead(bytes, out _);
            ReadAttributeStatus.TryReadAll(bytes, out _);
            DefaultResponse.TryRead(bytes, out _);
            foreach (var type in ZclDataType.All)
            {
                var reader = new ByteReader(bytes);
                ZclValue.TryRead(type, ref reader, out _);
            }
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(30001L, 7UL), property);
    }

    [TestMethod]
    public void Nesting_is_bounded()
    {
        var bytes = Enumerable.Repeat(new byte[] { 0x48, 0x01, 0x00 }, 1000).SelectMany(b => b).ToArray();
        var reader = new ByteReader(bytes);
        Assert.IsFalse(ZclValue.TryRead(ZclDataType.Find(0x48)!, ref reader, out _));
    }
}
