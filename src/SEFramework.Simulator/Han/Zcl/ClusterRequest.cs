using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Han.Zcl;

/// <summary>An endpoint of another node.</summary>
/// <param name="Address">Extended address of the node; <see cref="IeeeAddress.Unknown"/> when it was not in the frame.</param>
/// <param name="Nwk">Network address of the node.</param>
/// <param name="Endpoint">The endpoint.</param>
public readonly record struct Peer(IeeeAddress Address, NwkAddress Nwk, byte Endpoint);

/// <summary>A command of a cluster as it came in.</summary>
/// <param name="Header">Header of its frame.</param>
/// <param name="Sender">Who sent it.</param>
public readonly record struct ClusterRequest(ZclHeader Header, Peer Sender);
