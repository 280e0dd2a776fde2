namespace SEFramework.Zigbee.Zcl.Foundation;

/// <summary>The general commands of ZCL. Source: reference 03, section 7.5.</summary>
public enum GeneralCommand : byte
{
    /// <summary>Read Attributes.</summary>
    ReadAttributes = 0x00,

    /// <summary>Read Attributes Response.</summary>
    ReadAttributesResponse = 0x01,

    /// <summary>Write Attributes.</summary>
    WriteAttributes = 0x02,

    /// <summary>Write Attributes Undivided.</summary>
    WriteAttributesUndivided = 0x03,

    /// <summary>Write Attributes Response.</summary>
    WriteAttributesResponse = 0x04,

    /// <summary>Write Attributes No Response.</summary>
    WriteAttributesNoResponse = 0x05,

    /// <summary>Configure Reporting.</summary>
    ConfigureReporting = 0x06,

    /// <summary>Configure Reporting Response.</summary>
    ConfigureReportingResponse = 0x07,

    /// <summary>Read Reporting Configuration.</summary>
    ReadReportingConfiguration = 0x08,

    /// <summary>Read Reporting Configuration Response.</summary>
    ReadReportingConfigurationResponse = 0x09,

    /// <summary>Report Attributes.</summary>
    ReportAttributes = 0x0A,

    /// <summary>Default Response.</summary>
    DefaultResponse = 0x0B,

    /// <summary>Discover Attributes.</summary>
    DiscoverAttributes = 0x0C,

    /// <summary>Discover Attributes Response.</summary>
    DiscoverAttributesResponse = 0x0D,
}
