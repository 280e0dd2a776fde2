using System.Buffers.Binary;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>Options of a remote AT command. Source: reference 07, section 4.1.</summary>
[Flags]
public enum RemoteAtOptions : byte
{
    /// <summary>The value waits for AC.</summary>
    None = 0,

    /// <summary>No acknowledgement.</summary>
    NoAcknowledgement = 0x01,

    /// <summary>Apply the value at once.</summary>
    ApplyChanges = 0x02,

    /// <summary>Send in a secure session (XBee 3).</summary>
    SecureSession = 0x10,

    /// <summary>Allow the long time that a sleepy destination needs.</summary>
    ExtendedTimeout = 0x40,
}

/// <summary>0x17: an AT command for another module. Source: reference 07, section 4.1.</summary>
public readonly ref struct RemoteAtCommandFrame : IXBeeFrame<RemoteAtCommandFrame>
{
    private const int MinimumLength = 15;

    /// <summary>1 to 255; 0 asks for no answer.</summary>
    public byte FrameId { get; init; }

    /// <summary>The other module.</summary>
    public required IeeeAddress Destination { get; init; }

    /// <summary>Its network address, <see cref="NwkAddress.Unknown"/> if not known.</summary>
    public required NwkAddress DestinationNwk { get; init; }

    /// <summary>How to send and apply it.</summary>
    public RemoteAtOptions Options { get; init; }

    /// <summary>The command.</summary>
    public required AtCommandName Command { get; init; }

    /// <summary>The value, big-endian; empty to query.</summary>
    public ReadOnlySpan<byte> Value { get; init; }

    /// <inheritdoc />
    public int Length => MinimumLength + Value.Length;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out RemoteAtCommandFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.RemoteAtCommand, MinimumLength))
        {
            frame = default;
            return false;
        }

        var (address, nwk) = FrameGuard.ReadAddresses(frameData[2..]);
        frame = new RemoteAtCommandFrame
        {
            FrameId = frameData[1],
            Destination = address,
            DestinationNwk = nwk,
            Options = (RemoteAtOptions)frameData[12],
            Command = new AtCommandName(BinaryPrimitives.ReadUInt16BigEndian(frameData[13..])),
            Value = frameData[MinimumLength..],
        };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.RemoteAtCommand;
        destination[1] = FrameId;
        FrameGuard.WriteAddresses(destination[2..], Destination, DestinationNwk);
        destination[12] = (byte)Options;
        BinaryPrimitives.WriteUInt16BigEndian(destination[13..], Command.Code);
        Value.CopyTo(destination[MinimumLength..]);
        return Length;
    }
}
