using SEFramework.Radio.XBee.Frames;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Playback;

/// <summary>What makes two frames of a host the same: type and content, but neither frame id nor transaction sequence number.</summary>
internal static class FrameSignature
{
    private const int FrameIdPlace = 1;
    private const int NetworkAddressPlace = 10;
    private const int AtHeader = 4;
    private const int RemoteAtHeader = 15;

    /// <summary>Everything but the ids, and the network address where there is an extended one.</summary>
    /// <param name="frameData">Frame data, the type first.</param>
    public static string Exact(ReadOnlySpan<byte> frameData)
    {
        var copy = frameData.ToArray();
        if (HasFrameId(copy))
        {
            copy[FrameIdPlace] = 0;
        }

        if (SequencePlace(copy) is { } place)
        {
            copy[place] = 0;
        }

        // Whether the host knew the network address already is a matter of moments.
        if (ExplicitTransmitFrame.TryRead(copy, out var sent) && sent.Destination != IeeeAddress.Broadcast && sent.Destination != IeeeAddress.Unknown)
        {
            copy.AsSpan(NetworkAddressPlace, sizeof(ushort)).Clear();
        }

        return Convert.ToHexString(copy);
    }

    /// <summary>What it is about: the command of the module, or address, endpoints, cluster and ZCL command of a transmission.</summary>
    /// <param name="frameData">Frame data, the type first.</param>
    public static string Loose(ReadOnlySpan<byte> frameData)
    {
        var length = (XBeeFrameType)frameData[0] switch
        {
            XBeeFrameType.AtCommand or XBeeFrameType.QueuedAtCommand => AtHeader,
            XBeeFrameType.RemoteAtCommand => RemoteAtHeader,
            XBeeFrameType.RegisterJoiningDevice => RegisterJoiningDeviceFrame.HeaderLength,
            XBeeFrameType.ExplicitTransmit when SequencePlace(frameData) is { } place => place + (IsZdo(frameData) ? 1 : 2),
            XBeeFrameType.ExplicitTransmit => ExplicitTransmitFrame.HeaderLength,
            _ => frameData.Length,
        };

        // A question is none with a value.
        var hasMore = frameData.Length > length ? "+" : string.Empty;
        return Exact(frameData[..Math.Min(length, frameData.Length)]) + hasMore;
    }

    /// <summary>Whether the second byte is a frame id.</summary>
    /// <param name="frameData">Frame data, the type first.</param>
    public static bool HasFrameId(ReadOnlySpan<byte> frameData) => frameData.Length > FrameIdPlace && (XBeeFrameType)frameData[0] is
        XBeeFrameType.AtCommand or XBeeFrameType.QueuedAtCommand or XBeeFrameType.TransmitRequest or XBeeFrameType.ExplicitTransmit
        or XBeeFrameType.RemoteAtCommand or XBeeFrameType.RegisterJoiningDevice
        or XBeeFrameType.AtResponse or XBeeFrameType.TransmitStatus or XBeeFrameType.RemoteAtResponse or XBeeFrameType.RegisterJoiningDeviceStatus;

    /// <summary>Where the sequence number of a ZDO or ZCL transaction is, or null.</summary>
    /// <param name="frameData">Frame data, the type first.</param>
    public static int? SequencePlace(ReadOnlySpan<byte> frameData)
    {
        var header = (XBeeFrameType)frameData[0] switch
        {
            XBeeFrameType.ExplicitTransmit => ExplicitTransmitFrame.HeaderLength,
            XBeeFrameType.ExplicitReceive => ExplicitReceiveFrame.HeaderLength,
            _ => int.MaxValue,
        };
        if (frameData.Length <= header)
        {
            return null;
        }

        if (IsZdo(frameData))
        {
            return header;
        }

        var reader = new ByteReader(frameData[header..]);
        return ZclHeader.TryRead(ref reader, out var zcl) ? header + (zcl.ManufacturerCode is null ? 1 : 3) : null;
    }

    /// <summary>Whether a transmission or reception is of the ZigBee device profile.</summary>
    /// <param name="frameData">Frame data, the type first.</param>
    public static bool IsZdo(ReadOnlySpan<byte> frameData) =>
        ExplicitTransmitFrame.TryRead(frameData, out var sent) ? sent.ProfileId == 0
        : ExplicitReceiveFrame.TryRead(frameData, out var received) && received.ProfileId == 0;
}
