using SEFramework.Testing;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Zigbee.Tests.Judges;

/// <summary>General ZCL frames as tshark sees them, and the judge itself: it has to notice what is wrong.</summary>
[TestClass]
public sealed class TsharkZclTests
{
    private static readonly ZclDataType UInt8 = ZclDataType.Get(ZclTypeId.UInt8);
    private static readonly ZclDataType UInt48 = ZclDataType.Get(ZclTypeId.UInt48);
    private static readonly ZclDataType Int24 = ZclDataType.Get(ZclTypeId.Int24);
    private static readonly ZclDataType Enum8 = ZclDataType.Get(ZclTypeId.Enum8);

    [TestMethod]
    public async Task General_commands_are_understood()
    {
        (string Info, Action<ByteWriter> Payload, GeneralCommand Command)[] frames =
        [
            ("Read Attributes", static writer => ReadAttributes.Write(writer, [0x0000, 0x0400, 0x0300]), GeneralCommand.ReadAttributes),
            ("Read Attributes Response", WriteReadResponse, GeneralCommand.ReadAttributesResponse),
            ("Write Attributes", static writer => new AttributeRecord(0x0800, ZclDataType.Get(ZclTypeId.Bitmap16), new ZclUnsigned(0x1234)).Write(writer), GeneralCommand.WriteAttributes),
            ("Write Attributes Undivided", static writer => new AttributeRecord(0x000A, UInt8, new ZclUnsigned(15)).Write(writer), GeneralCommand.WriteAttributesUndivided),
            ("Write Attributes Response", static writer => WriteAttributeStatus.WriteAll(writer, []), GeneralCommand.WriteAttributesResponse),
            ("Write Attributes Response", static writer => WriteAttributeStatus.WriteAll(writer, [new(0x88, 0), new(0x86, 1)]), GeneralCommand.WriteAttributesResponse),
            ("Write Attributes No Response", static writer => new AttributeRecord(0x000A, UInt8, new ZclUnsigned(15)).Write(writer), GeneralCommand.WriteAttributesNoResponse),
            ("Configure Reporting", WriteConfigurations, GeneralCommand.ConfigureReporting),
            ("Configure Reporting Response", static writer => ReportingStatus.WriteAll(writer, []), GeneralCommand.ConfigureReportingResponse),
            ("Configure Reporting Response", static writer => ReportingStatus.WriteAll(writer, [new(0x8C, ReportingDirection.Send, 0x0300)]), GeneralCommand.ConfigureReportingResponse),
            ("Read Reporting Configuration", static writer => new ReadReportingConfiguration(ReportingDirection.Send, 0x0400).Write(writer), GeneralCommand.ReadReportingConfiguration),
            ("Read Reporting Configuration Response", WriteConfigurationStatuses, GeneralCommand.ReadReportingConfigurationResponse),
            ("Report Attributes", static writer => new AttributeRecord(0x0400, Int24, new ZclSigned(-2)).Write(writer), GeneralCommand.ReportAttributes),
            ("Default Response", static writer => new DefaultResponse(0x03, (byte)ZclStatus.UnsupportedClusterCommand).Write(writer), GeneralCommand.DefaultResponse),
            ("Discover Attributes", static writer => new DiscoverAttributes(0x0300, 10).Write(writer), GeneralCommand.DiscoverAttributes),
            ("Discover Attributes Response", static writer => new DiscoverAttributesResponse(true, [new(0x0300, 0x30), new(0x0301, 0x22)]).Write(writer), GeneralCommand.DiscoverAttributesResponse),
        ];
        var verdicts = await TsharkJudge.JudgeAsync([.. frames.Select(static (frame, i) => Frame((byte)i, frame.Command, frame.Payload))]);
        for (var i = 0; i < frames.Length; i++)
        {
            verdicts[i].AssertGood($"ZCL: {frames[i].Info}, Seq: {i}");
        }
    }

    [TestMethod]
    public async Task Values_arrive_as_they_were_written()
    {
        var verdict = await TsharkJudge.JudgeAsync(Frame(1, GeneralCommand.ReadAttributesResponse, WriteReadResponse));
        CollectionAssert.AreEqual(new[] { "0x00", "0x00", "0x86" }, verdict.Values("zbee_zcl.attr.status").ToArray());
        CollectionAssert.AreEqual(new[] { "0x25", "0x2a" }, verdict.Values("zbee_zcl.attr.data.type").ToArray());
        CollectionAssert.AreEqual(new[] { "123456" }, verdict.Values("zbee_zcl.attr.uint48").ToArray());
        CollectionAssert.AreEqual(new[] { "-2" }, verdict.Values("zbee_zcl.attr.int24").ToArray());
    }

    [TestMethod]
    public async Task Every_data_type_is_understood_in_a_read_response()
    {
        // tshark 4.0 leaves structures, half precision and the empty types aside.
        (byte Type, ZclValue Value)[] values =
        [
            .. ZclDataType.All.Where(static type => type.Kind == ZclKind.Unsigned).Select(static type => (type.Id, (ZclValue)new ZclUnsigned(1))),
            .. ZclDataType.All.Where(static type => type.Kind == ZclKind.Signed).Select(static type => (type.Id, (ZclValue)new ZclSigned(-1))),
            (ZclTypeId.Boolean, new ZclBoolean(1)),
            (ZclTypeId.Single, new ZclFloat(1.5)),
            (ZclTypeId.Double, new ZclFloat(-1.5)),
            (ZclTypeId.OctetString, new ZclOctets(new byte[] { 1, 2, 3 })),
            (ZclTypeId.CharacterString, new ZclText("TOU-A")),
            (ZclTypeId.LongOctetString, new ZclOctets(new byte[300])),
            (ZclTypeId.LongCharacterString, new ZclText(new string('x', 300))),
            (ZclTypeId.IeeeAddress, new ZclIeee(new Addressing.IeeeAddress(0x0013A20011223344))),
            (ZclTypeId.Key128, new ZclOctets(new byte[16])),
            (ZclTypeId.Array, new ZclArray(UInt8, [new ZclUnsigned(1), new ZclUnsigned(2)])),
            (ZclTypeId.Set, new ZclArray(UInt8, [new ZclUnsigned(1)])),
            (ZclTypeId.Bag, new ZclArray(UInt48, [new ZclUnsigned(1), new ZclUnsigned(1)])),
        ];
        var verdicts = await TsharkJudge.JudgeAsync([.. values.Select(static (row, i) => Frame(
            (byte)i,
            GeneralCommand.ReadAttributesResponse,
            writer => new ReadAttributeStatus(0x0300, 0, ZclDataType.Get(row.Type), row.Value).Write(writer)))]);
        var problems = values.Zip(verdicts)
            .Where(static pair => pair.Second.IsMalformed || pair.Second.SurplusBytes != 0)
            .Select(static pair => $"{ZclDataType.Get(pair.First.Type).Name}: malformed {pair.Second.IsMalformed}, surplus {pair.Second.SurplusBytes}");
        Assert.AreEqual("", string.Join("; ", problems));
    }

    [TestMethod]
    public async Task Headers_and_command_names_of_the_cluster_frames_agree()
    {
        // Reference 05, section 9.
        (ushort Cluster, string Frame, string Info)[] rows =
        [
            (0x0701, "09 21 00 2B 1A 00 00 FF 0F 00 00 00 00 00 1E 00 01 FF FF 00 80 00 80 80 FF 03", "Load Control Event"),
            (0x0701, "09 22 00 2C 1A 00 00 03 00 07 40 3E 2D 1C 78 00 04 14 FF 28 0A 00 80 80 32 01", "Load Control Event"),
            (0x0701, "09 23 01 2C 1A 00 00 03 00 07 01 00 00 00 00", "Cancel Load Control Event"),
            (0x0701, "09 24 02 01", "Cancel All Load Control Events"),
            (0x0701, "01 23 00 2C 1A 00 00 02 5A 3E 2D 1C 04 28 0A 00 80 80 32 01 00" + new string('F', 84), "Report Event Status"),
            (0x0701, "01 25 01 00 00 00 00 00", "Get Scheduled Events"),
            (0x0700, "09 26 00 07 00 00 00 05 54 4F 55 2D 41 55 00 00 00 40 3E 2D 1C 00 48 03 22 31 00 00 00 00 3C 00 FB 04 00 00", "Publish Price"),
            (0x0703, "09 27 00 11 27 00 00 80 00 00 00 00 0F 00 08 48 69 20 74 68 65 72 65", "Display Message"),
            (0x0703, "09 28 01 11 27 00 00 00", "Cancel Message"),
            (0x0703, "01 29 01 11 27 00 00 00 3F 2D 1C", "Message Confirmation"),
            (0x0702, "01 2A 00 00 00 00 00 00 0C", "Get Profile"),
        ];
        var headers = new List<ZclHeader>();
        var frames = new List<AirFrame>();
        foreach (var row in rows)
        {
            var bytes = Hex.Bytes(row.Frame);
            var reader = new ByteReader(bytes);
            Assert.IsTrue(ZclHeader.TryRead(ref reader, out var header));
            headers.Add(header);
            frames.Add(AirFrame.Zcl(row.Cluster, (byte[])[.. Hex.BytesOf(header.Write), .. reader.Rest]));
        }

        var verdicts = await TsharkJudge.JudgeAsync(frames);
        for (var i = 0; i < rows.Length; i++)
        {
            verdicts[i].AssertGood($"{rows[i].Info}, Seq: {headers[i].Sequence}");
            var side = headers[i].FromServer ? ClusterSide.Server : ClusterSide.Client;
            Assert.AreEqual(rows[i].Info.Replace(" ", "", StringComparison.Ordinal), ClusterLibrary.Find(rows[i].Cluster)!.FindCommand(side, headers[i].Command)!.Name);
        }
    }

    [TestMethod]
    public async Task The_judge_notices_what_is_cut_and_what_is_too_long()
    {
        var good = Frame(1, GeneralCommand.ReadAttributesResponse, WriteReadResponse);
        var cut = good with { Payload = good.Payload[..^5] };
        var surplus = AirFrame.Zcl(ClusterIds.DemandResponseAndLoadControl, Hex.Bytes("09 24 02 01 00"));
        var verdicts = await TsharkJudge.JudgeAsync([good, cut, surplus]);
        Assert.IsFalse(verdicts[0].IsMalformed);
        Assert.AreEqual(0, verdicts[0].SurplusBytes);
        Assert.IsTrue(verdicts[1].IsMalformed);
        Assert.AreEqual(1, verdicts[2].SurplusBytes);
    }

    private static AirFrame Frame(byte sequence, GeneralCommand command, Action<ByteWriter> payload)
    {
        var writer = new ByteWriter();

        // The gateway asks the meter, so requests come from the client; what the meter answers or reports comes from the server.
        var fromServer = command is GeneralCommand.ReportAttributes || command.ToString().EndsWith("Response", StringComparison.Ordinal);
        new ZclHeader(false, fromServer, false, null, sequence, (byte)command).Write(writer);
        payload(writer);
        return AirFrame.Zcl(ClusterIds.Metering, writer.Written);
    }

    private static void WriteReadResponse(ByteWriter writer)
    {
        new ReadAttributeStatus(0x0000, 0, UInt48, new ZclUnsigned(123456)).Write(writer);
        new ReadAttributeStatus(0x0400, 0, Int24, new ZclSigned(-2)).Write(writer);
        new ReadAttributeStatus(0x0201, (byte)ZclStatus.UnsupportedAttribute, null, null).Write(writer);
    }

    private static void WriteConfigurations(ByteWriter writer)
    {
        new ReportingConfiguration(ReportingDirection.Send, 0x0400, Int24, 20, 600, new ZclSigned(5), 0).Write(writer);
        new ReportingConfiguration(ReportingDirection.Send, 0x0300, Enum8, 20, 600, null, 0).Write(writer);
        new ReportingConfiguration(ReportingDirection.Receive, 0x0000, null, 0, 0, null, 300).Write(writer);
    }

    private static void WriteConfigurationStatuses(ByteWriter writer)
    {
        new ReportingConfigurationStatus(
            0, ReportingDirection.Send, 0x0400, new ReportingConfiguration(ReportingDirection.Send, 0x0400, Int24, 20, 600, new ZclSigned(5), 0)).Write(writer);
        new ReportingConfigurationStatus((byte)ZclStatus.NotFound, ReportingDirection.Send, 0x0300, null).Write(writer);
    }
}
