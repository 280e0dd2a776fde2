using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>0x90: Digi data came in (AO=0). Source: reference 07, section 4.4.</summary>
public readonly ref struct ReceiveFrame : IXBeeFrame<ReceiveFrame>
{
    private const int MinimumLength = 12;

    /// <summary>Sender; all ones when not known.</summary>
    public required IeeeAddress Source { get; init; }

    /// <summary>Its network address.</summary>
    public required NwkAddress SourceNwk { get; init; }

    /// <summary>How it came in.</summary>
    public XBeeReceiveOptions Options { get; init; }

    /// <summary>The data.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }

    /// <inheritdoc />
    public int Length => MinimumLength + Payload.Length;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out ReceiveFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.Receive, MinimumLength))
        {
            frame = default;
            return false;
        }

        var (address, nwk) = FrameGuard.ReadAddresses(frameData[1..]);
        frame = new ReceiveFrame
        {
            Source = address,
            SourceNwk = nwk,
            Options = (XBeeReceiveOptions)frameData[11],
            Payload = frameData[MinimumLength..],
        };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.Receive;
        FrameGuard.WriteAddresses(destination[1..], Source, SourceNwk);
        destination[11] = (byte)Options;
        Payload.CopyTo(destination[MinimumLength..]);
        return Length;
    }
}
