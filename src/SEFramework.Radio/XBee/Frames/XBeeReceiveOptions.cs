namespace SEFramework.Radio.XBee.Frames;

/// <summary>Receive options of 0x90 and 0x91. Source: reference 07, section 4.3.</summary>
[Flags]
public enum XBeeReceiveOptions : byte
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>The packet was acknowledged.</summary>
    Acknowledged = 0x01,

    /// <summary>It was a broadcast.</summary>
    Broadcast = 0x02,

    /// <summary>It came in a secure session (XBee 3).</summary>
    SecureSession = 0x10,

    /// <summary>It was encrypted with the APS link key.</summary>
    ApsEncryption = 0x20,

    /// <summary>It came from an end device.</summary>
    FromEndDevice = 0x40,
}
