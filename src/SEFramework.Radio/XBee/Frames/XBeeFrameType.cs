namespace SEFramework.Radio.XBee.Frames;

/// <summary>First byte of the frame data. Source: reference 07, section 3.</summary>
public enum XBeeFrameType : byte
{
    /// <summary>Host to module: local AT command, applied at once.</summary>
    AtCommand = 0x08,

    /// <summary>Host to module: local AT command, applied later.</summary>
    QueuedAtCommand = 0x09,

    /// <summary>Host to module: Digi data transmission.</summary>
    TransmitRequest = 0x10,

    /// <summary>Host to module: transmission with endpoints, cluster and profile.</summary>
    ExplicitTransmit = 0x11,

    /// <summary>Host to module: AT command for another module.</summary>
    RemoteAtCommand = 0x17,

    /// <summary>Host to module: register or deregister a joining device.</summary>
    RegisterJoiningDevice = 0x24,

    /// <summary>Module to host: answer to a local AT command.</summary>
    AtResponse = 0x88,

    /// <summary>Module to host: modem status.</summary>
    ModemStatus = 0x8A,

    /// <summary>Module to host: what became of a transmission.</summary>
    TransmitStatus = 0x8B,

    /// <summary>Module to host: Digi data (AO=0).</summary>
    Receive = 0x90,

    /// <summary>Module to host: reception with endpoints, cluster and profile (AO other than 0).</summary>
    ExplicitReceive = 0x91,

    /// <summary>Module to host: node identification (AO=0).</summary>
    NodeIdentification = 0x95,

    /// <summary>Module to host: answer to a remote AT command.</summary>
    RemoteAtResponse = 0x97,

    /// <summary>Module to host: extended modem status (verbose joining).</summary>
    ExtendedModemStatus = 0x98,

    /// <summary>Module to host: over-the-air firmware update status.</summary>
    OtaUpdateStatus = 0xA0,

    /// <summary>Module to host: route record.</summary>
    RouteRecord = 0xA1,

    /// <summary>Module to host: a device finished key establishment (SE firmware).</summary>
    DeviceAuthenticated = 0xA2,

    /// <summary>Module to host: many-to-one route request.</summary>
    ManyToOneRouteRequest = 0xA3,

    /// <summary>Module to host: answer to <see cref="RegisterJoiningDevice"/>.</summary>
    RegisterJoiningDeviceStatus = 0xA4,

    /// <summary>Module to host: join notification. Only the name is known, not the layout.</summary>
    JoinNotification = 0xA5,

    /// <summary>Module to host: the module did not understand a frame (XBee 3).</summary>
    FrameError = 0xFE,
}
