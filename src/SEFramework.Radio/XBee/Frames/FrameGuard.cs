using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>What all typed frames share: checks and the pair of addresses.</summary>
internal static class FrameGuard
{

    /// <summary>Whether the data is of the type and has its fixed part.</summary>
    public static bool Is(ReadOnlySpan<byte> frameData, XBeeFrameType type, int minimumLength) =>
        frameData.Length >= minimumLength && frameData[0] == (byte)type;

    /// <summary>Refuses a destination that is too short before anything is written.</summary>
    public static void Room(ReadOnlySpan<byte> destination, int length)
    {
        if (destination.Length < length)
        {
            ThrowTooShort(destination, length);
        }
    }

    /// <summary>Reads 8 bytes of extended and 2 bytes of network address.</summary>
    public static (IeeeAddress Address, NwkAddress Nwk) ReadAddresses(ReadOnlySpan<byte> data) =>
        (IeeeAddress.ReadBigEndian(data), ReadNwk(data[8..]));

    /// <summary>Reads a network address.</summary>
    public static NwkAddress ReadNwk(ReadOnlySpan<byte> data) => new((ushort)((data[0] << 8) | data[1]));

    /// <summary>Writes 8 bytes of extended and 2 bytes of network address.</summary>
    public static void WriteAddresses(Span<byte> data, IeeeAddress address, NwkAddress nwk)
    {
        address.WriteBigEndian(data);
        WriteNwk(data[8..], nwk);
    }

    /// <summary>Writes a network address.</summary>
    public static void WriteNwk(Span<byte> data, NwkAddress nwk)
    {
        data[0] = (byte)(nwk.Value >> 8);
        data[1] = (byte)nwk.Value;
    }

    [DoesNotReturn]
    private static void ThrowTooShort(ReadOnlySpan<byte> destination, int length) =>
        throw new ArgumentException($"The frame needs {length} bytes, not {destination.Length}.", nameof(destination));
}
