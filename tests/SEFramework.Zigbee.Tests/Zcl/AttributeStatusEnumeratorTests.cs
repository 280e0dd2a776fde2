using FsCheck;
using FsCheck.Fluent;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Zigbee.Tests.Zcl;

/// <summary>The walk through a Read Attributes Response that allocates nothing: reference 03, section 7.5.</summary>
[TestClass]
public sealed class AttributeStatusEnumeratorTests
{
    // Summation 123456, demand -2, status unsupported, unit 0.
    private const string FourRecords = "0000" + "00" + "25" + "40E201000000" + "0004" + "00" + "2A" + "FEFFFF" + "0102" + "86" + "0003" + "00" + "30" + "00";

    [TestMethod]
    public void Four_records_are_read_without_allocating()
    {
        var payload = Hex.Bytes(FourRecords);
        Assert.AreEqual(123456L - 2, Sum(payload));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = Sum(payload);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.AreEqual(123456L - 2, sum);
        Assert.AreEqual(0L, allocated);
    }

    [TestMethod]
    public void Records_are_those_of_the_list()
    {
        Assert.IsTrue(ReadAttributeStatus.TryReadAll(Hex.Bytes(FourRecords), out var records));
        CollectionAssert.AreEqual(
            new ReadAttributeStatus[]
            {
                new(0x0000, 0, ZclDataType.Get(ZclTypeId.UInt48), new ZclUnsigned(123456)),
                new(0x0400, 0, ZclDataType.Get(ZclTypeId.Int24), new ZclSigned(-2)),
                new(0x0201, 0x86, null, null),
                new(0x0300, 0, ZclDataType.Get(ZclTypeId.Enum8), new ZclUnsigned(0)),
            },
            records.ToArray());
    }

    [TestMethod]
    public void A_cut_payload_gives_the_records_before_the_cut()
    {
        var bytes = Hex.Bytes(FourRecords);
        int[] ends = [0, 10, 17, 20, 25];
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var whole = ends.Contains(cut);
            Assert.AreEqual(whole, ReadAttributeStatus.TryReadAll(bytes.AsSpan(0, cut), out var records), $"cut at {cut}");
            Assert.HasCount(ends.Count(end => end <= cut) - 1, records);
        }
    }

    [TestMethod]
    public void Nothing_follows_a_record_that_cannot_be_read()
    {
        var enumerator = new AttributeStatusEnumerator(Hex.Bytes("0000" + "00" + "99" + "01" + "0000" + "86"));
        Assert.IsFalse(enumerator.MoveNext());
        Assert.IsTrue(enumerator.IsMalformed);
        Assert.IsFalse(enumerator.MoveNext());
    }

    [TestMethod]
    public void No_bytes_make_it_throw_or_run_on_for_ever()
    {
        var property = Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), static bytes =>
        {
            var enumerator = new AttributeStatusEnumerator(bytes);
            var records = 0;
            while (enumerator.MoveNext())
            {
                records++;
                if (enumerator.Current.HasValue)
                {
                    Assert.IsNotNull(enumerator.Current.Value.ToValue());
                }
            }

            Assert.IsLessThanOrEqualTo(bytes.Length / 3, records);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(30004UL, 7UL), property);
    }

    private static long Sum(ReadOnlySpan<byte> payload)
    {
        var sum = 0L;
        var enumerator = new AttributeStatusEnumerator(payload);
        while (enumerator.MoveNext())
        {
            var value = enumerator.Current.Value;
            sum += value.TryGetUnsigned(out var unsigned) ? (long)unsigned : value.TryGetSigned(out var signed) ? signed : 0;
        }

        return enumerator.IsMalformed ? -1 : sum;
    }
}
