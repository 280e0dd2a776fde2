using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.Tests.XBee.Driver;

/// <summary>Joining and keys: reference 07, sections 4.5, 7 and 8.</summary>
[TestClass]
public sealed class XBeeRadioManagementTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 16).Select(static value => (byte)(value * 0x11))];

    [TestMethod]
    public async Task Joining_is_opened_for_the_seconds_asked_for()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        await harness.Radio.PermitJoiningAsync(TimeSpan.FromSeconds(120), CancellationToken.None);
        CollectionAssert.AreEqual(new byte[] { 120 }, harness.Module.Settings["NJ"]);
        CollectionAssert.AreEqual(new[] { "NJ" }, harness.Module.Written);
    }

    [TestMethod]
    public async Task Joining_for_the_same_time_again_starts_the_modules_timer_again()
    {
        await using var harness = new RadioHarness();
        harness.Module.Settings["NJ"] = [60];
        await harness.StartAsync();
        await harness.Radio.PermitJoiningAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        CollectionAssert.AreEqual(new byte[] { 60 }, harness.Module.Settings["NJ"]);
        var values = harness.Module.History.Where(static frame => frame[0] == 0x08 && frame.Length > 4).Select(static frame => frame[4]).ToArray();
        Assert.HasCount(2, values);
        Assert.AreEqual(60, values[1]);
        Assert.IsTrue(values[0] is not (0 or 60));
    }

    [TestMethod]
    public async Task Closing_what_is_closed_writes_nothing()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        await harness.Radio.PermitJoiningAsync(TimeSpan.Zero, CancellationToken.None);
        Assert.IsEmpty(harness.Module.Written);
        harness.Module.Settings["NJ"] = [254];
        await harness.Radio.PermitJoiningAsync(TimeSpan.Zero, CancellationToken.None);
        CollectionAssert.AreEqual(new byte[] { 0 }, harness.Module.Settings["NJ"]);
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(255)]
    public async Task A_time_the_module_does_not_have_is_refused(int seconds)
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        await Assert.ThrowsExactlyAsync<ArgumentOutOfRangeException>(
            () => harness.Radio.PermitJoiningAsync(TimeSpan.FromSeconds(seconds), CancellationToken.None));
    }

    [TestMethod]
    public async Task The_network_is_read_on_request()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        harness.Module.Settings["CH"] = [0x19];
        Assert.AreEqual(25, (await harness.Radio.ReadNetworkAsync(CancellationToken.None)).Channel);
    }

    [TestMethod]
    public async Task A_key_is_registered_as_it_is_or_right_aligned()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        await harness.Radio.RegisterJoiningDeviceAsync(RadioHarness.Device, Key, CancellationToken.None);
        var frame = await harness.Module.NextAsync(XBeeFrameType.RegisterJoiningDevice);
        Assert.AreEqual("0013A20041223344FFFE00" + Convert.ToHexString(Key), Convert.ToHexString(frame.AsSpan(2)));

        await harness.Radio.RegisterJoiningDeviceAsync(RadioHarness.Device, Key.AsMemory(..3), CancellationToken.None);
        frame = await harness.Module.NextAsync(XBeeFrameType.RegisterJoiningDevice);
        Assert.AreEqual("0013A20041223344FFFE0000000000000000000000000000112233", Convert.ToHexString(frame.AsSpan(2)));
    }

    [TestMethod]
    public async Task A_key_of_another_length_is_refused()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        await Assert.ThrowsExactlyAsync<ArgumentException>(
            () => harness.Radio.RegisterJoiningDeviceAsync(RadioHarness.Device, default, CancellationToken.None));
        await Assert.ThrowsExactlyAsync<ArgumentException>(
            () => harness.Radio.RegisterJoiningDeviceAsync(RadioHarness.Device, new byte[17], CancellationToken.None));
    }

    [TestMethod]
    [DataRow(0x01, "too long")]
    [DataRow(0x18, "transient key table is full")]
    [DataRow(0xB1, "not in the key table")]
    [DataRow(0xB2, "invalid")]
    [DataRow(0xB3, "address is invalid")]
    [DataRow(0xB4, "key table is full")]
    [DataRow(0xBD, "CRC")]
    [DataRow(0xFF, "not found")]
    [DataRow(0x77, "0x77")]
    public async Task A_refused_registration_says_why_and_never_the_key(int status, string text)
    {
        var module = new ScriptedModule();
        module.Intercept = frame =>
        {
            if (frame[0] != (byte)XBeeFrameType.RegisterJoiningDevice)
            {
                return false;
            }

            module.Send(new RegisterJoiningDeviceStatusFrame { FrameId = frame[1], Status = (RegistrationStatus)status });
            return true;
        };
        await using var harness = new RadioHarness(module);
        await harness.StartAsync();
        var refused = await Assert.ThrowsExactlyAsync<RadioException>(
            () => harness.Radio.RegisterJoiningDeviceAsync(RadioHarness.Device, Key, CancellationToken.None));
        StringAssert.Contains(refused.Message, text);
        StringAssert.Contains(refused.Message, RadioHarness.Device.ToString());
        Assert.DoesNotContain(static line => line.Text.Contains("112233", StringComparison.Ordinal), harness.Log);
    }

    [TestMethod]
    public async Task A_registration_without_answer_is_repeated_and_then_fails()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        harness.Module.Intercept = static _ => true;
        var registering = harness.Radio.RegisterJoiningDeviceAsync(RadioHarness.Device, Key, CancellationToken.None);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await harness.Module.NextAsync(XBeeFrameType.RegisterJoiningDevice);
            harness.Time.Advance(TimeSpan.FromSeconds(3));
        }

        await Assert.ThrowsExactlyAsync<RadioException>(() => registering.WaitAsync(Patience.Limit));
    }

    [TestMethod]
    public async Task Se_firmware_forgets_a_key_on_request()
    {
        var module = new ScriptedModule();
        module.Settings["HV"] = [0x1A, 0x46];
        module.Settings["VR"] = [0x31, 0x19];
        await using var harness = new RadioHarness(module);
        await harness.StartAsync();
        await harness.Radio.UnregisterJoiningDeviceAsync(RadioHarness.Device, CancellationToken.None);
        var frame = await module.NextAsync(XBeeFrameType.RegisterJoiningDevice);
        Assert.AreEqual("0013A20041223344FFFE00", Convert.ToHexString(frame.AsSpan(2)));
    }

    [TestMethod]
    public async Task An_xbee_3_has_nothing_to_forget()
    {
        await using var harness = new RadioHarness();
        await harness.StartAsync();
        await harness.Radio.UnregisterJoiningDeviceAsync(RadioHarness.Device, CancellationToken.None);
        Assert.DoesNotContain(static frame => frame[0] == (byte)XBeeFrameType.RegisterJoiningDevice, harness.Module.History);
    }
}
