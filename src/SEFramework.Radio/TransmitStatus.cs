namespace SEFramework.Radio;

/// <summary>Delivery status of a transmitted frame. Numbers are those of the XBee transmit status. Source: reference 07, section 4.2.</summary>
public enum TransmitStatus
{
    /// <summary>Delivered; for a broadcast: sent.</summary>
    Success = 0x00,

    /// <summary>No MAC acknowledgement.</summary>
    MacAckFailure = 0x01,

    /// <summary>The channel was never clear.</summary>
    CcaFailure = 0x02,

    /// <summary>Purged before it was sent; the stack is not up.</summary>
    Purged = 0x03,

    /// <summary>Invalid destination endpoint.</summary>
    InvalidDestinationEndpoint = 0x15,

    /// <summary>No buffers.</summary>
    NoBuffers = 0x18,

    /// <summary>No APS acknowledgement.</summary>
    NetworkAckFailure = 0x21,

    /// <summary>The radio has not joined a network.</summary>
    NotJoined = 0x22,

    /// <summary>Addressed to the radio itself.</summary>
    SelfAddressed = 0x23,

    /// <summary>Address not found.</summary>
    AddressNotFound = 0x24,

    /// <summary>Route not found.</summary>
    RouteNotFound = 0x25,

    /// <summary>No neighbour relayed the broadcast.</summary>
    BroadcastNotRelayed = 0x26,

    /// <summary>Invalid binding table index.</summary>
    InvalidBindingIndex = 0x2B,

    /// <summary>Invalid endpoint, or a resource error on newer modules.</summary>
    InvalidEndpoint = 0x2C,

    /// <summary>A broadcast cannot be APS encrypted.</summary>
    BroadcastWithApsEncryption = 0x2D,

    /// <summary>APS encryption asked for on an unencrypted network.</summary>
    ApsEncryptionWithoutSecurity = 0x2E,

    /// <summary>Internal resource error.</summary>
    InternalResourceError = 0x31,

    /// <summary>Resource error.</summary>
    ResourceError = 0x32,

    /// <summary>No secure session.</summary>
    NoSecureSession = 0x34,

    /// <summary>Encryption failure.</summary>
    EncryptionFailure = 0x35,

    /// <summary>Payload too large.</summary>
    PayloadTooLarge = 0x74,

    /// <summary>Indirect message not asked for.</summary>
    IndirectMessageUnrequested = 0x75,

    /// <summary>No authorised link key with the destination.</summary>
    KeyNotAuthorized = 0xBB,

    /// <summary>Ours, above the byte range: the radio gave no verdict in time.</summary>
    NoTransmitStatus = 0x100,

    /// <summary>Ours, above the byte range: the radio's port is not open.</summary>
    RadioUnavailable = 0x101,
}
