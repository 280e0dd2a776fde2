using System.Buffers.Binary;
using SEFramework.Testing;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Tests.Network;

/// <summary>Writing, discovering, identifying and any other ZCL command, and the gateway as a ZCL device: reference 03, sections 2 and 4.</summary>
[TestClass]
public sealed class ZclTests
{
    private const string Thermostat = "<destination_address type='mac'>00:0C:C1:00:27:19:3A:5C</destination_address><destination_endpoint_id>1</destination_endpoint_id><source_endpoint_id>94</source_endpoint_id>";
    private const string TimeServer = "<cluster_id>0x000A</cluster_id><server_or_client>0</server_or_client><destination_endpoint_id>0x0A</destination_endpoint_id>";
    private static readonly IeeeAddress Gateway = new(0x0013A200415E0001);

    [TestMethod]
    public async Task A_head_end_writes_the_addressing_of_a_thermostat_and_reads_it_back()
    {
        await using var gateway = await ReadyAsync();
        var written = await gateway.RpcAsync(
            $"<write_attributes synchronous='true'>{Thermostat}<cluster_id>1793</cluster_id><server_or_client>1</server_or_client><record_list type='list'>"
            + Item(1, 32, "<value type='int'>15</value>") + Item(0x55, 32, "<value type='int'>1</value>") + Item(2, 32, "<value type='int'>256</value>") + "</record_list></write_attributes>");
        Assert.AreEqual("write_attributes_response", written.Name.LocalName, written.ToString());
        Assert.AreEqual("0x1", written.Element("server_or_client")!.Value);
        CollectionAssert.AreEqual(new[] { "0x0", "0x86", "0x87" }, written.Descendants("status").Select(s => s.Value).ToArray());
        Assert.AreEqual("0xF", written.Descendants("value").First().Value);
        var read = await gateway.RpcAsync(
            $"<read_attributes synchronous='true'>{Thermostat}<cluster_id>1793</cluster_id><server_or_client>1</server_or_client><record_list type='list'><item type='ReadAttributeRecord'><attribute_id>1</attribute_id></item></record_list></read_attributes>");
        Assert.AreEqual("0xF", read.Descendants("value").Single().Value);
    }

    [TestMethod]
    [DataRow("0x03", "0x1,0x86")]
    [DataRow("0x05", "0x0,0x0")]
    [DataRow("0x02", "0x0,0x86")]
    public async Task The_command_decides_what_a_failure_means(string command, string statuses)
    {
        await using var gateway = await ReadyAsync();
        var written = await gateway.RpcAsync(
            $"<write_attributes synchronous='true'>{Thermostat}<cluster_id>1793</cluster_id><server_or_client>1</server_or_client><command_identifier>{command}</command_identifier><record_list type='list'>"
            + Item(1, 32, "<value type='int'>9</value>") + Item(0x55, 32, "<value type='int'>1</value>") + "</record_list></write_attributes>");
        Assert.AreEqual(statuses, string.Join(',', written.Descendants("status").Select(s => s.Value)), written.ToString());
        var sent = gateway.Frames.Transmitted.Single(f => f.ClusterId == 0x0701);
        Assert.AreEqual(Convert.ToByte(command, 16), sent.Payload.Span[2]);
        (await TsharkJudge.JudgeAsync(sent)).AssertGood($"ZCL: Write Attributes{command switch { "0x03" => " Undivided", "0x05" => " No Response", _ => "" }}, Seq: {sent.Payload.Span[1]}");
    }

    [TestMethod]
    public async Task Time_zone_and_daylight_saving_of_the_time_server_are_written_and_outlive_a_restart()
    {
        await using var gateway = await ReadyAsync();
        var written = await gateway.RpcAsync(
            $"<write_attributes synchronous='true'>{TimeServer}<record_list type='list'>"
            + Item(2, 0x2B, "<value>-21600</value>") + Item(3, 0x23, "<value>414291600</value>") + Item(4, 0xE2, "<value>434853200</value>") + Item(5, 0x2B, "<value>3600</value>")
            + Item(0, 0xE2, "<value>1</value>") + Item(2, 0x2B, "<value>90000</value>") + Item(2, 0x20, "<value>1</value>") + "</record_list></write_attributes>");
        CollectionAssert.AreEqual(new[] { "0x0", "0x0", "0x0", "0x0", "0x88", "0x87", "0x8D" }, written.Descendants("status").Select(s => s.Value).ToArray(), written.ToString());
        await gateway.RestartAsync();
        var read = await gateway.RpcAsync(
            $"<read_attributes synchronous='true'>{TimeServer}<record_list type='list'>{string.Concat(Enumerable.Range(0, 8).Select(i => $"<item type='ReadAttributeRecord'><attribute_id>{i}</attribute_id></item>"))}</record_list></read_attributes>");
        var values = read.Descendants("item").ToDictionary(i => i.Element("attribute_id")!.Value, i => i.Element("value")!.Value);
        Assert.AreEqual("-0x5460", values["0x2"]);
        Assert.AreEqual("0xE10", values["0x5"]);
        Assert.AreEqual(Convert.ToInt64(values["0x0"], 16) - 21600, Convert.ToInt64(values["0x6"], 16));
        Assert.AreEqual(Convert.ToInt64(values["0x6"], 16) + 3600, Convert.ToInt64(values["0x7"], 16), "daylight saving is on");
    }

    [TestMethod]
    public async Task The_utility_names_the_gateway_and_the_names_stay()
    {
        await using var gateway = await ReadyAsync();
        const string Basic = "<cluster_id>0</cluster_id><server_or_client>0</server_or_client><destination_endpoint_id>0x5E</destination_endpoint_id>";
        var written = await gateway.RpcAsync(
            $"<write_attributes synchronous='true'>{Basic}<record_list type='list'>{Item(4, 0x42, "<value type='string'>Northwind</value>")}{Item(5, 0x42, "<value type='string'>A name that is much longer than thirty-two characters</value>")}{Item(0, 0x20, "<value>2</value>")}</record_list></write_attributes>");
        CollectionAssert.AreEqual(new[] { "0x0", "0x87", "0x88" }, written.Descendants("status").Select(s => s.Value).ToArray(), written.ToString());
        await gateway.RestartAsync();
        var read = await gateway.RpcAsync($"<read_attributes synchronous='true'>{Basic}<record_list type='list'><item type='ReadAttributeRecord'><attribute_id>4</attribute_id></item><item type='ReadAttributeRecord'><attribute_id>5</attribute_id></item></record_list></read_attributes>");
        CollectionAssert.AreEqual(new[] { "Northwind", "SE gateway" }, read.Descendants("value").Select(s => s.Value).ToArray());
    }

    [TestMethod]
    [DataRow("esi-coordinator", 0x000A, 0, true)]
    [DataRow("ipd-router", 0x000A, 0, false)]
    [DataRow("ipd-router", 0x0701, 1, true)]
    [DataRow("esi-router", 0x0701, 1, false)]
    public async Task Each_variant_has_the_attributes_of_its_clusters(string variant, int cluster, int side, bool isThere)
    {
        await using var gateway = await NetworkFixture.StartAsync(variant: variant);
        var found = await gateway.RpcAsync($"<discover_attributes synchronous='true'><cluster_id>{cluster}</cluster_id><server_or_client>{side}</server_or_client><destination_endpoint_id>0x5E</destination_endpoint_id></discover_attributes>");
        Assert.AreEqual(isThere ? "discover_attributes_response" : "message", found.Name.LocalName, found.ToString());
        Assert.AreEqual(isThere, found.Descendants("attribute_id").Any());
    }

    [TestMethod]
    [DataRow("TRUE", 0x01)]
    [DataRow("FALSE", 0x0B)]
    public async Task A_wrong_direction_bit_is_corrected_unless_that_is_switched_off(string correction, int answer)
    {
        await using var gateway = await ReadyAsync();
        await gateway.RpcAsync($"<registry_configuration synchronous='true'><name>ZCL_Endpoint.enable_direction_bit_correction</name><value>{correction}</value></registry_configuration>");
        var frame = new ByteWriter();
        new ZclHeader(IsClusterCommand: false, FromServer: true, DisableDefaultResponse: false, null, 0x77, 0x00).Write(frame);
        gateway.Device(1).Send(new ApsDataRequest(Gateway, NwkAddress.Coordinator, 0x5E, 1, 0x0109, 0x000A, frame.UInt16(0).Written.ToArray()));
        bool IsAnswer(AirFrame f) => f.ClusterId == 0x000A && f.Payload.Span[1] == 0x77;
        await gateway.UntilAsync(() => gateway.Frames.Transmitted.Any(IsAnswer));
        Assert.AreEqual(answer, gateway.Frames.Transmitted.Single(IsAnswer).Payload.Span[2]);
    }

    [TestMethod]
    public async Task Attributes_are_discovered_at_a_device_and_at_the_gateway_itself()
    {
        await using var gateway = await ReadyAsync();
        var meter = await gateway.RpcAsync(
            "<discover_attributes synchronous='true'><destination_address>00:0C:C1:00:27:19:3A:5B</destination_address><cluster_id>0x0702</cluster_id><max_attribute_ids>2</max_attribute_ids></discover_attributes>");
        Assert.AreEqual("discover_attributes_response", meter.Name.LocalName, meter.ToString());
        Assert.AreEqual("FALSE", meter.Element("discovery_complete")!.Value);
        Assert.AreEqual(2, meter.Descendants("item").Count());
        var own = await gateway.RpcAsync($"<discover_attributes synchronous='true'>{TimeServer}<start_attribute_id>1</start_attribute_id></discover_attributes>");
        Assert.AreEqual("TRUE", own.Element("discovery_complete")!.Value);
        Assert.AreEqual("0x1 0x18", $"{own.Descendants("attribute_id").First().Value} {own.Descendants("attribute_type").First().Value}");
        Assert.IsNull(own.Element("source_address"));
    }

    [TestMethod]
    public async Task A_device_and_the_gateway_identify_themselves()
    {
        await using var gateway = await ReadyAsync();
        var remote = await gateway.RpcAsync($"<identify synchronous='TRUE'>{Thermostat}<identify_time>20</identify_time></identify>");
        Assert.AreEqual("identify_response", remote.Name.LocalName, remote.ToString());
        Assert.AreEqual("0x14", remote.Element("identify_time")!.Value);
        Assert.IsNull(remote.Element("server_or_client"));
        var own = await gateway.RpcAsync("<identify synchronous='true'><destination_endpoint_id>0x5E</destination_endpoint_id><identify_time>30</identify_time></identify>");
        Assert.AreEqual("identify_response", own.Name.LocalName, own.ToString());
        gateway.Time.Advance(TimeSpan.FromSeconds(10));
        var read = await gateway.RpcAsync(
            "<read_attributes synchronous='true'><cluster_id>3</cluster_id><destination_endpoint_id>0x5E</destination_endpoint_id><record_list type='list'><item type='ReadAttributeRecord'><attribute_id>0</attribute_id></item></record_list></read_attributes>");
        Assert.AreEqual("0x14", read.Descendants("value").Single().Value);
    }

    [TestMethod]
    public async Task Any_zcl_command_goes_out_and_its_answer_comes_back()
    {
        await using var gateway = await ReadyAsync();
        var answer = await gateway.RpcAsync(
            $"<send_ZCL synchronous='TRUE'>{Thermostat}<cluster_id>0x0701</cluster_id><server_or_client>1</server_or_client><command_type>0</command_type><command_identifier>0x00</command_identifier>"
            + "<enable_aps_encryption type='bool'>TRUE</enable_aps_encryption><payload type='base16'>0100</payload></send_ZCL>");
        Assert.AreEqual("send_ZCL_response", answer.Name.LocalName, answer.ToString());
        Assert.AreEqual("0x1", answer.Element("command_identifier")!.Value);
        Assert.AreEqual("0x0", answer.Element("command_type")!.Value);
        Assert.AreEqual("TRUE", answer.Element("enable_aps_encryption")!.Value);
        StringAssert.StartsWith(answer.Element("payload")!.Value, "01000020");
        var refused = await gateway.RpcAsync(
            $"<send_ZCL synchronous='TRUE'>{Thermostat}<cluster_id>0x0701</cluster_id><server_or_client>1</server_or_client><command_identifier>0x77</command_identifier><payload type='base64'></payload></send_ZCL>");
        Assert.AreEqual("0xB", refused.Element("command_identifier")!.Value, refused.ToString());
        Assert.AreEqual("base64", refused.Element("payload")!.Attribute("type")!.Value);
        Assert.IsNull(refused.Element("enable_aps_encryption"));
    }

    [TestMethod]
    [DataRow("0x0701", 1, 0, 0, "<payload type='list'><item type='ReadAttributeRecord'><attribute_id>1</attribute_id></item><item type='ReadAttributeRecord'><attribute_id>0x301</attribute_id></item></payload>", "01000103", "Read Attributes")]
    [DataRow("0x0701", 1, 0, 2, "<payload type='WriteAttributeRecord'><attribute_id>1</attribute_id><value>7</value></payload>", "01002007", "Write Attributes")]
    [DataRow("0x0701", 1, 0, 2, "<payload type='list'><item type='WriteAttributeRecord'><attribute_id>0x4001</attribute_id><attribute_type>0x48</attribute_type><value type='ZCL_ArrayRecord'><attribute_type>0x21</attribute_type><value type='list'><item>0x2F</item><item>0x103</item></value></value></item></payload>", "014048" + "2102002F000301", "Write Attributes")]
    [DataRow("0x0701", 1, 0, 2, "<payload type='WriteAttributeRecord'><attribute_id>0x4002</attribute_id><attribute_type>0x4C</attribute_type><value type='list'><item type='ZCL_ArrayRecord'><attribute_type>0x20</attribute_type><value type='list'><item>9</item></value></item></value></payload>", "02404C0100" + "2009", "Write Attributes")]
    [DataRow("0x0701", 1, 0, 6, "<payload type='AttributeReportingConfigurationRecord'><attribute_id>0</attribute_id><attribute_type>0x20</attribute_type><min_interval>5</min_interval><max_interval>60</max_interval><reportable_change>2</reportable_change></payload>", "0000002005003C0002", "Configure Reporting")]
    [DataRow("0x0701", 1, 0, 6, "<payload type='StopReportingRecord'><attribute_id>0</attribute_id></payload>", "000000200000FFFF00", "Configure Reporting")]
    [DataRow("0x0701", 1, 0, 8, "<payload type='ReadReportingConfigurationRecord'><attribute_id>3</attribute_id></payload>", "000300", "Read Reporting Configuration")]
    [DataRow("0x0701", 1, 1, 1, "<payload type='CancelLoadControlEventRecord'><issuer_event_id>0x4B1D</issuer_event_id><device_class>0x0FFF</device_class><utility_enrollment_group>0</utility_enrollment_group><cancel_control>0</cancel_control><effective_time>0</effective_time></payload>", "1D4B0000FF0F000000000000", "Cancel Load Control Event")]
    [DataRow("0x0703", 1, 1, 1, "<payload type='CancelMessageRecord'><message_id>0x11</message_id><message_control>0</message_control></payload>", "1100000000", "Cancel Message")]
    public async Task Records_are_a_payload_as_their_classes_are_laid_out(string cluster, int side, int kind, int command, string payload, string bytes, string name)
    {
        await using var gateway = await ReadyAsync();
        var id = Convert.ToUInt16(cluster, 16);
        var target = id == 0x0703 ? Thermostat.Replace("3A:5C", "3A:5E", StringComparison.Ordinal) : Thermostat;
        gateway.Frames.Clear();
        var answer = await gateway.RpcAsync(
            $"<send_ZCL synchronous='TRUE'>{target}<cluster_id>{cluster}</cluster_id><server_or_client>{side}</server_or_client><command_type>{kind}</command_type><command_identifier>{command}</command_identifier>{payload}</send_ZCL>");
        Assert.AreEqual("send_ZCL_response", answer.Name.LocalName, answer.ToString());
        Assert.AreEqual("base16", answer.Element("payload")!.Attribute("type")!.Value);
        var sent = gateway.Frames.Transmitted.First(f => f.ClusterId == id);
        Assert.AreEqual(bytes, Convert.ToHexString(sent.Payload.Span[3..]));
        (await TsharkJudge.JudgeAsync(sent)).AssertGood(name);
    }

    [TestMethod]
    [DataRow("<payload type='list'><item type='int'>1</item></payload>", "a record is expected")]
    [DataRow("<payload type='ZDODeviceRecord'/>", "")]
    [DataRow("<payload type='WriteAttributeRecord'><attribute_id>0x4001</attribute_id><value>1</value></payload>", "lacks the type")]
    [DataRow("<payload type='WriteAttributeRecord'><attribute_id>1</attribute_id><value>256</value></payload>", "does not fit")]
    public async Task Records_without_a_layout_are_refused(string payload, string problem)
    {
        await using var gateway = await ReadyAsync();
        gateway.Frames.Clear();
        var refused = await gateway.RpcAsync(
            $"<send_ZCL synchronous='TRUE'>{Thermostat}<cluster_id>0x0701</cluster_id><server_or_client>1</server_or_client><command_type>0</command_type><command_identifier>2</command_identifier>{payload}</send_ZCL>");
        Assert.AreEqual("message", refused.Name.LocalName, refused.ToString());
        StringAssert.StartsWith(refused.Element("description")!.Value, "send_ZCL: payload");
        StringAssert.Contains(refused.Element("description")!.Value, problem);
        Assert.IsFalse(gateway.Frames.Transmitted.Any(static f => f.ClusterId == 0x0701));
    }

    [TestMethod]
    [DataRow("0x0A", true)]
    [DataRow("0x5E", false)]
    public async Task Within_the_gateway_an_endpoint_may_address_itself_and_another_one_needs_the_counterpart(string source, bool isAnswered)
    {
        await using var gateway = await ReadyAsync();
        var read = await gateway.RpcAsync(
            $"<read_attributes synchronous='true'>{TimeServer}<source_endpoint_id>{source}</source_endpoint_id><record_list type='list'><item type='ReadAttributeRecord'><attribute_id>0</attribute_id></item></record_list></read_attributes>");
        Assert.AreEqual(isAnswered ? "read_attributes_response" : "message", read.Name.LocalName, read.ToString());
    }

    [TestMethod]
    public async Task An_answer_to_a_device_that_has_gone_holds_up_nobody()
    {
        await using var gateway = await ReadyAsync();
        gateway.Frames.Clear();
        gateway.Device(1).Send(Read(0x61));
        gateway.Command("power-off thermostat");
        gateway.Device(0).Send(Read(0x62));
        bool IsAnswer(AirFrame f) => f.ClusterId == 0x0000 && f.Payload.Span[1] == 0x62;
        await gateway.UntilAsync(() => gateway.Frames.Transmitted.Any(IsAnswer));
    }

    [TestMethod]
    public async Task The_gateway_answers_other_nodes_as_a_zcl_device()
    {
        await using var gateway = await ReadyAsync();
        gateway.Frames.Clear();
        var time = new ByteWriter();
        ReadAttributes.Write(time, [0x0000, 0x0001, 0x7777]);
        var location = new ByteWriter();
        new AttributeRecord(0x0010, ZclDataType.Get(ZclTypeId.CharacterString), new ZclText("Cellar")).Write(location);
        var readOnly = new ByteWriter();
        new AttributeRecord(0x0004, ZclDataType.Get(ZclTypeId.CharacterString), new ZclText("Nobody")).Write(readOnly);
        var discover = new ByteWriter();
        new DiscoverAttributes(0, 3).Write(discover);
        (ushort Cluster, bool Specific, byte Command, byte[] Payload, string Info, string Begin)[] walk =
        [
            (0x000A, false, 0x00, time.Written.ToArray(), "Read Attributes Response", "000000E2"),
            (0x0000, false, 0x02, location.Written.ToArray(), "Write Attributes Response", "00"),
            (0x0000, false, 0x02, readOnly.Written.ToArray(), "Write Attributes Response", "880400"),
            (0x0000, false, 0x0C, discover.Written.ToArray(), "Discover Attributes Response", "00"),
            (0x0003, true, 0x00, [30, 0], "Default Response", "0000"),
            (0x0003, true, 0x01, [], "", "1E00"),
            (0x0003, true, 0x44, [], "Default Response", "4481"),
            (0x0B04, false, 0x00, [0, 0], "Default Response", "0082"),
            (0x0000, false, 0x06, [0, 4, 0, 0x42, 0, 0, 0, 0], "Configure Reporting Response", "8C000400"),
            (0x0000, false, 0x16, [], "Default Response", "1682"),
        ];
        for (byte i = 0; i < walk.Length; i++)
        {
            var frame = new ByteWriter();
            new ZclHeader(walk[i].Specific, FromServer: false, DisableDefaultResponse: false, null, i, walk[i].Command).Write(frame);
            frame.Bytes(walk[i].Payload);
            gateway.Device(1).Send(new ApsDataRequest(Gateway, NwkAddress.Coordinator, 0x5E, 1, 0x0109, walk[i].Cluster, frame.Written.ToArray()));
            var (cluster, sequence) = (walk[i].Cluster, i);
            await gateway.UntilAsync(() => gateway.Frames.Transmitted.Any(f => f.ClusterId == cluster && f.Payload.Span[1] == sequence));
            var answer = gateway.Frames.Transmitted.Single(f => f.ClusterId == cluster && f.Payload.Span[1] == sequence);
            StringAssert.StartsWith(Convert.ToHexString(answer.Payload.Span[3..]), walk[i].Begin, $"{i}");
            Assert.AreEqual(0x08, answer.Payload.Span[0] & 0x08, "from the server");
            var verdict = await TsharkJudge.JudgeAsync(answer);
            Assert.IsFalse(verdict.IsMalformed);
            StringAssert.Contains(verdict.Info, walk[i].Info);
        }

        var timeAnswer = gateway.Frames.Transmitted.First(f => f.ClusterId == 0x000A).Payload.Span;
        Assert.AreEqual((uint)(gateway.Time.GetUtcNow().ToUnixTimeSeconds() - 946684800), BinaryPrimitives.ReadUInt32LittleEndian(timeAnswer[7..]));
    }

    private static ApsDataRequest Read(byte sequence)
    {
        var frame = new ByteWriter();
        new ZclHeader(IsClusterCommand: false, FromServer: false, DisableDefaultResponse: false, null, sequence, 0x00).Write(frame);
        return new ApsDataRequest(Gateway, NwkAddress.Coordinator, 0x5E, 1, 0x0109, 0x0000, frame.UInt16(4).Written.ToArray());
    }

    private static string Item(int id, int type, string value) =>
        $"<item type='WriteAttributeRecord'><attribute_id>{id}</attribute_id><attribute_type>{type}</attribute_type>{value}</item>";

    private static async Task<NetworkFixture> ReadyAsync()
    {
        var gateway = await NetworkFixture.StartAsync();
        await gateway.UntilAsync(async () =>
            (await gateway.RpcAsync("<get_device_information synchronous='true'/>")).Descendants("discovery_status").Count(s => s.Value == "0x1") == 5 ? gateway : null);
        return gateway;
    }
}
