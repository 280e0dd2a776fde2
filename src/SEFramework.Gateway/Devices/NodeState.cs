using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Devices;

/// <summary>A node of the network as web services show it. Source: reference 01, section 1.8.</summary>
/// <param name="Address">Its IEEE address.</param>
/// <param name="Nwk">Its network address.</param>
/// <param name="Type">What it is.</param>
/// <param name="IsActive">Whether it answers.</param>
/// <param name="IsSelf">Whether it is the gateway.</param>
public sealed record NodeState(IeeeAddress Address, NwkAddress Nwk, NodeType Type, bool IsActive, bool IsSelf);
