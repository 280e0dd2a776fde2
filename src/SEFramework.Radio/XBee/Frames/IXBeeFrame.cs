namespace SEFramework.Radio.XBee.Frames;

/// <summary>
/// Frame data of one kind (delimiter, length and checksum excluded) that can be read and written. A typed frame is a view: its spans point into the
/// bytes it was read from, and live as long as these. Numbers are big-endian on the line. Source: reference 07, sections 2 and 4.
/// </summary>
/// <typeparam name="TSelf">The frame type itself.</typeparam>
public interface IXBeeFrame<TSelf>
    where TSelf : IXBeeFrame<TSelf>, allows ref struct
{
    /// <summary>Number of bytes that <see cref="Write"/> needs.</summary>
    int Length { get; }

    /// <summary>Reads the frame; never throws.</summary>
    /// <param name="frameData">Frame data, the frame type first.</param>
    /// <param name="frame">The view.</param>
    /// <returns>False when the bytes are of another type, too short, or contradict themselves.</returns>
    static abstract bool TryRead(ReadOnlySpan<byte> frameData, out TSelf frame);

    /// <summary>Writes the frame data, the frame type first.</summary>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    /// <returns>The number of bytes written, <see cref="Length"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    int Write(scoped Span<byte> destination);
}
