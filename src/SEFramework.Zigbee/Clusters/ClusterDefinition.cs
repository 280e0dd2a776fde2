using System.Collections.Frozen;

namespace SEFramework.Zigbee.Clusters;

/// <summary>A cluster: its attributes and commands on both sides.</summary>
public sealed class ClusterDefinition
{
    private readonly FrozenDictionary<(ClusterSide, ushort), AttributeDefinition> _attributes;
    private readonly FrozenDictionary<(ClusterSide, byte), CommandDefinition> _commands;

    internal ClusterDefinition(
        ushort id,
        string name,
        bool needsLinkKey,
        IEnumerable<AttributeDefinition> serverAttributes,
        IEnumerable<AttributeDefinition> clientAttributes,
        IEnumerable<CommandDefinition> commands)
    {
        Id = id;
        Name = name;
        NeedsLinkKey = needsLinkKey;
        ServerAttributes = [.. serverAttributes];
        ClientAttributes = [.. clientAttributes];
        Commands = [.. commands];
        _attributes = ServerAttributes.Select(static a => (ClusterSide.Server, a))
            .Concat(ClientAttributes.Select(static a => (ClusterSide.Client, a)))
            .ToFrozenDictionary(static row => (row.Item1, row.a.Id), static row => row.a);
        _commands = Commands.ToFrozenDictionary(static command => (command.SentBy, command.Id));
    }

    /// <summary>Cluster id.</summary>
    public ushort Id { get; }

    /// <summary>Name, in the spelling of ZigBee without blanks.</summary>
    public string Name { get; }

    /// <summary>Whether the Smart Energy profile protects its unicasts with the APS link key. Source: reference 05, section 1.</summary>
    public bool NeedsLinkKey { get; }

    /// <summary>Attributes of the server, in the order of ids.</summary>
    public IReadOnlyList<AttributeDefinition> ServerAttributes { get; }

    /// <summary>Attributes of the client, in the order of ids.</summary>
    public IReadOnlyList<AttributeDefinition> ClientAttributes { get; }

    /// <summary>Commands of both sides.</summary>
    public IReadOnlyList<CommandDefinition> Commands { get; }

    /// <summary>Attributes of a side, in the order of ids.</summary>
    /// <param name="side">The side.</param>
    public IReadOnlyList<AttributeDefinition> AttributesOf(ClusterSide side) => side == ClusterSide.Server ? ServerAttributes : ClientAttributes;

    /// <summary>Finds an attribute, or null.</summary>
    /// <param name="side">The side that has it.</param>
    /// <param name="id">Attribute id.</param>
    public AttributeDefinition? FindAttribute(ClusterSide side, ushort id) => _attributes.GetValueOrDefault((side, id));

    /// <summary>Finds a command, or null.</summary>
    /// <param name="sentBy">The side that sends it.</param>
    /// <param name="id">Command id.</param>
    public CommandDefinition? FindCommand(ClusterSide sentBy, byte id) => _commands.GetValueOrDefault((sentBy, id));

    /// <inheritdoc />
    public override string ToString() => $"{Name} (0x{Id:X4})";
}
