namespace SEFramework.Zigbee.Zcl;

/// <summary>
/// ZCL status values; values without a name here pass through as numbers. The names that ZigBee prints are in <see cref="ZclStatusNames"/>.
/// Source: reference 03, section 7.4.
/// </summary>
public enum ZclStatus : byte
{
    /// <summary>Success.</summary>
    Success = 0x00,

    /// <summary>Failure.</summary>
    Failure = 0x01,

    /// <summary>Not authorised.</summary>
    NotAuthorized = 0x7E,

    /// <summary>A reserved field is not zero.</summary>
    ReservedFieldNotZero = 0x7F,

    /// <summary>Malformed command.</summary>
    MalformedCommand = 0x80,

    /// <summary>Unknown command of the cluster.</summary>
    UnsupportedClusterCommand = 0x81,

    /// <summary>Unknown general command.</summary>
    UnsupportedGeneralCommand = 0x82,

    /// <summary>Unknown command that a manufacturer added to the cluster.</summary>
    UnsupportedManufacturerClusterCommand = 0x83,

    /// <summary>Unknown general command of a manufacturer.</summary>
    UnsupportedManufacturerGeneralCommand = 0x84,

    /// <summary>Invalid field.</summary>
    InvalidField = 0x85,

    /// <summary>No such attribute.</summary>
    UnsupportedAttribute = 0x86,

    /// <summary>Value out of range.</summary>
    InvalidValue = 0x87,

    /// <summary>Attribute is read only.</summary>
    ReadOnly = 0x88,

    /// <summary>No space.</summary>
    InsufficientSpace = 0x89,

    /// <summary>There already.</summary>
    DuplicateExists = 0x8A,

    /// <summary>Not found.</summary>
    NotFound = 0x8B,

    /// <summary>Attribute cannot be reported.</summary>
    UnreportableAttribute = 0x8C,

    /// <summary>Wrong data type.</summary>
    InvalidDataType = 0x8D,

    /// <summary>No such element of a structured attribute.</summary>
    InvalidSelector = 0x8E,

    /// <summary>Attribute is write only.</summary>
    WriteOnly = 0x8F,

    /// <summary>The start-up values do not fit each other.</summary>
    InconsistentStartupState = 0x90,

    /// <summary>Value is set by other means than the network.</summary>
    DefinedOutOfBand = 0x91,

    /// <summary>Values do not fit each other.</summary>
    Inconsistent = 0x92,

    /// <summary>Action denied.</summary>
    ActionDenied = 0x93,

    /// <summary>Timed out.</summary>
    Timeout = 0x94,

    /// <summary>Firmware upgrade: stop.</summary>
    Abort = 0x95,

    /// <summary>Firmware upgrade: the image is not valid.</summary>
    InvalidImage = 0x96,

    /// <summary>Firmware upgrade: no data yet.</summary>
    WaitForData = 0x97,

    /// <summary>Firmware upgrade: there is no image.</summary>
    NoImageAvailable = 0x98,

    /// <summary>Firmware upgrade: more of the image is needed.</summary>
    RequireMoreImage = 0x99,

    /// <summary>A notification waits.</summary>
    NotificationPending = 0x9A,

    /// <summary>Hardware failure.</summary>
    HardwareFailure = 0xC0,

    /// <summary>Software failure.</summary>
    SoftwareFailure = 0xC1,

    /// <summary>Calibration error.</summary>
    CalibrationError = 0xC2,

    /// <summary>No such cluster.</summary>
    UnsupportedCluster = 0xC3,
}
