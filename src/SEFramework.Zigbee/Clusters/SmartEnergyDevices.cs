namespace SEFramework.Zigbee.Clusters;

/// <summary>Device ids of the Smart Energy profile. Source: reference 05, section 1.</summary>
public static class SmartEnergyDevices
{
    /// <summary>Energy services interface.</summary>
    public const ushort EnergyServicesInterface = 0x0500;

    /// <summary>Metering device.</summary>
    public const ushort MeteringDevice = 0x0501;

    /// <summary>In-premise display.</summary>
    public const ushort InPremiseDisplay = 0x0502;

    /// <summary>Programmable communicating thermostat.</summary>
    public const ushort Thermostat = 0x0503;

    /// <summary>Load control device.</summary>
    public const ushort LoadControlDevice = 0x0504;

    /// <summary>Smart appliance.</summary>
    public const ushort SmartAppliance = 0x0505;

    /// <summary>Prepayment terminal.</summary>
    public const ushort PrepaymentTerminal = 0x0506;

    /// <summary>Physical device.</summary>
    public const ushort PhysicalDevice = 0x0507;
}
