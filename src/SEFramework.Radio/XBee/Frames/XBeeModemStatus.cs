namespace SEFramework.Radio.XBee.Frames;

/// <summary>Modem status. 0x80 to 0xFF are stack errors. Source: reference 07, section 5.</summary>
public enum XBeeModemStatus : byte
{
    /// <summary>Power-up or hardware reset.</summary>
    HardwareReset = 0x00,

    /// <summary>Watchdog reset; also after FR.</summary>
    WatchdogReset = 0x01,

    /// <summary>Joined a network.</summary>
    Joined = 0x02,

    /// <summary>Left the network.</summary>
    Disassociated = 0x03,

    /// <summary>Configuration or synchronisation error.</summary>
    ConfigurationError = 0x04,

    /// <summary>Coordinator realignment.</summary>
    CoordinatorRealignment = 0x05,

    /// <summary>Formed a network.</summary>
    CoordinatorStarted = 0x06,

    /// <summary>The network key was updated.</summary>
    NetworkKeyUpdated = 0x07,

    /// <summary>The supply voltage is too high.</summary>
    VoltageExceeded = 0x0D,

    /// <summary>Key establishment is complete (SE firmware).</summary>
    KeyEstablishmentComplete = 0x10,

    /// <summary>The configuration changed while joining.</summary>
    ConfigurationChangedWhileJoining = 0x11,

    /// <summary>Access fault.</summary>
    AccessFault = 0x12,

    /// <summary>Fatal error.</summary>
    FatalError = 0x13,

    /// <summary>A BLE client connected.</summary>
    BleConnected = 0x32,

    /// <summary>A BLE client disconnected.</summary>
    BleDisconnected = 0x33,

    /// <summary>No secure session.</summary>
    NoSecureSession = 0x34,

    /// <summary>PAN id conflict, nothing was done about it (CR=0).</summary>
    PanIdConflict = 0x3E,

    /// <summary>The coordinator changed the PAN id.</summary>
    CoordinatorChangedPanId = 0x3F,

    /// <summary>This router's PAN id was changed by the coordinator.</summary>
    RouterPanIdChanged = 0x40,

    /// <summary>The network watchdog expired three times.</summary>
    NetworkWatchdogExpired = 0x42,

    /// <summary>The join window opened (XBee 3).</summary>
    JoinWindowOpened = 0x43,

    /// <summary>The join window closed (XBee 3).</summary>
    JoinWindowClosed = 0x44,

    /// <summary>A rotation of the network key started.</summary>
    NetworkKeyRotationStarted = 0x45,
}
