using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.Tests.XBee.Driver;

/// <summary>Losing the port or the module, and coming back.</summary>
[TestClass]
public sealed class XBeeRadioLossTests
{
    [TestMethod]
    public async Task Unplugging_fails_waiting_sends_and_plugging_in_again_makes_the_radio_ready()
    {
        await using var harness = new RadioHarness();
        harness.Module.Intercept = static frame => frame[0] == (byte)XBeeFrameType.ExplicitTransmit;
        await harness.StartAsync();
        var sending = harness.SendAsync();
        await harness.Module.NextAsync(XBeeFrameType.ExplicitTransmit);
        harness.Transport.Unplug();
        Assert.AreEqual(TransmitStatus.RadioUnavailable, (await sending.WaitAsync(Patience.Limit)).Status);
        StringAssert.Contains((await harness.NextAsync<RadioLost>()).Reason, "cut");
        Assert.AreEqual(TransmitStatus.RadioUnavailable, (await harness.SendAsync()).Status);
        await Assert.ThrowsExactlyAsync<RadioException>(() => harness.Radio.PermitJoiningAsync(TimeSpan.Zero, CancellationToken.None));
        Assert.IsNotNull(harness.Radio.Information);

        harness.Transport.Unplugged = false;
        harness.Module.Intercept = null;
        await harness.TimersAsync(1);
        harness.Time.Advance(TimeSpan.FromMilliseconds(500));
        await harness.NextAsync<RadioReady>();
        Assert.IsTrue((await harness.SendAsync()).IsSuccess);
        Assert.AreEqual(1, harness.Counter("seframework.radio.losses"));
    }

    [TestMethod]
    public async Task Attempts_back_off_to_half_a_minute_and_start_short_after_success()
    {
        await using var harness = new RadioHarness();
        harness.Transport.Unplugged = true;
        await harness.Radio.StartAsync(CancellationToken.None);
        await harness.NextAsync<RadioLost>();
        double[] seconds = [0.5, 1, 2, 4, 8, 16, 30, 30];
        foreach (var expected in seconds)
        {
            await harness.TimersAsync(1);
            var attempts = harness.Transport.Attempts.Count;
            harness.Time.Advance(TimeSpan.FromSeconds(expected) - TimeSpan.FromMilliseconds(1));
            Assert.AreEqual(1, harness.Time.ArmedTimers);
            Assert.HasCount(attempts, harness.Transport.Attempts);
            harness.Time.Advance(TimeSpan.FromMilliseconds(1));
            await Patience.UntilAsync(() => harness.Transport.Attempts.Count == attempts + 1);
        }

        harness.Transport.Unplugged = false;
        await harness.TimersAsync(1);
        harness.Time.Advance(TimeSpan.FromSeconds(30));

        // Many failures, but one report of them.
        await harness.NextAsync<RadioReady>();
        harness.Transport.Unplug();
        await harness.NextAsync<RadioLost>();
        harness.Transport.Unplugged = false;
        await harness.TimersAsync(1);
        harness.Time.Advance(TimeSpan.FromMilliseconds(500));
        await harness.NextAsync<RadioReady>();
        Assert.AreEqual(2, harness.Counter("seframework.radio.losses"));
    }

    [TestMethod]
    public async Task A_quiet_module_is_asked_for_a_sign_of_life_and_a_dead_one_is_lost()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        await harness.TimersAsync(1);
        harness.Time.Advance(TimeSpan.FromSeconds(60));
        await harness.Module.NextAtAsync("AI");
        await harness.SettleAsync();

        harness.Module.Intercept = static _ => true;
        harness.Time.Advance(TimeSpan.FromSeconds(60));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await harness.Module.NextAtAsync("AI");
            harness.Time.Advance(TimeSpan.FromSeconds(3));
        }

        StringAssert.Contains((await harness.NextAsync<RadioLost>()).Reason, "did not answer AI");
        harness.Module.Intercept = null;
        await harness.TimersAsync(1);
        harness.Time.Advance(TimeSpan.FromMilliseconds(500));
        await harness.NextAsync<RadioReady>();
    }

    [TestMethod]
    public async Task A_module_that_says_something_now_and_then_is_not_asked()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        await harness.TimersAsync(1);
        harness.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.IsTrue((await harness.SendAsync()).IsSuccess);
        var before = harness.Module.History.Count;
        harness.Time.Advance(TimeSpan.FromSeconds(20));
        await harness.SettleAsync();
        Assert.HasCount(before + 1, harness.Module.History, "more than the send of settling");
    }

    [TestMethod]
    public async Task Commands_that_wait_when_the_port_is_lost_fail_at_once()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        harness.Module.Intercept = static _ => true;
        var registering = harness.Radio.RegisterJoiningDeviceAsync(RadioHarness.Device, new byte[16], CancellationToken.None);
        var reading = harness.Radio.ReadNetworkAsync(CancellationToken.None);
        var permitting = harness.Radio.PermitJoiningAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        await harness.Module.NextAtAsync("AI");
        harness.Transport.Unplug();
        await Assert.ThrowsExactlyAsync<RadioException>(() => registering.WaitAsync(Patience.Limit));
        await Assert.ThrowsExactlyAsync<RadioException>(() => reading.WaitAsync(Patience.Limit));
        await Assert.ThrowsExactlyAsync<RadioException>(() => permitting.WaitAsync(Patience.Limit));
    }

    [TestMethod]
    public async Task Whatever_goes_wrong_the_driver_goes_on_trying()
    {
        await using var harness = new RadioHarness();
        harness.Transport.Failure = new InvalidOperationException("a defect");
        await harness.Radio.StartAsync(CancellationToken.None);
        await harness.NextAsync<RadioLost>();
        await harness.TimersAsync(1);
        harness.Time.Advance(TimeSpan.FromMilliseconds(500));
        await harness.NextAsync<RadioReady>();
    }

    [TestMethod]
    public async Task The_end_of_the_driver_is_quick_while_it_waits_for_the_port()
    {
        var harness = new RadioHarness();
        harness.Transport.Unplugged = true;
        await harness.Radio.StartAsync(CancellationToken.None);
        await harness.NextAsync<RadioLost>();
        await harness.DisposeAsync();
        Assert.AreEqual(0, harness.Time.ArmedTimers);
    }

    [TestMethod]
    public async Task The_end_of_the_driver_is_quick_while_a_module_does_not_answer()
    {
        var harness = new RadioHarness(new ScriptedModule { Intercept = static _ => true });
        await harness.Radio.StartAsync(CancellationToken.None);
        await harness.Module.NextAtAsync("AP");
        await harness.DisposeAsync();
        Assert.AreEqual(0, harness.Time.ArmedTimers);
    }
}
