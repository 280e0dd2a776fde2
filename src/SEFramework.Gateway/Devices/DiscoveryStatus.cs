namespace SEFramework.Gateway.Devices;

/// <summary>State of the automatic discovery of a device. Source: reference 02, section 11.1.</summary>
public enum DiscoveryStatus
{
    /// <summary>Not finished: what is known may be partial.</summary>
    Incomplete = 0,

    /// <summary>Finished (number inferred).</summary>
    Complete = 1,

    /// <summary>Finished, but some queries were not answered.</summary>
    CompleteWithErrors = 2,
}
