using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

/// <summary>What a node knows of a property of its neighbour. Source: reference 02, section 11.5.</summary>
public enum NeighbourFlag
{
    /// <summary>No.</summary>
    No = 0,

    /// <summary>Yes.</summary>
    Yes = 1,

    /// <summary>Not known.</summary>
    Unknown = 2,
}

/// <summary>What a neighbour is to a node. Source: reference 02, section 11.5.</summary>
public enum NeighbourRelationship
{
    /// <summary>Its parent.</summary>
    Parent = 0,

    /// <summary>Its child.</summary>
    Child = 1,

    /// <summary>Has the same parent.</summary>
    Sibling = 2,

    /// <summary>None of these.</summary>
    None = 3,

    /// <summary>Was its child.</summary>
    PreviousChild = 4,
}

/// <summary>A record of Mgmt_Lqi_rsp, 22 bytes. Source: reference 02, section 11.5.</summary>
/// <param name="ExtendedPanId">Extended PAN id.</param>
/// <param name="Address">Extended address of the neighbour.</param>
/// <param name="Nwk">Its network address.</param>
/// <param name="Type">What kind of node; 3 is not known.</param>
/// <param name="ReceiverOnWhenIdle">Whether it always listens.</param>
/// <param name="Relationship">What it is to the node that answers.</param>
/// <param name="PermitJoining">Whether it lets devices join.</param>
/// <param name="Depth">Depth in the tree; 0 is the coordinator.</param>
/// <param name="LinkQuality">Link quality, 0 to 255.</param>
public sealed record NeighbourRecord(
    ulong ExtendedPanId,
    IeeeAddress Address,
    NwkAddress Nwk,
    NodeType Type,
    NeighbourFlag ReceiverOnWhenIdle,
    NeighbourRelationship Relationship,
    NeighbourFlag PermitJoining,
    byte Depth,
    byte LinkQuality) : IZdoField<NeighbourRecord>
{
    /// <summary>Bytes of a record.</summary>
    public const int Length = 22;

    /// <inheritdoc />
    public static bool TryRead(ref ByteReader reader, out NeighbourRecord? field)
    {
        field = null;
        if (!reader.TryReadUnsigned(sizeof(ulong), out var pan) || !reader.TryReadIeee(out var address) || !reader.TryReadNwk(out var nwk)
            || !reader.TryReadByte(out var kind) || !reader.TryReadByte(out var joining) || !reader.TryReadByte(out var depth)
            || !reader.TryReadByte(out var quality))
        {
            return false;
        }

        field = new NeighbourRecord(
            pan,
            address,
            nwk,
            (NodeType)(kind & 3),
            (NeighbourFlag)((kind >> 2) & 3),
            (NeighbourRelationship)((kind >> 4) & 7),
            (NeighbourFlag)(joining & 3),
            depth,
            quality);
        return true;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer
            .Unsigned(ExtendedPanId, sizeof(ulong))
            .Ieee(Address)
            .Nwk(Nwk)
            .Byte((byte)(((int)Type & 3) | (((int)ReceiverOnWhenIdle & 3) << 2) | (((int)Relationship & 7) << 4)))
            .Byte((byte)((int)PermitJoining & 3))
            .Byte(Depth)
            .Byte(LinkQuality);
    }
}
