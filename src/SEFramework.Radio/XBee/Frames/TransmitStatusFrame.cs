using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>Which searches a transmission needed. Source: reference 07, section 4.2.</summary>
[Flags]
public enum XBeeDiscoveryStatus : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The network address.</summary>
    Address = 0x01,

    /// <summary>The route.</summary>
    Route = 0x02,

    /// <summary>The extended timeout was used.</summary>
    ExtendedTimeout = 0x40,
}

/// <summary>0x8B: what became of a transmission. Source: reference 07, section 4.2.</summary>
public readonly ref struct TransmitStatusFrame : IXBeeFrame<TransmitStatusFrame>
{
    private const int MinimumLength = 7;

    /// <summary>Frame id of the transmission.</summary>
    public byte FrameId { get; init; }

    /// <summary>Network address it was delivered to; 0xFFFD not known after a failure (older firmware repeats the request's).</summary>
    public required NwkAddress DestinationNwk { get; init; }

    /// <summary>Number of retries.</summary>
    public byte Retries { get; init; }

    /// <summary>The verdict, see <see cref="TransmitStatus"/>.</summary>
    public TransmitStatus Delivery { get; init; }

    /// <summary>Which searches it needed.</summary>
    public XBeeDiscoveryStatus Discovery { get; init; }

    /// <inheritdoc />
    public int Length => MinimumLength;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out TransmitStatusFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.TransmitStatus, MinimumLength))
        {
            frame = default;
            return false;
        }

        frame = new TransmitStatusFrame
        {
            FrameId = frameData[1],
            DestinationNwk = FrameGuard.ReadNwk(frameData[2..]),
            Retries = frameData[4],
            Delivery = (TransmitStatus)frameData[5],
            Discovery = (XBeeDiscoveryStatus)frameData[6],
        };
        return true;
    }

    /// <inheritdoc />
    /// <remarks>Only the low byte of <see cref="Delivery"/> travels; the driver's own values above 0xFF are not for the line.</remarks>
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.TransmitStatus;
        destination[1] = FrameId;
        FrameGuard.WriteNwk(destination[2..], DestinationNwk);
        destination[4] = Retries;
        destination[5] = (byte)Delivery;
        destination[6] = (byte)Discovery;
        return Length;
    }
}
