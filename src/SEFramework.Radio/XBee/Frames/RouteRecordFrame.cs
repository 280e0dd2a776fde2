using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>0xA1: the route by which a node reaches this one. Source: reference 07, section 4.4.</summary>
public readonly ref struct RouteRecordFrame : IXBeeFrame<RouteRecordFrame>
{
    private const int MinimumLength = 13;

    /// <summary>The node at the other end.</summary>
    public required IeeeAddress Source { get; init; }

    /// <summary>Its network address.</summary>
    public required NwkAddress SourceNwk { get; init; }

    /// <summary>How it came in.</summary>
    public XBeeReceiveOptions Options { get; init; }

    /// <summary>Network addresses of the hops, two bytes each, big-endian, the one next to the destination first; at most 255 of them.</summary>
    public ReadOnlySpan<byte> Hops { get; init; }

    /// <summary>Number of hops.</summary>
    public int HopCount => Hops.Length / 2;

    /// <inheritdoc />
    public int Length => MinimumLength + Hops.Length;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out RouteRecordFrame frame)
    {
        frame = default;
        if (!FrameGuard.Is(frameData, XBeeFrameType.RouteRecord, MinimumLength) || frameData.Length < MinimumLength + (2 * frameData[12]))
        {
            return false;
        }

        var (address, nwk) = FrameGuard.ReadAddresses(frameData[1..]);
        frame = new RouteRecordFrame
        {
            Source = address,
            SourceNwk = nwk,
            Options = (XBeeReceiveOptions)frameData[11],
            Hops = frameData.Slice(MinimumLength, 2 * frameData[12]),
        };
        return true;
    }

    /// <summary>Network address of one hop.</summary>
    /// <param name="index">0 is the hop next to the destination.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such hop.</exception>
    public NwkAddress GetHop(int index) => FrameGuard.ReadNwk(Hops.Slice(2 * index, 2));

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.RouteRecord;
        FrameGuard.WriteAddresses(destination[1..], Source, SourceNwk);
        destination[11] = (byte)Options;
        destination[12] = checked((byte)HopCount);
        Hops.CopyTo(destination[MinimumLength..]);
        return Length;
    }
}
