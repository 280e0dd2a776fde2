namespace SEFramework.Zigbee.Zcl;

/// <summary>ZCL status values that the code itself uses; others pass through as numbers. Source: reference 03, section 7.4.</summary>
public enum ZclStatus : byte
{
    /// <summary>Success.</summary>
    Success = 0x00,

    /// <summary>Failure.</summary>
    Failure = 0x01,

    /// <summary>Not authorised.</summary>
    NotAuthorized = 0x7E,

    /// <summary>Malformed command.</summary>
    MalformedCommand = 0x80,

    /// <summary>Unknown command of the cluster.</summary>
    UnsupportedClusterCommand = 0x81,

    /// <summary>Unknown general command.</summary>
    UnsupportedGeneralCommand = 0x82,

    /// <summary>Invalid field.</summary>
    InvalidField = 0x85,

    /// <summary>No such attribute.</summary>
    UnsupportedAttribute = 0x86,

    /// <summary>Value out of range.</summary>
    InvalidValue = 0x87,

    /// <summary>Attribute is read only.</summary>
    ReadOnly = 0x88,

    /// <summary>There already.</summary>
    DuplicateExists = 0x8A,

    /// <summary>Not found.</summary>
    NotFound = 0x8B,

    /// <summary>Attribute cannot be reported.</summary>
    UnreportableAttribute = 0x8C,

    /// <summary>Wrong data type.</summary>
    InvalidDataType = 0x8D,

    /// <summary>No such cluster.</summary>
    UnsupportedCluster = 0xC3,
}
