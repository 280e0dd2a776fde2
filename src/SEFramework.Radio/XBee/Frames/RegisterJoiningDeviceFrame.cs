using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>What the key bytes of 0x24 are. Source: reference 07, section 4.5.</summary>
public enum JoiningKeyKind : byte
{
    /// <summary>A link key of up to 16 bytes; the only meaning on SE firmware.</summary>
    LinkKey = 0,

    /// <summary>An install code with its CRC (XBee 3).</summary>
    InstallCode = 1,
}

/// <summary>0x24: registers the key of a joining device; without key bytes, removes it. Source: reference 07, section 4.5.</summary>
public readonly ref struct RegisterJoiningDeviceFrame : IXBeeFrame<RegisterJoiningDeviceFrame>
{
    /// <summary>Bytes before the key.</summary>
    public const int HeaderLength = 13;

    /// <summary>1 to 255; 0 asks for no status.</summary>
    public byte FrameId { get; init; }

    /// <summary>The joining device.</summary>
    public required IeeeAddress Registrant { get; init; }

    /// <summary>Always <see cref="NwkAddress.Unknown"/>.</summary>
    public required NwkAddress RegistrantNwk { get; init; }

    /// <summary>What the key bytes are.</summary>
    public JoiningKeyKind Kind { get; init; }

    /// <summary>The key, right-aligned: missing high bytes are zero. Empty to deregister.</summary>
    public ReadOnlySpan<byte> Key { get; init; }

    /// <inheritdoc />
    public int Length => HeaderLength + Key.Length;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out RegisterJoiningDeviceFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.RegisterJoiningDevice, HeaderLength))
        {
            frame = default;
            return false;
        }

        var (address, nwk) = FrameGuard.ReadAddresses(frameData[2..]);
        frame = new RegisterJoiningDeviceFrame
        {
            FrameId = frameData[1],
            Registrant = address,
            RegistrantNwk = nwk,
            Kind = (JoiningKeyKind)frameData[12],
            Key = frameData[HeaderLength..],
        };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.RegisterJoiningDevice;
        destination[1] = FrameId;
        FrameGuard.WriteAddresses(destination[2..], Registrant, RegistrantNwk);
        destination[12] = (byte)Kind;
        Key.CopyTo(destination[HeaderLength..]);
        return Length;
    }
}
