using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Tests;

/// <summary>Hexadecimal text, as the vectors are printed.</summary>
internal static class Hex
{
    /// <summary>Bytes of a text, blanks left out.</summary>
    public static byte[] Bytes(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>What something writes.</summary>
    public static string Of(Action<ByteWriter> write) => Convert.ToHexString(BytesOf(write));

    /// <summary>What something writes.</summary>
    public static byte[] BytesOf(Action<ByteWriter> write)
    {
        var writer = new ByteWriter();
        write(writer);
        return writer.Written.ToArray();
    }
}
