using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.SmartEnergy.Server;

/// <summary>What became of a request to a server.</summary>
/// <param name="Status">Local status; with another than success nothing was sent.</param>
/// <param name="Devices">The devices addressed.</param>
public sealed record ServerOutcome(ZclStatus Status, IReadOnlyList<MacAddress> Devices);
