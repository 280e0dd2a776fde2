namespace SEFramework.Simulator.Module;

/// <summary>AI, association indication. Source: reference 07, section 5.</summary>
public enum AssociationIndication
{
    /// <summary>Formed or joined.</summary>
    Success = 0x00,

    /// <summary>No networks found.</summary>
    NoPans = 0x21,

    /// <summary>None with an allowed channel, PAN id and stack profile.</summary>
    NoValidPan = 0x22,

    /// <summary>Found, but it lets nobody join.</summary>
    JoiningClosed = 0x23,

    /// <summary>The join attempt failed, usually for a security mismatch.</summary>
    JoinAttemptFailed = 0x27,

    /// <summary>The coordinator could not start.</summary>
    CoordinatorStartFailed = 0x2A,

    /// <summary>Attached, waiting for the link key.</summary>
    WaitingForLinkKey = 0x40,

    /// <summary>The trust centre gave no link key of its own.</summary>
    LinkKeyNotReceived = 0x44,

    /// <summary>The trust centre gave no network key: it has no key for the module.</summary>
    NetworkKeyNotReceived = 0xAD,

    /// <summary>The network key cannot be read with the link key the module was prepared with.</summary>
    WrongLinkKey = 0xAF,

    /// <summary>Scanning.</summary>
    Scanning = 0xFF,
}
