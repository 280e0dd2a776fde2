namespace SEFramework.Zigbee.Clusters;

/// <summary>Application profile ids. Source: reference 02, section 10; reference 05, section 1.</summary>
public static class ZigbeeProfiles
{
    /// <summary>ZigBee device profile: ZDO.</summary>
    public const ushort Zdo = 0x0000;

    /// <summary>Smart Energy.</summary>
    public const ushort SmartEnergy = 0x0109;

    /// <summary>Any profile, in the requests that look for endpoints.</summary>
    public const ushort Any = 0xFFFF;
}
