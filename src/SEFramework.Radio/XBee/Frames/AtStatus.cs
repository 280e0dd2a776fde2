namespace SEFramework.Radio.XBee.Frames;

/// <summary>Status of an AT command. Source: reference 07, section 4.1.</summary>
public enum AtStatus : byte
{
    /// <summary>Done.</summary>
    Ok = 0x00,

    /// <summary>Failed.</summary>
    Error = 0x01,

    /// <summary>The firmware does not know the command.</summary>
    InvalidCommand = 0x02,

    /// <summary>The value is out of range.</summary>
    InvalidParameter = 0x03,

    /// <summary>A remote command could not be delivered.</summary>
    TransmitFailure = 0x04,

    /// <summary>No secure session.</summary>
    NoSecureSession = 0x0B,

    /// <summary>Encryption error.</summary>
    EncryptionError = 0x0C,

    /// <summary>Sent, but insecurely.</summary>
    SentInsecurely = 0x0D,
}
