using System.Buffers;
using System.Buffers.Binary;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>Wraps frame data for the line: delimiter, length, checksum and, in API mode 2, escapes. Source: reference 07, section 2.</summary>
public static class XBeeFrameEncoder
{
    /// <summary>Upper limit of the encoded length.</summary>
    /// <param name="frameDataLength">Length of the frame data, bytes.</param>
    /// <param name="mode">How frames travel.</param>
    public static int GetMaximumLength(int frameDataLength, XBeeApiMode mode) => mode == XBeeApiMode.Escaped
        ? 1 + (2 * (frameDataLength + XBeeFrameFormat.Overhead - 1))
        : frameDataLength + XBeeFrameFormat.Overhead;

    /// <summary>Encodes one frame.</summary>
    /// <param name="frameData">1 to <see cref="ushort.MaxValue"/> bytes.</param>
    /// <param name="mode">How frames travel.</param>
    /// <param name="destination">At least <see cref="GetMaximumLength"/> bytes.</param>
    /// <returns>Number of bytes written.</returns>
    /// <exception cref="ArgumentException">The frame data is empty or too long for its length field, or <paramref name="destination"/> is
    /// too short.</exception>
    public static int Encode(ReadOnlySpan<byte> frameData, XBeeApiMode mode, Span<byte> destination)
    {
        if (frameData.Length is 0 or > ushort.MaxValue)
        {
            throw new ArgumentException("Frame data has 1 to 65535 bytes.", nameof(frameData));
        }

        if (destination.Length < GetMaximumLength(frameData.Length, mode))
        {
            throw new ArgumentException("The destination is shorter than the longest form of the frame.", nameof(destination));
        }

        var checksum = XBeeFrameFormat.Checksum(frameData);
        destination[0] = XBeeFrameFormat.Delimiter;
        if (mode != XBeeApiMode.Escaped)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination[1..], (ushort)frameData.Length);
            frameData.CopyTo(destination[XBeeFrameFormat.HeaderLength..]);
            destination[XBeeFrameFormat.HeaderLength + frameData.Length] = checksum;
            return frameData.Length + XBeeFrameFormat.Overhead;
        }

        var position = 1;
        Put((byte)(frameData.Length >> 8), destination, ref position);
        Put((byte)frameData.Length, destination, ref position);
        foreach (var value in frameData)
        {
            Put(value, destination, ref position);
        }

        Put(checksum, destination, ref position);
        return position;
    }

    /// <summary>Encodes one frame into a buffer writer.</summary>
    /// <param name="frameData">1 to <see cref="ushort.MaxValue"/> bytes.</param>
    /// <param name="mode">How frames travel.</param>
    /// <param name="writer">Receives the bytes.</param>
    /// <exception cref="ArgumentException">The frame data is empty or too long for its length field.</exception>
    public static void Encode(ReadOnlySpan<byte> frameData, XBeeApiMode mode, IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var destination = writer.GetSpan(GetMaximumLength(frameData.Length, mode));
        writer.Advance(Encode(frameData, mode, destination));
    }

    /// <summary>Encodes one typed frame into a buffer writer.</summary>
    /// <typeparam name="TFrame">Type of the frame.</typeparam>
    /// <param name="frame">The frame, at most <see cref="XBeeFrameFormat.MaximumFrameData"/> bytes.</param>
    /// <param name="mode">How frames travel.</param>
    /// <param name="writer">Receives the bytes.</param>
    /// <exception cref="ArgumentException">The frame is too long.</exception>
    public static void Encode<TFrame>(scoped in TFrame frame, XBeeApiMode mode, IBufferWriter<byte> writer)
        where TFrame : IXBeeFrame<TFrame>, allows ref struct
    {
        Span<byte> buffer = stackalloc byte[XBeeFrameFormat.MaximumFrameData];
        Encode(buffer[..frame.Write(buffer)], mode, writer);
    }

    private static void Put(byte value, Span<byte> destination, ref int position)
    {
        if (XBeeFrameFormat.NeedsEscape(value))
        {
            destination[position++] = XBeeFrameFormat.Escape;
            value ^= XBeeFrameFormat.EscapeMask;
        }

        destination[position++] = value;
    }
}
