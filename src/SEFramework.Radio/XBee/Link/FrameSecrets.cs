using System.Buffers.Binary;
using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.XBee.Link;

/// <summary>Knows where frames carry key material. Source: reference 07, sections 4.1, 4.5 and 7.</summary>
internal static class FrameSecrets
{
    /// <summary>All ones is reserved and so never a real key.</summary>
    public const byte Mask = 0xFF;

    /// <summary>Where the secret begins; it reaches to the end of the frame.</summary>
    /// <param name="frameData">Frame data, the frame type first.</param>
    /// <returns>The length of the frame data when it has no secret.</returns>
    public static int StartOfSecret(ReadOnlySpan<byte> frameData)
    {
        if (frameData.IsEmpty)
        {
            return 0;
        }

        var (command, value) = (XBeeFrameType)frameData[0] switch
        {
            XBeeFrameType.RegisterJoiningDevice => (-1, RegisterJoiningDeviceFrame.HeaderLength),
            XBeeFrameType.AtCommand or XBeeFrameType.QueuedAtCommand => (2, 4),
            XBeeFrameType.AtResponse => (2, 5),
            XBeeFrameType.RemoteAtCommand => (13, 15),
            XBeeFrameType.RemoteAtResponse => (12, 15),
            _ => (-1, frameData.Length),
        };
        return value < frameData.Length && (command < 0 || IsSecret(new AtCommandName(BinaryPrimitives.ReadUInt16BigEndian(frameData[command..]))))
            ? value
            : frameData.Length;
    }

    private static bool IsSecret(AtCommandName command) =>
        command == AtCommands.LinkKey
        || command == AtCommands.NetworkKey
        || command == AtCommands.CertificatePrivateKey
        || command == AtCommands.InstallCode;
}
