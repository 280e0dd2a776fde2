using System.Buffers.Binary;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>0x11: a transmission with endpoints, cluster and profile. Source: reference 07, section 4.2.</summary>
public readonly ref struct ExplicitTransmitFrame : IXBeeFrame<ExplicitTransmitFrame>
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderLength = 20;

    /// <summary>1 to 255; 0 asks for no status.</summary>
    public byte FrameId { get; init; }

    /// <summary>Destination; all zero is the coordinator, 0xFFFF a broadcast, all ones not known.</summary>
    public required IeeeAddress Destination { get; init; }

    /// <summary>Its network address, <see cref="NwkAddress.Unknown"/> if not known and for a broadcast by extended address.</summary>
    public required NwkAddress DestinationNwk { get; init; }

    /// <summary>Source endpoint.</summary>
    public byte SourceEndpoint { get; init; }

    /// <summary>Destination endpoint.</summary>
    public byte DestinationEndpoint { get; init; }

    /// <summary>Cluster.</summary>
    public ushort ClusterId { get; init; }

    /// <summary>Profile.</summary>
    public ushort ProfileId { get; init; }

    /// <summary>Largest number of hops of a broadcast; 0 is the network's maximum.</summary>
    public byte BroadcastRadius { get; init; }

    /// <summary>How to send it.</summary>
    public XBeeTransmitOptions Options { get; init; }

    /// <summary>The bytes above APS.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }

    /// <inheritdoc />
    public int Length => HeaderLength + Payload.Length;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out ExplicitTransmitFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.ExplicitTransmit, HeaderLength))
        {
            frame = default;
            return false;
        }

        var (address, nwk) = FrameGuard.ReadAddresses(frameData[2..]);
        frame = new ExplicitTransmitFrame
        {
            FrameId = frameData[1],
            Destination = address,
            DestinationNwk = nwk,
            SourceEndpoint = frameData[12],
            DestinationEndpoint = frameData[13],
            ClusterId = BinaryPrimitives.ReadUInt16BigEndian(frameData[14..]),
            ProfileId = BinaryPrimitives.ReadUInt16BigEndian(frameData[16..]),
            BroadcastRadius = frameData[18],
            Options = (XBeeTransmitOptions)frameData[19],
            Payload = frameData[HeaderLength..],
        };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.ExplicitTransmit;
        destination[1] = FrameId;
        FrameGuard.WriteAddresses(destination[2..], Destination, DestinationNwk);
        destination[12] = SourceEndpoint;
        destination[13] = DestinationEndpoint;
        BinaryPrimitives.WriteUInt16BigEndian(destination[14..], ClusterId);
        BinaryPrimitives.WriteUInt16BigEndian(destination[16..], ProfileId);
        destination[18] = BroadcastRadius;
        destination[19] = (byte)Options;
        Payload.CopyTo(destination[HeaderLength..]);
        return Length;
    }
}
