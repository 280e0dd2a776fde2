namespace SEFramework.Zigbee.Clusters;

/// <summary>Cluster ids. Source: reference 03, section 6; reference 05, section 2.</summary>
public static class ClusterIds
{
    /// <summary>Basic.</summary>
    public const ushort Basic = 0x0000;

    /// <summary>Power configuration.</summary>
    public const ushort PowerConfiguration = 0x0001;

    /// <summary>Identify.</summary>
    public const ushort Identify = 0x0003;

    /// <summary>Time.</summary>
    public const ushort Time = 0x000A;

    /// <summary>Firmware upgrade over the air.</summary>
    public const ushort OtaUpgrade = 0x0019;

    /// <summary>Price.</summary>
    public const ushort Price = 0x0700;

    /// <summary>Demand response and load control.</summary>
    public const ushort DemandResponseAndLoadControl = 0x0701;

    /// <summary>Metering.</summary>
    public const ushort Metering = 0x0702;

    /// <summary>Messaging.</summary>
    public const ushort Messaging = 0x0703;

    /// <summary>Tunneling.</summary>
    public const ushort Tunneling = 0x0704;

    /// <summary>Prepayment.</summary>
    public const ushort Prepayment = 0x0705;

    /// <summary>Key establishment.</summary>
    public const ushort KeyEstablishment = 0x0800;
}
