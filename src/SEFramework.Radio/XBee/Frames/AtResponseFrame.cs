using System.Buffers.Binary;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>0x88: the answer to a local AT command. Source: reference 07, section 4.1.</summary>
public readonly ref struct AtResponseFrame : IXBeeFrame<AtResponseFrame>
{
    private const int MinimumLength = 5;

    /// <summary>Frame id of the command.</summary>
    public byte FrameId { get; init; }

    /// <summary>The command.</summary>
    public required AtCommandName Command { get; init; }

    /// <summary>What became of it; old firmware puts flags into the upper half, see <see cref="Status"/>.</summary>
    public byte RawStatus { get; init; }

    /// <summary>What became of it, without flags.</summary>
    public AtStatus Status => (AtStatus)(RawStatus & 0x0F);

    /// <summary>The value, big-endian; empty for a command that set one.</summary>
    public ReadOnlySpan<byte> Value { get; init; }

    /// <inheritdoc />
    public int Length => MinimumLength + Value.Length;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out AtResponseFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.AtResponse, MinimumLength))
        {
            frame = default;
            return false;
        }

        frame = new AtResponseFrame
        {
            FrameId = frameData[1],
            Command = new AtCommandName(BinaryPrimitives.ReadUInt16BigEndian(frameData[2..])),
            RawStatus = frameData[4],
            Value = frameData[MinimumLength..],
        };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.AtResponse;
        destination[1] = FrameId;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], Command.Code);
        destination[4] = RawStatus;
        Value.CopyTo(destination[MinimumLength..]);
        return Length;
    }
}
