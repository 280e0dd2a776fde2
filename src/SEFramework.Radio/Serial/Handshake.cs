namespace SEFramework.Radio.Serial;

/// <summary>Flow control of a serial port; names and numbers are those of System.IO.Ports.Handshake.</summary>
public enum Handshake
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>XON and XOFF characters; cannot carry XBee frames in API mode 1.</summary>
    XOnXOff = 1,

    /// <summary>RTS and CTS lines.</summary>
    RequestToSend = 2,

    /// <summary>Both.</summary>
    RequestToSendXOnXOff = 3,
}
