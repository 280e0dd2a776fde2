namespace SEFramework.Radio.XBee.Frames;

/// <summary>Status of a registration. Source: reference 07, section 4.5.</summary>
public enum RegistrationStatus : byte
{
    /// <summary>Done.</summary>
    Success = 0x00,

    /// <summary>The key is too long.</summary>
    KeyTooLong = 0x01,

    /// <summary>The transient key table is full.</summary>
    TransientKeyTableFull = 0x18,

    /// <summary>The address is not in the key table.</summary>
    AddressNotFound = 0xB1,

    /// <summary>The key is invalid: all zero and all ones are reserved.</summary>
    KeyInvalid = 0xB2,

    /// <summary>The address is invalid.</summary>
    AddressInvalid = 0xB3,

    /// <summary>The key table is full.</summary>
    KeyTableFull = 0xB4,

    /// <summary>The CRC of the install code is wrong.</summary>
    InstallCodeCrcWrong = 0xBD,

    /// <summary>The key was not found.</summary>
    KeyNotFound = 0xFF,
}

/// <summary>0xA4: the answer to <see cref="RegisterJoiningDeviceFrame"/>. Source: reference 07, section 4.5.</summary>
public readonly ref struct RegisterJoiningDeviceStatusFrame : IXBeeFrame<RegisterJoiningDeviceStatusFrame>
{
    private const int MinimumLength = 3;

    /// <summary>Frame id of the registration.</summary>
    public byte FrameId { get; init; }

    /// <summary>What became of it.</summary>
    public RegistrationStatus Status { get; init; }

    /// <inheritdoc />
    public int Length => MinimumLength;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> frameData, out RegisterJoiningDeviceStatusFrame frame)
    {
        if (!FrameGuard.Is(frameData, XBeeFrameType.RegisterJoiningDeviceStatus, MinimumLength))
        {
            frame = default;
            return false;
        }

        frame = new RegisterJoiningDeviceStatusFrame { FrameId = frameData[1], Status = (RegistrationStatus)frameData[2] };
        return true;
    }

    /// <inheritdoc />
    public int Write(scoped Span<byte> destination)
    {
        FrameGuard.Room(destination, Length);
        destination[0] = (byte)XBeeFrameType.RegisterJoiningDeviceStatus;
        destination[1] = FrameId;
        destination[2] = (byte)Status;
        return Length;
    }
}
