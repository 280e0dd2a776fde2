namespace SEFramework.Radio.XBee.Frames;

/// <summary>0xFE: the module did not understand a frame (XBee 3). Source: reference 07, section 3.</summary>
public readonly ref struct FrameErrorFrame : IXBeeFrame<FrameErrorFrame>
{
    private const int MinimumLength = 2;

    /// <summary>What was wrong; the codes are the module's own.</summary>
    public byte Status { get; init; }

    /// <inheritdoc />
    public int Length => MinimumLength;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out FrameErrorFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.FrameError, MinimumLength))
        {
            frame = default;
            return false;
        }

        frame = new FrameErrorFrame { Status = frameData[1] };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.FrameError;
        destination[1] = Status;
        return Length;
    }
}
