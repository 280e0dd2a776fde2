using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.Tests.SmartEnergy;

/// <summary>Reading, writing and reporting with devices that answer strangely or not at all: reference 03, sections 2, 3 and 7.</summary>
[TestClass]
public sealed class AttributeConversationTests
{
    private readonly FakePeer _display = FakePeer.Display();
    private SmartEnergyRig _rig = null!;

    [TestInitialize]
    public async Task Start() => _rig = await SmartEnergyRig.StartAsync("esi-coordinator", _display);

    [TestCleanup]
    public async Task Stop() => await _rig.DisposeAsync();

    [TestMethod]
    public async Task A_device_that_answers_something_else_is_not_asked_for_ever()
    {
        var asked = 0;
        _display.Zcl = frame =>
        {
            asked++;
            return [0x18, frame.Header.Sequence, 0x01, .. Enumerable.Range(0x40, 10).SelectMany(static i => new byte[] { (byte)i, 0, 0, 0x20, 1 })];
        };
        var response = await _rig.RpcAsync(Request("read_attributes", "<record_list type='list'><item type='ReadAttributeRecord'><attribute_id>0</attribute_id></item></record_list>"));
        Assert.AreEqual("read_attributes_response", response.Name.LocalName);
        Assert.IsEmpty(response.Descendants("item"), "what was not asked for is left out");
        Assert.AreEqual(1, asked);
    }

    [TestMethod]
    public async Task A_long_write_goes_in_parts_but_not_when_all_or_nothing_is_wanted()
    {
        var frames = new List<SentFrame>();
        _display.Zcl = frame =>
        {
            frames.Add(frame);
            return [0x10, frame.Header.Sequence, 0x04, 0];
        };
        string Write(int count, int command) => Request(
            "write_attributes",
            $"<command_identifier>{command}</command_identifier><record_list type='list'>{string.Concat(Enumerable.Range(0, count).Select(i => $"<item type='WriteAttributeRecord'><attribute_id>{i}</attribute_id><attribute_type>0x20</attribute_type><value>1</value></item>"))}</record_list>");
        var response = await _rig.RpcAsync(Write(40, 2));
        Assert.HasCount(40, response.Descendants("item").Where(static i => i.Element("status")!.Value == "0x0").ToArray());
        Assert.HasCount(3, frames);
        CollectionAssert.AreEqual(
            Enumerable.Range(0, 40).ToArray(), frames.SelectMany(static f => f.Payload.ToArray().Chunk(4).Select(static record => (int)record[0])).ToArray());
        frames.Clear();
        await _rig.RpcAsync(Write(20, 3));
        Assert.HasCount(1, frames);
    }

    [TestMethod]
    public async Task Stopping_the_reports_of_a_silent_device_ends_what_the_gateway_does_for_them()
    {
        _display.Zcl = static f => f.Header.Command == 0 ? [0x10, f.Header.Sequence, 0x01, 0, 0, 0, 0x20, 1] : null;
        await _rig.RpcAsync(Request(
            "start_receiving_reports",
            "<pseudo_reporting type='bool'>TRUE</pseudo_reporting><record_list type='list'><item type='AttributeReportingConfigurationRecord'><attribute_id>0</attribute_id><attribute_type>0x20</attribute_type><min_interval>20</min_interval><max_interval>600</max_interval></item></record_list>"));
        Assert.HasCount(1, (await _rig.RpcAsync("<get_local_reporting_configurations synchronous='true'/>")).Descendants("device_address").ToArray());
        _display.IsAway = true;
        var response = await _rig.RpcAsync(Request(
            "stop_receiving_reports",
            "<record_list type='list'><item type='StopReportingRecord'><attribute_id>0</attribute_id></item><item type='StopReportingRecord'><attribute_id>1</attribute_id></item></record_list>"));
        Assert.AreEqual("message", response.Name.LocalName, "the device was not reached");
        Assert.IsEmpty((await _rig.RpcAsync("<get_local_reporting_configurations synchronous='true'/>")).Descendants("item"));
    }

    [TestMethod]
    [DataRow("0x42", "1.5", "4203312E35")]
    [DataRow("0x42", "TRUE", "420454525545")]
    [DataRow("0x42", "0123", "420430313233")]
    [DataRow("0x41", "12345", "41053132333435")]
    [DataRow("0xF0", "00:13:A2:00:40:5B:1E:01", "F0011E5B4000A21300")]
    [DataRow("0xF1", "000102030405060708090A0B0C0D0E0F", "F1000102030405060708090A0B0C0D0E0F")]
    [DataRow("0x29", "-5", "29FBFF")]
    [DataRow("0x10", "1", "1001")]
    [DataRow("0x20", "-1", null)]
    public async Task A_value_without_a_type_is_read_as_its_attribute_wants_it(string type, string value, string? bytes)
    {
        string? sent = null;
        _display.Zcl = frame =>
        {
            sent = Convert.ToHexString(frame.Payload.Span);
            return [0x10, frame.Header.Sequence, 0x04, 0];
        };
        var response = await _rig.RpcAsync(Request(
            "write_attributes",
            $"<record_list type='list'><item type='WriteAttributeRecord'><attribute_id>0</attribute_id><attribute_type>{type}</attribute_type><value>{value}</value></item></record_list>"));
        Assert.AreEqual(bytes is null ? "0x87" : "0x0", response.Descendants("status").Single().Value);
        Assert.AreEqual(bytes is null ? null : "0000" + bytes, sent);
    }

    [TestMethod]
    public async Task What_a_device_begins_with_the_number_of_a_question_is_no_answer()
    {
        _display.Zcl = static _ => null;
        var asked = _rig.Gateway.RpcAsync(Request("send_ZCL", "<command_identifier>0</command_identifier><command_type>0</command_type><payload type='base16'>0000</payload>"));
        var sent = await _rig.FrameAsync();
        var report = new ByteWriter();
        new ZclHeader(true, FromServer: false, false, null, sent.Header.Sequence, 0).Write(report);
        new ReportEventStatus { IssuerEventId = 6700, Status = EventStatus.Completed, StatusTime = 1 }.Write(report);
        _rig.Receive(_display.Says(ClusterIds.DemandResponseAndLoadControl, report.Written.ToArray()));
        await _rig.MessageAsync("received_report_event_status");

        // A default response to another command, and then the answer.
        _rig.Receive(_display.Says(ClusterIds.DemandResponseAndLoadControl, new byte[] { 0x10, sent.Header.Sequence, 0x0B, 0x77, 0x81 }));
        _rig.Receive(_display.Says(ClusterIds.DemandResponseAndLoadControl, new byte[] { 0x10, sent.Header.Sequence, 0x01, 0, 0, 0, 0x20, 5 }));
        Assert.AreEqual("0000002005", (await asked).Descendants("payload").Single().Value);
    }

    [TestMethod]
    public async Task Times_that_32_bits_cannot_say_are_invalid()
    {
        await _rig.RpcAsync("<set_time synchronous='true'><utc_1970>1000</utc_1970></set_time>");
        await _rig.RpcAsync(OwnTime("write_attributes", "<item type='WriteAttributeRecord'><attribute_id>2</attribute_id><attribute_type>0x2B</attribute_type><value>3600</value></item>"));
        var local = await _rig.RpcAsync(OwnTime("read_attributes", string.Concat(new[] { 0, 6, 7 }.Select(static i => $"<item type='ReadAttributeRecord'><attribute_id>{i}</attribute_id></item>"))));
        Assert.AreEqual("0xFFFFFFFF 0xFFFFFFFF 0xFFFFFFFF", string.Join(' ', local.Descendants("value").Select(static v => v.Value)));
        _rig.Receive(_display.Says(ClusterIds.Time, new byte[] { 0x00, 0x33, 0x00, 0x06, 0x00 }));
        Assert.AreEqual("060000" + "23FFFFFFFF", Convert.ToHexString((await _rig.FrameAsync()).Payload.Span));

        string OwnTime(string name, string records) =>
            $"<{name} synchronous='true'><cluster_id>10</cluster_id><server_or_client>0</server_or_client><destination_endpoint_id>94</destination_endpoint_id><record_list type='list'>{records}</record_list></{name}>";
    }

    private string Request(string name, string more) =>
        $"<{name} synchronous='true'><destination_address type='MAC'>{_display.Address}</destination_address><destination_endpoint_id>10</destination_endpoint_id><source_endpoint_id>94</source_endpoint_id><cluster_id>0x701</cluster_id><server_or_client>1</server_or_client>{more}</{name}>";
}
