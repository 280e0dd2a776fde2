using System.Buffers.Binary;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>Why a node identified itself. Source: reference 07, section 4.4.</summary>
public enum NodeIdentificationEvent : byte
{
    /// <summary>Its button was pressed.</summary>
    Button = 1,

    /// <summary>It joined.</summary>
    Joined = 2,

    /// <summary>Its power came back.</summary>
    PowerCycle = 3,
}

/// <summary>0x95: a Digi node identified itself (AO=0). Source: reference 07, section 4.4.</summary>
public readonly ref struct NodeIdentificationFrame : IXBeeFrame<NodeIdentificationFrame>
{
    private const int NameOffset = 22;
    private const int TailLength = 8;

    /// <summary>Sender of the frame.</summary>
    public required IeeeAddress Sender { get; init; }

    /// <summary>Its network address.</summary>
    public required NwkAddress SenderNwk { get; init; }

    /// <summary>How it came in.</summary>
    public XBeeReceiveOptions Options { get; init; }

    /// <summary>Network address of the node.</summary>
    public required NwkAddress NodeNwk { get; init; }

    /// <summary>The node.</summary>
    public required IeeeAddress Node { get; init; }

    /// <summary>NI, without the closing zero.</summary>
    public ReadOnlySpan<byte> NodeIdentifier { get; init; }

    /// <summary>The parent's network address; 0xFFFE for none.</summary>
    public required NwkAddress ParentNwk { get; init; }

    /// <summary>0 coordinator, 1 router, 2 end device.</summary>
    public byte DeviceType { get; init; }

    /// <summary>Why it identified itself.</summary>
    public NodeIdentificationEvent SourceEvent { get; init; }

    /// <summary>Digi's profile, 0xC105.</summary>
    public ushort ProfileId { get; init; }

    /// <summary>Digi's manufacturer id, 0x101E.</summary>
    public ushort ManufacturerId { get; init; }

    /// <summary>What newer firmware appends.</summary>
    public ReadOnlySpan<byte> Appendix { get; init; }

    /// <inheritdoc />
    public int Length => NameOffset + NodeIdentifier.Length + 1 + TailLength + Appendix.Length;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out NodeIdentificationFrame frame)
    {
        frame = default;
        if (!FrameGuard.Is(frameData, XBeeFrameType.NodeIdentification, NameOffset + 1 + TailLength))
        {
            return false;
        }

        var nameLength = frameData[NameOffset..].IndexOf((byte)0);
        if (nameLength < 0)
        {
            return false;
        }

        var tail = frameData[(NameOffset + nameLength + 1)..];
        if (tail.Length < TailLength)
        {
            return false;
        }

        var (sender, senderNwk) = FrameGuard.ReadAddresses(frameData[1..]);
        frame = new NodeIdentificationFrame
        {
            Sender = sender,
            SenderNwk = senderNwk,
            Options = (XBeeReceiveOptions)frameData[11],
            NodeNwk = FrameGuard.ReadNwk(frameData[12..]),
            Node = IeeeAddress.ReadBigEndian(frameData[14..]),
            NodeIdentifier = frameData.Slice(NameOffset, nameLength),
            ParentNwk = FrameGuard.ReadNwk(tail),
            DeviceType = tail[2],
            SourceEvent = (NodeIdentificationEvent)tail[3],
            ProfileId = BinaryPrimitives.ReadUInt16BigEndian(tail[4..]),
            ManufacturerId = BinaryPrimitives.ReadUInt16BigEndian(tail[6..]),
            Appendix = tail[TailLength..],
        };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.NodeIdentification;
        FrameGuard.WriteAddresses(destination[1..], Sender, SenderNwk);
        destination[11] = (byte)Options;
        FrameGuard.WriteNwk(destination[12..], NodeNwk);
        Node.WriteBigEndian(destination[14..]);
        NodeIdentifier.CopyTo(destination[NameOffset..]);
        destination[NameOffset + NodeIdentifier.Length] = 0;
        var tail = destination[(NameOffset + NodeIdentifier.Length + 1)..];
        FrameGuard.WriteNwk(tail, ParentNwk);
        tail[2] = DeviceType;
        tail[3] = (byte)SourceEvent;
        BinaryPrimitives.WriteUInt16BigEndian(tail[4..], ProfileId);
        BinaryPrimitives.WriteUInt16BigEndian(tail[6..], ManufacturerId);
        Appendix.CopyTo(tail[TailLength..]);
        return Length;
    }
}
