namespace SEFramework.Radio.XBee.Frames;

/// <summary>The AT commands that matter for Smart Energy. Source: reference 07, sections 2, 7 and 8.</summary>
public static class AtCommands
{
    /// <summary>API mode: 0 transparent, 1 API, 2 API with escapes.</summary>
    public static readonly AtCommandName ApiMode = new("AP");

    /// <summary>What of received frames and ZDO requests goes to the host.</summary>
    public static readonly AtCommandName ApiOptions = new("AO");

    /// <summary>Association indication, read-only.</summary>
    public static readonly AtCommandName AssociationIndication = new("AI");

    /// <summary>Extended PAN id to form or join, 8 bytes, 0 for any.</summary>
    public static readonly AtCommandName ExtendedPanId = new("ID");

    /// <summary>Extended PAN id in operation, read-only.</summary>
    public static readonly AtCommandName OperatingExtendedPanId = new("OP");

    /// <summary>16-bit PAN id in operation, read-only.</summary>
    public static readonly AtCommandName OperatingPanId = new("OI");

    /// <summary>Channel, 0 when not joined, read-only.</summary>
    public static readonly AtCommandName Channel = new("CH");

    /// <summary>Own network address, 0xFFFE when not joined, read-only.</summary>
    public static readonly AtCommandName NetworkAddress = new("MY");

    /// <summary>Upper half of the extended address, read-only.</summary>
    public static readonly AtCommandName SerialHigh = new("SH");

    /// <summary>Lower half of the extended address, read-only.</summary>
    public static readonly AtCommandName SerialLow = new("SL");

    /// <summary>Firmware version, read-only.</summary>
    public static readonly AtCommandName FirmwareVersion = new("VR");

    /// <summary>Hardware version, read-only.</summary>
    public static readonly AtCommandName HardwareVersion = new("HV");

    /// <summary>Maximum payload, read-only.</summary>
    public static readonly AtCommandName MaximumPayload = new("NP");

    /// <summary>Coordinator enable.</summary>
    public static readonly AtCommandName CoordinatorEnable = new("CE");

    /// <summary>Channels to scan, bit 0 is channel 11.</summary>
    public static readonly AtCommandName ScanChannels = new("SC");

    /// <summary>Duration of a scan.</summary>
    public static readonly AtCommandName ScanDuration = new("SD");

    /// <summary>Stack profile; 2 is ZigBee PRO.</summary>
    public static readonly AtCommandName StackProfile = new("ZS");

    /// <summary>Seconds for which joining is allowed.</summary>
    public static readonly AtCommandName NodeJoinTime = new("NJ");

    /// <summary>Encryption enable.</summary>
    public static readonly AtCommandName EncryptionEnable = new("EE");

    /// <summary>Encryption options.</summary>
    public static readonly AtCommandName EncryptionOptions = new("EO");

    /// <summary>Network key, write-only.</summary>
    public static readonly AtCommandName NetworkKey = new("NK");

    /// <summary>Link key, write-only.</summary>
    public static readonly AtCommandName LinkKey = new("KY");

    /// <summary>Seconds for which a registered key is kept (XBee 3).</summary>
    public static readonly AtCommandName KeyTimeout = new("KT");

    /// <summary>Own install code, read-only (XBee 3).</summary>
    public static readonly AtCommandName InstallCode = new("I?");

    /// <summary>Private key of the certificate (SE firmware).</summary>
    public static readonly AtCommandName CertificatePrivateKey = new("ZV");

    /// <summary>Network reset: 0 this node, 1 the whole network.</summary>
    public static readonly AtCommandName NetworkReset = new("NR");

    /// <summary>Commissioning button press.</summary>
    public static readonly AtCommandName CommissioningButton = new("CB");

    /// <summary>Pin 6: 1 is RTS flow control.</summary>
    public static readonly AtCommandName RtsFlowControl = new("D6");

    /// <summary>Pin 7: 1 is CTS flow control.</summary>
    public static readonly AtCommandName CtsFlowControl = new("D7");

    /// <summary>Applies queued values.</summary>
    public static readonly AtCommandName ApplyChanges = new("AC");

    /// <summary>Saves all values.</summary>
    public static readonly AtCommandName Write = new("WR");

    /// <summary>Resets the module.</summary>
    public static readonly AtCommandName SoftwareReset = new("FR");
}
