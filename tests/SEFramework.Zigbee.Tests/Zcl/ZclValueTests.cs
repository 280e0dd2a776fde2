using FsCheck;
using FsCheck.Fluent;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Zigbee.Tests.Zcl;

/// <summary>Values of all data types: reference 03, section 7.3.</summary>
[TestClass]
public sealed class ZclValueTests
{
    public static IEnumerable<object[]> AllTypes => ZclDataType.All.Select(static type => new object[] { (int)type.Id });

    [TestMethod]
    [DynamicData(nameof(AllTypes))]
    public void Values_read_back_as_written_and_use_exactly_their_bytes(int id)
    {
        var type = ZclDataType.Get((byte)id);
        var property = Prop.ForAll(ZclValueGenerator.Of(type).ToArbitrary(), value =>
        {
            var bytes = Hex.BytesOf(writer => value.Write(type, writer));
            byte[] surplus = [.. bytes, 0xA5, 0x5A];
            var reader = new ByteReader(surplus);
            Assert.IsTrue(ZclValue.TryRead(type, ref reader, out var read));
            Assert.AreEqual(value, read);
            Assert.AreEqual(2, reader.Remaining, "bytes left behind the value");

            reader = new ByteReader(surplus);
            Assert.IsTrue(ZclValueView.TryRead(type, ref reader, out var view));
            Assert.AreEqual(2, reader.Remaining);
            Assert.AreEqual(value, view.ToValue());
            for (var cut = 0; cut < bytes.Length; cut++)
            {
                reader = new ByteReader(bytes.AsSpan(0, cut));
                Assert.IsFalse(ZclValue.TryRead(type, ref reader, out _), $"cut at {cut}");
                reader = new ByteReader(bytes.AsSpan(0, cut));
                Assert.IsFalse(ZclValueView.TryRead(type, ref reader, out _), $"view cut at {cut}");
            }
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(0x5EC1UL + (ulong)id, 7UL), property);
    }

    [TestMethod]
    public void Any_bytes_are_read_alike_by_value_and_view_and_never_throw()
    {
        var property = Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), static bytes =>
        {
            foreach (var type in ZclDataType.All)
            {
                var reader = new ByteReader(bytes);
                var read = ZclValue.TryRead(type, ref reader, out var value);
                var viewer = new ByteReader(bytes);
                Assert.AreEqual(read, ZclValueView.TryRead(type, ref viewer, out var view));
                if (read)
                {
                    Assert.AreEqual(reader.Remaining, viewer.Remaining);
                    Assert.AreEqual(value, view.ToValue());
                }
            }
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500).WithReplay(30003UL, 7UL), property);
    }

    [TestMethod]
    [DataRow(ZclTypeId.UInt8, "FF")]
    [DataRow(ZclTypeId.UInt24, "FFFFFF")]
    [DataRow(ZclTypeId.UInt48, "FFFFFFFFFFFF")]
    [DataRow(ZclTypeId.UInt64, "FFFFFFFFFFFFFFFF")]
    [DataRow(ZclTypeId.Int8, "80")]
    [DataRow(ZclTypeId.Int24, "000080")]
    [DataRow(ZclTypeId.Int64, "0000000000000080")]
    [DataRow(ZclTypeId.Boolean, "FF")]
    [DataRow(ZclTypeId.Enum8, "FF")]
    [DataRow(ZclTypeId.Enum16, "FFFF")]
    [DataRow(ZclTypeId.Half, "007E")]
    [DataRow(ZclTypeId.Single, "0000C07F")]
    [DataRow(ZclTypeId.Double, "000000000000F87F")]
    [DataRow(ZclTypeId.OctetString, "FF")]
    [DataRow(ZclTypeId.CharacterString, "FF")]
    [DataRow(ZclTypeId.LongOctetString, "FFFF")]
    [DataRow(ZclTypeId.LongCharacterString, "FFFF")]
    [DataRow(ZclTypeId.Array, "20FFFF")]
    [DataRow(ZclTypeId.Structure, "FFFF")]
    [DataRow(ZclTypeId.Set, "20FFFF")]
    [DataRow(ZclTypeId.UtcTime, "FFFFFFFF")]
    [DataRow(ZclTypeId.ClusterId, "FFFF")]
    [DataRow(ZclTypeId.BacnetObjectId, "FFFFFFFF")]
    [DataRow(ZclTypeId.IeeeAddress, "FFFFFFFFFFFFFFFF")]
    public void Invalid_values_are_known(byte id, string hex)
    {
        var type = ZclDataType.Get(id);
        var reader = new ByteReader(Hex.Bytes(hex));
        Assert.IsTrue(ZclValue.TryRead(type, ref reader, out var value));
        Assert.IsTrue(value!.IsInvalidIn(type));
        Assert.AreEqual(0, reader.Remaining);
        Assert.AreEqual(hex, Hex.Of(writer => value.Write(type, writer)));
    }

    [TestMethod]
    [DataRow(ZclTypeId.Bitmap8, "FF")]
    [DataRow(ZclTypeId.Data8, "FF")]
    [DataRow(ZclTypeId.UInt8, "FE")]
    [DataRow(ZclTypeId.Int8, "FF")]
    [DataRow(ZclTypeId.Key128, "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    public void Other_values_are_not_invalid(byte id, string hex)
    {
        var type = ZclDataType.Get(id);
        var reader = new ByteReader(Hex.Bytes(hex));
        Assert.IsTrue(ZclValue.TryRead(type, ref reader, out var value));
        Assert.IsFalse(value!.IsInvalidIn(type));
    }

    public static IEnumerable<object[]> Misfits =>
    [
        [ZclTypeId.UInt8, new ZclUnsigned(0x100)],
        [ZclTypeId.UInt48, new ZclUnsigned(1UL << 48)],
        [ZclTypeId.Bitmap16, new ZclUnsigned(0x10000)],
        [ZclTypeId.Int8, new ZclSigned(128)],
        [ZclTypeId.Int8, new ZclSigned(-129)],
        [ZclTypeId.Int24, new ZclSigned(1 << 23)],
        [ZclTypeId.UInt8, new ZclSigned(1)],
        [ZclTypeId.OctetString, new ZclOctets(new byte[255])],
        [ZclTypeId.LongOctetString, new ZclOctets(new byte[65535])],
        [ZclTypeId.CharacterString, new ZclText(new string('é', 128))],
        [ZclTypeId.Key128, new ZclOctets(new byte[15])],
        [ZclTypeId.IeeeAddress, new ZclUnsigned(1)],
        [ZclTypeId.NoData, new ZclUnsigned(0)],
        [ZclTypeId.Array, new ZclArray(ZclDataType.Get(ZclTypeId.UInt8), [new ZclUnsigned(256)])],
        [ZclTypeId.Array, new ZclArray(ZclDataType.Get(ZclTypeId.NoData), [ZclNone.Value])],
        [ZclTypeId.Array, Nested(ZclValue.MaximumDepth + 1)],
        [ZclTypeId.Structure, new ZclStructure([(ZclDataType.Get(ZclTypeId.UInt8), new ZclText("a"))])],
    ];

    [TestMethod]
    [DynamicData(nameof(Misfits))]
    public void What_does_not_fit_is_not_written(byte id, object value)
    {
        var type = ZclDataType.Get(id);
        var writer = new ByteWriter();
        Assert.IsFalse(((ZclValue)value).Fits(type));
        Assert.ThrowsExactly<ArgumentException>(() => ((ZclValue)value).Write(type, writer));
        Assert.AreEqual(0, writer.Written.Length, "nothing is written before the refusal");
    }

    [TestMethod]
    public void The_deepest_nesting_that_is_written_is_read()
    {
        var type = ZclDataType.Get(ZclTypeId.Array);
        var value = Nested(ZclValue.MaximumDepth);
        var reader = new ByteReader(Hex.BytesOf(writer => value.Write(type, writer)));
        Assert.IsTrue(ZclValue.TryRead(type, ref reader, out var read));
        Assert.AreEqual(value, read);
    }

    [TestMethod]
    [DataRow(ZclTypeId.Array, "00FEFF", DisplayName = "65534 elements without bytes")]
    [DataRow(ZclTypeId.Array, "FFFEFF", DisplayName = "65534 elements of the unknown type")]
    [DataRow(ZclTypeId.Array, "99FFFF", DisplayName = "no such type")]
    [DataRow(ZclTypeId.Structure, "010099", DisplayName = "no such type inside")]
    public void Collections_of_nothing_are_refused(byte id, string hex)
    {
        var reader = new ByteReader(Hex.Bytes(hex));
        Assert.IsFalse(ZclValue.TryRead(ZclDataType.Get(id), ref reader, out _));
        reader = new ByteReader(Hex.Bytes(hex));
        Assert.IsFalse(ZclValueView.TryRead(ZclDataType.Get(id), ref reader, out _));
    }

    [TestMethod]
    public void Views_give_numbers_of_their_kind_only()
    {
        var reader = new ByteReader([0x40, 0xE2, 0x01, 0, 0, 0]);
        Assert.IsTrue(ZclValueView.TryRead(ZclDataType.Get(ZclTypeId.UInt48), ref reader, out var unsigned));
        Assert.IsTrue(unsigned.TryGetUnsigned(out var summation));
        Assert.AreEqual(123456UL, summation);
        Assert.IsFalse(unsigned.TryGetSigned(out _));

        reader = new ByteReader([0xFE, 0xFF, 0xFF]);
        Assert.IsTrue(ZclValueView.TryRead(ZclDataType.Get(ZclTypeId.Int24), ref reader, out var signed));
        Assert.IsTrue(signed.TryGetSigned(out var demand));
        Assert.AreEqual(-2L, demand);
        Assert.IsFalse(signed.TryGetUnsigned(out _));
        Assert.IsFalse(default(ZclValueView).TryGetUnsigned(out _));
        Assert.ThrowsExactly<InvalidOperationException>(static () => default(ZclValueView).ToValue());
    }

    [TestMethod]
    public void Text_that_is_not_UTF8_is_read_with_marks()
    {
        var reader = new ByteReader([0x03, 0x41, 0xFF, 0x42]);
        Assert.IsTrue(ZclValue.TryRead(ZclDataType.Get(ZclTypeId.CharacterString), ref reader, out var value));
        Assert.AreEqual(new ZclText("A\uFFFDB"), value);
    }

    [TestMethod]
    public void Addresses_are_little_endian()
    {
        var reader = new ByteReader(Hex.Bytes("443322114000A200"));
        Assert.IsTrue(ZclValue.TryRead(ZclDataType.Get(ZclTypeId.IeeeAddress), ref reader, out var value));
        Assert.AreEqual(new ZclIeee(IeeeAddress.Parse("00:A2:00:40:11:22:33:44")), value);
    }

    private static ZclValue Nested(int depth)
    {
        ZclValue value = new ZclUnsigned(1);
        var type = ZclDataType.Get(ZclTypeId.UInt8);
        for (var i = 0; i < depth; i++)
        {
            value = new ZclArray(type, [value]);
            type = ZclDataType.Get(ZclTypeId.Array);
        }

        return value;
    }
}
