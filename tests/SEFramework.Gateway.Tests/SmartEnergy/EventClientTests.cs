using System.Xml.Linq;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.SmartEnergy.Metering;
using SEFramework.Zigbee.SmartEnergy.Price;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Tests.SmartEnergy;

/// <summary>The event clients of an IPD: what comes over the air of reference 05, and the requests and messages of reference 04.</summary>
[TestClass]
public sealed class EventClientTests
{
    private readonly FakePeer _services = FakePeer.Services();
    private SmartEnergyRig _rig = null!;

    [TestInitialize]
    public async Task Start()
    {
        _rig = await SmartEnergyRig.StartAsync("ipd-router", _services);
        await _rig.RpcAsync($"<set_time synchronous='true'><UTC_2000>{_rig.Now}</UTC_2000></set_time>");
        await _rig.CommandAsync<GetScheduledEvents>();
        await _rig.CommandAsync<GetScheduledPrices>();
        await _rig.CommandAsync<GetLastMessage>();
    }

    [TestCleanup]
    public async Task Stop() => await _rig.DisposeAsync();

    [TestMethod]
    public async Task A_load_control_event_is_lived_and_reported_from_its_arrival_to_its_end()
    {
        var sequence = _rig.Say(_services, Load(0x1A2C, _rig.Now + 600, 30));
        var received = await _rig.MessageAsync("received_DRLC_event");
        Assert.AreEqual("0x0", received.Element("status")!.Value);
        Assert.AreEqual(_services.Address.ToString(), received.Element("source_address")!.Value);
        Assert.AreEqual("0x5E", received.Element("source_endpoint_id")!.Value);
        Assert.AreEqual("0x5E", received.Element("destination_endpoint_id")!.Value);
        Assert.AreEqual("0x701", received.Element("cluster_id")!.Value);
        Assert.AreEqual("0xA28", received.Element("record")!.Element("cooling_temperature_set_point")!.Value);

        var frame = await _rig.FrameAsync();
        Assert.AreEqual(sequence, frame.Header.Sequence);
        Assert.AreEqual(18 + 42, frame.Payload.Length);
        AssertReport(frame.Read<ReportEventStatus>(), EventStatus.Received, _rig.Now);

        _rig.Time.Advance(TimeSpan.FromMinutes(10));
        AssertReport(await _rig.CommandAsync<ReportEventStatus>(), EventStatus.Started, _rig.Now);
        Assert.AreEqual("0x1A2C", (await UpdatedAsync("DRLC")).Single().Element("issuer_event_id")!.Value);
        _rig.Time.Advance(TimeSpan.FromMinutes(30));
        AssertReport(await _rig.CommandAsync<ReportEventStatus>(), EventStatus.Completed, _rig.Now);
        Assert.IsEmpty(await UpdatedAsync("DRLC"));
        Assert.IsEmpty((await _rig.RpcAsync("<get_DRLC_events synchronous='true'/>")).Descendants("item"));
    }

    [TestMethod]
    public async Task Repeated_expired_and_wrong_events_are_answered_as_the_profile_says()
    {
        _rig.Say(_services, Load(1, _rig.Now + 600, 30));
        await _rig.FrameAsync();
        var sequence = _rig.Say(_services, Load(1, _rig.Now + 600, 30));
        Assert.AreEqual("0x0", (await _rig.MessageAsync("received_DRLC_event")).Element("status")!.Value);
        Assert.AreEqual("0x8A", (await _rig.MessageAsync("received_DRLC_event")).Element("status")!.Value);
        await AssertDefaultResponseAsync(sequence, 0, ZclStatus.DuplicateExists);

        (LoadControlEvent Event, EventStatus Status)[] refused =
        [
            (Load(2, _rig.Now - 3600, 30), EventStatus.Expired),
            (Load(3, 0xFFFFFFFF, 30), EventStatus.Rejected),
            (Load(4, 0, 1441), EventStatus.Rejected),
        ];
        foreach (var (command, status) in refused)
        {
            _rig.Say(_services, command);
            Assert.AreEqual("0x85", (await _rig.MessageAsync("received_DRLC_event")).Element("status")!.Value);
            Assert.AreEqual(status, (await _rig.CommandAsync<ReportEventStatus>()).Status);
        }

        // Reserved criticality and classes that nobody has are nobody's business.
        foreach (var command in new[] { Load(5, 0, 30) with { CriticalityLevel = 0x10 }, Load(6, 0, 30) with { DeviceClass = 0xF000 } })
        {
            var silent = _rig.Say(_services, command);
            await AssertDefaultResponseAsync(silent, 0, ZclStatus.Success);
        }

        Assert.HasCount(1, (await _rig.RpcAsync("<get_DRLC_events synchronous='true'/>")).Descendants("item").ToArray());
    }

    [TestMethod]
    public async Task Cancels_end_events_now_later_or_not_at_all()
    {
        _rig.Say(_services, Load(1, 0, 30));
        AssertReport(await _rig.CommandAsync<ReportEventStatus>(), EventStatus.Received, _rig.Now, id: 1);
        AssertReport(await _rig.CommandAsync<ReportEventStatus>(), EventStatus.Started, _rig.Now, id: 1);

        var unknown = _rig.Say(_services, new CancelLoadControlEvent { IssuerEventId = 9 });
        Assert.AreEqual("0x8B", (await _rig.MessageAsync("received_DRLC_cancel_event")).Element("status")!.Value);
        var refusal = await _rig.FrameAsync();
        Assert.AreEqual(unknown, refusal.Header.Sequence);
        Assert.AreEqual(EventStatus.UndefinedEvent, refusal.Read<ReportEventStatus>().Status);

        _rig.Say(_services, new CancelLoadControlEvent { IssuerEventId = 1, EffectiveTime = _rig.Now + 3600 });
        Assert.AreEqual("0x85", (await _rig.MessageAsync("received_DRLC_cancel_event")).Element("status")!.Value);
        Assert.AreEqual(EventStatus.InvalidCancelTime, (await _rig.CommandAsync<ReportEventStatus>()).Status);

        var sequence = _rig.Say(_services, new CancelLoadControlEvent { IssuerEventId = 1, EffectiveTime = _rig.Now + 600 });
        var cancelled = await _rig.MessageAsync("received_DRLC_cancel_event");
        Assert.AreEqual("0x0", cancelled.Element("status")!.Value);
        Assert.AreEqual($"0x{_rig.Now + 600:X}", cancelled.Element("record")!.Element("effective_time")!.Value);
        await AssertDefaultResponseAsync(sequence, 1, ZclStatus.Success);
        _rig.Time.Advance(TimeSpan.FromMinutes(10));
        AssertReport(await _rig.CommandAsync<ReportEventStatus>(), EventStatus.Cancelled, _rig.Now, id: 1);
    }

    [TestMethod]
    public async Task The_attributes_of_the_load_control_client_decide_whose_events_it_lives_also_after_a_restart()
    {
        var written = await _rig.RpcAsync(
            "<write_attributes synchronous='true'><cluster_id>0x0701</cluster_id><server_or_client>1</server_or_client><destination_endpoint_id>0x5E</destination_endpoint_id><record_list type='list'>"
            + "<item type='WriteAttributeRecord'><attribute_id>0</attribute_id><value>5</value></item><item type='WriteAttributeRecord'><attribute_id>3</attribute_id><value>0x0004</value></item></record_list></write_attributes>");
        CollectionAssert.AreEqual(new[] { "0x0", "0x0" }, written.Descendants("status").Select(static s => s.Value).ToArray(), written.ToString());
        await _rig.RestartAsync();
        await _rig.RpcAsync($"<set_time synchronous='true'><UTC_2000>{_rig.Now}</UTC_2000></set_time>");
        await _rig.CommandAsync<GetScheduledEvents>();
        await _rig.CommandAsync<GetScheduledPrices>();
        await _rig.CommandAsync<GetLastMessage>();
        foreach (var foreign in new[] { Load(21, 0, 30) with { DeviceClass = 4, UtilityEnrollmentGroup = 7 }, Load(22, 0, 30) with { DeviceClass = 2, UtilityEnrollmentGroup = 5 } })
        {
            await AssertDefaultResponseAsync(_rig.Say(_services, foreign), 0, ZclStatus.Success);
        }

        _rig.Say(_services, Load(23, _rig.Now + 600, 30) with { DeviceClass = 6, UtilityEnrollmentGroup = 5 });
        AssertReport(await _rig.CommandAsync<ReportEventStatus>(), EventStatus.Received, _rig.Now, id: 23);
        _rig.Say(_services, Load(24, _rig.Now + 6000, 30) with { DeviceClass = 4 });
        AssertReport(await _rig.CommandAsync<ReportEventStatus>(), EventStatus.Received, _rig.Now, id: 24);
    }

    [TestMethod]
    public async Task Cancelling_all_ends_all()
    {
        _rig.Say(_services, Load(1, 0, 30) with { DeviceClass = 1 });
        _rig.Say(_services, Load(2, _rig.Now + 60, 30) with { DeviceClass = 2 });
        for (var i = 0; i < 3; i++)
        {
            await _rig.CommandAsync<ReportEventStatus>();
        }

        _rig.Say(_services, new CancelAllLoadControlEvents(0));
        Assert.AreEqual("0x0", (await _rig.MessageAsync("received_DRLC_cancel_all_events")).Element("cancel_control")!.Value);
        await _rig.FrameAsync();
        var ended = new[] { await _rig.CommandAsync<ReportEventStatus>(), await _rig.CommandAsync<ReportEventStatus>() };
        CollectionAssert.AreEquivalent(new[] { 1u, 2u }, ended.Select(e => e.IssuerEventId).ToArray());
        Assert.IsTrue(ended.All(e => e.Status == EventStatus.Cancelled));
        Assert.IsEmpty(await UpdatedAsync("DRLC"));
    }

    [TestMethod]
    public async Task Prices_are_told_by_commodity_and_acknowledged_on_demand()
    {
        var electricity = Price(10, 0xFFFF);
        _rig.Say(_services, electricity with { PriceRatio = 0xFF, GenerationPrice = 1, GenerationPriceRatio = 0xFF, AlternateCostDelivered = 2, AlternateCostUnit = 1, AlternateCostTrailingDigit = 0, BlockThresholds = 0, PriceControl = 1 });
        var received = await _rig.MessageAsync("received_price_event");
        Assert.AreEqual("TOU-A", received.Element("record")!.Element("rate_label")!.Value);
        Assert.AreEqual("0x1", received.Element("record")!.Element("generation_price")!.Value);
        Assert.AreEqual(new PriceAcknowledgement(7, 10, _rig.Now, 1), await _rig.CommandAsync<PriceAcknowledgement>());
        Assert.AreEqual("0xA", (await UpdatedAsync("price")).Single().Element("issuer_event_id")!.Value);

        _rig.Say(_services, Price(5, 60) with { UnitOfMeasure = 1 });
        await _rig.FrameAsync();
        Assert.HasCount(2, await UpdatedAsync("price"));

        _rig.Say(_services, Price(9, 60));
        Assert.AreEqual("0x85", (await _rig.MessageAsync("received_price_event")).Element("status")!.Value, "an older price gives way to a newer one");
        await _rig.FrameAsync();

        _rig.Say(_services, Price(11, 60));
        await _rig.FrameAsync();
        CollectionAssert.AreEquivalent(
            new[] { "0x5", "0xB" }, (await UpdatedAsync("price")).Select(i => i.Element("issuer_event_id")!.Value).ToArray());
        var response = await _rig.RpcAsync("<get_price_events synchronous='true'><server_or_client>1</server_or_client></get_price_events>");
        Assert.AreEqual("0x1", response.Element("server_or_client")!.Value);
        Assert.HasCount(2, response.Descendants("item").ToArray());
    }

    [TestMethod]
    public async Task A_message_is_confirmed_and_its_cancel_too()
    {
        _rig.Say(_services, new DisplayMessage(10001, 0x80, 0, 15, "Störung behoben"));
        var received = await _rig.MessageAsync("received_message_event");
        Assert.AreEqual("Störung behoben", received.Element("record")!.Element("message")!.Value);
        await _rig.FrameAsync();
        var active = (await UpdatedAsync("message")).Single();
        Assert.AreEqual($"0x{_rig.Now:X}", active.Element("start_time")!.Value);
        Assert.IsNull(active.Element("cancel_message_control"));

        var confirmed = await _rig.RpcAsync("<confirm_message synchronous='true'/>");
        Assert.AreEqual("0x0", confirmed.Element("status")!.Value);
        Assert.AreEqual(_services.Address.ToString(), confirmed.Element("device_list")!.Element("item")!.Value);
        Assert.AreEqual(new MessageConfirmation(10001, _rig.Now), await _rig.CommandAsync<MessageConfirmation>());

        _rig.Say(_services, new CancelMessage(10001, 0x80));
        Assert.AreEqual("0x0", (await _rig.MessageAsync("received_message_cancel_event")).Element("status")!.Value);
        await _rig.FrameAsync();
        Assert.AreEqual("0x80", (await UpdatedAsync("message")).Single().Element("cancel_message_control")!.Value);
        _rig.Time.Advance(TimeSpan.FromHours(1));
        await _rig.RpcAsync("<confirm_message synchronous='true'><record type='MessageConfirmationRecord'><message_id>10001</message_id></record></confirm_message>");
        Assert.AreEqual(10001u, (await _rig.CommandAsync<MessageConfirmation>()).MessageId);
        var update = await _rig.MessageAsync("updated_active_message_events");
        Assert.AreEqual("0x5E", update.Element("destination_address_id")!.Value);
        Assert.IsEmpty(update.Element("record_list")!.Elements());
        Assert.AreEqual("0x8B", (await _rig.RpcAsync("<confirm_message synchronous='true'/>")).Element("status")!.Value);
    }

    [TestMethod]
    public async Task A_new_message_takes_the_place_of_the_active_one()
    {
        _rig.Say(_services, new DisplayMessage(1, 0, 0, 0xFFFF, "first"));
        _rig.Say(_services, new DisplayMessage(2, 0, 0, 10, "second"));
        await _rig.FrameAsync();
        await _rig.FrameAsync();
        Assert.AreEqual("first", (await UpdatedAsync("message")).Single().Element("message")!.Value);
        Assert.AreEqual("second", (await UpdatedAsync("message")).Single().Element("message")!.Value);
        _rig.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.IsEmpty(await UpdatedAsync("message"));
    }

    [TestMethod]
    [DataRow("<get_scheduled_DRLC_events synchronous='true'><record type='GetScheduledEventsRecord'><start_time>5</start_time><number_of_events>3</number_of_events></record></get_scheduled_DRLC_events>", 0x701, 1)]
    [DataRow("<get_scheduled_price_events synchronous='true'/>", 0x700, 1)]
    [DataRow("<get_current_price_event synchronous='true'/>", 0x700, 0)]
    [DataRow("<get_last_message_event synchronous='true'/>", 0x703, 0)]
    public async Task Requests_for_events_go_to_the_servers(string request, int cluster, int command)
    {
        var response = await _rig.RpcAsync(request);
        Assert.AreEqual($"0x{cluster:X}", response.Element("cluster_id")!.Value);
        Assert.AreEqual(_services.Address.ToString(), response.Element("device_list")!.Element("item")!.Value);
        Assert.AreEqual(response.Name.LocalName.Contains("DRLC", StringComparison.Ordinal), response.Element("record") is not null);
        var frame = await _rig.FrameAsync();
        Assert.AreEqual(cluster, frame.Request.ClusterId);
        Assert.AreEqual(command, frame.Header.Command);
        Assert.IsFalse(frame.Header.FromServer);
        if (response.Element("record") is not null)
        {
            Assert.AreEqual(new ScheduleQuery(5, 3), frame.Read<GetScheduledEvents>().Query);
        }
    }

    [TestMethod]
    [DataRow("DRLC", 0x701)]
    [DataRow("price", 0x700)]
    [DataRow("message", 0x703)]
    public async Task Clearing_forgets_events_and_they_may_come_again(string kind, int cluster)
    {
        ISmartEnergyCommand command = kind switch
        {
            "DRLC" => Load(1, 0, 30),
            "price" => Price(1, 60),
            _ => new DisplayMessage(1, 0, 0, 60, "x"),
        };
        _rig.Say(_services, command);
        Assert.HasCount(1, await UpdatedAsync(kind));
        var response = await _rig.RpcAsync($"<clear_{kind}_events synchronous='true'/>");
        Assert.AreEqual($"0x{cluster:X}", response.Element("cluster_id")!.Value);
        Assert.IsEmpty(await UpdatedAsync(kind));
        _rig.Say(_services, command);
        Assert.AreEqual("0x0", (await _rig.MessageAsync($"received_{kind}_event")).Element("status")!.Value);
    }

    [TestMethod]
    public async Task Nothing_happens_before_the_clock_is_right()
    {
        await _rig.RestartAsync();
        Assert.IsTrue(await _rig.IsSilentAsync());
        var sequence = _rig.Say(_services, Load(1, 0, 30));
        await AssertDefaultResponseAsync(sequence, 0, ZclStatus.Failure);
        await _rig.RpcAsync($"<set_time synchronous='true'><UTC_2000>{_rig.Now}</UTC_2000></set_time>");
        await _rig.CommandAsync<GetScheduledEvents>();
        _rig.Say(_services, Load(1, 0, 30));
        Assert.AreEqual("0x0", (await _rig.MessageAsync("received_DRLC_event")).Element("status")!.Value);
    }

    [TestMethod]
    public async Task Setting_the_clock_forward_ends_what_is_over_and_back_changes_nothing_that_runs()
    {
        _rig.Say(_services, Load(1, 0, 30) with { DeviceClass = 1 });
        _rig.Say(_services, Load(2, _rig.Now + 3600, 30) with { DeviceClass = 2 });
        for (var i = 0; i < 3; i++)
        {
            await _rig.CommandAsync<ReportEventStatus>();
        }

        Assert.HasCount(1, await UpdatedAsync("DRLC"));
        await SetTimeAsync(_rig.Now - 7200);
        Assert.HasCount(2, (await _rig.RpcAsync("<get_DRLC_events synchronous='true'/>")).Descendants("item").ToArray());
        Assert.IsTrue(await _rig.IsSilentAsync());
        await SetTimeAsync(_rig.Now + 7200);
        var reports = new[] { await _rig.CommandAsync<ReportEventStatus>(), await _rig.CommandAsync<ReportEventStatus>() };
        Assert.AreEqual(EventStatus.Completed, reports.Single(r => r.IssuerEventId == 1).Status);
        Assert.AreEqual(EventStatus.Expired, reports.Single(r => r.IssuerEventId == 2).Status, "the clock moved past it: it never ran");
        Assert.IsEmpty(await UpdatedAsync("DRLC"));
    }

    [TestMethod]
    public async Task A_customer_who_opts_out_and_in_again_is_reported()
    {
        _rig.Say(_services, Load(1, _rig.Now + 600, 30));
        await _rig.CommandAsync<ReportEventStatus>();
        Assert.AreEqual("0x8B", (await OptAsync(9, "TRUE")).Element("status")!.Value);
        Assert.AreEqual("0x0", (await OptAsync(1, "TRUE")).Element("status")!.Value);
        Assert.IsTrue(await _rig.IsSilentAsync(), "nothing is said before the start");
        _rig.Time.Advance(TimeSpan.FromMinutes(10));
        AssertReport(await _rig.CommandAsync<ReportEventStatus>(), EventStatus.OptedOut, _rig.Now, id: 1);
        await OptAsync(1, "FALSE");
        AssertReport(await _rig.CommandAsync<ReportEventStatus>(), EventStatus.OptedIn, _rig.Now, id: 1);
        _rig.Time.Advance(TimeSpan.FromMinutes(30));
        AssertReport(await _rig.CommandAsync<ReportEventStatus>(), EventStatus.PartiallyCompletedOptedIn, _rig.Now, id: 1);

        _rig.Say(_services, Load(2, 0, 30));
        await _rig.CommandAsync<ReportEventStatus>();
        await _rig.CommandAsync<ReportEventStatus>();
        await OptAsync(2, "TRUE");
        await _rig.CommandAsync<ReportEventStatus>();
        _rig.Time.Advance(TimeSpan.FromMinutes(30));
        AssertReport(await _rig.CommandAsync<ReportEventStatus>(), EventStatus.PartiallyCompletedOptedOut, _rig.Now, id: 2);

        _rig.Say(_services, Load(3, _rig.Now + 60, 30));
        await _rig.CommandAsync<ReportEventStatus>();
        await OptAsync(3, "TRUE");
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        AssertReport(await _rig.CommandAsync<ReportEventStatus>(), EventStatus.OptedOut, _rig.Now, id: 3);
        Assert.IsTrue(await _rig.IsSilentAsync(), "the next wake-up is set");
        _rig.Time.Advance(TimeSpan.FromMinutes(30));
        AssertReport(await _rig.CommandAsync<ReportEventStatus>(), EventStatus.CompletedWithoutParticipation, _rig.Now, id: 3);
    }

    [TestMethod]
    public async Task Block_periods_of_a_newer_server_are_acknowledged_on_demand_and_mirrors_refused()
    {
        var sequence = _rig.Say(_services, new PublishBlockPeriod(7, 3, 0, 44640, 1));
        var frame = await _rig.FrameAsync();
        Assert.AreEqual(sequence, frame.Header.Sequence);
        Assert.AreEqual(new PriceAcknowledgement(7, 3, _rig.Now, 1), frame.Read<PriceAcknowledgement>());
        var quiet = _rig.Say(_services, new PublishBlockPeriod(7, 4, 0, 44640, 0));
        await AssertDefaultResponseAsync(quiet, 1, ZclStatus.Success);
        _rig.Say(_services, new RequestMirror());
        Assert.AreEqual(new RequestMirrorResponse(0xFFFF), await _rig.CommandAsync<RequestMirrorResponse>());
        _rig.Say(_services, new RemoveMirror());
        Assert.AreEqual(new MirrorRemoved(0xFFFF), await _rig.CommandAsync<MirrorRemoved>());
        var profile = _rig.Say(_services, new GetProfileResponse(1, ProfileStatus.Success, 0, [5]));
        await AssertDefaultResponseAsync(profile, 0, ZclStatus.Success);
    }

    [TestMethod]
    public async Task An_event_over_the_change_to_summer_time_lasts_as_long_as_it_says()
    {
        // The last Sunday of March 2014, half an hour before clocks in Europe go forward.
        await SetTimeAsync((uint)(new DateTimeOffset(2014, 3, 30, 0, 30, 0, TimeSpan.Zero).ToUnixTimeSeconds() - SmartEnergyRig.Epoch));
        _rig.Say(_services, Load(1, 0, 120));
        await _rig.CommandAsync<ReportEventStatus>();
        await _rig.CommandAsync<ReportEventStatus>();
        _rig.Time.Advance(TimeSpan.FromMinutes(119));
        Assert.IsTrue(await _rig.IsSilentAsync());
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.AreEqual(EventStatus.Completed, (await _rig.CommandAsync<ReportEventStatus>()).Status);
    }

    private Task<XElement> OptAsync(int id, string isOut) =>
        _rig.RpcAsync($"<x_opt_DRLC_event synchronous='true'><issuer_event_id>{id}</issuer_event_id><opt_out>{isOut}</opt_out></x_opt_DRLC_event>");

    private static LoadControlEvent Load(uint id, uint start, ushort duration) => new()
    {
        IssuerEventId = id,
        StartTime = start,
        DurationInMinutes = duration,
        CriticalityLevel = 4,
        CoolingTemperatureSetPoint = 2600,
        DutyCycle = 50,
    };

    private PublishPrice Price(uint id, ushort duration) => new()
    {
        ProviderId = 7,
        RateLabel = "TOU-A",
        IssuerEventId = id,
        CurrentTime = _rig.Now,
        Currency = 840,
        TrailingDigitAndTier = 0x22,
        DurationInMinutes = duration,
        Price = 1275,
    };

    private static void AssertReport(ReportEventStatus report, EventStatus status, uint time, uint id = 0x1A2C)
    {
        Assert.AreEqual(id, report.IssuerEventId);
        Assert.AreEqual(status, report.Status);
        Assert.AreEqual(time, report.StatusTime);
        Assert.AreEqual(4, report.CriticalityLevelApplied);
        Assert.AreEqual(2600, report.CoolingTemperatureSetPointApplied);
        Assert.AreEqual(50, report.DutyCycleApplied);
        Assert.IsTrue(report.Signature.Span.SequenceEqual(ReportEventStatus.Unsigned.Span));
    }

    private Task SetTimeAsync(uint time) => _rig.RpcAsync($"<set_time synchronous='true'><UTC_2000>{time}</UTC_2000></set_time>");

    private async Task<XElement[]> UpdatedAsync(string kind) =>
        [.. (await _rig.MessageAsync($"updated_active_{kind}_events")).Element("record_list")!.Elements()];

    private async Task AssertDefaultResponseAsync(byte sequence, byte command, ZclStatus status)
    {
        var frame = await _rig.FrameAsync();
        Assert.AreEqual(sequence, frame.Header.Sequence);
        Assert.AreEqual((byte)GeneralCommand.DefaultResponse, frame.Header.Command);
        Assert.IsFalse(frame.Header.IsClusterCommand);
        Assert.IsTrue(DefaultResponse.TryRead(frame.Payload.Span, out var response));
        Assert.AreEqual(new DefaultResponse(command, (byte)status), response);
        Assert.AreEqual(Zigbee.Aps.ApsTransmitOptions.ApsEncryption, frame.Request.Options, "what the cluster says is encrypted, also this");
    }
}
