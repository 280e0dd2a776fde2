using FsCheck;
using FsCheck.Fluent;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Zigbee.Tests.Zcl;

/// <summary>Write, discover and reporting frames, by the layouts of reference 03, section 7.5.</summary>
[TestClass]
public sealed class WriteDiscoverReportTests
{
    private static readonly ZclDataType UInt8 = ZclDataType.Find(0x20)!;
    private static readonly ZclDataType Int24 = ZclDataType.Find(0x2A)!;
    private static readonly ZclDataType Enum8 = ZclDataType.Find(0x30)!;

    [TestMethod]
    public void Attribute_records_both_ways()
    {
        var bytes = Convert.FromHexString("0100200F" + "00042AFFFFFF");
        Assert.IsTrue(AttributeRecord.TryReadAll(bytes, out var records));
        CollectionAssert.AreEqual(
            new[] { new AttributeRecord(1, UInt8, new ZclUnsigned(15)), new AttributeRecord(0x0400, Int24, new ZclSigned(-1)) }, records.ToArray());
        var writer = new ByteWriter();
        foreach (var record in records)
        {
            record.Write(writer);
        }

        CollectionAssert.AreEqual(bytes, writer.Written.ToArray());
    }

    [TestMethod]
    [DataRow("00", 0, true, DisplayName = "all written")]
    [DataRow("860100880200", 2, true, DisplayName = "two failures")]
    [DataRow("000100880200", 1, true, DisplayName = "a device that lists what was written too")]
    [DataRow("86", 0, false)]
    [DataRow("8601", 0, false)]
    [DataRow("", 0, false)]
    public void Write_responses_list_the_failures(string hex, int failures, bool valid)
    {
        Assert.AreEqual(valid, WriteAttributeStatus.TryReadAll(Convert.FromHexString(hex), out var records));
        Assert.HasCount(failures, records);
    }

    [TestMethod]
    public void Write_responses_are_written_short_when_all_went_well()
    {
        var writer = new ByteWriter();
        WriteAttributeStatus.WriteAll(writer, []);
        Assert.AreEqual("00", Convert.ToHexString(writer.Written.Span));
        writer = new ByteWriter();
        WriteAttributeStatus.WriteAll(writer, [new WriteAttributeStatus(0x88, 0x0002)]);
        Assert.AreEqual("880200", Convert.ToHexString(writer.Written.Span));
    }

    [TestMethod]
    public void Discovery_both_ways()
    {
        Assert.IsTrue(DiscoverAttributes.TryRead(Convert.FromHexString("00030A"), out var request));
        Assert.AreEqual(new DiscoverAttributes(0x0300, 10), request);
        var writer = new ByteWriter();
        request.Write(writer);
        Assert.AreEqual("00030A", Convert.ToHexString(writer.Written.Span));

        Assert.IsTrue(DiscoverAttributesResponse.TryRead(Convert.FromHexString("01000330010322"), out var response));
        Assert.IsTrue(response!.IsComplete);
        CollectionAssert.AreEqual(new AttributeInformation[] { new(0x0300, 0x30), new(0x0301, 0x22) }, response.Attributes.ToArray());
        writer = new ByteWriter();
        response.Write(writer);
        Assert.AreEqual("01000330010322", Convert.ToHexString(writer.Written.Span));
        Assert.IsFalse(DiscoverAttributesResponse.TryRead([], out _));
        Assert.IsFalse(DiscoverAttributesResponse.TryRead(Convert.FromHexString("0100"), out _));
    }

    [TestMethod]
    [DataRow("00" + "0004" + "2A" + "1400" + "5802" + "050000", DisplayName = "sent, analog")]
    [DataRow("00" + "0003" + "30" + "1400" + "5802", DisplayName = "sent, discrete: no change")]
    [DataRow("01" + "0004" + "2C01", DisplayName = "received")]
    [DataRow("00" + "0004" + "2A" + "1400" + "5802" + "050000" + "01" + "0004" + "2C01", DisplayName = "two")]
    public void Reporting_configurations_both_ways(string hex)
    {
        Assert.IsTrue(ReportingConfiguration.TryReadAll(Convert.FromHexString(hex), out var records));
        var writer = new ByteWriter();
        foreach (var record in records)
        {
            record.Write(writer);
        }

        Assert.AreEqual(hex, Convert.ToHexString(writer.Written.Span));
    }

    [TestMethod]
    public void Reporting_configurations_have_their_fields()
    {
        Assert.IsTrue(ReportingConfiguration.TryReadAll(Convert.FromHexString("0000042A14005802050000"), out var sent));
        Assert.AreEqual(new ReportingConfiguration(ReportingDirection.Send, 0x0400, Int24, 20, 600, new ZclSigned(5), 0), sent[0]);
        Assert.IsTrue(ReportingConfiguration.TryReadAll(Convert.FromHexString("0100042C01"), out var received));
        Assert.AreEqual(new ReportingConfiguration(ReportingDirection.Receive, 0x0400, null, 0, 0, null, 300), received[0]);
    }

    [TestMethod]
    public void An_incomplete_configuration_is_not_written()
    {
        Assert.ThrowsExactly<InvalidOperationException>(
            () => new ReportingConfiguration(ReportingDirection.Send, 0, null, 0, 0, null, 0).Write(new ByteWriter()));
        Assert.ThrowsExactly<InvalidOperationException>(
            () => new ReportingConfiguration(ReportingDirection.Send, 0, Int24, 0, 0, null, 0).Write(new ByteWriter()));
    }

    [TestMethod]
    public void Reporting_statuses_both_ways()
    {
        Assert.IsTrue(ReportingStatus.TryReadAll([0], out var none));
        Assert.IsEmpty(none);
        Assert.IsTrue(ReportingStatus.TryReadAll(Convert.FromHexString("8C000004"), out var one));
        Assert.AreEqual(new ReportingStatus(0x8C, ReportingDirection.Send, 0x0400), one[0]);
        var writer = new ByteWriter();
        ReportingStatus.WriteAll(writer, one.ToArray());
        Assert.AreEqual("8C000004", Convert.ToHexString(writer.Written.Span));
        Assert.IsFalse(ReportingStatus.TryReadAll([], out _));
        Assert.IsFalse(ReportingStatus.TryReadAll([0x8C, 0x00], out _));
    }

    [TestMethod]
    public void Reading_of_configurations_both_ways()
    {
        Assert.IsTrue(ReadReportingConfiguration.TryReadAll(Convert.FromHexString("000004010000"), out var request));
        CollectionAssert.AreEqual(
            new ReadReportingConfiguration[] { new(ReportingDirection.Send, 0x0400), new(ReportingDirection.Receive, 0) }, request.ToArray());
        const string Response = "000000042A14005802050000" + "8B000003" + "000100032C01";
        Assert.IsTrue(ReportingConfigurationStatus.TryReadAll(Convert.FromHexString(Response), out var records));
        Assert.HasCount(3, records);
        Assert.IsNull(records[1].Configuration);
        Assert.AreEqual((ushort)300, records[2].Configuration!.Timeout);
        var writer = new ByteWriter();
        foreach (var record in records)
        {
            record.Write(writer);
        }

        Assert.AreEqual(Response, Convert.ToHexString(writer.Written.Span));
    }

    [TestMethod]
    [DataRow("0100")]
    [DataRow("010020")]
    [DataRow("010099FF", DisplayName = "no such type")]
    public void Cut_attribute_records_give_false(string hex) => Assert.IsFalse(AttributeRecord.TryReadAll(Convert.FromHexString(hex), out _));

    [TestMethod]
    [DataRow("00")]
    [DataRow("000004")]
    [DataRow("0000042A14005802")]
    [DataRow("02000414005802", DisplayName = "no such direction")]
    [DataRow("00000499140058020500", DisplayName = "no such type")]
    [DataRow("010004")]
    public void Cut_configurations_give_false(string hex) => Assert.IsFalse(ReportingConfiguration.TryReadAll(Convert.FromHexString(hex), out _));

    [TestMethod]
    public void No_bytes_make_a_decoder_throw() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), static bytes =>
    {
        _ = AttributeRecord.TryReadAll(bytes, out _);
        _ = WriteAttributeStatus.TryReadAll(bytes, out _);
        _ = DiscoverAttributes.TryRead(bytes, out _);
        _ = DiscoverAttributesResponse.TryRead(bytes, out _);
        _ = ReportingConfiguration.TryReadAll(bytes, out _);
        _ = ReportingStatus.TryReadAll(bytes, out _);
        _ = ReadReportingConfiguration.TryReadAll(bytes, out _);
        _ = ReportingConfigurationStatus.TryReadAll(bytes, out _);
    }).Check(Config.QuickThrowOnFailure.WithReplay(7, 11).WithMaxTest(2000));

    [TestMethod]
    public void An_enumeration_is_not_analog() => Assert.IsFalse(Enum8.IsAnalog);
}
