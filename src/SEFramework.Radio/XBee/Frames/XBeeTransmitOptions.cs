namespace SEFramework.Radio.XBee.Frames;

/// <summary>Transmit options of 0x10 and 0x11. Source: reference 07, section 4.2.</summary>
[Flags]
public enum XBeeTransmitOptions : byte
{
    /// <summary>With retries and acknowledgement.</summary>
    None = 0,

    /// <summary>Neither retries nor acknowledgement.</summary>
    DisableRetries = 0x01,

    /// <summary>Indirect, by the binding table.</summary>
    Indirect = 0x04,

    /// <summary>Multicast: the network address is a group.</summary>
    Multicast = 0x08,

    /// <summary>Send in a secure session (XBee 3).</summary>
    SecureSession = 0x10,

    /// <summary>Encrypt with the APS link key; needs EE=1.</summary>
    ApsEncryption = 0x20,

    /// <summary>Allow the long time that a sleepy destination needs.</summary>
    ExtendedTimeout = 0x40,
}
