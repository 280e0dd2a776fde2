using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Simulator.Han.Zdo;

/// <summary>Answers Mgmt_Lqi: everybody in reach is a neighbour. Source: reference 02, sections 10 and 11.5.</summary>
/// <param name="node">The node that is asked.</param>
/// <param name="network">The air around it.</param>
public sealed class NeighbourTable(INetworkNode node, HomeAreaNetwork network)
{
    // As many records of 22 bytes as fit into one packet beside the header.
    private const int RecordsPerAnswer = 2;

    private const byte Parent = 0;
    private const byte Child = 1;
    private const byte Sibling = 2;
    private const byte ReceiverOnWhenIdle = 1;

    /// <summary>Writes the fields of an answer.</summary>
    /// <param name="startIndex">First record wanted.</param>
    /// <param name="answer">Where to.</param>
    /// <returns>Always true: there is an answer.</returns>
    public bool Answer(byte startIndex, ByteWriter answer)
    {
        var neighbours = network.Nodes.Where(other => other != node && other.IsListening).ToList();
        var page = neighbours.Skip(startIndex).Take(RecordsPerAnswer).ToList();
        answer.Byte((byte)ZdoStatus.Success).Byte((byte)neighbours.Count).Byte(startIndex).Byte((byte)page.Count);
        foreach (var neighbour in page)
        {
            Write(neighbour, answer);
        }

        return true;
    }

    private void Write(INetworkNode neighbour, ByteWriter answer)
    {
        var isCoordinator = neighbour.Nwk == NwkAddress.Coordinator;
        var type = isCoordinator ? NodeType.Coordinator : neighbour.IsRouter ? NodeType.Router : NodeType.EndDevice;
        var relationship = isCoordinator ? Parent : neighbour.IsRouter ? Sibling : Child;
        answer
            .Unsigned(network.Pan?.ExtendedPanId ?? 0, 8)
            .Ieee(neighbour.Address)
            .Nwk(neighbour.Nwk)
            .Byte((byte)((int)type | (ReceiverOnWhenIdle << 2) | (relationship << 4)))
            .Byte((byte)(neighbour.IsPermittingJoining ? 1 : 0))
            .Byte((byte)(isCoordinator ? 0 : 1))
            .Byte(LinkQuality(neighbour));
    }

    // The same pair always hears each other equally well.
    private byte LinkQuality(INetworkNode neighbour) => (byte)(160 + ((node.Address.Value ^ neighbour.Address.Value) % 96));
}
