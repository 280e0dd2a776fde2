using System.Buffers.Binary;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>0x97: the answer to a remote AT command. Source: reference 07, section 4.1.</summary>
public readonly ref struct RemoteAtResponseFrame : IXBeeFrame<RemoteAtResponseFrame>
{
    private const int MinimumLength = 15;

    /// <summary>Frame id of the command.</summary>
    public byte FrameId { get; init; }

    /// <summary>The other module.</summary>
    public required IeeeAddress Source { get; init; }

    /// <summary>Its network address.</summary>
    public required NwkAddress SourceNwk { get; init; }

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
    public static bool TryRead(ReadOnlySpan<byte> frameData, out RemoteAtResponseFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.RemoteAtResponse, MinimumLength))
        {
            frame = default;
            return false;
        }

        var (address, nwk) = FrameGuard.ReadAddresses(frameData[2..]);
        frame = new RemoteAtResponseFrame
        {
            FrameId = frameData[1],
            Source = address,
            SourceNwk = nwk,
            Command = new AtCommandName(BinaryPrimitives.ReadUInt16BigEndian(frameData[12..])),
            RawStatus = frameData[14],
            Value = frameData[MinimumLength..],
        };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.RemoteAtResponse;
        destination[1] = FrameId;
        FrameGuard.WriteAddresses(destination[2..], Source, SourceNwk);
        BinaryPrimitives.WriteUInt16BigEndian(destination[12..], Command.Code);
        destination[14] = RawStatus;
        Value.CopyTo(destination[MinimumLength..]);
        return Length;
    }
}
