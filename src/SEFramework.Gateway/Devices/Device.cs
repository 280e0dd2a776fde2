using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Devices;

/// <summary>What the gateway knows of a device of the network. Changed on the gateway's loop only. Source: reference 02, sections 9 and 11.1.</summary>
/// <param name="address">Extended address.</param>
public sealed class Device(IeeeAddress address)
{
    /// <summary>Extended address.</summary>
    public IeeeAddress Address { get; } = address;

    /// <summary>Network address, or <see cref="NwkAddress.Unknown"/>.</summary>
    public NwkAddress Nwk { get; set; } = NwkAddress.Unknown;

    /// <summary>Whether it answers the gateway's queries.</summary>
    public bool IsActive { get; set; }

    /// <summary>How many transmissions in a row failed.</summary>
    public int SequentialFailures { get; set; }

    /// <summary>How far its discovery got.</summary>
    public DiscoveryStatus Discovery { get; set; }

    /// <summary>Its node descriptor, once answered.</summary>
    public NodeDescriptor? Node { get; set; }

    /// <summary>Its power descriptor, once answered.</summary>
    public PowerDescriptor? Power { get; set; }

    /// <summary>Its endpoints without 0, once answered.</summary>
    public IReadOnlyList<byte>? ActiveEndpoints { get; set; }

    /// <summary>Its simple descriptors by endpoint, as far as answered.</summary>
    public SortedDictionary<byte, SimpleDescriptor> SimpleDescriptors { get; } = [];

    /// <summary>Whether it was removed, and neither joined again nor was added again since: frames it still sends count for nothing.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>When an incomplete discovery is tried again at the earliest.</summary>
    public DateTimeOffset NextDiscovery { get; set; }

    /// <summary>Whether a discovery is under way.</summary>
    public bool IsBeingDiscovered { get; set; }
}
