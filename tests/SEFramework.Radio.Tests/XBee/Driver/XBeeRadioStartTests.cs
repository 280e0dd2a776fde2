using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Radio.XBee;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.Tests.XBee.Driver;

/// <summary>The start-up sequence: reference 07, sections 1, 6 and 8.</summary>
[TestClass]
public sealed class XBeeRadioStartTests
{
    [TestMethod]
    [DataRow(XBeeApiMode.Unescaped)]
    [DataRow(XBeeApiMode.Escaped)]
    public async Task An_xbee_3_becomes_ready_in_either_api_mode(XBeeApiMode mode)
    {
        var module = new ScriptedModule { Mode = mode };
        module.Settings["AP"] = [(byte)mode];

        // Values with bytes that the escaped mode escapes.
        module.Settings["OI"] = [0x7E, 0x11];
        await using var harness = new RadioHarness(module);
        Assert.IsNull(harness.Radio.Information);
        var ready = await harness.StartAsync();
        Assert.AreEqual(
            new RadioInformation(ScriptedModule.Address, "XBee 3 Zigbee", 0x4247, 0x1014, RadioCapabilities.None), ready.Information);
        Assert.AreEqual(
            new NetworkInformation(true, 0, true, NwkAddress.Coordinator, 0x7E11, 0x0013A20012345678, 15, 246), ready.Network);
        Assert.AreEqual(ready.Information, harness.Radio.Information);
        Assert.IsEmpty(module.Written);
        Assert.DoesNotContain(static frame => frame[0] == 0x08 && ScriptedModule.Name(frame) == "WR", module.History);
    }

    [TestMethod]
    public async Task Only_what_differs_is_written_and_then_saved()
    {
        var module = new ScriptedModule();
        module.Settings["AO"] = [0];
        module.Settings["D7"] = [1];
        await using var harness = new RadioHarness(module, hardwareFlowControl: true);
        await harness.StartAsync();
        CollectionAssert.AreEqual(new[] { "AO", "D6" }, module.Written);
        CollectionAssert.AreEqual(new byte[] { 15 }, module.Settings["AO"]);
        CollectionAssert.AreEqual(new byte[] { 1 }, module.Settings["D6"]);
        Assert.AreEqual(1, module.History.Count(static frame => frame[0] == 0x08 && ScriptedModule.Name(frame) == "WR"));
    }

    [TestMethod]
    public async Task Flow_control_is_not_touched_without_modem_lines()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        Assert.DoesNotContain(static frame => frame[0] == 0x08 && ScriptedModule.Name(frame) is "D6" or "D7", harness.Module.History);
    }

    [TestMethod]
    public async Task Flow_control_that_a_module_does_not_have_is_no_obstacle()
    {
        var module = new ScriptedModule();
        module.Settings.TryRemove("D6", out _);
        await using var harness = new RadioHarness(module, hardwareFlowControl: true);
        await harness.StartAsync();
        Assert.Contains(static line => line.Level == LogLevel.Warning && line.Text.Contains("D6", StringComparison.Ordinal), harness.Log);
        CollectionAssert.AreEqual(new[] { "D7" }, module.Written);
    }

    [TestMethod]
    [DataRow(0x1A46, 0x3119, "XBee SE coordinator", RadioCapabilities.KeyEstablishment | RadioCapabilities.UnregisterKey, 3)]
    [DataRow(0x1946, 0x3319, "XBee SE router", RadioCapabilities.KeyEstablishment | RadioCapabilities.UnregisterKey, 3)]
    [DataRow(0x1A46, 0x3419, "XBee SE range extender", RadioCapabilities.KeyEstablishment | RadioCapabilities.UnregisterKey, 3)]
    [DataRow(0x1A46, 0x3919, "XBee SE end device", RadioCapabilities.KeyEstablishment | RadioCapabilities.UnregisterKey, 3)]
    [DataRow(0x2246, 0x5123, "XBee S2C SE", RadioCapabilities.KeyEstablishment | RadioCapabilities.UnregisterKey, 3)]
    [DataRow(0x1E46, 0x21A7, "XBee ZB", RadioCapabilities.UnregisterKey, 3)]
    [DataRow(0x2246, 0x4061, "XBee S2C ZB", RadioCapabilities.UnregisterKey, 3)]
    [DataRow(0x4147, 0x1014, "XBee 3 Zigbee", RadioCapabilities.None, 15)]
    [DataRow(0x4247, 0x3002, "unknown XBee", RadioCapabilities.None, 3)]
    [DataRow(0x9900, 0x1014, "unknown XBee", RadioCapabilities.None, 3)]
    public async Task A_module_is_recognised_by_its_versions(int hardware, int firmware, string name, RadioCapabilities capabilities, int apiOptions)
    {
        var module = new ScriptedModule();
        module.Settings["HV"] = [(byte)(hardware >> 8), (byte)hardware];
        module.Settings["VR"] = [(byte)(firmware >> 8), (byte)firmware];
        await using var harness = new RadioHarness(module);
        var ready = await harness.StartAsync();
        Assert.AreEqual(name, ready.Information.Name);
        Assert.AreEqual(capabilities, ready.Information.Capabilities);
        Assert.AreEqual(apiOptions, module.Settings["AO"][0]);
    }

    [TestMethod]
    public async Task Se_firmware_is_a_coordinator_without_ce_and_before_it_has_formed()
    {
        var module = new ScriptedModule();
        module.Settings["HV"] = [0x1A, 0x46];
        module.Settings["VR"] = [0x31, 0x19];
        module.Settings["AI"] = [0x2A];
        module.Settings["CH"] = [0];
        module.Settings["MY"] = [0xFF, 0xFE];
        module.Settings["NP"] = [0x54];
        module.Settings.TryRemove("CE", out _);
        module.Settings.TryRemove("ZS", out _);
        await using var harness = new RadioHarness(module);
        var network = (await harness.StartAsync()).Network;
        Assert.IsFalse(network.Joined);
        Assert.AreEqual(0x2A, network.AssociationIndication);
        Assert.IsTrue(network.IsCoordinator);
        Assert.AreEqual(NwkAddress.Unknown, network.Nwk);
        Assert.AreEqual(75, network.MaximumPayload);
    }

    [TestMethod]
    public async Task Without_np_the_payload_that_passes_everywhere_is_assumed()
    {
        var module = new ScriptedModule();
        module.Settings.TryRemove("NP", out _);
        await using var harness = new RadioHarness(module);
        Assert.AreEqual(57, (await harness.StartAsync()).Network.MaximumPayload);
    }

    [TestMethod]
    public async Task Doubtful_security_settings_are_reported_and_left_alone()
    {
        var module = new ScriptedModule();
        module.Settings["EE"] = [0];
        module.Settings["ZS"] = [0];
        module.Settings["EO"] = [0];
        await using var harness = new RadioHarness(module);
        await harness.StartAsync();
        foreach (var setting in new[] { "EE", "ZS", "EO" })
        {
            Assert.Contains(line => line.Level == LogLevel.Warning && line.Text.Contains(setting, StringComparison.Ordinal), harness.Log);
        }

        Assert.IsEmpty(module.Written);
    }

    [TestMethod]
    public async Task A_module_that_misses_a_command_is_asked_again()
    {
        var module = new ScriptedModule();
        var missed = 0;
        module.Intercept = frame => frame[0] == 0x08 && ScriptedModule.Name(frame) == "HV" && missed++ == 0;
        await using var harness = new RadioHarness(module);
        await harness.Radio.StartAsync(CancellationToken.None);
        await module.NextAtAsync("HV");
        harness.Time.Advance(TimeSpan.FromSeconds(3));
        await module.NextAtAsync("HV");
        await harness.NextAsync<RadioReady>();
        Assert.AreEqual(1, harness.Counter("seframework.radio.command.timeouts"));
    }

    [TestMethod]
    public async Task A_module_that_stops_answering_is_lost_and_found_again()
    {
        var module = new ScriptedModule { Intercept = static frame => frame[0] == 0x08 && ScriptedModule.Name(frame) == "HV" };
        await using var harness = new RadioHarness(module);
        await harness.Radio.StartAsync(CancellationToken.None);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await module.NextAtAsync("HV");
            harness.Time.Advance(TimeSpan.FromSeconds(3));
        }

        StringAssert.Contains((await harness.NextAsync<RadioLost>()).Reason, "HV");
        module.Intercept = null;
        await harness.TimersAsync(1);
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await harness.NextAsync<RadioReady>();
    }

    [TestMethod]
    public async Task A_refused_ao_is_a_failure_that_names_it()
    {
        var module = new ScriptedModule();
        module.Settings.TryRemove("AO", out _);
        await using var harness = new RadioHarness(module);
        await harness.Radio.StartAsync(CancellationToken.None);
        StringAssert.Contains((await harness.NextAsync<RadioLost>()).Reason, "AO");
    }

    [TestMethod]
    public async Task A_value_that_is_refused_is_a_failure_that_names_it()
    {
        var module = new ScriptedModule();
        module.Settings["AO"] = [0];
        module.Intercept = frame =>
        {
            if (frame[0] != 0x08 || frame.Length == 4)
            {
                return false;
            }

            module.Send(new AtResponseFrame { FrameId = frame[1], Command = AtCommands.ApiOptions, RawStatus = (byte)AtStatus.InvalidParameter });
            return true;
        };
        await using var harness = new RadioHarness(module);
        await harness.Radio.StartAsync(CancellationToken.None);
        StringAssert.Contains((await harness.NextAsync<RadioLost>()).Reason, "AO: InvalidParameter");
    }

    [TestMethod]
    public async Task A_value_that_cannot_be_saved_is_no_obstacle()
    {
        var module = new ScriptedModule();
        module.Settings["AO"] = [0];
        module.Settings.TryRemove("WR", out _);
        await using var harness = new RadioHarness(module);
        await harness.StartAsync();
        Assert.Contains(static line => line.Level == LogLevel.Warning && line.Text.Contains("WR", StringComparison.Ordinal), harness.Log);
    }

    [TestMethod]
    public async Task An_answer_that_is_no_number_is_a_failure_that_names_it()
    {
        var module = new ScriptedModule();
        module.Settings["VR"] = [];
        await using var harness = new RadioHarness(module);
        await harness.Radio.StartAsync(CancellationToken.None);
        StringAssert.Contains((await harness.NextAsync<RadioLost>()).Reason, "VR");
    }

    [TestMethod]
    public async Task An_api_mode_that_is_not_known_is_a_failure_that_names_it()
    {
        var module = new ScriptedModule();
        module.Settings["AP"] = [4];
        await using var harness = new RadioHarness(module);
        await harness.Radio.StartAsync(CancellationToken.None);
        StringAssert.Contains((await harness.NextAsync<RadioLost>()).Reason, "API mode 4");
    }

    [TestMethod]
    public async Task The_other_api_mode_is_tried_when_the_question_goes_unanswered()
    {
        // The answer is damaged by whatever mode reads it, until it comes unharmed.
        var module = new ScriptedModule();
        var asked = 0;
        module.Intercept = frame => frame[0] == 0x08 && ScriptedModule.Name(frame) == "AP" && asked++ < 2;
        await using var harness = new RadioHarness(module);
        await harness.Radio.StartAsync(CancellationToken.None);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await module.NextAtAsync("AP");
            harness.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await harness.NextAsync<RadioReady>();
        Assert.AreEqual(3, asked);
    }

    [TestMethod]
    public async Task A_transparent_module_is_brought_to_api_mode()
    {
        var module = new ScriptedModule { Transparent = true };
        var transport = new MemoryTransport(module, TimeProvider.System);
        var options = new XBeeRadioOptions
        {
            ProbeTimeout = TimeSpan.FromMilliseconds(250),
            CommandModeGuard = TimeSpan.FromMilliseconds(20),
        };
        await using var radio = new XBeeRadio(transport, TimeProvider.System, NullLogger<XBeeRadio>.Instance, options);
        await radio.StartAsync(CancellationToken.None);
        Assert.IsInstanceOfType<RadioReady>(await radio.Events.ReadAsync(Patience.Token));
        StringAssert.EndsWith(module.Text.ToString(), "+++ATAP2\rATWR\rATCN\r");
        CollectionAssert.AreEqual(new byte[] { 2 }, module.Settings["AP"]);
    }

    [TestMethod]
    public async Task A_line_with_nobody_on_it_is_reported_with_a_hint()
    {
        await using var harness = new RadioHarness(new ScriptedModule { Intercept = static _ => true });
        await harness.Radio.StartAsync(CancellationToken.None);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await harness.Module.NextAtAsync("AP");
            harness.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await harness.TimersAsync(1);
        harness.Time.Advance(TimeSpan.FromSeconds(1.1));
        await harness.TimersAsync(1);
        harness.Time.Advance(TimeSpan.FromSeconds(4));
        StringAssert.Contains((await harness.NextAsync<RadioLost>()).Reason, "baud rate");
    }

    [TestMethod]
    public async Task It_can_be_started_only_once_and_not_after_its_end()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => harness.Radio.StartAsync(CancellationToken.None));
        await harness.Radio.DisposeAsync();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => harness.Radio.StartAsync(CancellationToken.None));
        await harness.Radio.Events.Completion.WaitAsync(Patience.Limit);
    }
}
