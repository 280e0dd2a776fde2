using SEFramework.Gateway.SmartEnergy.Mirrors;
using SEFramework.Zigbee.SmartEnergy.Metering;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Tests.SmartEnergy;

/// <summary>Mirrors as meters and those who read them see them: reference 05, section 6.1.</summary>
[TestClass]
public sealed class MirrorOnTheAirTests
{
    private const byte MirrorEndpoint = 0xA0;
    private const ushort Metering = 0x0702;
    private readonly FakePeer _display = FakePeer.Display();
    private readonly FakePeer _meter = Meter(1);
    private SmartEnergyRig _rig = null!;

    [TestInitialize]
    public async Task Start() => _rig = await SmartEnergyRig.StartAsync("esi-coordinator", _display, _meter);

    [TestCleanup]
    public async Task Stop() => await _rig.DisposeAsync();

    [TestMethod]
    public async Task Only_the_meter_writes_its_mirror_and_everybody_reads_it()
    {
        Assert.AreEqual(new RequestMirrorResponse(MirrorEndpoint), await AskAsync(_meter));
        Assert.AreEqual(new RequestMirrorResponse(MirrorEndpoint), await AskAsync(_meter), "asked again it has the same");

        // Gas meter 1, status 4, a summation; from the meter, then another one of a stranger.
        _rig.Receive(_meter.Says(Metering, Bytes("18 31 0A 06 03 18 01 00 02 18 04 00 00 25 10 20 30 00 00 00"), MirrorEndpoint));
        _rig.Receive(_display.Says(Metering, Bytes("18 32 0A 00 02 18 7F"), MirrorEndpoint));
        Assert.AreEqual("18 41 01 06 03 00 18 80 00 02 00 18 04 00 00 00 25 10 20 30 00 00 00 01 00 86", await ExchangeAsync("10 41 00 06 03 00 02 00 00 01 00"));
        Assert.AreEqual("18 42 04 88 00 02 86 77 77", await ExchangeAsync("10 42 02 00 02 18 00 77 77 18 00"), "read only");
        Assert.AreEqual("18 43 0D 00 00 00 25 00 02 18", await ExchangeAsync("10 43 0C 00 00 02"), "there is one more");
        Assert.AreEqual("18 44 0D 01 00 02 18 06 03 18", await ExchangeAsync("10 44 0C 01 00 08"));

        Assert.AreEqual(new MirrorRemoved(0xFFFF), await GiveUpAsync(_display), "it has none");
        Assert.AreEqual(new MirrorRemoved(MirrorEndpoint), await GiveUpAsync(_meter));
        _rig.Receive(_display.Says(Metering, Bytes("10 45 00 06 03"), MirrorEndpoint));
        Assert.IsTrue(await _rig.IsSilentAsync(), "the endpoint is gone");
    }

    [TestMethod]
    public async Task There_is_room_for_some_meters()
    {
        FakePeer[] meters = [_meter, .. Enumerable.Range(2, MirrorHost.Capacity).Select(Meter)];
        foreach (var (number, meter) in meters.Index())
        {
            if (meter != _meter)
            {
                _rig.Place(meter);
                await _rig.JoinAsync(meter);
            }

            Assert.AreEqual(number < MirrorHost.Capacity ? MirrorEndpoint + number : 0xFFFF, (await AskAsync(meter)).EndpointId);
        }

        await GiveUpAsync(_meter);
        Assert.AreEqual(new RequestMirrorResponse(MirrorEndpoint), await AskAsync(meters[^1]));
    }

    private static FakePeer Meter(int number) => new(
        0x000CC10027193A00 + (ulong)number, (ushort)(0x2000 + number), new Zigbee.Zdo.SimpleDescriptor(0x0C, 0x0109, 0x0501, 0, [0, Metering, 0x800], [0x800]));

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));

    private async Task<RequestMirrorResponse> AskAsync(FakePeer meter)
    {
        _rig.Say(meter, new RequestMirror());
        return (await FrameToAsync(meter)).Read<RequestMirrorResponse>();
    }

    private async Task<MirrorRemoved> GiveUpAsync(FakePeer meter)
    {
        _rig.Say(meter, new RemoveMirror());
        return (await FrameToAsync(meter)).Read<MirrorRemoved>();
    }

    /// <summary>What the display gets back from the mirror.</summary>
    private async Task<string> ExchangeAsync(string frame)
    {
        _rig.Receive(_display.Says(Metering, Bytes(frame), MirrorEndpoint));
        var answer = await FrameToAsync(_display, static f => f.Header.Command != (byte)GeneralCommand.DefaultResponse);
        Assert.AreEqual(MirrorEndpoint, answer.Request.SourceEndpoint);
        return Convert.ToHexString(answer.Request.Payload.Span).Chunk(2).Select(static pair => new string(pair)).Aggregate(static (a, b) => a + " " + b);
    }

    private async Task<SentFrame> FrameToAsync(FakePeer peer, Func<SentFrame, bool>? accepts = null)
    {
        while (true)
        {
            var frame = await _rig.FrameAsync();
            if (frame.Request.ClusterId == Metering && frame.Request.DestinationNwk == peer.Nwk && accepts?.Invoke(frame) != false)
            {
                return frame;
            }
        }
    }
}
