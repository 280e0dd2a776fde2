using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Gateway.SmartEnergy.Transport;

/// <summary>A cluster of another device.</summary>
/// <param name="Device">Extended address, or <see cref="IeeeAddress.Unknown"/>.</param>
/// <param name="Nwk">Network address as last known.</param>
/// <param name="Endpoint">Endpoint on that device.</param>
/// <param name="ProfileId">Profile of that endpoint.</param>
public sealed record SmartEnergyPeer(IeeeAddress Device, NwkAddress Nwk, byte Endpoint, ushort ProfileId)
{
    /// <summary>The address as messages show it.</summary>
    public MacAddress Mac => new(Device.Value);

    /// <summary>The sender of a frame.</summary>
    /// <param name="indication">The frame.</param>
    public static SmartEnergyPeer Of(ApsDataIndication indication) =>
        new(indication.Source, indication.SourceNwk, indication.SourceEndpoint, indication.ProfileId);
}
