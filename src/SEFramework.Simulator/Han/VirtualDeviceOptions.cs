using SEFramework.Zigbee.Addressing;

namespace SEFramework.Simulator.Han;

/// <summary>What is set from outside for a virtual device.</summary>
/// <param name="Address">Its extended address.</param>
public sealed record VirtualDeviceOptions(IeeeAddress Address)
{
    /// <summary>Its network address when it first joins, or null for one left to chance.</summary>
    public NwkAddress? Nwk { get; init; }

    /// <summary>Link key it joins with, 16 bytes; null for that of its installation code.</summary>
    public ReadOnlyMemory<byte>? LinkKey { get; init; }

    /// <summary>Its installation code with CRC; null for one made from its address.</summary>
    public ReadOnlyMemory<byte>? InstallCode { get; init; }

    /// <summary>Whether it was commissioned before and is in the home's network from the start. Null: unless it has a link key.</summary>
    public bool? IsCommissioned { get; init; }

    /// <summary>Whether its Smart Energy clusters refuse unicasts without APS encryption. Source: reference 05, section 1.</summary>
    public bool RequireApsEncryption { get; init; } = true;

    /// <summary>Whether it reports on load control events 1 to 5 seconds late, at random. Source: reference 05, section 3.4.</summary>
    public bool ReportsLater { get; init; }
}
