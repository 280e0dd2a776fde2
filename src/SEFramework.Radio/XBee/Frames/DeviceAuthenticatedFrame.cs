using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>0xA2: a device finished key establishment with this trust centre (SE firmware). Source: reference 07, section 4.6.</summary>
public readonly ref struct DeviceAuthenticatedFrame : IXBeeFrame<DeviceAuthenticatedFrame>
{
    private const int MinimumLength = 12;

    /// <summary>The device.</summary>
    public required IeeeAddress Device { get; init; }

    /// <summary>Its network address.</summary>
    public required NwkAddress DeviceNwk { get; init; }

    /// <summary>Always 0.</summary>
    public byte Status { get; init; }

    /// <inheritdoc />
    public int Length => MinimumLength;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out DeviceAuthenticatedFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.DeviceAuthenticated, MinimumLength))
        {
            frame = default;
            return false;
        }

        var (address, nwk) = FrameGuard.ReadAddresses(frameData[1..]);
        frame = new DeviceAuthenticatedFrame { Device = address, DeviceNwk = nwk, Status = frameData[11] };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.DeviceAuthenticated;
        FrameGuard.WriteAddresses(destination[1..], Device, DeviceNwk);
        destination[11] = Status;
        return Length;
    }
}
