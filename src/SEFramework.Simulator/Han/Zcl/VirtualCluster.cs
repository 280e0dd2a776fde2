using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Han.Zcl;

/// <summary>
/// One side of a cluster on a virtual endpoint: a table of attributes, and in derived classes its commands.
/// </summary>
/// <param name="id">Cluster id.</param>
/// <param name="isServer">Server side; otherwise client side.</param>
/// <param name="attributes">Its attributes.</param>
public class VirtualCluster(ushort id, bool isServer, params IEnumerable<VirtualAttribute> attributes)
{
    private readonly SortedDictionary<(ushort Manufacturer, ushort Id), VirtualAttribute> _attributes =
        new(attributes.ToDictionary(static attribute => (attribute.ManufacturerCode ?? 0, attribute.Id)));

    /// <summary>Cluster id.</summary>
    public ushort Id { get; } = id;

    /// <summary>Server side; otherwise client side.</summary>
    public bool IsServer { get; } = isServer;

    /// <summary>Its attributes in the order of manufacturer and id.</summary>
    public IEnumerable<VirtualAttribute> Attributes => _attributes.Values;

    /// <summary>Finds an attribute, or null.</summary>
    /// <param name="manufacturer">Manufacturer code of the frame, or null.</param>
    /// <param name="attribute">Attribute id.</param>
    public VirtualAttribute? Find(ushort? manufacturer, ushort attribute) => _attributes.GetValueOrDefault((manufacturer ?? 0, attribute));

    /// <summary>Carries out a command of the cluster; the base class has none.</summary>
    /// <param name="header">Header of the frame.</param>
    /// <param name="payload">What follows.</param>
    /// <param name="answer">Takes the payload of an answer.</param>
    public virtual CommandOutcome Handle(ZclHeader header, ReadOnlySpan<byte> payload, ByteWriter answer) =>
        CommandOutcome.Failed(ZclStatus.UnsupportedClusterCommand);
}

/// <summary>What became of a command: an answer with a command id of the cluster, or a status for a default response.</summary>
/// <param name="Status">Status of the default response.</param>
/// <param name="AnswerCommand">Command id of the answer, or null.</param>
public readonly record struct CommandOutcome(ZclStatus Status, byte? AnswerCommand)
{
    /// <summary>Done, without an answer of its own.</summary>
    public static CommandOutcome Done => new(ZclStatus.Success, null);

    /// <summary>Not done.</summary>
    /// <param name="status">Why not.</param>
    public static CommandOutcome Failed(ZclStatus status) => new(status, null);

    /// <summary>Answered by a command of the cluster.</summary>
    /// <param name="command">Its id.</param>
    public static CommandOutcome Answered(byte command) => new(ZclStatus.Success, command);
}
