namespace SEFramework.Simulator.Module;

/// <summary>How many payload bytes fit. Source: reference 07, section 9.</summary>
public static class PayloadLimits
{
    private const int ApsEncryptionCost = 9;
    private const int Fragmented = 255;

    /// <summary>The largest payload of a frame.</summary>
    /// <param name="profile">The firmware.</param>
    /// <param name="secured">Whether the network is encrypted (EE).</param>
    /// <param name="broadcast">Whether it is a broadcast.</param>
    /// <param name="apsEncryption">Whether it is APS encrypted.</param>
    /// <returns>Bytes.</returns>
    public static int Of(FirmwareProfile profile, bool secured, bool broadcast, bool apsEncryption)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (broadcast)
        {
            return secured ? 74 : 92;
        }

        if (profile.Fragmentation)
        {
            return Fragmented;
        }

        return (secured ? 66 : 84) - (apsEncryption ? ApsEncryptionCost : 0);
    }

    /// <summary>The value of NP.</summary>
    /// <param name="profile">The firmware.</param>
    /// <param name="secured">Whether the network is encrypted (EE).</param>
    public static int Reported(FirmwareProfile profile, bool secured) => Of(profile, secured, broadcast: false, apsEncryption: false);
}
