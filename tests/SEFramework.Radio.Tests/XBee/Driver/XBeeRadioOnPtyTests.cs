using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Radio.Transport;
using SEFramework.Radio.XBee;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Simulator.Pty;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.Tests.XBee.Driver;

/// <summary>The driver with everything under it, on a pseudo terminal behind a link as udev makes for a dongle.</summary>
[TestClass]
public sealed class XBeeRadioOnPtyTests
{
    private static readonly XBeeRadioOptions Quick = new()
    {
        FirstReconnectDelay = TimeSpan.FromMilliseconds(5),
        LongestReconnectDelay = TimeSpan.FromMilliseconds(20),
        ResynchronizeAfter = TimeSpan.FromSeconds(10),
    };

    [TestMethod]
    [DataRow(XBeeApiMode.Unescaped)]
    [DataRow(XBeeApiMode.Escaped)]
    public async Task Sends_and_receptions_pass_in_both_api_modes_among_garbage(XBeeApiMode mode)
    {
        await using var bench = new Bench(mode);
        bench.PlugIn();
        await bench.StartAsync();
        Assert.IsInstanceOfType<RadioReady>(await bench.NextAsync());
        var payload = new byte[120];
        for (var round = 0; round < 20; round++)
        {
            new Random(round).NextBytes(payload);
            var sending = bench.Radio.SendAsync(RadioHarness.Request() with { Payload = payload }, CancellationToken.None);
            var sent = await bench.Module.NextAsync(XBeeFrameType.ExplicitTransmit);
            CollectionAssert.AreEqual(payload, sent[ExplicitTransmitFrame.HeaderLength..]);
            Assert.IsTrue((await sending.WaitAsync(Patience.Limit)).IsSuccess);

            // Half a frame, noise, and a frame in single bytes.
            bench.Module.SendRaw([0x7E, 0x00, 0x30, 0x91, 0x01, 0xFF, 0x13]);
            bench.Module.SendBytewise(new ExplicitReceiveFrame
            {
                Source = RadioHarness.Device,
                SourceNwk = new NwkAddress(0x7D84),
                SourceEndpoint = 1,
                DestinationEndpoint = 0x5E,
                ClusterId = 0x0702,
                ProfileId = 0x0109,
                Payload = payload,
            });
            var received = Assert.IsInstanceOfType<ApsFrameReceived>(await bench.NextAsync());
            CollectionAssert.AreEqual(payload, received.Indication.Payload.ToArray());
        }
    }

    [TestMethod]
    public async Task Two_hundred_and_fifty_five_sends_at_once_all_get_their_own_verdict()
    {
        await using var bench = new Bench(XBeeApiMode.Escaped);
        bench.Module.Intercept = frame =>
        {
            if (!ExplicitTransmitFrame.TryRead(frame, out var sent))
            {
                return false;
            }

            bench.Module.SendTransmitStatus(sent.FrameId, TransmitStatus.Success, sent.Payload[1]);
            return true;
        };
        bench.PlugIn();
        await bench.StartAsync();
        Assert.IsInstanceOfType<RadioReady>(await bench.NextAsync());
        var sends = Enumerable.Range(0, 255).Select(i => Task.Run(() => bench.Radio.SendAsync(RadioHarness.Request((byte)i), CancellationToken.None))).ToArray();
        var results = await Task.WhenAll(sends).WaitAsync(Patience.Limit);
        for (var i = 0; i < results.Length; i++)
        {
            Assert.AreEqual(new TransmitResult(TransmitStatus.Success, new NwkAddress((ushort)i)), results[i]);
        }
    }

    [TestMethod]
    public async Task A_dongle_pulled_out_and_put_in_again_is_found_under_its_name()
    {
        await using var bench = new Bench(XBeeApiMode.Unescaped);
        await bench.StartAsync();
        StringAssert.Contains(Assert.IsInstanceOfType<RadioLost>(await bench.NextAsync()).Reason, bench.PortName);
        for (var round = 0; round < 3; round++)
        {
            bench.Module.Intercept = static frame => frame[0] == (byte)XBeeFrameType.ExplicitTransmit;
            bench.PlugIn();
            Assert.IsInstanceOfType<RadioReady>(await bench.NextAsync());
            var waiting = bench.Radio.SendAsync(RadioHarness.Request(), CancellationToken.None);
            await bench.Module.NextAsync(XBeeFrameType.ExplicitTransmit);
            await bench.PullOutAsync();
            Assert.AreEqual(TransmitStatus.RadioUnavailable, (await waiting.WaitAsync(Patience.Limit)).Status);
            Assert.IsInstanceOfType<RadioLost>(await bench.NextAsync());
        }
    }

    [TestMethod]
    public async Task A_module_that_resets_is_ready_again_on_the_same_port()
    {
        await using var bench = new Bench(XBeeApiMode.Escaped);
        bench.PlugIn();
        await bench.StartAsync();
        Assert.IsInstanceOfType<RadioReady>(await bench.NextAsync());
        bench.Module.Settings["AO"] = [0];
        bench.Module.SendModemStatus(XBeeModemStatus.WatchdogReset);
        bench.Module.SendModemStatus(XBeeModemStatus.CoordinatorStarted);
        Assert.IsInstanceOfType<RadioReady>(await bench.NextAsync());
        CollectionAssert.AreEqual(new byte[] { 15 }, bench.Module.Settings["AO"]);
        Assert.IsTrue((await bench.Radio.SendAsync(RadioHarness.Request(), CancellationToken.None)).IsSuccess);
    }

    /// <summary>A scripted module that can be plugged in and pulled out.</summary>
    private sealed class Bench : IAsyncDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sef-radio-");
        private PseudoTerminal? _terminal;
        private Task _running = Task.CompletedTask;

        public Bench(XBeeApiMode mode)
        {
            PortName = Path.Combine(_folder.FullName, "xbee");
            Module = new ScriptedModule { Mode = mode };
            Module.Settings["AP"] = [(byte)mode];
            Radio = new XBeeRadio(new SerialTransport(PortName, 115200), TimeProvider.System, NullLogger<XBeeRadio>.Instance, Quick);
        }

        public string PortName { get; }

        public ScriptedModule Module { get; }

        public XBeeRadio Radio { get; }

        public Task StartAsync() => Radio.StartAsync(CancellationToken.None);

        public async Task<RadioEvent> NextAsync() => await Radio.Events.ReadAsync(Patience.Token);

        public void PlugIn()
        {
            var terminal = PseudoTerminal.Open();
            _terminal = terminal;
            _running = Module.RunAsync(
                buffer => terminal.ReadAsync(buffer, CancellationToken.None),
                data => Assert.AreEqual(data.Length, terminal.Write(data), "the line lost bytes"));
            File.CreateSymbolicLink(PortName, terminal.DevicePath);
        }

        public async Task PullOutAsync()
        {
            File.Delete(PortName);
            await _terminal!.DisposeAsync();
            await _running.WaitAsync(Patience.Limit);
            _terminal = null;
        }

        public async ValueTask DisposeAsync()
        {
            await Radio.DisposeAsync().AsTask().WaitAsync(Patience.Limit);
            if (_terminal is not null)
            {
                await PullOutAsync();
            }

            _folder.Delete(recursive: true);
        }
    }
}
