using System.Xml.Linq;
using SEFramework.Gateway.Reporting;
using SEFramework.Testing;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Tests.Network;

/// <summary>Reports of devices, polled, scheduled, and those of the gateway itself: reference 03, section 3.</summary>
[TestClass]
public sealed class ReportingTests
{
    private const string MeterMac = "00:0C:C1:00:27:19:3A:5B";
    private const string ThermostatMac = "00:0C:C1:00:27:19:3A:5C";
    private const string Meter = $"<destination_address type='MAC'>{MeterMac}</destination_address><destination_endpoint_id>1</destination_endpoint_id><source_endpoint_id>94</source_endpoint_id><cluster_id>0x0702</cluster_id><server_or_client>0</server_or_client>";
    private const string Thermostat = $"<destination_address type='MAC'>{ThermostatMac}</destination_address><destination_endpoint_id>1</destination_endpoint_id><source_endpoint_id>94</source_endpoint_id><cluster_id>0x0701</cluster_id><server_or_client>1</server_or_client>";
    private static readonly IeeeAddress Gateway = new(0x0013A200415E0001);

    [TestMethod]
    public async Task A_polled_attribute_is_reported_when_it_has_changed_enough_and_never_more_often_than_the_minimum()
    {
        await using var gateway = await ReadyAsync();
        var started = await gateway.RpcAsync(Start(Thermostat, "TRUE", Wanted(0, 0x20, 20, 0, "5") + Wanted(0x77, 0x20, 20, 0, "5") + Wanted(1, 0x21, 20, 0, "5")));
        Assert.AreEqual("start_receiving_reports_response", started.Name.LocalName, started.ToString());
        CollectionAssert.AreEqual(new[] { "0x0", "0x86", "0x8D" }, Statuses(started));
        Assert.AreEqual("0x1 0x5E", $"{started.Element("source_endpoint_id")!.Value} {started.Element("destination_endpoint_id")!.Value}");

        var begin = gateway.Time.GetUtcNow();
        gateway.Command("set thermostat 0x0701 0 4");
        var read = gateway.Frames.Transmitted.Count(IsRead);
        await gateway.UntilAsync(() => gateway.Frames.Transmitted.Count(IsRead) > read + 2, TimeSpan.FromSeconds(1));
        Assert.IsFalse((await gateway.DrainAsync()).Any(IsReport), "a change of 4 is none of 5");
        gateway.Command("set thermostat 0x0701 0 9");
        var report = await ReportAsync(gateway);
        Assert.IsGreaterThanOrEqualTo(begin + TimeSpan.FromSeconds(20), gateway.Time.GetUtcNow());
        Assert.AreEqual("0x701 0x1 0x109 0x1 0x5E " + ThermostatMac, Path(report));
        Assert.AreEqual("0x0 0x20 0x9", Record(report));

        var listed = await gateway.RpcAsync("<get_local_reporting_configurations synchronous='true'/>");
        var item = listed.Element("record_list")!.Elements("item").Single();
        Assert.AreEqual(
            $"{ThermostatMac} 0x1 0x5E 0x701 0x0 0x1 TRUE",
            string.Join(' ', new[] { "device_address", "device_endpoint_id", "endpoint_id", "cluster_id", "server_or_client", "reporting_direction", "pseudo_reporting" }.Select(n => item.Element(n)!.Value)));
        Assert.AreEqual("0x0 0x0 0x20 0x14 0x0 0x5", Fields(item.Element("record")!, "attribute_id direction attribute_type min_interval max_interval reportable_change"));

        var stopped = await gateway.RpcAsync($"<stop_receiving_reports synchronous='true'>{Thermostat}<record_list type='list'>{Stop(0)}{Stop(0x77)}</record_list></stop_receiving_reports>");
        CollectionAssert.AreEqual(new[] { "0x0", "0x8B" }, Statuses(stopped), stopped.ToString());
        Assert.IsEmpty((await gateway.RpcAsync("<get_local_reporting_configurations synchronous='true'/>")).Element("record_list")!.Elements());
    }

    [TestMethod]
    public async Task A_polled_attribute_that_does_not_change_is_reported_at_the_maximum_and_goes_on_after_a_restart()
    {
        await using var gateway = await ReadyAsync();
        Assert.AreEqual("0x0", Statuses(await gateway.RpcAsync(Start(Thermostat, "TRUE", Wanted(2, 0x20, 10, 45, "1")))).Single());
        var begin = gateway.Time.GetUtcNow();
        Assert.AreEqual("0x2", (await ReportAsync(gateway)).Descendants("attribute_id").Single().Value);
        Assert.IsGreaterThanOrEqualTo(begin + TimeSpan.FromSeconds(45), gateway.Time.GetUtcNow());

        await gateway.RestartAsync();
        await ReportAsync(gateway);
        Assert.AreEqual("0x2D", (await gateway.RpcAsync("<get_local_reporting_configurations synchronous='true'/>")).Descendants("max_interval").Single().Value);

        // Who is removed is not polled.
        await gateway.RpcAsync($"<remove_device synchronous='true'><device_address type='MAC'>{ThermostatMac}</device_address></remove_device>");
        Assert.IsEmpty((await gateway.RpcAsync("<get_local_reporting_configurations synchronous='true'/>")).Element("record_list")!.Elements());
    }

    [TestMethod]
    public async Task Without_a_wish_the_device_reports_itself_and_is_polled_where_it_refuses()
    {
        await using var gateway = await ReadyAsync();
        var started = await gateway.RpcAsync(Start(Meter, null, Wanted(0x0400, 0x2A, 10, 60, "1") + Wanted(0x0301, 0x22, 10, 60, "0") + Wanted(0x0303, 0x18, 10, 60, "0")));
        CollectionAssert.AreEqual(new[] { "0x0", "0x0", "0x0" }, Statuses(started), started.ToString());
        var configured = gateway.Frames.Transmitted.Single(static f => f.ClusterId == 0x0702 && f.Payload.Span[2] == 0x06);
        (await TsharkJudge.JudgeAsync(configured)).AssertGood("ZCL: Configure Reporting, Seq");
        Assert.AreEqual("00" + "0004" + "2A" + "0A00" + "3C00" + "010000", Convert.ToHexString(configured.Payload.Span[3..14]));

        // What the device does itself lives on the device; only what is polled is the gateway's.
        var listed = await gateway.RpcAsync("<get_local_reporting_configurations synchronous='true'/>");
        CollectionAssert.AreEqual(new[] { "0x301", "0x303" }, listed.Descendants("attribute_id").Select(static a => a.Value).ToArray());

        var asked = await gateway.RpcAsync($"<read_reporting_configuration synchronous='true'><remote_configuration type='bool'>TRUE</remote_configuration>{Meter}<reporting_direction>0</reporting_direction><record_list type='list'>{Read(0x0400)}{Read(0x0301)}</record_list></read_reporting_configuration>");
        CollectionAssert.AreEqual(new[] { "0x0", "0x8B" }, Statuses(asked), asked.ToString());
        Assert.AreEqual("0x0 0x400 0x0 0x2A 0xA 0x3C 0x1", Fields(asked.Descendants("item").First(), "status attribute_id direction attribute_type min_interval max_interval reportable_change"));
        Assert.IsNull(asked.Descendants("item").Last().Element("direction"));
        var kept = await gateway.RpcAsync($"<read_reporting_configuration synchronous='true'>{Meter}<reporting_direction>0</reporting_direction><record_list type='list'>{Read(0x0400)}{Read(0x0000)}</record_list></read_reporting_configuration>");
        CollectionAssert.AreEqual(new[] { "0x0", "0x8B" }, Statuses(kept), kept.ToString());
        Assert.AreEqual(MeterMac, kept.Element("source_address")!.Value);
        Assert.AreEqual("FALSE", kept.Element("remote_configuration")!.Value);
        foreach (var frame in gateway.Frames.Transmitted.Where(static f => f.ClusterId == 0x0702 && f.Payload.Span[2] == 0x08))
        {
            (await TsharkJudge.JudgeAsync(frame)).AssertGood("ZCL: Read Reporting Configuration, Seq");
        }
    }

    [TestMethod]
    public async Task A_device_that_reports_by_itself_is_missed_configured_again_and_stopped()
    {
        await using var gateway = await ReadyAsync();
        Assert.AreEqual("0x0", Statuses(await gateway.RpcAsync(Start(Meter, "FALSE", Wanted(0x0400, 0x2A, 1, 10, "1")))).Single());
        var bound = await gateway.RpcAsync($"<bind synchronous='true'><destination_address>{MeterMac}</destination_address><destination_endpoint_id>1</destination_endpoint_id><source_endpoint_id>0x5E</source_endpoint_id><cluster_id>0x0702</cluster_id></bind>");
        Assert.AreEqual("0x0", bound.Element("status")?.Value, bound.ToString());
        var report = await ReportAsync(gateway);
        Assert.AreEqual("0x702 0x0 0x109 0x1 0x5E " + MeterMac, Path(report));
        StringAssert.StartsWith(Record(report), "0x400 0x2A ");

        gateway.Command("power-off meter");
        var before = gateway.Frames.Transmitted.Count(IsConfiguration);
        await StepUntilAsync(gateway, async () => (await gateway.DrainAsync()).FirstOrDefault(static r => r.Value.Contains("No report of attribute 0x0400 of cluster 0x0702 from " + MeterMac, StringComparison.Ordinal)));
        await gateway.UntilAsync(() => gateway.Frames.Transmitted.Count(IsConfiguration) > before, TimeSpan.FromSeconds(1));

        // It is said once, not at every period.
        gateway.Command("power-on meter");
        await ReportAsync(gateway);
        var stopped = await gateway.RpcAsync($"<stop_receiving_reports synchronous='true'>{Meter}<record_list type='list'>{Stop(0x0400)}</record_list></stop_receiving_reports>");
        Assert.AreEqual("0x0", Statuses(stopped).Single(), stopped.ToString());
        var last = gateway.Frames.Transmitted.Last(IsConfiguration);
        Assert.AreEqual("FFFF", Convert.ToHexString(last.Payload.Span[9..11]));
        var asked = await gateway.RpcAsync($"<read_reporting_configuration synchronous='true'><remote_configuration type='bool'>TRUE</remote_configuration>{Meter}<reporting_direction>0</reporting_direction><record_list type='list'>{Read(0x0400)}</record_list></read_reporting_configuration>");
        Assert.AreEqual("0x8B", Statuses(asked).Single());
    }

    [TestMethod]
    public async Task Start_reports_takes_schedules_and_snapshots_and_says_for_each_record_what_became_of_it()
    {
        await using var gateway = await ReadyAsync();
        gateway.Command("silence load-switch");
        const string Demand = $"<destination_address type='MAC'>{MeterMac}</destination_address><cluster_id>0x0702</cluster_id><server_or_client>0</server_or_client>";
        const string Switch = "<destination_address type='MAC'>00:0C:C1:00:27:19:3A:5D</destination_address><cluster_id>0x0701</cluster_id>";
        const string Settings = $"<destination_address type='MAC'>{ThermostatMac}</destination_address><cluster_id>0x0701</cluster_id><source_endpoint_id>94</source_endpoint_id>";
        var starting = gateway.RpcAsync(
            $"<start_reports synchronous='true'><record_list type='list'>"
            + $"<item type='StartReportRecord'><schedule type='cron'>*/30 * * * * *</schedule>{Demand}<attribute_id>0</attribute_id></item>"
            + $"<item type='StartReportRecord'>{Demand}<attribute_id>0x7777</attribute_id><check_interval>60</check_interval></item>"
            + $"<item type='StartReportRecord'>{Switch}<attribute_id>0</attribute_id><check_interval>60</check_interval></item>"
            + $"<item type='StartReportRecord'>{Settings}<attribute_id>0</attribute_id><check_interval>15</check_interval><min_interval>10</min_interval><max_interval>100000</max_interval><reportable_change>3</reportable_change></item>"
            + $"<item type='StartReportRecord'>{Settings}<attribute_id>3</attribute_id><check_interval>15</check_interval><min_interval>10</min_interval><max_interval>100000</max_interval><reportable_change>3</reportable_change></item>"
            + $"<item type='StartReportRecord'>{Switch}<attribute_id>1</attribute_id><check_interval>60</check_interval><force_configuration type='bool'>TRUE</force_configuration></item>"
            + "</record_list></start_reports>");
        await gateway.UntilAsync(() => starting.IsCompleted, TimeSpan.FromSeconds(1));
        var started = await starting;
        Assert.AreEqual("start_reports_response", started.Name.LocalName, started.ToString());
        CollectionAssert.AreEqual(new[] { "0x0", "0x86", "0x202", "0x0", "0x0", "0x202" }, Statuses(started), started.ToString());
        var first = started.Descendants("item").First();
        Assert.AreEqual("0x1 0x109 0x0 */30 * * * * *", Fields(first, "destination_endpoint_id profile_id server_or_client schedule"));
        Assert.IsNull(first.Element("source_endpoint_id"), "shown back only if it was given");
        Assert.AreEqual("0x5E", started.Descendants("source_endpoint_id").First().Value);

        var scheduled = await StepUntilAsync(gateway, async () => (await gateway.DrainAsync()).FirstOrDefault(static r => IsReport(r) && r.Element("cluster_id")!.Value == "0x702"));
        StringAssert.StartsWith(Record(scheduled), "0x0 0x25 ");

        // One attribute has changed: the other one of the same record times goes with it.
        gateway.Command("set thermostat 0x0701 0 200");
        await StepUntilAsync(gateway, async () => (await gateway.DrainAsync()).FirstOrDefault(static r => IsReport(r) && Record(r) == "0x0 0x20 0xC8"));
        Assert.IsTrue((await gateway.DrainAsync()).Any(static r => IsReport(r) && Record(r).StartsWith("0x3 0x21 ", StringComparison.Ordinal)));

        // What was forced is read as soon as the device answers.
        gateway.Command("speak load-switch");
        gateway.Command("set load-switch 0x0701 1 7");
        var reads = gateway.Frames.Transmitted.Count(IsRead);
        await gateway.UntilAsync(() => gateway.Frames.Transmitted.Count(IsRead) > reads + 5, TimeSpan.FromSeconds(1));
        gateway.Command("set load-switch 0x0701 1 8");
        await StepUntilAsync(gateway, async () => (await gateway.DrainAsync()).FirstOrDefault(static r => IsReport(r) && Record(r) == "0x1 0x20 0x8"));
    }

    [TestMethod]
    [DataRow("<schedule type='cron'>* * * *</schedule><destination_address>00:0C:C1:00:27:19:3A:5B</destination_address><cluster_id>0x0702</cluster_id>", "record_list[0].schedule: a schedule has six fields")]
    [DataRow("<destination_address>00:0C:C1:00:27:19:3A:5B</destination_address><cluster_id>0x0702</cluster_id><max_interval>70000</max_interval>", "record_list[0].max_interval: a device that reports by itself")]
    [DataRow("<destination_address>00:0C:C1:00:27:19:3A:5B</destination_address><cluster_id>0x0702</cluster_id><check_interval>99999999999</check_interval>", "record_list[0].check_interval: it is longer")]
    [DataRow("<destination_address>00:0C:C1:00:27:19:3A:5B</destination_address><cluster_id>0x0999</cluster_id>", "0x0999")]
    public async Task A_wrong_record_of_start_reports_is_refused_and_nothing_is_started(string record, string problem)
    {
        await using var gateway = await ReadyAsync();
        gateway.Frames.Clear();
        var refused = await gateway.RpcAsync($"<start_reports synchronous='true'><record_list type='list'><item type='StartReportRecord'>{record}<attribute_id>0</attribute_id></item></record_list></start_reports>");
        Assert.AreEqual("message", refused.Name.LocalName, refused.ToString());
        StringAssert.Contains(refused.Element("description")!.Value, problem);
        Assert.IsFalse(gateway.Frames.Transmitted.Any(static f => f.ClusterId == 0x0702));
    }

    [TestMethod]
    public async Task The_gateway_reports_its_own_attributes_to_a_device_that_configured_it()
    {
        await using var gateway = await ReadyAsync();
        var utc = ZclDataType.Get(ZclTypeId.UtcTime);
        var configure = new ByteWriter();
        new ReportingConfiguration(ReportingDirection.Send, 0, utc, 10, 20, new ZclUnsigned(1000), 0).Write(configure);
        new ReportingConfiguration(ReportingDirection.Send, 0x7777, utc, 10, 20, new ZclUnsigned(1000), 0).Write(configure);
        new ReportingConfiguration(ReportingDirection.Send, 1, ZclDataType.Get(ZclTypeId.UInt8), 10, 20, new ZclUnsigned(1), 0).Write(configure);
        new ReportingConfiguration(ReportingDirection.Receive, 5, null, 0, 0, null, 600).Write(configure);
        SendGeneral(gateway, 1, 0x000A, GeneralCommand.ConfigureReporting, configure);
        var answer = await AnswerAsync(gateway, 1);
        Assert.AreEqual("86007777" + "8D000100", Convert.ToHexString(answer.Payload.Span[3..]));
        (await TsharkJudge.JudgeAsync(answer)).AssertGood("ZCL: Configure Reporting Response, Seq: 1");

        var begin = gateway.Time.GetUtcNow();
        await gateway.UntilAsync(() => gateway.Frames.Transmitted.Any(static f => f.ClusterId == 0x000A && f.Payload.Span[2] == 0x0A), TimeSpan.FromSeconds(1));
        Assert.IsGreaterThanOrEqualTo(begin + TimeSpan.FromSeconds(20), gateway.Time.GetUtcNow());
        var report = gateway.Frames.Transmitted.First(static f => f.ClusterId == 0x000A && f.Payload.Span[2] == 0x0A);
        (await TsharkJudge.JudgeAsync(report)).AssertGood("ZCL: Report Attributes, Seq");
        Assert.AreEqual("0000E2", Convert.ToHexString(report.Payload.Span[3..6]));

        var ask = new ByteWriter();
        new ReadReportingConfiguration(ReportingDirection.Send, 0).Write(ask);
        new ReadReportingConfiguration(ReportingDirection.Receive, 5).Write(ask);
        new ReadReportingConfiguration(ReportingDirection.Send, 1).Write(ask);
        SendGeneral(gateway, 2, 0x000A, GeneralCommand.ReadReportingConfiguration, ask);
        var told = await AnswerAsync(gateway, 2);
        Assert.AreEqual("00000000E20A001400E8030000" + "0001050058" + "02" + "8B000100", Convert.ToHexString(told.Payload.Span[3..]));
        (await TsharkJudge.JudgeAsync(told)).AssertGood("ZCL: Read Reporting Configuration Response, Seq: 2");

        var listed = await gateway.RpcAsync("<get_local_reporting_configurations synchronous='true'/>");
        Assert.AreEqual(
            "0x0 0x0,0x1 0x5",
            string.Join(',', listed.Element("record_list")!.Elements("item").Select(static i => $"{i.Element("reporting_direction")!.Value} {i.Element("record")!.Element("attribute_id")!.Value}")));
        Assert.IsNull(listed.Descendants("item").First().Element("pseudo_reporting"));
        var kept = await gateway.RpcAsync(
            $"<read_reporting_configuration synchronous='true'><destination_address>{ThermostatMac}</destination_address><destination_endpoint_id>1</destination_endpoint_id><source_endpoint_id>0x5E</source_endpoint_id><cluster_id>10</cluster_id><server_or_client>1</server_or_client><reporting_direction>1</reporting_direction><record_list type='list'>{Read(0)}</record_list></read_reporting_configuration>");
        Assert.AreEqual("0x0 0xE2 0xA 0x14 0x3E8", Fields(kept.Descendants("item").Single(), "status attribute_type min_interval max_interval reportable_change"));

        // The reports go on after a restart and end on request; the device is told not to wait for them.
        await gateway.RestartAsync();
        await gateway.UntilAsync(() => gateway.Frames.Transmitted.Any(static f => f.ClusterId == 0x000A && f.Payload.Span[2] == 0x0A), TimeSpan.FromSeconds(1));
        var stopped = await gateway.RpcAsync(
            $"<stop_sending_reports synchronous='true'><destination_address>{ThermostatMac}</destination_address><destination_endpoint_id>1</destination_endpoint_id><source_endpoint_id>0x5E</source_endpoint_id><cluster_id>10</cluster_id><server_or_client>1</server_or_client><record_list type='list'>{Stop(0)}</record_list></stop_sending_reports>");
        Assert.AreEqual("0x0", Statuses(stopped).Single(), stopped.ToString());
        var frame = gateway.Frames.Transmitted.Single(IsConfiguration);
        Assert.AreEqual("0100000000", Convert.ToHexString(frame.Payload.Span[3..]));
        (await TsharkJudge.JudgeAsync(frame)).AssertGood("ZCL: Configure Reporting, Seq");
        Assert.AreEqual("0x5", (await gateway.RpcAsync("<get_local_reporting_configurations synchronous='true'/>")).Descendants("attribute_id").Single().Value);
    }

    [TestMethod]
    public async Task Reports_that_nobody_ordered_arrive_one_attribute_each_and_a_storm_is_bounded()
    {
        await using var gateway = await ReadyAsync();
        var payload = new ByteWriter();
        new AttributeRecord(0x0400, ZclDataType.Get(ZclTypeId.Int8 + 2), new ZclSigned(-70)).Write(payload);
        new AttributeRecord(0x0000, ZclDataType.Get(ZclTypeId.UInt8 + 5), new ZclUnsigned(0x12345678)).Write(payload);
        SendGeneral(gateway, 9, 0x0702, GeneralCommand.ReportAttributes, payload, device: 0, fromServer: true);
        var (first, second) = (await ReportAsync(gateway), await ReportAsync(gateway));
        Assert.AreEqual("0x400 0x2A -0x46", Record(first));
        Assert.AreEqual("0x0 0x25 0x12345678", Record(second));
        var thanks = await AnswerAsync(gateway, 9);
        Assert.AreEqual("0A00", Convert.ToHexString(thanks.Payload.Span[3..]));

        for (var i = 0; i < ReportAllowance.Burst; i++)
        {
            SendGeneral(gateway, 10, 0x0702, GeneralCommand.ReportAttributes, payload, device: 0, fromServer: true);
        }

        await gateway.MessageAsync($"The device {MeterMac} reports too much");
        await gateway.UntilAsync(() => gateway.Frames.Transmitted.Count(static f => f.Payload.Span[1] == 10) == ReportAllowance.Burst);
        Assert.AreEqual(ReportAllowance.Burst - 2, (await gateway.DrainAsync()).Count(IsReport));

        // Another device is not concerned, and in time the noisy one is heard again.
        SendGeneral(gateway, 11, 0x0701, GeneralCommand.ReportAttributes, new ByteWriter().UInt16(0).Byte(ZclTypeId.UInt8).Byte(1), device: 1);
        await StepUntilAsync(gateway, async () => (await gateway.DrainAsync()).FirstOrDefault(static r => IsReport(r) && Record(r) == "0x0 0x20 0x1"));
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        SendGeneral(gateway, 12, 0x0702, GeneralCommand.ReportAttributes, new ByteWriter().UInt16(0x55).Byte(ZclTypeId.UInt8).Byte(1), device: 0, fromServer: true);
        await StepUntilAsync(gateway, async () => (await gateway.DrainAsync()).FirstOrDefault(static r => IsReport(r) && Record(r) == "0x55 0x20 0x1"));
    }

    [TestMethod]
    public async Task The_gateway_watches_its_own_attributes_without_a_frame()
    {
        await using var gateway = await ReadyAsync();
        gateway.Frames.Clear();
        var started = await gateway.RpcAsync(Start("<cluster_id>0x000A</cluster_id><server_or_client>0</server_or_client><destination_endpoint_id>0x0A</destination_endpoint_id>", null, Wanted(0, 0xFF, 5, 10, "1000")));
        Assert.AreEqual("0x0", Statuses(started).Single(), started.ToString());
        var report = await ReportAsync(gateway);
        Assert.AreEqual("0x0 0xE2", Fields(report.Element("record")!, "attribute_id attribute_type"));
        Assert.IsNull(report.Element("source_address"));
        Assert.IsFalse(gateway.Frames.Transmitted.Any(static f => f.ClusterId == 0x000A));
    }

    private static bool IsRead(AirFrame frame) => frame.ProfileId == 0x0109 && (frame.Payload.Span[0] & 1) == 0 && frame.Payload.Span[2] == 0x00;

    private static bool IsConfiguration(AirFrame frame) => frame.ProfileId == 0x0109 && (frame.Payload.Span[0] & 1) == 0 && frame.Payload.Span[2] == 0x06;

    private static bool IsReport(XElement response) => response.Name == "attribute_report";

    private static string Record(XElement report) => Fields(report.Element("record")!, "attribute_id attribute_type value");

    private static string Path(XElement report) => Fields(report, "cluster_id server_or_client profile_id source_endpoint_id destination_endpoint_id source_address");

    private static string Fields(XElement element, string names) => string.Join(' ', names.Split(' ').Select(n => element.Element(n)?.Value ?? "-"));

    private static string[] Statuses(XElement response) => [.. response.Descendants("status").Select(static s => s.Value)];

    private static string Stop(int attribute) => $"<item type='StopReportingRecord'><attribute_id>{attribute}</attribute_id></item>";

    private static string Read(int attribute) => $"<item type='ReadReportingConfigurationRecord'><attribute_id>{attribute}</attribute_id></item>";

    private static string Wanted(int attribute, int type, int minimum, int maximum, string change) =>
        $"<item type='AttributeReportingConfigurationRecord'><attribute_id>{attribute}</attribute_id><attribute_type>{type}</attribute_type><min_interval>{minimum}</min_interval><max_interval>{maximum}</max_interval><reportable_change>{change}</reportable_change></item>";

    private static string Start(string target, string? pseudo, string records) =>
        $"<start_receiving_reports synchronous='true'>{target}<pseudo_reporting type='{(pseudo is null ? "none" : "bool")}'>{pseudo}</pseudo_reporting><record_list type='list'>{records}</record_list></start_receiving_reports>";

    private static void SendGeneral(NetworkFixture gateway, byte sequence, ushort cluster, GeneralCommand command, ByteWriter payload, int device = 1, bool fromServer = false)
    {
        var frame = new ByteWriter();
        new ZclHeader(IsClusterCommand: false, fromServer, DisableDefaultResponse: false, null, sequence, (byte)command).Write(frame);
        frame.Bytes(payload.Written.Span);
        gateway.Device(device).Send(new ApsDataRequest(Gateway, NwkAddress.Coordinator, 0x5E, 1, 0x0109, cluster, frame.Written.ToArray()));
    }

    private static async Task<AirFrame> AnswerAsync(NetworkFixture gateway, byte sequence)
    {
        bool IsAnswer(AirFrame f) => f.ProfileId == 0x0109 && f.Payload.Span[1] == sequence && f.Payload.Span[2] is 0x07 or 0x09 or 0x0B && (f.Payload.Span[0] & 0x10) != 0;
        await gateway.UntilAsync(() => gateway.Frames.Transmitted.Any(IsAnswer));
        return gateway.Frames.Transmitted.Single(IsAnswer);
    }

    private static Task<XElement> ReportAsync(NetworkFixture gateway) => StepUntilAsync(gateway, async () =>
    {
        await gateway.DrainAsync();
        return gateway.Take(IsReport);
    });

    /// <summary>Lets time pass until something is there.</summary>
    private static Task<XElement> StepUntilAsync(NetworkFixture gateway, Func<Task<XElement?>> look) => gateway.UntilAsync(async () =>
    {
        var found = await look();
        if (found is null)
        {
            await gateway.PassAsync(TimeSpan.FromSeconds(1));
        }

        return found;
    });

    private static async Task<NetworkFixture> ReadyAsync()
    {
        var gateway = await NetworkFixture.StartAsync();
        await gateway.UntilAsync(async () =>
            (await gateway.RpcAsync("<get_device_information synchronous='true'/>")).Descendants("discovery_status").Count(s => s.Value == "0x1") == 5 ? gateway : null);
        await gateway.DrainAsync();
        return gateway;
    }
}
