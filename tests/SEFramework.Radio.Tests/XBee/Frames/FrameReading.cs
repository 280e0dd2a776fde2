using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.Tests.XBee.Frames;

/// <summary>Runs bytes through a decoder.</summary>
internal static class FrameReading
{
    /// <summary>Feeds one piece and collects the frames it completes.</summary>
    public static void Feed(this XBeeFrameDecoder decoder, ReadOnlySpan<byte> piece, List<byte[]> frames)
    {
        while (decoder.TryRead(ref piece, out var frameData))
        {
            frames.Add(frameData.ToArray());
        }

        Assert.AreEqual(0, piece.Length, "the decoder left input behind");
    }

    /// <summary>Feeds all bytes at once to a fresh decoder.</summary>
    public static List<byte[]> ReadAll(XBeeApiMode mode, ReadOnlySpan<byte> line)
    {
        var frames = new List<byte[]>();
        new XBeeFrameDecoder(mode).Feed(line, frames);
        return frames;
    }

    /// <summary>Encodes frame data.</summary>
    public static byte[] Encode(XBeeApiMode mode, ReadOnlySpan<byte> frameData)
    {
        var line = new byte[XBeeFrameEncoder.GetMaximumLength(frameData.Length, mode)];
        return line[..XBeeFrameEncoder.Encode(frameData, mode, line)];
    }

    public static void AreEqual(IEnumerable<byte[]> expected, IEnumerable<byte[]> actual) =>
        CollectionAssert.AreEqual(expected.Select(Convert.ToHexString).ToArray(), actual.Select(Convert.ToHexString).ToArray());
}
