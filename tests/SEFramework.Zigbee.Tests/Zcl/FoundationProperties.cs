using FsCheck;
using FsCheck.Fluent;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Zigbee.Tests.Zcl;

/// <summary>
/// General commands with any records, by a fixed seed: they read back as written, and cut anywhere they give the records that are whole.
/// Source of the layouts: reference 03, section 7.5.
/// </summary>
[TestClass]
public sealed class FoundationProperties
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(30010UL, 7UL);

    private static readonly Gen<ushort> Attributes = Gen.Choose(0, ushort.MaxValue).Select(static id => (ushort)id);
    private static readonly Gen<ushort> Seconds = Attributes;
    private static readonly Gen<byte> Failures = Gen.Choose(1, byte.MaxValue).Select(static status => (byte)status);
    private static readonly Gen<ZclDataType> Types = Gen.Elements(ZclDataType.All);
    private static readonly Gen<ReportingDirection> Directions = Gen.Elements(ReportingDirection.Send, ReportingDirection.Receive);

    private static readonly Gen<ReportingConfiguration> Configurations = Gen.OneOf(
        from attribute in Attributes
        from type in Types
        from minimum in Seconds
        from maximum in Seconds
        from change in ZclValueGenerator.Of(type)
        select new ReportingConfiguration(ReportingDirection.Send, attribute, type, minimum, maximum, type.IsAnalog ? change : null, 0),
        from attribute in Attributes
        from timeout in Seconds
        select new ReportingConfiguration(ReportingDirection.Receive, attribute, null, 0, 0, null, timeout));

    private delegate bool Reader<T>(ReadOnlySpan<byte> payload, out IReadOnlyList<T> records);

    [TestMethod]
    public void Attribute_records() => CheckRecords(
        from attribute in Attributes
        from type in Types
        from value in ZclValueGenerator.Of(type)
        select new AttributeRecord(attribute, type, value),
        static (record, writer) => record.Write(writer),
        AttributeRecord.TryReadAll);

    [TestMethod]
    public void Read_attribute_statuses() => CheckRecords(
        Gen.OneOf(
            from attribute in Attributes
            from type in Types
            from value in ZclValueGenerator.Of(type)
            select new ReadAttributeStatus(attribute, (byte)ZclStatus.Success, type, value),
            from attribute in Attributes
            from status in Failures
            select new ReadAttributeStatus(attribute, status, null, null)),
        static (record, writer) => record.Write(writer),
        ReadAttributeStatus.TryReadAll);

    [TestMethod]
    public void Reporting_configurations() =>
        CheckRecords(Configurations, static (record, writer) => record.Write(writer), ReportingConfiguration.TryReadAll);

    [TestMethod]
    public void Reporting_configuration_statuses() => CheckRecords(
        Gen.OneOf(
            Configurations.Select(static c => new ReportingConfigurationStatus((byte)ZclStatus.Success, c.Direction, c.Attribute, c)),
            from status in Failures
            from direction in Directions
            from attribute in Attributes
            select new ReportingConfigurationStatus(status, direction, attribute, null)),
        static (record, writer) => record.Write(writer),
        ReportingConfigurationStatus.TryReadAll);

    [TestMethod]
    public void Read_reporting_configurations() => CheckRecords(
        from direction in Directions
        from attribute in Attributes
        select new ReadReportingConfiguration(direction, attribute),
        static (record, writer) => record.Write(writer),
        ReadReportingConfiguration.TryReadAll);

    [TestMethod]
    public void Failures_of_writes_and_configurations()
    {
        var writes = (from status in Failures from attribute in Attributes select new WriteAttributeStatus(status, attribute)).ListOf();
        Check.One(Fixed, Prop.ForAll(writes.ToArbitrary(), static failures =>
        {
            Assert.IsTrue(WriteAttributeStatus.TryReadAll(Hex.BytesOf(writer => WriteAttributeStatus.WriteAll(writer, failures)), out var read));
            CollectionAssert.AreEqual(failures.ToArray(), read.ToArray());
        }));
        var configurations =
            (from status in Failures from direction in Directions from attribute in Attributes select new ReportingStatus(status, direction, attribute)).ListOf();
        Check.One(Fixed, Prop.ForAll(configurations.ToArbitrary(), static failures =>
        {
            Assert.IsTrue(ReportingStatus.TryReadAll(Hex.BytesOf(writer => ReportingStatus.WriteAll(writer, failures)), out var read));
            CollectionAssert.AreEqual(failures.ToArray(), read.ToArray());
        }));
    }

    [TestMethod]
    public void Discovered_attributes()
    {
        var responses =
            from complete in Gen.Elements(true, false)
            from attributes in (from id in Attributes from type in Gen.Choose(0, byte.MaxValue) select new AttributeInformation(id, (byte)type)).ListOf()
            select new DiscoverAttributesResponse(complete, [.. attributes]);
        Check.One(Fixed, Prop.ForAll(responses.ToArbitrary(), static response =>
        {
            Assert.IsTrue(DiscoverAttributesResponse.TryRead(Hex.BytesOf(response.Write), out var read));
            Assert.AreEqual(response.IsComplete, read!.IsComplete);
            CollectionAssert.AreEqual(response.Attributes.ToArray(), read.Attributes.ToArray());
        }));
    }

    private static void CheckRecords<T>(Gen<T> record, Action<T, ByteWriter> write, Reader<T> read) =>
        Check.One(Fixed, Prop.ForAll(record.ListOf().Select(static records => records.Take(4).ToArray()).ToArbitrary(), records =>
        {
            var ends = new List<int> { 0 };
            var bytes = Hex.BytesOf(writer =>
            {
                foreach (var one in records)
                {
                    write(one, writer);
                    ends.Add(writer.Written.Length);
                }
            });
            Assert.IsTrue(read(bytes, out var whole));
            CollectionAssert.AreEqual(records, whole.ToArray());
            for (var cut = 0; cut < bytes.Length; cut++)
            {
                Assert.AreEqual(ends.Contains(cut), read(bytes.AsSpan(0, cut), out var before), $"cut at {cut} of {bytes.Length}");
                CollectionAssert.AreEqual(records.Take(ends.Count(end => end <= cut) - 1).ToArray(), before.ToArray());
            }
        }));
}
