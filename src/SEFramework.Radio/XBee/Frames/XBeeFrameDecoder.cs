using System.Buffers;
using System.Buffers.Binary;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>
/// Finds API frames in a stream of bytes that may be cut anywhere and carry garbage. Holds at most one frame, allocates nothing per frame, and
/// never throws on any bytes. Source: reference 07, section 2.
/// </summary>
/// <remarks>
/// API mode 1: a candidate whose length is impossible or whose checksum is wrong loses its first byte, and the search goes on behind it, so that a
/// frame hidden in the bytes after a false delimiter is still found. API mode 2: a bare 0x7E always starts a frame. Not thread safe.
/// </remarks>
public sealed class XBeeFrameDecoder
{
    // Twice the longest frame, so that a candidate is moved to the front only now and then.
    private readonly byte[] _buffer = new byte[2 * (XBeeFrameFormat.MaximumFrameData + XBeeFrameFormat.Overhead)];
    private XBeeApiMode _mode;
    private int _start;
    private int _end;
    private bool _escaped;

    /// <summary>Creates a decoder that waits for a delimiter.</summary>
    /// <param name="mode">How frames travel.</param>
    public XBeeFrameDecoder(XBeeApiMode mode) => _mode = mode;

    /// <summary>How frames travel. Setting another mode drops the bytes of an unfinished frame.</summary>
    public XBeeApiMode Mode
    {
        get => _mode;
        set
        {
            if (_mode != value)
            {
                Reset();
                _mode = value;
            }
        }
    }

    /// <summary>Whether a frame has begun and is not complete.</summary>
    public bool IsInsideFrame => _end > _start;

    /// <summary>Candidates whose checksum was wrong, since creation.</summary>
    public long ChecksumErrors { get; private set; }

    /// <summary>Candidates with a length of zero or above <see cref="XBeeFrameFormat.MaximumFrameData"/>, since creation.</summary>
    public long LengthErrors { get; private set; }

    /// <summary>Frames cut short by a new delimiter (API mode 2) or given up, since creation.</summary>
    public long TruncatedFrames { get; private set; }

    /// <summary>Bytes on the line that belonged to no frame, since creation.</summary>
    public long DiscardedBytes { get; private set; }

    /// <summary>Takes bytes until a frame is complete or the input is used up.</summary>
    /// <param name="input">Bytes from the line; what was used is cut off its front. Call again, until false is returned.</param>
    /// <param name="frameData">The frame data, valid until the next call.</param>
    /// <returns>Whether a frame was found.</returns>
    public bool TryRead(scoped ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> frameData) => _mode == XBeeApiMode.Escaped
        ? TryReadEscaped(ref input, out frameData)
        : TryReadUnescaped(ref input, out frameData);

    /// <summary>Takes bytes until a frame is complete or the input is used up.</summary>
    /// <param name="input">Bytes from the line; what was used is cut off its front. Call again, until false is returned.</param>
    /// <param name="frameData">The frame data, valid until the next call.</param>
    /// <returns>Whether a frame was found.</returns>
    public bool TryRead(scoped ref ReadOnlySequence<byte> input, out ReadOnlySpan<byte> frameData)
    {
        while (true)
        {
            var span = input.FirstSpan;
            var length = span.Length;
            var found = TryRead(ref span, out frameData);
            input = input.Slice(length - span.Length);
            if (found || input.IsEmpty)
            {
                return found;
            }
        }
    }

    /// <summary>
    /// Gives up the unfinished frame: its delimiter was false, or the rest was lost. In API mode 1 the bytes behind it are searched again;
    /// call <see cref="TryRead(ref ReadOnlySpan{byte}, out ReadOnlySpan{byte})"/> with empty input for the frames among them.
    /// </summary>
    public void Resynchronize()
    {
        if (!IsInsideFrame)
        {
            return;
        }

        TruncatedFrames++;
        if (_mode == XBeeApiMode.Escaped)
        {
            Discard(_end - _start);
        }
        else
        {
            Discard(1);
        }
    }

    /// <summary>Forgets the bytes of an unfinished frame, as after opening the port anew.</summary>
    public void Reset()
    {
        DiscardedBytes += _end - _start;
        _start = 0;
        _end = 0;
        _escaped = false;
    }

    private bool TryReadUnescaped(scoped ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> frameData)
    {
        while (true)
        {
            // What is held begins with a delimiter, or nothing is held.
            var held = _end - _start;
            if (held == 0)
            {
                var delimiter = input.IndexOf(XBeeFrameFormat.Delimiter);
                DiscardedBytes += delimiter < 0 ? input.Length : delimiter;
                if (delimiter < 0)
                {
                    input = default;
                    frameData = default;
                    return false;
                }

                input = input[delimiter..];
            }

            if (!Fill(ref input, XBeeFrameFormat.HeaderLength))
            {
                frameData = default;
                return false;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_start + 1));
            if (length is 0 or > XBeeFrameFormat.MaximumFrameData)
            {
                LengthErrors++;
                Discard(1);
                continue;
            }

            if (!Fill(ref input, length + XBeeFrameFormat.Overhead))
            {
                frameData = default;
                return false;
            }

            if (Complete(length, out frameData))
            {
                return true;
            }

            Discard(1);
        }
    }

    private bool TryReadEscaped(scoped ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> frameData)
    {
        for (var i = 0; i < input.Length; i++)
        {
            var value = input[i];
            if (value == XBeeFrameFormat.Delimiter)
            {
                if (IsInsideFrame)
                {
                    TruncatedFrames++;
                    Discard(_end - _start);
                }

                _buffer[0] = value;
                _start = 0;
                _end = 1;
                _escaped = false;
                continue;
            }

            if (!IsInsideFrame)
            {
                DiscardedBytes++;
                continue;
            }

            if (value == XBeeFrameFormat.Escape && !_escaped)
            {
                _escaped = true;
                continue;
            }

            _buffer[_end++] = _escaped ? (byte)(value ^ XBeeFrameFormat.EscapeMask) : value;
            _escaped = false;
            if (_end < XBeeFrameFormat.HeaderLength)
            {
                continue;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(1));
            if (length is 0 or > XBeeFrameFormat.MaximumFrameData)
            {
                LengthErrors++;
                Discard(_end);
                continue;
            }

            if (_end == length + XBeeFrameFormat.Overhead)
            {
                if (Complete(length, out frameData))
                {
                    input = input[(i + 1)..];
                    return true;
                }

                Discard(_end);
            }
        }

        input = default;
        frameData = default;
        return false;
    }

    /// <summary>Checks the complete candidate; on success its bytes are used up, otherwise they stay.</summary>
    private bool Complete(int length, out ReadOnlySpan<byte> frameData)
    {
        frameData = _buffer.AsSpan(_start + XBeeFrameFormat.HeaderLength, length);
        if (XBeeFrameFormat.Checksum(frameData) != _buffer[_start + XBeeFrameFormat.HeaderLength + length])
        {
            ChecksumErrors++;
            frameData = default;
            return false;
        }

        Skip(length + XBeeFrameFormat.Overhead);
        return true;
    }

    /// <summary>Holds at least <paramref name="count"/> bytes from the candidate's delimiter on, if the input has them.</summary>
    private bool Fill(scoped ref ReadOnlySpan<byte> input, int count)
    {
        var missing = count - (_end - _start);
        if (missing <= 0)
        {
            return true;
        }

        if (_start + count > _buffer.Length)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        var taken = Math.Min(missing, input.Length);
        input[..taken].CopyTo(_buffer.AsSpan(_end));
        _end += taken;
        input = input[taken..];
        return taken == missing;
    }

    /// <summary>Drops bytes that are no frame and moves to the next delimiter among those held.</summary>
    private void Discard(int count)
    {
        var held = _end - _start;
        var next = _buffer.AsSpan(_start + count, held - count).IndexOf(XBeeFrameFormat.Delimiter);
        var dropped = next < 0 ? held : count + next;
        DiscardedBytes += dropped;
        Skip(dropped);
    }

    private void Skip(int count)
    {
        _start += count;
        if (_start >= _end)
        {
            _start = 0;
            _end = 0;
        }

        _escaped = false;
    }
}
