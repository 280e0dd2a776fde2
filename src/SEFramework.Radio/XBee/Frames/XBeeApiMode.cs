namespace SEFramework.Radio.XBee.Frames;

/// <summary>How API frames travel over the line. The numbers are those of the AT command AP. Source: reference 07, section 2.</summary>
public enum XBeeApiMode
{
    /// <summary>AP=1: frames as they are; after a damaged frame the reader searches for the next delimiter byte by byte.</summary>
    Unescaped = 1,

    /// <summary>AP=2: 0x7E, 0x7D, 0x11 and 0x13 are escaped after the delimiter, so that a bare 0x7E always starts a frame.</summary>
    Escaped = 2,
}
