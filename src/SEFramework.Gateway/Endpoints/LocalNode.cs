using SEFramework.Zigbee.Addressing;

namespace SEFramework.Gateway.Endpoints;

/// <summary>The gateway itself as a ZigBee node. Changed on the gateway's loop only.</summary>
/// <param name="isCoordinator">Whether it is the coordinator; otherwise it is a router.</param>
public sealed class LocalNode(bool isCoordinator)
{
    /// <summary>Whether it is the coordinator; otherwise it is a router.</summary>
    public bool IsCoordinator { get; } = isCoordinator;

    /// <summary>Its extended address, or <see cref="IeeeAddress.Unknown"/> while the radio has not answered.</summary>
    public IeeeAddress Address { get; set; } = IeeeAddress.Unknown;

    /// <summary>Its network address, or <see cref="NwkAddress.Unknown"/> while it has not joined.</summary>
    public NwkAddress Nwk { get; set; } = NwkAddress.Unknown;
}
