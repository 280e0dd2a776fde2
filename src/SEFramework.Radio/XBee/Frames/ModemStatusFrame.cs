namespace SEFramework.Radio.XBee.Frames;

/// <summary>0x8A: the module reports a change of its own state. Source: reference 07, sections 4.4 and 5.</summary>
public readonly ref struct ModemStatusFrame : IXBeeFrame<ModemStatusFrame>
{
    private const int MinimumLength = 2;

    /// <summary>What happened.</summary>
    public XBeeModemStatus Status { get; init; }

    /// <inheritdoc />
    public int Length => MinimumLength;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out ModemStatusFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.ModemStatus, MinimumLength))
        {
            frame = default;
            return false;
        }

        frame = new ModemStatusFrame { Status = (XBeeModemStatus)frameData[1] };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.ModemStatus;
        destination[1] = (byte)Status;
        return Length;
    }
}
