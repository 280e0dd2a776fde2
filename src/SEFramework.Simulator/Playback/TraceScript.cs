using SEFramework.Radio.Tracing;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Simulator.Playback;

/// <summary>What a module said, and when.</summary>
/// <param name="Delay">How long after the frame of the host, or after the beginning.</param>
/// <param name="FrameData">Frame data, the type first.</param>
internal sealed record ModuleLine(TimeSpan Delay, byte[] FrameData);

/// <summary>A frame of the host, and what the module said to it and after it.</summary>
/// <param name="Offset">When it came, after the beginning.</param>
/// <param name="FrameData">Frame data, the type first.</param>
internal sealed record HostTurn(TimeSpan Offset, byte[] FrameData)
{
    /// <summary>What belongs to it by frame id or transaction sequence number.</summary>
    public List<ModuleLine> Answers { get; } = [];

    /// <summary>What came of itself before the host said something else.</summary>
    public List<ModuleLine> Followers { get; } = [];
}

/// <summary>A trace taken apart into the turns of the host and what the module said.</summary>
internal sealed class TraceScript
{
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromSeconds(60);

    private TraceScript(IReadOnlyList<ModuleLine> opening, IReadOnlyList<HostTurn> turns, XBeeApiMode mode)
    {
        Opening = opening;
        Turns = turns;
        Mode = mode;
    }

    /// <summary>What the module said before the host said anything.</summary>
    public IReadOnlyList<ModuleLine> Opening { get; }

    /// <summary>What the host said, in order.</summary>
    public IReadOnlyList<HostTurn> Turns { get; }

    /// <summary>How frames travelled in the beginning, by the module's answer to AP.</summary>
    public XBeeApiMode Mode { get; }

    /// <summary>Takes a trace apart.</summary>
    /// <param name="frames">The frames, in the order of the line.</param>
    public static TraceScript Read(IReadOnlyList<TracedFrame> frames)
    {
        var opening = new List<ModuleLine>();
        var turns = new List<(DateTimeOffset Time, HostTurn Turn)>();
        XBeeApiMode? mode = null;
        foreach (var frame in frames)
        {
            var data = frame.FrameData.ToArray();
            if (frame.Direction == RadioFrameDirection.Sent)
            {
                turns.Add((frame.Time, new HostTurn(frame.Time - frames[0].Time, data)));
                continue;
            }

            mode ??= ApiMode(data);
            if (FindCause(turns, frame.Time, data) is { } cause)
            {
                cause.Turn.Answers.Add(new ModuleLine(Since(cause.Time, frame.Time), data));
            }
            else if (turns.Count > 0)
            {
                turns[^1].Turn.Followers.Add(new ModuleLine(Since(turns[^1].Time, frame.Time), data));
            }
            else
            {
                opening.Add(new ModuleLine(Since(frames[0].Time, frame.Time), data));
            }
        }

        return new TraceScript(opening, [.. turns.Select(static t => t.Turn)], mode ?? XBeeApiMode.Unescaped);
    }

    // What a module says when it is asked.
    private static XBeeApiMode? ApiMode(ReadOnlySpan<byte> frameData) =>
        AtResponseFrame.TryRead(frameData, out var answer) && answer.Command == AtCommands.ApiMode && answer.Value is [.., var mode and (1 or 2)] ? (XBeeApiMode)mode : null;

    // A clock that was set back in the meantime must not make a delay negative.
    private static TimeSpan Since(DateTimeOffset before, DateTimeOffset after) => after > before ? after - before : TimeSpan.Zero;

    private static (DateTimeOffset Time, HostTurn Turn)? FindCause(List<(DateTimeOffset Time, HostTurn Turn)> turns, DateTimeOffset time, byte[] answer)
    {
        for (var i = turns.Count - 1; i >= 0 && time - turns[i].Time < LongestTransaction; i--)
        {
            if (IsAnswer(turns[i].Turn.FrameData, answer))
            {
                return turns[i];
            }
        }

        return null;
    }

    private static bool IsAnswer(byte[] sent, byte[] answer)
    {
        if (FrameSignature.HasFrameId(answer))
        {
            return FrameSignature.HasFrameId(sent) && sent[1] == answer[1] && Answers((XBeeFrameType)sent[0]) == (XBeeFrameType)answer[0];
        }

        if (!ExplicitTransmitFrame.TryRead(sent, out var request) || !ExplicitReceiveFrame.TryRead(answer, out var response)
            || FrameSignature.SequencePlace(sent) is not { } there || FrameSignature.SequencePlace(answer) is not { } here)
        {
            return false;
        }

        const int ResponseBit = 0x8000;
        var cluster = request.ProfileId == 0 ? request.ClusterId | ResponseBit : request.ClusterId;
        var isToAll = request.Destination == IeeeAddress.Broadcast || request.Destination == IeeeAddress.Unknown;
        return request.ProfileId == response.ProfileId && response.ClusterId == cluster && (isToAll || request.Destination == response.Source)
            && sent[there] == answer[here];
    }

    private static XBeeFrameType? Answers(XBeeFrameType type) => type switch
    {
        XBeeFrameType.AtCommand or XBeeFrameType.QueuedAtCommand => XBeeFrameType.AtResponse,
        XBeeFrameType.TransmitRequest or XBeeFrameType.ExplicitTransmit => XBeeFrameType.TransmitStatus,
        XBeeFrameType.RemoteAtCommand => XBeeFrameType.RemoteAtResponse,
        XBeeFrameType.RegisterJoiningDevice => XBeeFrameType.RegisterJoiningDeviceStatus,
        _ => null,
    };
}
