namespace SEFramework.Gateway.Clock;

/// <summary>Where the gateway's time comes from. Source: reference 01, section 4.5.</summary>
public enum TimeSource
{
    /// <summary>From set_time only.</summary>
    None,

    /// <summary>From the operating system, whose clock NTP keeps.</summary>
    OperatingSystem,

    /// <summary>From a time server of the network.</summary>
    Network,
}
