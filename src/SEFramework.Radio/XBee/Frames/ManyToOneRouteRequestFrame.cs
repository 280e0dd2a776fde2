using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>0xA3: a concentrator asked for routes. Source: reference 07, section 4.4.</summary>
public readonly ref struct ManyToOneRouteRequestFrame : IXBeeFrame<ManyToOneRouteRequestFrame>
{
    private const int MinimumLength = 12;

    /// <summary>The concentrator.</summary>
    public required IeeeAddress Source { get; init; }

    /// <summary>Its network address.</summary>
    public required NwkAddress SourceNwk { get; init; }

    /// <summary>Reserved, 0.</summary>
    public byte Reserved { get; init; }

    /// <inheritdoc />
    public int Length => MinimumLength;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out ManyToOneRouteRequestFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.ManyToOneRouteRequest, MinimumLength))
        {
            frame = default;
            return false;
        }

        var (address, nwk) = FrameGuard.ReadAddresses(frameData[1..]);
        frame = new ManyToOneRouteRequestFrame { Source = address, SourceNwk = nwk, Reserved = frameData[11] };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.ManyToOneRouteRequest;
        FrameGuard.WriteAddresses(destination[1..], Source, SourceNwk);
        destination[11] = Reserved;
        return Length;
    }
}
