namespace SEFramework.Radio.XBee.Frames;

/// <summary>The fixed numbers of API framing. Source: reference 07, section 2.</summary>
public static class XBeeFrameFormat
{
    /// <summary>Starts every frame.</summary>
    public const byte Delimiter = 0x7E;

    /// <summary>Announces an escaped byte in API mode 2.</summary>
    public const byte Escape = 0x7D;

    /// <summary>XOR-ed to an escaped byte.</summary>
    public const byte EscapeMask = 0x20;

    /// <summary>Bytes before the frame data: delimiter and length.</summary>
    public const int HeaderLength = 3;

    /// <summary>Bytes around the frame data: delimiter, length and checksum.</summary>
    public const int Overhead = HeaderLength + 1;

    /// <summary>
    /// Longest frame data accepted. The largest known frame is a 255-byte payload under a 20-byte header (section 9); the rest is
    /// reserve. A limit keeps a false delimiter from swallowing the stream.
    /// </summary>
    public const int MaximumFrameData = 384;

    /// <summary>Whether a byte after the delimiter is escaped in API mode 2.</summary>
    /// <param name="value">The byte.</param>
    public static bool NeedsEscape(byte value) => value is Delimiter or Escape or 0x11 or 0x13;

    /// <summary>The checksum of frame data: 0xFF minus the low byte of the sum.</summary>
    /// <param name="frameData">Frame data without delimiter and length.</param>
    public static byte Checksum(ReadOnlySpan<byte> frameData)
    {
        var sum = 0;
        foreach (var value in frameData)
        {
            sum += value;
        }

        return (byte)(0xFF - (sum & 0xFF));
    }
}
