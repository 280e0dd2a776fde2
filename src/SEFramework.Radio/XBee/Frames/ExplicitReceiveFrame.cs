using System.Buffers.Binary;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>0x91: a reception with endpoints, cluster and profile (AO other than 0). Source: reference 07, section 4.3.</summary>
public readonly ref struct ExplicitReceiveFrame : IXBeeFrame<ExplicitReceiveFrame>
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderLength = 18;

    /// <summary>Sender; all ones when not known.</summary>
    public required IeeeAddress Source { get; init; }

    /// <summary>Its network address.</summary>
    public required NwkAddress SourceNwk { get; init; }

    /// <summary>Source endpoint.</summary>
    public byte SourceEndpoint { get; init; }

    /// <summary>Destination endpoint; 0xFF is all but 0.</summary>
    public byte DestinationEndpoint { get; init; }

    /// <summary>Cluster.</summary>
    public ushort ClusterId { get; init; }

    /// <summary>Profile.</summary>
    public ushort ProfileId { get; init; }

    /// <summary>How it came in.</summary>
    public XBeeReceiveOptions Options { get; init; }

    /// <summary>The bytes above APS.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }

    /// <inheritdoc />
    public int Length => HeaderLength + Payload.Length;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out ExplicitReceiveFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.ExplicitReceive, HeaderLength))
        {
            frame = default;
            return false;
        }

        var (address, nwk) = FrameGuard.ReadAddresses(frameData[1..]);
        frame = new ExplicitReceiveFrame
        {
            Source = address,
            SourceNwk = nwk,
            SourceEndpoint = frameData[11],
            DestinationEndpoint = frameData[12],
            ClusterId = BinaryPrimitives.ReadUInt16BigEndian(frameData[13..]),
            ProfileId = BinaryPrimitives.ReadUInt16BigEndian(frameData[15..]),
            Options = (XBeeReceiveOptions)frameData[17],
            Payload = frameData[HeaderLength..],
        };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.ExplicitReceive;
        FrameGuard.WriteAddresses(destination[1..], Source, SourceNwk);
        destination[11] = SourceEndpoint;
        destination[12] = DestinationEndpoint;
        BinaryPrimitives.WriteUInt16BigEndian(destination[13..], ClusterId);
        BinaryPrimitives.WriteUInt16BigEndian(destination[15..], ProfileId);
        destination[17] = (byte)Options;
        Payload.CopyTo(destination[HeaderLength..]);
        return Length;
    }
}
