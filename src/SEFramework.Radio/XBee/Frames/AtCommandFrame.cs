using System.Buffers.Binary;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>0x08 or 0x09: a local AT command. Source: reference 07, section 4.1.</summary>
public readonly ref struct AtCommandFrame : IXBeeFrame<AtCommandFrame>
{
    private const int MinimumLength = 4;

    /// <summary>0x09: applied by AC, by a later 0x08, or by WR and a reset.</summary>
    public bool Queued { get; init; }

    /// <summary>1 to 255; 0 asks for no answer.</summary>
    public byte FrameId { get; init; }

    /// <summary>The command.</summary>
    public required AtCommandName Command { get; init; }

    /// <summary>The value, big-endian; empty to query.</summary>
    public ReadOnlySpan<byte> Value { get; init; }

    /// <inheritdoc />
    public int Length => MinimumLength + Value.Length;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out AtCommandFrame frame)
    {
        if (frameData.Length < MinimumLength || frameData[0] is not ((byte)XBeeFrameType.AtCommand or (byte)XBeeFrameType.QueuedAtCommand))
        {
            frame = default;
            return false;
        }

        frame = new AtCommandFrame
        {
            Queued = frameData[0] == (byte)XBeeFrameType.QueuedAtCommand,
            FrameId = frameData[1],
            Command = new AtCommandName(BinaryPrimitives.ReadUInt16BigEndian(frameData[2..])),
            Value = frameData[MinimumLength..],
        };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)(Queued ? XBeeFrameType.QueuedAtCommand : XBeeFrameType.AtCommand);
        destination[1] = FrameId;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], Command.Code);
        Value.CopyTo(destination[MinimumLength..]);
        return Length;
    }
}
