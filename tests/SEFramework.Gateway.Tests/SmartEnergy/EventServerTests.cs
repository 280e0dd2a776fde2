using System.Xml.Linq;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.SmartEnergy.Price;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Tests.SmartEnergy;

/// <summary>The event servers of an ESI: requests of reference 04, sections 1 to 4, against devices that speak reference 05.</summary>
[TestClass]
public sealed class EventServerTests
{
    private const string Load = "<create_DRLC_event synchronous='true'><record type='LoadControlEventRecord'><issuer_event_id> 6700 </issuer_event_id>"
        + "<device_class> 3 </device_class><utility_enrollment_group> 7 </utility_enrollment_group><start_time> 0 </start_time>"
        + "<duration_in_minutes> 45 </duration_in_minutes><criticality_level> 4 </criticality_level>"
        + "<cooling_temperature_set_point> 2600 </cooling_temperature_set_point><heating_temperature_set_point> -32768 </heating_temperature_set_point>"
        + "<cooling_temperature_offset> -1 </cooling_temperature_offset><heating_temperature_offset> 255 </heating_temperature_offset>"
        + "<average_load_adjustment_percentage > -128 </average_load_adjustment_percentage ><duty_cycle> 50 </duty_cycle>"
        + "<event_control> 3 </event_control></record></create_DRLC_event>";

    private readonly FakePeer _display = FakePeer.Display();
    private SmartEnergyRig _rig = null!;

    public static IEnumerable<object[]> Variants => [["esi-coordinator"], ["esi-router"]];

    [TestCleanup]
    public async Task Stop()
    {
        if (_rig is not null)
        {
            await _rig.DisposeAsync();
        }
    }

    [TestMethod]
    [DynamicData(nameof(Variants))]
    public async Task A_load_control_event_of_a_head_end_reaches_the_device_and_comes_back_in_the_list(string variant)
    {
        await StartAsync(variant);
        var response = await _rig.RpcAsync(Load);
        Assert.AreEqual("create_DRLC_event_response", response.Name.LocalName);
        Assert.AreEqual("0x0", response.Element("status")!.Value);
        Assert.AreEqual("0x5E", response.Element("source_endpoint_id")!.Value);
        Assert.AreEqual("0x701", response.Element("cluster_id")!.Value);
        Assert.AreEqual(_display.Address.ToString(), response.Element("device_list")!.Element("item")!.Value);
        Assert.AreEqual("0x1A2C", response.Element("record")!.Element("issuer_event_id")!.Value);

        var frame = await _rig.FrameAsync();
        Assert.AreEqual(_display.Address, frame.Request.Destination);
        Assert.AreEqual(_display.Endpoint, frame.Request.DestinationEndpoint);
        Assert.AreEqual(0x5E, frame.Request.SourceEndpoint);
        Assert.AreEqual(Zigbee.Aps.ApsTransmitOptions.ApsEncryption, frame.Request.Options);
        Assert.AreEqual(
            new LoadControlEvent
            {
                IssuerEventId = 6700,
                DeviceClass = 3,
                UtilityEnrollmentGroup = 7,
                DurationInMinutes = 45,
                CriticalityLevel = 4,
                CoolingTemperatureSetPoint = 2600,
                DutyCycle = 50,
                EventControl = 3,
            },
            frame.Read<LoadControlEvent>());

        var listed = (await _rig.RpcAsync("<get_DRLC_events synchronous='true'/>")).Descendants("item").Single();
        Assert.AreEqual("0x1A2C", listed.Element("issuer_event_id")!.Value);
        Assert.AreEqual($"0x{_rig.Now:X}", listed.Element("start_time")!.Value);
    }

    [TestMethod]
    public async Task An_id_that_is_there_is_refused_and_a_field_out_of_range_as_well()
    {
        await StartAsync();
        await _rig.RpcAsync(Load);
        await _rig.CommandAsync<LoadControlEvent>();
        var again = await _rig.RpcAsync(Load);
        Assert.AreEqual("0x8A", again.Element("status")!.Value);
        Assert.IsEmpty(again.Element("device_list")!.Elements());
        foreach (var wrong in new[] { "duration_in_minutes> 45 ", "criticality_level> 4 ", "duty_cycle> 50 " })
        {
            var value = wrong.StartsWith("duration", StringComparison.Ordinal) ? "1441" : wrong.StartsWith("crit", StringComparison.Ordinal) ? "16" : "101";
            var bad = await _rig.RpcAsync(Load.Replace("6700", "6701", StringComparison.Ordinal).Replace(wrong, $"{wrong.Split('>')[0]}>{value}", StringComparison.Ordinal));
            Assert.AreEqual("0x85", bad.Element("status")!.Value, wrong);
        }

        var over = await _rig.RpcAsync(Create(6702, _rig.Now - 3600, 30));
        Assert.AreEqual("0x85", over.Element("status")!.Value, "an event that is over");
        Assert.HasCount(1, (await _rig.RpcAsync("<get_DRLC_events synchronous='true'/>")).Descendants("item").ToArray());
        Assert.IsTrue(await _rig.IsSilentAsync());
    }

    [TestMethod]
    public async Task A_cancel_goes_out_with_the_spelling_of_a_head_end_also_for_an_event_that_is_not_there()
    {
        await StartAsync();
        await _rig.RpcAsync(Load);
        await _rig.CommandAsync<LoadControlEvent>();
        foreach (var id in new[] { 6700, 99 })
        {
            var response = await _rig.RpcAsync(
                $"<cancel_DRLC_event synchronous='true'><record type='CancelLoadControlEventRecord'><issuer_event_id>{id}</issuer_event_id><device_class>3</device_class>"
                + "<utility_enrollment_group>7</utility_enrollment_group><effect_time>0</effect_time><cancel_control>1</cancel_control></record></cancel_DRLC_event>");
            Assert.AreEqual("0x0", response.Element("status")!.Value);
            Assert.AreEqual("0x0", response.Element("record")!.Element("effective_time")!.Value);
            Assert.HasCount(1, response.Element("device_list")!.Elements().ToArray());
            var cancel = await _rig.CommandAsync<CancelLoadControlEvent>();
            Assert.AreEqual((uint)id, cancel.IssuerEventId);
            Assert.AreEqual(CancelLoadControlEvent.UseRandomization, cancel.CancelControl);
        }

        Assert.IsEmpty((await _rig.RpcAsync("<get_DRLC_events synchronous='true'/>")).Descendants("item"));
    }

    [TestMethod]
    public async Task Cancelling_all_sends_one_command_for_load_control_one_for_each_message_and_none_for_prices()
    {
        await StartAsync();
        await _rig.RpcAsync(Create(1, 0, 30));
        await _rig.RpcAsync(Message(11));
        await _rig.RpcAsync(Message(12));
        await _rig.RpcAsync(Price(21, 60));
        await _rig.CommandAsync<LoadControlEvent>();
        await _rig.CommandAsync<DisplayMessage>();
        await _rig.CommandAsync<DisplayMessage>();
        await _rig.CommandAsync<PublishPrice>();

        var load = await _rig.RpcAsync("<cancel_all_DRLC_events synchronous='true'><source_endpoint_id>0x5E</source_endpoint_id></cancel_all_DRLC_events>");
        Assert.AreEqual("0x0", load.Element("status")!.Value);
        Assert.HasCount(1, load.Element("device_list")!.Elements().ToArray());
        Assert.AreEqual(1, (await _rig.CommandAsync<CancelAllLoadControlEvents>()).CancelControl);

        await _rig.RpcAsync("<cancel_all_message_events synchronous='true'/>");
        Assert.AreEqual(11u, (await _rig.CommandAsync<CancelMessage>()).MessageId);
        Assert.AreEqual(12u, (await _rig.CommandAsync<CancelMessage>()).MessageId);

        var price = await _rig.RpcAsync("<cancel_all_price_events synchronous='true'/>");
        Assert.AreEqual("0x700", price.Element("cluster_id")!.Value);
        Assert.IsTrue(await _rig.IsSilentAsync());
        foreach (var list in new[] { "DRLC", "message", "price" })
        {
            Assert.IsEmpty((await _rig.RpcAsync($"<get_{list}_events synchronous='true'/>")).Descendants("item"), list);
        }
    }

    [TestMethod]
    public async Task A_price_goes_out_with_the_time_of_sending_and_the_tail_of_the_first_version()
    {
        await StartAsync();
        var response = await _rig.RpcAsync(
            "<create_price_event synchronous='true'><record type='DisplayPriceEventRecord'><issuer_event_id>85</issuer_event_id><rate_label type='string'>TOU-A</rate_label>"
            + "<price_trailing_digit_and_price_tier>0x22</price_trailing_digit_and_price_tier><duration_in_minutes>60</duration_in_minutes><price>1275</price></record></create_price_event>");
        Assert.AreEqual("0x0", response.Element("status")!.Value);
        Assert.AreEqual("PublishPriceRecord", response.Element("record")!.Attribute("type")!.Value);
        Assert.AreEqual("0x348", response.Element("record")!.Element("currency")!.Value);
        var frame = await _rig.FrameAsync();
        Assert.AreEqual(28 + 5 + 6, frame.Payload.Length);
        var price = frame.Read<PublishPrice>();
        Assert.AreEqual(_rig.Now, price.CurrentTime);
        Assert.AreEqual("TOU-A", price.RateLabel);
        Assert.AreEqual(1275u, price.Price);
        Assert.AreEqual(PublishPrice.Unused32, price.GenerationPrice);
        Assert.IsNull(price.PriceControl);
    }

    [TestMethod]
    public async Task What_clients_in_the_home_ask_for_is_answered_from_the_list()
    {
        await StartAsync();
        await _rig.RpcAsync(Create(1, 0, 30));
        await _rig.RpcAsync(Create(2, _rig.Now + 7200, 30));
        await _rig.RpcAsync(Price(21, 60));
        await _rig.RpcAsync(Price(22, 60, unit: 1));
        await _rig.RpcAsync(Message(11));
        for (var i = 0; i < 5; i++)
        {
            await _rig.FrameAsync();
        }

        _rig.Time.Advance(TimeSpan.FromMinutes(10));
        var sequence = _rig.Say(_display, new GetScheduledEvents(default));
        var first = await _rig.FrameAsync();
        Assert.AreEqual(sequence, first.Header.Sequence);
        Assert.AreEqual(1u, first.Read<LoadControlEvent>().IssuerEventId);
        Assert.AreEqual(0u, first.Read<LoadControlEvent>().StartTime);
        Assert.AreEqual(20, first.Read<LoadControlEvent>().DurationInMinutes, "what remains of it");
        Assert.AreEqual(2u, (await _rig.CommandAsync<LoadControlEvent>()).IssuerEventId);

        _rig.Say(_display, new GetScheduledEvents(new ScheduleQuery(_rig.Now + 3600, 1)));
        Assert.AreEqual(2u, (await _rig.CommandAsync<LoadControlEvent>()).IssuerEventId);

        _rig.Say(_display, new GetCurrentPrice(1));
        Assert.AreEqual(21u, (await _rig.CommandAsync<PublishPrice>()).IssuerEventId);
        Assert.AreEqual(22u, (await _rig.CommandAsync<PublishPrice>()).IssuerEventId);
        _rig.Say(_display, new GetScheduledPrices(new ScheduleQuery(0, 1)));
        Assert.AreEqual(_rig.Now, (await _rig.CommandAsync<PublishPrice>()).CurrentTime);
        _rig.Say(_display, new GetLastMessage());
        Assert.AreEqual("Peak hours start at 17:00", (await _rig.CommandAsync<DisplayMessage>()).Text);
        Assert.IsTrue(await _rig.IsSilentAsync());
    }

    [TestMethod]
    public async Task Who_asks_in_vain_strangely_or_incompletely_is_told_so()
    {
        await StartAsync();
        (ISmartEnergyCommand Command, ZclStatus Status)[] asked =
        [
            (new GetScheduledEvents(default), ZclStatus.NotFound),
            (new GetScheduledPrices(default), ZclStatus.NotFound),
            (new GetCurrentPrice(0), ZclStatus.NotFound),
            (new GetLastMessage(), ZclStatus.NotFound),
            (new GetBlockPeriods(default), ZclStatus.NotFound),
        ];
        foreach (var (command, status) in asked)
        {
            var sequence = _rig.Say(_display, command);
            await AssertDefaultResponseAsync(sequence, command.Id.Command, status);
        }

        _rig.Receive(_display.Says(ClusterIds.Messaging, Frame(0x02, 7)));
        await AssertDefaultResponseAsync(7, 0x02, ZclStatus.UnsupportedClusterCommand);
        _rig.Receive(_display.Says(ClusterIds.DemandResponseAndLoadControl, Frame(0x01, 8, 0, 0)));
        await AssertDefaultResponseAsync(8, 0x01, ZclStatus.MalformedCommand);
    }

    [TestMethod]
    public async Task Status_reports_and_confirmations_become_messages()
    {
        await StartAsync();
        var sequence = _rig.Say(_display, new ReportEventStatus
        {
            IssuerEventId = 6700,
            Status = EventStatus.Started,
            StatusTime = 0x1C2D3E5A,
            CriticalityLevelApplied = 4,
            CoolingTemperatureSetPointApplied = 2600,
        });
        var report = await _rig.MessageAsync("received_report_event_status");
        Assert.AreEqual(_display.Address.ToString(), report.Element("source_address")!.Value);
        Assert.AreEqual("0xA", report.Element("source_endpoint_id")!.Value);
        Assert.AreEqual("0x5E", report.Element("destination_endpoint_id")!.Value);
        Assert.AreEqual("0x701", report.Element("cluster_id")!.Value);
        Assert.AreEqual("0x1A2C", report.Element("record")!.Element("issuer_event_id")!.Value);
        Assert.AreEqual("0x2", report.Element("record")!.Element("event_status")!.Value);
        Assert.AreEqual("0x1C2D3E5A", report.Element("record")!.Element("event_status_time")!.Value);
        Assert.AreEqual("-0x8000", report.Element("record")!.Element("heating_temperature_set_point_applied")!.Value);
        Assert.AreEqual(84, report.Element("record")!.Element("signature")!.Value.Length);
        await AssertDefaultResponseAsync(sequence, 0, ZclStatus.Success);

        _rig.Say(_display, new ReportEventStatus { IssuerEventId = 1, Status = EventStatus.Received, StatusTime = 1, Signature = default });
        Assert.IsNull((await _rig.MessageAsync("received_report_event_status")).Element("record")!.Element("signature"));
        _rig.Say(_display, new MessageConfirmation(10001, 0x1C2D3F00));
        var confirmation = await _rig.MessageAsync("received_message_confirmation");
        Assert.AreEqual("0x703", confirmation.Element("cluster_id")!.Value);
        Assert.AreEqual("0x2711", confirmation.Element("record")!.Element("message_id")!.Value);
        Assert.AreEqual("0x1C2D3F00", confirmation.Element("record")!.Element("confirmation_time")!.Value);
    }

    [TestMethod]
    public async Task A_device_that_was_away_gets_what_it_missed_and_nothing_twice()
    {
        _display.IsAway = true;
        await StartAsync();
        var created = await _rig.RpcAsync(Create(1, _rig.Now + 3600, 30));
        Assert.IsEmpty(created.Element("device_list")!.Elements(), "nobody is there");
        await _rig.JoinAsync(_display);
        Assert.AreEqual(1u, (await _rig.CommandAsync<LoadControlEvent>()).IssuerEventId);

        _display.IsAway = true;
        await _rig.RpcAsync(Create(2, _rig.Now + 7200, 30));
        await _rig.RpcAsync("<cancel_DRLC_event synchronous='true'><record type='CancelLoadControlEventRecord'><issuer_event_id>1</issuer_event_id></record></cancel_DRLC_event>");
        _display.IsAway = false;
        _rig.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.AreEqual(1u, (await _rig.CommandAsync<CancelLoadControlEvent>()).IssuerEventId);
        Assert.AreEqual(2u, (await _rig.CommandAsync<LoadControlEvent>()).IssuerEventId);
        _rig.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.IsTrue(await _rig.IsSilentAsync());
    }

    [TestMethod]
    public async Task Events_outlive_a_restart_until_their_end_and_the_home_is_told_again()
    {
        await StartAsync();
        await _rig.RpcAsync(Create(1, 0, 30));
        await _rig.RpcAsync(Create(2, 0, 90));
        await _rig.RpcAsync(Create(3, 0, 90));
        await _rig.RpcAsync(Price(21, 0xFFFF));
        await _rig.RpcAsync("<cancel_DRLC_event synchronous='true'><record type='CancelLoadControlEventRecord'><issuer_event_id>3</issuer_event_id></record></cancel_DRLC_event>");
        for (var i = 0; i < 5; i++)
        {
            await _rig.FrameAsync();
        }

        _rig.Time.Advance(TimeSpan.FromMinutes(31));
        await _rig.RestartAsync();

        // It announces itself, and so may have lost the events; of the cancel it knows.
        var resent = await _rig.CommandAsync<LoadControlEvent>();
        Assert.AreEqual(2u, resent.IssuerEventId);
        Assert.AreEqual(59, resent.DurationInMinutes);
        Assert.AreEqual(EventDuration.UntilChanged, (await _rig.CommandAsync<PublishPrice>()).DurationInMinutes);
        Assert.AreEqual("0x2", Single(await _rig.RpcAsync("<get_DRLC_events synchronous='true'/>"), "issuer_event_id"));
        Assert.AreEqual("0x15", Single(await _rig.RpcAsync("<get_price_events synchronous='true'/>"), "issuer_event_id"));
        Assert.IsTrue(await _rig.IsSilentAsync());
    }

    [TestMethod]
    public async Task A_price_that_lasts_until_changed_ends_when_the_next_one_begins()
    {
        await StartAsync();
        await _rig.RpcAsync(Price(21, 0xFFFF));
        await _rig.RpcAsync(Price(22, 60, start: _rig.Now + 600));
        await _rig.FrameAsync();
        await _rig.FrameAsync();
        _rig.Time.Advance(TimeSpan.FromMinutes(11));
        _rig.Say(_display, new GetCurrentPrice(1));
        Assert.AreEqual(22u, (await _rig.CommandAsync<PublishPrice>()).IssuerEventId);
        Assert.AreEqual("0x16", Single(await _rig.RpcAsync("<get_price_events synchronous='true'/>"), "issuer_event_id"));
    }

    [TestMethod]
    public async Task The_side_of_a_display_is_not_there_unless_it_was_added()
    {
        await StartAsync();
        var error = await _rig.RpcAsync("<get_DRLC_events synchronous='true'><server_or_client>1</server_or_client></get_DRLC_events>");
        Assert.AreEqual("message", error.Name.LocalName);
        Assert.AreEqual("0x2", error.Element("severity")!.Value);
        Assert.Contains("client of cluster 0x0701", error.Element("description")!.Value);
        var source = await _rig.RpcAsync(Load.Replace("<record", "<source_endpoint_id>0x0A</source_endpoint_id><record", StringComparison.Ordinal));
        Assert.Contains("server of cluster 0x0701 on endpoint 0x0A", source.Element("description")!.Value);
    }

    [TestMethod]
    public async Task What_does_not_arrive_is_told_and_what_is_too_long_is_not_tried_again()
    {
        await StartAsync();
        _display.IsAway = true;
        await _rig.RpcAsync(Create(1, 0, 30));
        await _rig.MessageAsync("message", m => m.Element("severity")!.Value == "0x2" && m.Value.Contains($"({_display.Address}, 0xA, 0x109, 0x701)", StringComparison.Ordinal));
        _display.IsAway = false;
        _rig.Time.Advance(TimeSpan.FromSeconds(61));
        await _rig.CommandAsync<LoadControlEvent>();

        for (var i = 0; i < 5; i++)
        {
            await _rig.RpcAsync(Message(20 + i).Replace("Peak", new string('x', 200), StringComparison.Ordinal));
            await _rig.MessageAsync("message", static m => m.Value.Contains("0x74", StringComparison.Ordinal));
        }

        _rig.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.IsTrue(await _rig.IsSilentAsync());
        Assert.HasCount(1, (await _rig.RpcAsync(Create(2, 0, 30))).Element("device_list")!.Elements().ToArray(), "the device is not to blame");
    }

    [TestMethod]
    public async Task No_bytes_in_any_cluster_disturb_the_gateway()
    {
        await StartAsync();
        var random = new Random(20261121);
        for (var i = 0; i < 2000; i++)
        {
            var frame = new byte[random.Next(40)];
            random.NextBytes(frame);
            if (frame.Length > 2 && random.Next(4) > 0)
            {
                // Mostly commands that there are, so that their payloads are looked at.
                frame[0] = (byte)(random.Next(2) == 0 ? 0x01 : 0x09);
                frame[2] = (byte)random.Next(4);
            }

            _rig.Receive(_display.Says((ushort)(0x0700 + random.Next(4)), frame));
        }

        // What comes last is handled last.
        _rig.Say(_display, new MessageConfirmation(0x1ABCDEF, 5));
        await _rig.MessageAsync("received_message_confirmation", static m => m.Element("record")!.Element("message_id")!.Value == "0x1ABCDEF");
        Assert.AreEqual("0x0", (await _rig.RpcAsync(Create(1, 0, 30))).Element("status")!.Value);
        Assert.IsEmpty(_rig.Gateway.Log.Lines.Where(static l => l.Level >= Microsoft.Extensions.Logging.LogLevel.Error).Select(static l => l.Text));
    }

    [TestMethod]
    public async Task Both_sides_work_at_once_when_both_interfaces_are_loaded()
    {
        await StartAsync();
        await _rig.RpcAsync("<add_interface synchronous='true'><interface_class>RPC_SE_Interface</interface_class></add_interface>");
        await _rig.RpcAsync(
            "<add_cluster synchronous='true'><cluster_class>ZCL_Cluster</cluster_class><endpoint_id>0x5E</endpoint_id><server_or_client>1</server_or_client><cluster_id>0x701</cluster_id></add_cluster>");
        await _rig.RpcAsync(Create(1, 0, 30));
        await _rig.CommandAsync<LoadControlEvent>();

        _rig.Say(_display, new LoadControlEvent { IssuerEventId = 77, DurationInMinutes = 10 });
        Assert.AreEqual("0x0", (await _rig.MessageAsync("received_DRLC_event")).Element("status")!.Value);
        foreach (var (side, id) in new[] { (0, "0x1"), (1, "0x4D") })
        {
            var reply = await _rig.RpcAsync($"<get_DRLC_events synchronous='true'><server_or_client>{side}</server_or_client></get_DRLC_events>");
            Assert.AreEqual(id, Single(reply, "issuer_event_id"));
        }

        Assert.AreEqual("0x1", Single(await _rig.RpcAsync("<get_DRLC_events synchronous='true'/>"), "issuer_event_id"), "the server comes first");
        var asked = await _rig.RpcAsync("<get_scheduled_DRLC_events synchronous='true'/>");
        Assert.IsEmpty(asked.Element("device_list")!.Elements(), "no device here is a server");
    }

    private static string Create(int id, uint start, int duration) =>
        $"<create_DRLC_event synchronous='true'><record type='LoadControlEventRecord'><issuer_event_id>{id}</issuer_event_id><start_time>{start}</start_time>"
        + $"<duration_in_minutes>{duration}</duration_in_minutes></record></create_DRLC_event>";

    private static string Message(int id) =>
        $"<create_message_event synchronous='true'><record type='DisplayMessageRecord'><message_id>{id}</message_id><message_control>128</message_control>"
        + "<start_time>0</start_time><duration_in_minutes>15</duration_in_minutes><message type='string'>Peak hours start at 17:00</message></record></create_message_event>";

    private static string Price(int id, int duration, uint start = 0, int unit = 0) =>
        $"<create_price_event synchronous='true'><record type='PublishPriceRecord'><issuer_event_id>{id}</issuer_event_id><start_time>{start}</start_time>"
        + $"<duration_in_minutes>{duration}</duration_in_minutes><price>1275</price><unit_of_measure>{unit}</unit_of_measure></record></create_price_event>";

    private static string Single(XElement response, string field) => response.Descendants(field).Single().Value;

    private static ReadOnlyMemory<byte> Frame(byte command, byte sequence, params byte[] payload)
    {
        var writer = new ByteWriter();
        new ZclHeader(true, false, false, null, sequence, command).Write(writer);
        return writer.Bytes(payload).Written;
    }

    private async Task StartAsync(string variant = "esi-coordinator") => _rig = await SmartEnergyRig.StartAsync(variant, _display);

    private async Task AssertDefaultResponseAsync(byte sequence, byte command, ZclStatus status)
    {
        var frame = await _rig.FrameAsync();
        Assert.AreEqual(new ZclHeader(false, true, true, null, sequence, (byte)GeneralCommand.DefaultResponse), frame.Header);
        Assert.IsTrue(DefaultResponse.TryRead(frame.Payload.Span, out var response));
        Assert.AreEqual(new DefaultResponse(command, (byte)status), response);
    }

    private static class EventDuration
    {
        public const ushort UntilChanged = 0xFFFF;
    }
}
