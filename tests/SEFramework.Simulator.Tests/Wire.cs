using System.Globalization;

namespace SEFramework.Simulator.Tests;

/// <summary>Bytes on the serial line as hexadecimal text, framed here without the product's own codec.</summary>
internal static class Wire
{
    /// <summary>Bytes of a text such as "7E 00 04".</summary>
    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));

    /// <summary>Text of bytes.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) => string.Join(' ', bytes.ToArray().Select(static value => value.ToString("X2", CultureInfo.InvariantCulture)));

    /// <summary>A whole frame of API mode 1 around frame data.</summary>
    public static byte[] Frame(string dataHex)
    {
        var data = Bytes(dataHex);
        var sum = data.Aggregate(0, static (total, value) => total + value);
        return [0x7E, (byte)(data.Length >> 8), (byte)data.Length, .. data, (byte)(0xFF - (sum & 0xFF))];
    }

    /// <summary>The frame data of each whole frame of API mode 1 in some bytes; fails on anything that is not such a frame.</summary>
    public static List<string> Frames(ReadOnlySpan<byte> line)
    {
        var frames = new List<string>();
        while (!line.IsEmpty)
        {
            Assert.AreEqual(0x7E, line[0], $"no delimiter at {Text(line)}");
            var length = (line[1] << 8) | line[2];
            var data = line.Slice(3, length);
            var sum = data.ToArray().Aggregate((int)line[3 + length], static (total, value) => total + value);
            Assert.AreEqual(0xFF, sum & 0xFF, $"wrong checksum in {Text(line)}");
            frames.Add(Text(data));
            line = line[(length + 4)..];
        }

        return frames;
    }
}
