namespace SEFramework.Radio.XBee.Frames;

/// <summary>0x98: a step of joining or forming, where verbose joining is on. Source: reference 07, section 4.4.</summary>
public readonly ref struct ExtendedModemStatusFrame : IXBeeFrame<ExtendedModemStatusFrame>
{
    private const int MinimumLength = 2;

    /// <summary>Which step.</summary>
    public byte StatusCode { get; init; }

    /// <summary>Data, depending on the step.</summary>
    public ReadOnlySpan<byte> StatusData { get; init; }

    /// <inheritdoc />
    public int Length => MinimumLength + StatusData.Length;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out ExtendedModemStatusFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.ExtendedModemStatus, MinimumLength))
        {
            frame = default;
            return false;
        }

        frame = new ExtendedModemStatusFrame { StatusCode = frameData[1], StatusData = frameData[MinimumLength..] };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.ExtendedModemStatus;
        destination[1] = StatusCode;
        StatusData.CopyTo(destination[MinimumLength..]);
        return Length;
    }
}
