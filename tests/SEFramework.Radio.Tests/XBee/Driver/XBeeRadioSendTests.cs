using SEFramework.Radio.XBee;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Radio.Tests.XBee.Driver;

/// <summary>Transmissions: reference 07, section 4.2.</summary>
[TestClass]
public sealed class XBeeRadioSendTests
{
    [TestMethod]
    public async Task A_frame_goes_out_as_asked_and_its_verdict_comes_back()
    {
        await using var harness = new RadioHarness();
        harness.Module.Intercept = Hold;
        await harness.StartAsync();
        var sending = harness.Radio.SendAsync(
            new ApsDataRequest(
                RadioHarness.Device,
                new NwkAddress(0x7D84),
                0x01,
                0x5E,
                0x0109,
                0x0701,
                new byte[] { 0x09, 0x10, 0x02, 0x00 },
                ApsTransmitOptions.ApsEncryption | ApsTransmitOptions.ExtendedTimeout | ApsTransmitOptions.NoAcknowledgement,
                5),
            CancellationToken.None);
        var frame = await harness.Module.NextAsync(XBeeFrameType.ExplicitTransmit);
        Assert.AreEqual("0013A200412233447D845E0107010109056109100200", Convert.ToHexString(frame.AsSpan(2)));
        harness.Module.SendTransmitStatus(frame[1], TransmitStatus.KeyNotAuthorized);
        var result = await sending;
        Assert.AreEqual(new TransmitResult(TransmitStatus.KeyNotAuthorized, new NwkAddress(0x7D84)), result);
        Assert.IsFalse(result.IsSuccess);
        Assert.AreEqual(1, harness.Counter("seframework.radio.transmissions:KeyNotAuthorized"));
    }

    [TestMethod]
    public async Task Every_kind_of_broadcast_has_digis_form()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        foreach (var (destination, nwk) in new[]
        {
            (IeeeAddress.Broadcast, NwkAddress.Unknown),
            (IeeeAddress.Broadcast, NwkAddress.BroadcastRxOnWhenIdle),
            (IeeeAddress.Unknown, NwkAddress.BroadcastAll),
            (IeeeAddress.Unknown, NwkAddress.BroadcastRouters),
        })
        {
            var sending = harness.Radio.SendAsync(new ApsDataRequest(destination, nwk, 0, 0, 0, 0x0036, new byte[] { 1, 60, 1 }), CancellationToken.None);
            var frame = await harness.Module.NextAsync(XBeeFrameType.ExplicitTransmit);
            Assert.AreEqual("000000000000FFFFFFFE", Convert.ToHexString(frame.AsSpan(2, 10)));
            Assert.IsTrue((await sending).IsSuccess);
        }
    }

    [TestMethod]
    public async Task A_destination_known_by_one_address_only_is_sent_by_it()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        _ = await harness.Radio.SendAsync(RadioHarness.Request() with { DestinationNwk = NwkAddress.Unknown }, CancellationToken.None);
        Assert.AreEqual("0013A20041223344FFFE", Convert.ToHexString((await harness.Module.NextAsync(XBeeFrameType.ExplicitTransmit)).AsSpan(2, 10)));
        _ = await harness.Radio.SendAsync(RadioHarness.Request() with { Destination = IeeeAddress.Unknown }, CancellationToken.None);
        Assert.AreEqual("FFFFFFFFFFFFFFFF7D84", Convert.ToHexString((await harness.Module.NextAsync(XBeeFrameType.ExplicitTransmit)).AsSpan(2, 10)));
    }

    [TestMethod]
    public async Task What_the_module_must_not_get_is_refused_here()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        var request = RadioHarness.Request();
        foreach (var (bad, status) in new[]
        {
            (request with { Destination = ScriptedModule.Address }, TransmitStatus.SelfAddressed),
            (request with { Destination = IeeeAddress.Coordinator, DestinationNwk = NwkAddress.Unknown }, TransmitStatus.SelfAddressed),
            (request with { Destination = IeeeAddress.Unknown, DestinationNwk = NwkAddress.Coordinator }, TransmitStatus.SelfAddressed),
            (request with { Destination = IeeeAddress.Unknown, DestinationNwk = NwkAddress.Unknown }, TransmitStatus.AddressNotFound),
            (request with { Payload = new byte[256] }, TransmitStatus.PayloadTooLarge),
        })
        {
            Assert.AreEqual(new TransmitResult(status, NwkAddress.Unknown), await harness.Radio.SendAsync(bad, CancellationToken.None));
        }

        Assert.IsTrue((await harness.Radio.SendAsync(request with { Payload = new byte[255] }, CancellationToken.None)).IsSuccess);
        Assert.AreEqual(1, harness.Module.History.Count(static frame => frame[0] == (byte)XBeeFrameType.ExplicitTransmit));
    }

    [TestMethod]
    public async Task As_many_sends_as_there_are_frame_ids_go_out_at_once_and_the_next_one_waits()
    {
        await using var harness = new RadioHarness();
        harness.Module.Intercept = Hold;
        await harness.StartAsync();
        var sends = Enumerable.Range(0, 255).Select(i => harness.SendAsync((byte)i)).ToArray();
        var frames = new List<byte[]>();
        while (frames.Count < sends.Length)
        {
            frames.Add(await harness.Module.NextAsync(XBeeFrameType.ExplicitTransmit));
        }

        CollectionAssert.AreEquivalent(Enumerable.Range(1, 255).ToArray(), frames.Select(static frame => (int)frame[1]).ToArray());
        var waiting = harness.SendAsync(0xAA);

        // Answered in another order, each with a verdict of its own.
        frames.Reverse();
        foreach (var frame in frames)
        {
            harness.Module.SendTransmitStatus(frame[1], frame[21] % 2 == 0 ? TransmitStatus.Success : TransmitStatus.RouteNotFound, frame[21]);
        }

        for (var i = 0; i < sends.Length; i++)
        {
            var expected = new TransmitResult(i % 2 == 0 ? TransmitStatus.Success : TransmitStatus.RouteNotFound, new NwkAddress((ushort)i));
            Assert.AreEqual(expected, await sends[i].WaitAsync(Patience.Limit));
        }

        var last = await harness.Module.NextAsync(XBeeFrameType.ExplicitTransmit);
        Assert.AreEqual(0xAA, last[21]);
        harness.Module.SendTransmitStatus(last[1], TransmitStatus.Success);
        Assert.IsTrue((await waiting.WaitAsync(Patience.Limit)).IsSuccess);
    }

    [TestMethod]
    public async Task A_lost_verdict_ends_after_the_limit_and_the_module_is_asked_for_a_sign_of_life()
    {
        await using var harness = new RadioHarness(options: new XBeeRadioOptions { TransmitTimeout = TimeSpan.FromSeconds(60), KeepAlive = TimeSpan.FromHours(1) });
        harness.Module.Intercept = Hold;
        await harness.StartAsync();
        var sending = harness.SendAsync();
        var frame = await harness.Module.NextAsync(XBeeFrameType.ExplicitTransmit);
        harness.Time.Advance(TimeSpan.FromSeconds(59.9));
        Assert.IsFalse(sending.IsCompleted);
        harness.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.AreEqual(new TransmitResult(TransmitStatus.NoTransmitStatus, NwkAddress.Unknown), await sending.WaitAsync(Patience.Limit));
        await harness.Module.NextAtAsync("AI");

        // The verdict comes after all: nobody waits for it, and nothing else is harmed.
        harness.Module.SendTransmitStatus(frame[1], TransmitStatus.Success);
        harness.Module.Intercept = null;
        Assert.IsTrue((await harness.SendAsync()).IsSuccess);
        Assert.AreEqual(1, harness.Counter("seframework.radio.frames.unexpected:unmatched_reply"));
    }

    [TestMethod]
    public async Task When_a_caller_gives_up_the_module_is_asked_for_a_sign_of_life()
    {
        await using var harness = new RadioHarness();
        harness.Module.Intercept = Hold;
        await harness.StartAsync();
        using var cancelled = new CancellationTokenSource();
        var sending = harness.SendAsync(1, cancelled.Token);
        await harness.Module.NextAsync(XBeeFrameType.ExplicitTransmit);
        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => sending);
        await harness.Module.NextAtAsync("AI");
    }

    [TestMethod]
    public async Task A_caller_that_gives_up_keeps_its_frame_id_taken()
    {
        await using var harness = new RadioHarness();
        harness.Module.Intercept = Hold;
        await harness.StartAsync();
        using var cancelled = new CancellationTokenSource();
        var sending = harness.SendAsync(1, cancelled.Token);
        var given = await harness.Module.NextAsync(XBeeFrameType.ExplicitTransmit);
        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => sending);
        for (var i = 0; i < 254; i++)
        {
            _ = harness.SendAsync(2);
            Assert.AreNotEqual(given[1], (await harness.Module.NextAsync(XBeeFrameType.ExplicitTransmit))[1]);
        }

        var last = harness.SendAsync(3);
        harness.Module.SendTransmitStatus(given[1], TransmitStatus.Success);
        Assert.AreEqual(given[1], (await harness.Module.NextAsync(XBeeFrameType.ExplicitTransmit))[1]);
        harness.Module.SendTransmitStatus(given[1], TransmitStatus.NoBuffers);
        Assert.AreEqual(TransmitStatus.NoBuffers, (await last.WaitAsync(Patience.Limit)).Status);
    }

    [TestMethod]
    public async Task Before_the_radio_is_ready_and_after_its_end_sends_say_so()
    {
        await using var harness = new RadioHarness();
        Assert.AreEqual(TransmitStatus.RadioUnavailable, (await harness.SendAsync()).Status);
        await Assert.ThrowsExactlyAsync<RadioException>(() => harness.Radio.ReadNetworkAsync(CancellationToken.None));
        harness.Module.Intercept = Hold;
        await harness.StartAsync();
        var sending = harness.SendAsync();
        await harness.Module.NextAsync(XBeeFrameType.ExplicitTransmit);
        await harness.Radio.DisposeAsync();
        Assert.AreEqual(TransmitStatus.RadioUnavailable, (await sending.WaitAsync(Patience.Limit)).Status);
        Assert.AreEqual(TransmitStatus.RadioUnavailable, (await harness.SendAsync()).Status);
    }

    private static bool Hold(byte[] frame) => frame[0] == (byte)XBeeFrameType.ExplicitTransmit;
}
