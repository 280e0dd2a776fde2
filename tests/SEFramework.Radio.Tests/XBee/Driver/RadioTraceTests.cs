using System.Collections.Concurrent;
using SEFramework.Radio.Tracing;
using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.Tests.XBee.Driver;

/// <summary>The trace sees every frame and no key.</summary>
[TestClass]
public sealed class RadioTraceTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 16).Select(static value => (byte)(value * 0x11))];

    [TestMethod]
    public async Task Every_frame_is_seen_in_order_with_its_time()
    {
        var trace = new Recorder();
        await using var harness = new RadioHarness(trace: trace);
        await harness.StartAsync();
        await harness.SendAsync();
        var frames = trace.Frames.ToArray();
        Assert.AreEqual((RadioFrameDirection.Sent, "08014150"), (frames[0].Direction, frames[0].Hex));
        Assert.AreEqual((RadioFrameDirection.Received, "880141500001"), (frames[1].Direction, frames[1].Hex));
        Assert.AreEqual(harness.Time.GetUtcNow(), frames[0].Time);
        Assert.AreEqual(harness.Module.History.Count, frames.Count(static frame => frame.Direction == RadioFrameDirection.Sent));
        StringAssert.StartsWith(frames[^1].Hex, "8B");
        Assert.AreEqual(1, harness.Counter("seframework.radio.frames.sent:0x11"));
    }

    [TestMethod]
    public async Task Keys_are_masked_in_both_directions()
    {
        var trace = new Recorder();
        await using var harness = new RadioHarness(trace: trace);
        await harness.StartAsync();
        await harness.Radio.RegisterJoiningDeviceAsync(RadioHarness.Device, Key, CancellationToken.None);
        foreach (var command in new[] { "KY", "NK", "ZV", "I?" })
        {
            harness.Module.Send(new AtResponseFrame { FrameId = 1, Command = new AtCommandName(command), Value = Key });
            harness.Module.Send(new RemoteAtResponseFrame
            {
                FrameId = 1,
                Source = RadioHarness.Device,
                SourceNwk = default,
                Command = new AtCommandName(command),
                Value = Key,
            });
        }

        await harness.SendAsync();
        var registration = trace.Frames.Single(static frame => frame.Hex.StartsWith("24", StringComparison.Ordinal)).Hex;
        StringAssert.EndsWith(registration, "0013A20041223344FFFE00" + new string('F', 32));
        Assert.AreEqual(8, trace.Frames.Count(static frame => frame.Direction == RadioFrameDirection.Received && frame.Hex.EndsWith(new string('F', 32), StringComparison.Ordinal)));
        Assert.DoesNotContain(static frame => frame.Hex.Contains("112233445566", StringComparison.Ordinal), trace.Frames);
        Assert.Contains(static frame => frame[0] == 0x24 && frame.AsSpan().EndsWith(Key), harness.Module.History);
    }

    [TestMethod]
    public async Task A_sink_that_fails_is_left_alone_from_then_on()
    {
        var trace = new Recorder { Fails = true };
        await using var harness = new RadioHarness(trace: trace);
        await harness.StartAsync();
        Assert.HasCount(1, trace.Frames);
        Assert.IsTrue((await harness.SendAsync()).IsSuccess);
    }

    private sealed class Recorder : IRadioTraceSink
    {
        public ConcurrentQueue<(RadioFrameDirection Direction, DateTimeOffset Time, string Hex)> Frames { get; } = new();

        public bool Fails { get; init; }

        public void OnFrame(RadioFrameDirection direction, DateTimeOffset time, ReadOnlySpan<byte> frameData)
        {
            Frames.Enqueue((direction, time, Convert.ToHexString(frameData)));
            if (Fails)
            {
                throw new InvalidOperationException("the disk is full");
            }
        }
    }
}
