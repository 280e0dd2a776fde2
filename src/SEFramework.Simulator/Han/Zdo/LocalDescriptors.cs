using SEFramework.Zigbee.Zdo;

namespace SEFramework.Simulator.Han.Zdo;

/// <summary>The descriptors a node answers with. Source: reference 02, section 11.</summary>
/// <param name="Node">Reads the node descriptor.</param>
/// <param name="Power">Power descriptor.</param>
/// <param name="Endpoints">Reads the simple descriptors of its endpoints, without endpoint 0.</param>
public sealed record LocalDescriptors(Func<NodeDescriptor> Node, PowerDescriptor Power, Func<IReadOnlyList<SimpleDescriptor>> Endpoints)
{
    /// <summary>MAC capability: full-function device, mains powered, receiver on when idle, allocates addresses.</summary>
    public const byte RouterCapability = 0x8E;

    /// <summary>MAC capability of a mains powered end device that always listens.</summary>
    public const byte EndDeviceCapability = 0x8C;

    /// <summary>MAC capability of a battery powered end device whose receiver is off when idle.</summary>
    public const byte SleepyCapability = 0x80;

    private const byte Band2400Megahertz = 0x08;
    private const ushort PrimaryTrustCentre = 0x0001;

    /// <summary>The power descriptor of something on mains: always on, full.</summary>
    public static PowerDescriptor MainsPowered { get; } = new(0, 1, 1, 12);

    /// <summary>The node descriptor of a common mains powered device of the 2.4 GHz band.</summary>
    /// <param name="type">What kind of node.</param>
    /// <param name="manufacturer">Manufacturer code.</param>
    public static NodeDescriptor NodeOf(NodeType type, ushort manufacturer) => new(
        type,
        HasComplexDescriptor: false,
        HasUserDescriptor: false,
        ApsFlags: 0,
        Band2400Megahertz,
        type == NodeType.EndDevice ? EndDeviceCapability : RouterCapability,
        manufacturer,
        MaximumBufferSize: 82,
        MaximumIncomingTransferSize: 255,
        type == NodeType.Coordinator ? PrimaryTrustCentre : (ushort)0,
        MaximumOutgoingTransferSize: 255,
        DescriptorCapability: 0);
}
