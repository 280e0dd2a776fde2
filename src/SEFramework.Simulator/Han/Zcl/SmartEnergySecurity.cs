namespace SEFramework.Simulator.Han.Zcl;

/// <summary>Which clusters the Smart Energy profile protects with the APS link key. Source: reference 05, section 1.</summary>
public static class SmartEnergySecurity
{
    /// <summary>Whether unicasts of a cluster have to be encrypted with the link key.</summary>
    /// <param name="clusterId">The cluster.</param>
    public static bool NeedsLinkKey(ushort clusterId) => clusterId is 0x000A or 0x0019 or (>= 0x0700 and <= 0x0705);
}
