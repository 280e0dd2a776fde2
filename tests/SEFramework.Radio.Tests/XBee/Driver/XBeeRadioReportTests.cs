using SEFramework.Radio.XBee;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Radio.Tests.XBee.Driver;

/// <summary>What the module reports by itself: reference 07, sections 4.3 to 4.6 and 5.</summary>
[TestClass]
public sealed class XBeeRadioReportTests
{
    [TestMethod]
    public async Task Receptions_come_up_in_order_with_all_their_fields()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        harness.Module.SendFrameData(Frames.Hex.Bytes("91 00 13 A2 00 41 22 33 44 7D 84 01 5E 07 02 01 09 21 18 01 0A"));
        harness.Module.SendFrameData(Frames.Hex.Bytes("91 FF FF FF FF FF FF FF FF 12 34 00 00 00 13 00 00 42 05"));
        var first = (await harness.NextAsync<ApsFrameReceived>()).Indication;
        Assert.AreEqual(RadioHarness.Device, first.Source);
        Assert.AreEqual(new NwkAddress(0x7D84), first.SourceNwk);
        Assert.AreEqual(0x01, first.SourceEndpoint);
        Assert.AreEqual(0x5E, first.DestinationEndpoint);
        Assert.AreEqual(0x0109, first.ProfileId);
        Assert.AreEqual(0x0702, first.ClusterId);
        Assert.AreEqual("18010A", Convert.ToHexString(first.Payload.Span));
        Assert.AreEqual(ApsReceiveOptions.Acknowledged | ApsReceiveOptions.ApsEncryption, first.Options);
        var second = (await harness.NextAsync<ApsFrameReceived>()).Indication;
        Assert.AreEqual(IeeeAddress.Unknown, second.Source);
        Assert.AreEqual(ApsReceiveOptions.Broadcast | ApsReceiveOptions.FromEndDevice, second.Options);
    }

    [TestMethod]
    public async Task A_modem_status_is_followed_by_the_network_as_it_is_then()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        harness.Module.Settings["AI"] = [0x21];
        harness.Module.Settings["CH"] = [0];
        harness.Module.Settings["MY"] = [0xFF, 0xFE];
        harness.Module.SendModemStatus(XBeeModemStatus.Disassociated);
        var left = await harness.NextAsync<NetworkStateChanged>();
        Assert.AreEqual(0x03, left.Status);
        Assert.IsFalse(left.Network.Joined);
        Assert.AreEqual(0x21, left.Network.AssociationIndication);
        Assert.AreEqual(0, left.Network.Channel);

        harness.Module.Settings["AI"] = [0];
        harness.Module.Settings["CH"] = [0x14];
        harness.Module.Settings["MY"] = [0x56, 0x78];
        harness.Module.SendModemStatus(XBeeModemStatus.Joined);
        harness.Module.SendModemStatus(XBeeModemStatus.KeyEstablishmentComplete);
        var joined = await harness.NextAsync<NetworkStateChanged>();
        Assert.AreEqual(0x02, joined.Status);
        Assert.IsTrue(joined.Network.Joined);
        Assert.IsFalse(joined.Network.IsCoordinator);
        Assert.AreEqual(new NwkAddress(0x5678), joined.Network.Nwk);
        Assert.AreEqual(0x10, (await harness.NextAsync<NetworkStateChanged>()).Status);
    }

    [TestMethod]
    public async Task An_authenticated_device_is_reported()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        harness.Module.SendFrameData(Frames.Hex.Bytes("A2 00 13 A2 00 41 22 33 44 7D 84 00"));
        Assert.AreEqual(new DeviceAuthenticated(RadioHarness.Device, new NwkAddress(0x7D84)), await harness.NextAsync<DeviceAuthenticated>());
    }

    [TestMethod]
    [DataRow(XBeeModemStatus.HardwareReset)]
    [DataRow(XBeeModemStatus.WatchdogReset)]
    public async Task After_a_reset_the_module_is_configured_again_and_waiting_sends_fail(XBeeModemStatus status)
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        harness.Module.Intercept = static frame => frame[0] == (byte)XBeeFrameType.ExplicitTransmit;
        var sending = harness.SendAsync();
        await harness.Module.NextAsync(XBeeFrameType.ExplicitTransmit);

        // AO was not saved, and the module comes back in another API mode.
        harness.Module.Settings["AO"] = [0];
        harness.Module.Settings["AP"] = [2];
        harness.Module.Mode = XBeeApiMode.Escaped;
        harness.Module.SendModemStatus(status);
        Assert.AreEqual(TransmitStatus.RadioUnavailable, (await sending.WaitAsync(Patience.Limit)).Status);
        await harness.NextAsync<RadioReady>();
        CollectionAssert.AreEqual(new byte[] { 15 }, harness.Module.Settings["AO"]);
        Assert.AreEqual(1, harness.Counter("seframework.radio.resets"));
        harness.Module.Intercept = null;
        Assert.IsTrue((await harness.SendAsync()).IsSuccess);
    }

    [TestMethod]
    public async Task A_reset_during_start_up_starts_it_over_before_the_radio_is_ready()
    {
        var module = new ScriptedModule();
        var identified = 0;
        module.Intercept = frame =>
        {
            if (frame[0] == 0x08 && ScriptedModule.Name(frame) == "HV" && identified++ == 0)
            {
                module.SendModemStatus(XBeeModemStatus.HardwareReset);
                module.SendModemStatus(XBeeModemStatus.CoordinatorStarted);
            }

            return false;
        };
        await using var harness = new RadioHarness(module);
        await harness.StartAsync();
        Assert.AreEqual(2, identified);
        Assert.IsTrue((await harness.SendAsync()).IsSuccess);
    }

    [TestMethod]
    public async Task Frames_nobody_needs_are_counted_logged_once_and_harm_nothing()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            harness.Module.SendFrameData([0x42, 1, 2, 3]);
            harness.Module.SendFrameData(Frames.Hex.Bytes("90 00 13 A2 00 41 22 33 44 7D 84 01 41"));
            harness.Module.SendFrameData([0x91, 1, 2, 3]);
            harness.Module.SendFrameData([0x88]);
            harness.Module.SendFrameData([0x8B]);
            harness.Module.SendFrameData([0xA4]);
            harness.Module.SendFrameData([0xA2]);
            harness.Module.SendFrameData([0x8A]);
            harness.Module.SendFrameData(Frames.Hex.Bytes("A4 77 00"));
            harness.Module.SendFrameData(Frames.Hex.Bytes("88 78 41 49 00 00"));
            harness.Module.SendFrameData(Frames.Hex.Bytes("FE 02"));
        }

        Assert.IsTrue((await harness.SendAsync()).IsSuccess);
        Assert.AreEqual(3, harness.Counter("seframework.radio.frames.unexpected:unknown_type"));
        Assert.AreEqual(6, harness.Counter("seframework.radio.frames.unexpected:unused"));
        Assert.AreEqual(6, harness.Counter("seframework.radio.frames.unexpected:unmatched_reply"));
        Assert.AreEqual(18, harness.Counter("seframework.radio.frames.bad:malformed"));
        Assert.AreEqual(3, harness.Counter("seframework.radio.frames.received:0x42"));
        Assert.AreEqual(1, harness.Log.Count(static line => line.Text.Contains("0x42", StringComparison.Ordinal)));
        Assert.AreEqual(1, harness.Log.Count(static line => line.Text.Contains("0x91", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_reply_must_name_the_command_it_answers()
    {
        var module = new ScriptedModule();
        module.Intercept = frame =>
        {
            if (frame[0] == 0x08 && ScriptedModule.Name(frame) == "OI")
            {
                module.Send(new AtResponseFrame { FrameId = frame[1], Command = AtCommands.Channel, Value = [0x11] });
            }

            return false;
        };
        await using var harness = new RadioHarness(module);
        Assert.AreEqual(0xBEEF, (await harness.StartAsync()).Network.PanId);
        Assert.AreEqual(1, harness.Counter("seframework.radio.frames.unexpected:unmatched_reply"));
    }

    [TestMethod]
    public async Task Garbage_between_frames_is_survived()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        var noise = new Random(20_090_626);
        for (var i = 0; i < 50; i++)
        {
            var garbage = new byte[noise.Next(0, 60)];
            noise.NextBytes(garbage);
            harness.Module.SendRaw([.. garbage.Where(static value => value != XBeeFrameFormat.Delimiter)]);
            Assert.IsTrue((await harness.SendAsync()).IsSuccess);
        }
    }

    [TestMethod]
    public async Task A_false_delimiter_that_swallows_frames_is_given_up_when_the_line_stands_still()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        await harness.TimersAsync(1);
        harness.Module.SendRaw([0x7E, 0x01, 0x00]);
        harness.Module.SendFrameData(Frames.Hex.Bytes("91 00 13 A2 00 41 22 33 44 7D 84 01 5E 07 02 01 09 01 18 01 0A"));
        await harness.TimersAsync(2);
        harness.Time.Advance(TimeSpan.FromMilliseconds(500));
        await harness.NextAsync<ApsFrameReceived>();
        await harness.SettleAsync();
        Assert.AreEqual(1, harness.Counter("seframework.radio.frames.bad:truncated"));
        Assert.AreEqual(3, harness.Counter("seframework.radio.bytes.discarded"));
    }

    [TestMethod]
    public async Task A_reader_far_behind_loses_receptions_but_no_state()
    {
        await using var harness = new RadioHarness(options: new XBeeRadioOptions { EventBacklog = 10 });
        await harness.StartAsync();
        for (var i = 0; i < 15; i++)
        {
            harness.Module.SendFrameData([.. Frames.Hex.Bytes("91 00 13 A2 00 41 22 33 44 7D 84 01 5E 07 02 01 09 01"), (byte)i]);
        }

        harness.Module.SendFrameData(Frames.Hex.Bytes("A2 00 13 A2 00 41 22 33 44 7D 84 00"));
        Assert.IsTrue((await harness.SendAsync()).IsSuccess);
        for (var i = 0; i < 10; i++)
        {
            Assert.AreEqual(i, (await harness.NextAsync<ApsFrameReceived>()).Indication.Payload.Span[0]);
        }

        await harness.NextAsync<DeviceAuthenticated>();
        Assert.AreEqual(5, harness.Counter("seframework.radio.receptions.dropped"));
    }
}
