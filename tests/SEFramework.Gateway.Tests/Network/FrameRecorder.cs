using SEFramework.Radio.Tracing;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Testing;

namespace SEFramework.Gateway.Tests.Network;

/// <summary>Remembers what passed between driver and module.</summary>
internal sealed class FrameRecorder : IRadioTraceSink
{
    private readonly List<(RadioFrameDirection Direction, byte[] Data)> _frames = [];

    /// <summary>Frames that the gateway had sent over the air.</summary>
    public IReadOnlyList<AirFrame> Transmitted => [.. Sent(XBeeFrameType.ExplicitTransmit).Select(Air)];

    /// <summary>ZDO requests and answers that the gateway sent, with a cluster.</summary>
    public IReadOnlyList<byte[]> Zdo(ushort cluster) =>
        [.. Transmitted.Where(f => f.ProfileId == 0 && f.ClusterId == cluster).Select(f => f.Payload.ToArray())];

    public IReadOnlyList<byte[]> Sent(XBeeFrameType type)
    {
        lock (_frames)
        {
            return [.. _frames.Where(f => f.Direction == RadioFrameDirection.Sent && f.Data[0] == (byte)type).Select(f => f.Data)];
        }
    }

    /// <summary>Values that were written with an AT command, applied at once or queued.</summary>
    public IReadOnlyList<string> Written(string command) =>
    [
        .. Sent(XBeeFrameType.AtCommand).Concat(Sent(XBeeFrameType.QueuedAtCommand))
            .Where(f => f.Length > 4 && f[2] == command[0] && f[3] == command[1])
            .Select(f => Convert.ToHexString(f.AsSpan(4))),
    ];

    /// <summary>Whether the module has answered the last command that the driver gave it.</summary>
    public bool IsAnswered
    {
        get
        {
            lock (_frames)
            {
                var last = _frames.FindLastIndex(static f => f.Direction == RadioFrameDirection.Sent && f.Data[0] == (byte)XBeeFrameType.AtCommand);
                return last < 0 || _frames.Skip(last).Any(f => f.Direction == RadioFrameDirection.Received && f.Data[0] == (byte)XBeeFrameType.AtResponse && f.Data[1] == _frames[last].Data[1]);
            }
        }
    }

    /// <summary>All frames, for the text of a failure.</summary>
    public string Dump()
    {
        lock (_frames)
        {
            return string.Concat(_frames.Select(f => $"{f.Direction} {Convert.ToHexString(f.Data)}\n"));
        }
    }

    public void Clear()
    {
        lock (_frames)
        {
            _frames.Clear();
        }
    }

    public void OnFrame(RadioFrameDirection direction, DateTimeOffset time, ReadOnlySpan<byte> frameData)
    {
        lock (_frames)
        {
            _frames.Add((direction, frameData.ToArray()));
        }
    }

    private static AirFrame Air(byte[] data)
    {
        if (!ExplicitTransmitFrame.TryRead(data, out var frame))
        {
            throw new InvalidOperationException("A frame of the driver cannot be read.");
        }

        return new AirFrame(frame.ProfileId, frame.ClusterId, frame.SourceEndpoint, frame.DestinationEndpoint, frame.Payload.ToArray());
    }
}
