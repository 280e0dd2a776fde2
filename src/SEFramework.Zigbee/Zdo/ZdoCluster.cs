namespace SEFramework.Zigbee.Zdo;

/// <summary>ZDO services; the response of a request is the request with bit 15 set. Source: reference 02, section 10.</summary>
public enum ZdoCluster : ushort
{
    /// <summary>EUI64 to network address.</summary>
    NwkAddress = 0x0000,

    /// <summary>Network address to EUI64.</summary>
    IeeeAddress = 0x0001,

    /// <summary>Node descriptor.</summary>
    NodeDescriptor = 0x0002,

    /// <summary>Power descriptor.</summary>
    PowerDescriptor = 0x0003,

    /// <summary>Simple descriptor of an endpoint.</summary>
    SimpleDescriptor = 0x0004,

    /// <summary>List of endpoints.</summary>
    ActiveEndpoints = 0x0005,

    /// <summary>Endpoints that match a profile and clusters.</summary>
    MatchDescriptors = 0x0006,

    /// <summary>Announcement of a device; has no response.</summary>
    DeviceAnnounce = 0x0013,

    /// <summary>Bind.</summary>
    Bind = 0x0021,

    /// <summary>Unbind.</summary>
    Unbind = 0x0022,

    /// <summary>Neighbour table.</summary>
    ManagementLqi = 0x0031,

    /// <summary>Routing table.</summary>
    ManagementRouting = 0x0032,

    /// <summary>Binding table.</summary>
    ManagementBind = 0x0033,

    /// <summary>Leave.</summary>
    ManagementLeave = 0x0034,

    /// <summary>Permit joining.</summary>
    ManagementPermitJoining = 0x0036,

    /// <summary>Network update.</summary>
    ManagementNetworkUpdate = 0x0038,
}

/// <summary>ZDO status. Source: reference 02, section 12.</summary>
public enum ZdoStatus : byte
{
    /// <summary>Success.</summary>
    Success = 0x00,

    /// <summary>Request type not supported or reserved.</summary>
    InvalidRequestType = 0x80,

    /// <summary>The device asked about does not exist.</summary>
    DeviceNotFound = 0x81,

    /// <summary>Endpoint 0 or above 240.</summary>
    InvalidEndpoint = 0x82,

    /// <summary>Endpoint without descriptor.</summary>
    NotActive = 0x83,

    /// <summary>Not supported.</summary>
    NotSupported = 0x84,

    /// <summary>Timed out.</summary>
    Timeout = 0x85,

    /// <summary>No match.</summary>
    NoMatch = 0x86,

    /// <summary>No such entry.</summary>
    NoEntry = 0x88,

    /// <summary>No such descriptor.</summary>
    NoDescriptor = 0x89,

    /// <summary>No space.</summary>
    InsufficientSpace = 0x8A,

    /// <summary>Not permitted now.</summary>
    NotPermitted = 0x8B,

    /// <summary>Table full.</summary>
    TableFull = 0x8C,

    /// <summary>Not authorised.</summary>
    NotAuthorized = 0x8D,
}
