using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>0x10: a transmission to Digi's own data endpoint. Source: reference 07, sections 3 and 4.2.</summary>
public readonly ref struct TransmitRequestFrame : IXBeeFrame<TransmitRequestFrame>
{
    private const int MinimumLength = 14;

    /// <summary>1 to 255; 0 asks for no status.</summary>
    public byte FrameId { get; init; }

    /// <summary>Destination; all zero is the coordinator, 0xFFFF a broadcast, all ones not known.</summary>
    public required IeeeAddress Destination { get; init; }

    /// <summary>Its network address, <see cref="NwkAddress.Unknown"/> if not known.</summary>
    public required NwkAddress DestinationNwk { get; init; }

    /// <summary>Largest number of hops of a broadcast; 0 is the network's maximum.</summary>
    public byte BroadcastRadius { get; init; }

    /// <summary>How to send it.</summary>
    public XBeeTransmitOptions Options { get; init; }

    /// <summary>The data.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }

    /// <inheritdoc />
    public int Length => MinimumLength + Payload.Length;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out TransmitRequestFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.TransmitRequest, MinimumLength))
        {
            frame = default;
            return false;
        }

        var (address, nwk) = FrameGuard.ReadAddresses(frameData[2..]);
        frame = new TransmitRequestFrame
        {
            FrameId = frameData[1],
            Destination = address,
            DestinationNwk = nwk,
            BroadcastRadius = frameData[12],
            Options = (XBeeTransmitOptions)frameData[13],
            Payload = frameData[MinimumLength..],
        };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.TransmitRequest;
        destination[1] = FrameId;
        FrameGuard.WriteAddresses(destination[2..], Destination, DestinationNwk);
        destination[12] = BroadcastRadius;
        destination[13] = (byte)Options;
        Payload.CopyTo(destination[MinimumLength..]);
        return Length;
    }
}
