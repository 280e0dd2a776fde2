using BenchmarkDotNet.Attributes;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Benchmarks;

/// <summary>XBee frames in both API modes: a received read-attributes response, found in a stream of 100 and read.</summary>
[MemoryDiagnoser]
public class XBeeFrameBenchmarks
{
    private const int Frames = 100;

    private readonly byte[] _frame = new byte[256];
    private byte[] _stream = [];
    private XBeeFrameDecoder _decoder = null!;

    [Params(XBeeApiMode.Unescaped, XBeeApiMode.Escaped)]
    public XBeeApiMode Mode { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _decoder = new XBeeFrameDecoder(Mode);
        var length = Encode();
        _stream = new byte[Frames * length];
        for (var i = 0; i < Frames; i++)
        {
            _frame.AsSpan(0, length).CopyTo(_stream.AsSpan(i * length));
        }
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public int Parse()
    {
        ReadOnlySpan<byte> input = _stream;
        var payloadBytes = 0;
        while (_decoder.TryRead(ref input, out var frameData))
        {
            if (ExplicitReceiveFrame.TryRead(frameData, out var frame))
            {
                payloadBytes += frame.Payload.Length;
            }
        }

        return payloadBytes;
    }

    [Benchmark]
    public int Encode()
    {
        var frame = new ExplicitReceiveFrame
        {
            Source = new IeeeAddress(0x0013A2004011137E),
            SourceNwk = new NwkAddress(0x7D84),
            SourceEndpoint = 1,
            DestinationEndpoint = 0x5E,
            ClusterId = 0x0702,
            ProfileId = 0x0109,
            Payload = [0x18, 0x01, 0x01, 0x00, 0x00, 0x00, 0x25, 0x87, 0xD6, 0x12, 0x00, 0x00, 0x00],
        };
        Span<byte> data = stackalloc byte[64];
        return XBeeFrameEncoder.Encode(data[..frame.Write(data)], Mode, _frame);
    }
}
