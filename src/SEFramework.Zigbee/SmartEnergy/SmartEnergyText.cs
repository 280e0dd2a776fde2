using System.Text;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy;

/// <summary>The strings of Smart Energy: one length byte, UTF-8, cut on a character boundary. Source: reference 05, sections 1 and 5.</summary>
public static class SmartEnergyText
{
    private const byte Invalid = 0xFF;
    private const int Longest = 0xFE;
    private const int ContinuationMask = 0xC0;
    private const int Continuation = 0x80;

    /// <summary>The length of a text on the air in bytes, without its length byte.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">Most bytes, up to 254.</param>
    public static int Length(string text, int most = Longest) => Cut(Encoding.UTF8.GetBytes(text), most).Length;

    internal static void Write(ByteWriter writer, string text, int most = Longest)
    {
        var bytes = Cut(Encoding.UTF8.GetBytes(text), most);
        writer.Count(bytes.Length).Bytes(bytes);
    }

    /// <summary>Reads a string; one that is marked invalid is empty.</summary>
    internal static bool TryRead(ref ByteReader reader, out string text)
    {
        text = "";
        if (!reader.TryReadByte(out var length))
        {
            return false;
        }

        if (length == Invalid)
        {
            return true;
        }

        if (!reader.TryReadBytes(length, out var bytes))
        {
            return false;
        }

        text = Encoding.UTF8.GetString(bytes);
        return true;
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> bytes, int most)
    {
        if (bytes.Length <= most)
        {
            return bytes;
        }

        while (most > 0 && (bytes[most] & ContinuationMask) == Continuation)
        {
            most--;
        }

        return bytes[..most];
    }
}
