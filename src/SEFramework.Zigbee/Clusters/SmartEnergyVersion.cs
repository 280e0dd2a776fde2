namespace SEFramework.Zigbee.Clusters;

/// <summary>Versions of the Smart Energy profile, oldest first. Source: reference 05, section 1.</summary>
public enum SmartEnergyVersion
{
    /// <summary>1.0, or older than the profile.</summary>
    V10,

    /// <summary>1.1.</summary>
    V11,

    /// <summary>1.1b.</summary>
    V11b,

    /// <summary>1.2.</summary>
    V12,
}
