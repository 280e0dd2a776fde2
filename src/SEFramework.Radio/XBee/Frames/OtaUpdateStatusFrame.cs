using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>0xA0: progress of an over-the-air update of a module's firmware. Source: reference 07, section 4.4.</summary>
public readonly ref struct OtaUpdateStatusFrame : IXBeeFrame<OtaUpdateStatusFrame>
{
    private const int MinimumLength = 22;

    /// <summary>Sender of the frame.</summary>
    public required IeeeAddress Source { get; init; }

    /// <summary>Network address of the updater.</summary>
    public required NwkAddress UpdaterNwk { get; init; }

    /// <summary>How it came in.</summary>
    public XBeeReceiveOptions Options { get; init; }

    /// <summary>Message type of the boot loader.</summary>
    public byte BootloaderMessage { get; init; }

    /// <summary>Block number.</summary>
    public byte BlockNumber { get; init; }

    /// <summary>The module being updated.</summary>
    public required IeeeAddress Target { get; init; }

    /// <inheritdoc />
    public int Length => MinimumLength;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out OtaUpdateStatusFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.OtaUpdateStatus, MinimumLength))
        {
            frame = default;
            return false;
        }

        var (address, nwk) = FrameGuard.ReadAddresses(frameData[1..]);
        frame = new OtaUpdateStatusFrame
        {
            Source = address,
            UpdaterNwk = nwk,
            Options = (XBeeReceiveOptions)frameData[11],
            BootloaderMessage = frameData[12],
            BlockNumber = frameData[13],
            Target = IeeeAddress.ReadBigEndian(frameData[14..]),
        };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.OtaUpdateStatus;
        FrameGuard.WriteAddresses(destination[1..], Source, UpdaterNwk);
        destination[11] = (byte)Options;
        destination[12] = BootloaderMessage;
        destination[13] = BlockNumber;
        Target.WriteBigEndian(destination[14..]);
        return Length;
    }
}
