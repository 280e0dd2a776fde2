using System.Reflection;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.Storage;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Price;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.Tests.SmartEnergy;

/// <summary>Who has which event and is to be told what, when devices come and go, the disk fails, or events overlap: reference 05, sections 3.4 and 4.2.</summary>
[TestClass]
public sealed class EventServerCareTests
{
    private readonly FakePeer _display = FakePeer.Display();
    private SmartEnergyRig _rig = null!;

    [TestInitialize]
    public async Task Start() => _rig = await SmartEnergyRig.StartAsync("esi-coordinator", _display);

    [TestCleanup]
    public async Task Stop() => await _rig.DisposeAsync();

    [TestMethod]
    public async Task A_device_that_lost_power_and_joins_again_gets_the_running_event_once_more()
    {
        await _rig.RpcAsync(Load(1, 0, 60));
        await _rig.CommandAsync<LoadControlEvent>();
        _rig.Time.Advance(TimeSpan.FromMinutes(5));
        _rig.Receive(_display.Announce());
        Assert.AreEqual(55, (await _rig.CommandAsync<LoadControlEvent>()).DurationInMinutes);
        Assert.IsTrue(await _rig.IsSilentAsync());

        await _rig.RpcAsync($"<remove_device synchronous='true'><device_address type='MAC'>{_display.Address}</device_address></remove_device>");
        await _rig.JoinAsync(_display);
        Assert.AreEqual(1u, (await _rig.CommandAsync<LoadControlEvent>()).IssuerEventId, "also after it was removed");
    }

    [TestMethod]
    public async Task Announcing_itself_thrice_while_the_radio_is_busy_does_not_bring_it_three_times()
    {
        _display.IsAway = true;
        await _rig.RpcAsync(Load(1, 0, 60));
        await _rig.IsSilentAsync();
        _display.IsAway = false;
        var busy = _rig.Radio.Gate = new TaskCompletionSource();
        for (var i = 0; i < 3; i++)
        {
            _rig.Receive(_display.Announce());
            await _rig.IsSilentAsync();
        }

        _rig.Radio.Gate = null;
        busy.SetResult();
        Assert.AreEqual(1u, (await _rig.CommandAsync<LoadControlEvent>()).IssuerEventId);
        await _rig.RpcAsync(Load(2, _rig.Now + 7200, 30));
        Assert.AreEqual(2u, (await _rig.CommandAsync<LoadControlEvent>()).IssuerEventId, "nothing of the first came in between");
    }

    [TestMethod]
    public async Task After_a_restart_only_those_hear_of_a_cancel_who_have_the_event_and_do_not_know()
    {
        var other = FakePeer.Display(2);
        _rig.Place(other);
        await _rig.JoinAsync(other);
        await _rig.RpcAsync(Load(3, 0, 90));
        await _rig.CommandAsync<LoadControlEvent>();
        await _rig.CommandAsync<LoadControlEvent>();
        other.IsAway = true;
        await _rig.RpcAsync(Cancel(3));
        await _rig.CommandAsync<CancelLoadControlEvent>();
        await _rig.RestartAsync();
        Assert.IsTrue(await _rig.IsSilentAsync(), "who knows is not told again");
        await _rig.JoinAsync(other);
        var frame = await _rig.FrameAsync();
        Assert.AreEqual(3u, frame.Read<CancelLoadControlEvent>().IssuerEventId);
        Assert.AreEqual(other.Nwk, frame.Request.DestinationNwk);
    }

    [TestMethod]
    public async Task Cancels_are_remembered_up_to_a_number_and_up_to_their_end()
    {
        const int Many = 1100;
        _display.IsAway = true;
        for (var i = 0; i < Many; i++)
        {
            Assert.AreEqual("0x0", (await _rig.RpcAsync(Load(i, _rig.Now + 80000 + i, 30))).Element("status")!.Value);
            await _rig.RpcAsync(Cancel(i));
        }

        Assert.AreEqual(1000L, await CountAsync("event"));
        _rig.Time.Advance(TimeSpan.FromHours(25));
        await _rig.Gateway.RestartAsync();
        await _rig.IsSilentAsync();
        Assert.AreEqual(0L, await CountAsync("event"));
        Assert.AreEqual(0L, await CountAsync("event_device"));
    }

    [TestMethod]
    public async Task Cancelling_what_was_to_follow_gives_the_one_until_changed_its_time_back()
    {
        await _rig.RpcAsync(Message(1, 0xFFFF));
        await _rig.RpcAsync(Message(2, 60, _rig.Now + 3600));
        await _rig.RpcAsync("<cancel_message_event synchronous='true'><record type='CancelMessageRecord'><message_id>2</message_id></record></cancel_message_event>");
        _rig.Time.Advance(TimeSpan.FromMinutes(61));
        await _rig.IsSilentAsync();
        Assert.AreEqual("0x1", (await _rig.RpcAsync("<get_message_events synchronous='true'/>")).Descendants("message_id").Single().Value);
    }

    [TestMethod]
    public async Task A_price_that_was_overlapped_by_a_larger_id_does_not_come_back_not_even_after_a_restart()
    {
        await _rig.RpcAsync(Price(10, 60));
        await _rig.RpcAsync(Price(12, 60, _rig.Now + 3000));
        await _rig.RpcAsync(Price(13, 30, _rig.Now + 1800));
        for (var i = 0; i < 3; i++)
        {
            await _rig.FrameAsync();
        }

        // 10 runs until 13 begins; 12 had not begun and is gone.
        string[] left = ["0xA", "0xD"];
        CollectionAssert.AreEqual(left, await PricesAsync());
        Assert.AreEqual(10u, (await CurrentAsync())!.IssuerEventId);
        await _rig.RestartAsync();
        await _rig.FrameAsync();
        await _rig.FrameAsync();
        CollectionAssert.AreEqual(left, await PricesAsync());
        _rig.Time.Advance(TimeSpan.FromMinutes(31));
        await _rig.IsSilentAsync();
        Assert.AreEqual(13u, (await CurrentAsync())!.IssuerEventId);
        _rig.Time.Advance(TimeSpan.FromMinutes(31));
        await _rig.IsSilentAsync();
        Assert.IsNull(await CurrentAsync());

        // A head-end that counts from one again is taken as it is.
        Assert.AreEqual("0x0", (await _rig.RpcAsync(Price(1, 30))).Element("status")!.Value);
    }

    [TestMethod]
    public async Task Who_asks_for_some_events_gets_the_next_ones()
    {
        await _rig.RpcAsync(Price(10, 60, _rig.Now + 7200));
        await _rig.RpcAsync(Price(11, 60, _rig.Now + 600));
        await _rig.FrameAsync();
        await _rig.FrameAsync();
        _rig.Say(_display, new GetScheduledPrices(new ScheduleQuery(0, 1)));
        Assert.AreEqual(11u, (await _rig.CommandAsync<PublishPrice>()).IssuerEventId);
    }

    [TestMethod]
    public async Task A_disk_that_fails_for_a_while_does_not_stop_events()
    {
        await _rig.RpcAsync(Price(10, 10));
        await _rig.RpcAsync(Price(11, 60, _rig.Now + 1800));
        await _rig.FrameAsync();
        await _rig.FrameAsync();
        await Database.ExecuteAsync("CREATE TRIGGER broken BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'disk'); END");
        _rig.Time.Advance(TimeSpan.FromMinutes(11));
        await _rig.IsSilentAsync();
        await Database.ExecuteAsync("DROP TRIGGER broken");
        for (var i = 0; i < 20; i++)
        {
            _rig.Time.Advance(TimeSpan.FromMinutes(1));
            await _rig.IsSilentAsync();
        }

        Assert.AreEqual(11u, (await CurrentAsync())!.IssuerEventId);
    }

    [TestMethod]
    public async Task A_report_with_the_wrong_direction_bit_counts_unless_the_registry_forbids_it()
    {
        Report(sequence: 9);
        Assert.AreEqual("0000", Convert.ToHexString((await _rig.FrameAsync()).Payload.Span));
        await _rig.MessageAsync("received_report_event_status");
        await _rig.RpcAsync("<registry_configuration synchronous='true'><name>ZCL_Endpoint.enable_direction_bit_correction</name><value type='bool'>FALSE</value></registry_configuration>");
        Report(sequence: 10);
        Assert.AreEqual("0081", Convert.ToHexString((await _rig.FrameAsync()).Payload.Span));

        void Report(byte sequence)
        {
            var writer = new ByteWriter();
            new ZclHeader(true, FromServer: true, false, null, sequence, 0).Write(writer);
            new ReportEventStatus { IssuerEventId = 6700, Status = EventStatus.Started, StatusTime = 1 }.Write(writer);
            _rig.Receive(_display.Says(ClusterIds.DemandResponseAndLoadControl, writer.Written.ToArray()));
        }
    }

    [TestMethod]
    public async Task A_provider_from_a_signed_variable_is_taken_and_a_message_that_no_string_holds_is_refused()
    {
        Assert.AreEqual("0xFFFFFFFF", (await _rig.RpcAsync(Price(10, 60, more: "<provider_id>-1</provider_id>"))).Descendants("provider_id").Single().Value);
        await _rig.CommandAsync<PublishPrice>();
        Assert.AreEqual("0x85", (await _rig.RpcAsync(Message(10, 60, text: new string('ä', 128)))).Element("status")!.Value);
        Assert.IsTrue(await _rig.IsSilentAsync());
    }

    private static string Load(int id, long start, int minutes) =>
        $"<create_DRLC_event synchronous='true'><record type='LoadControlEventRecord'><issuer_event_id>{id}</issuer_event_id><start_time>{start}</start_time><duration_in_minutes>{minutes}</duration_in_minutes></record></create_DRLC_event>";

    private static string Cancel(int id) =>
        $"<cancel_DRLC_event synchronous='true'><record type='CancelLoadControlEventRecord'><issuer_event_id>{id}</issuer_event_id></record></cancel_DRLC_event>";

    private static string Price(int id, int minutes, long start = 0, string more = "") =>
        $"<create_price_event synchronous='true'><record type='PublishPriceRecord'><issuer_event_id>{id}</issuer_event_id><start_time>{start}</start_time><duration_in_minutes>{minutes}</duration_in_minutes><price>1</price>{more}</record></create_price_event>";

    private static string Message(int id, int minutes, long start = 0, string text = "Peak") =>
        $"<create_message_event synchronous='true'><record type='DisplayMessageRecord'><message_id>{id}</message_id><start_time>{start}</start_time><duration_in_minutes>{minutes}</duration_in_minutes><message type='string'>{text}</message></record></create_message_event>";

    private GatewayDatabase Database =>
        (GatewayDatabase)typeof(GatewayHost).GetField("_database", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(_rig.Gateway.Host)!;

    private Task<long> CountAsync(string table) => Database.RunAsync(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = table == "event" ? "SELECT COUNT(*) FROM event" : "SELECT COUNT(*) FROM event_device";
        return (long)command.ExecuteScalar()!;
    });

    private async Task<string[]> PricesAsync() =>
        [.. (await _rig.RpcAsync("<get_price_events synchronous='true'/>")).Descendants("issuer_event_id").Select(static e => e.Value)];

    private async Task<PublishPrice?> CurrentAsync()
    {
        _rig.Say(_display, new GetCurrentPrice(1));
        var frame = await _rig.FrameAsync();
        return frame.Header.IsClusterCommand ? frame.Read<PublishPrice>() : null;
    }
}
