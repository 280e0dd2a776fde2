using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SEFramework.Radio.Diagnostics;
using SEFramework.Radio.Tracing;
using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.XBee.Link;

/// <summary>Counts, traces and, once per kind, logs what passes over the links of one radio.</summary>
internal sealed class LinkJournal(TimeProvider timeProvider, RadioMetrics metrics, IRadioTraceSink? trace, ILogger logger)
{
    private readonly ConcurrentDictionary<(FrameFate Fate, byte Type), bool> _frameKinds = new();
    private readonly ConcurrentDictionary<string, bool> _damageKinds = new();
    private IRadioTraceSink? _trace = trace;

    public void Sent(ReadOnlySpan<byte> frameData)
    {
        metrics.FrameSent(frameData[0]);
        Trace(RadioFrameDirection.Sent, frameData);
    }

    public void Received(ReadOnlySpan<byte> frameData)
    {
        metrics.FrameReceived(frameData[0]);
        Trace(RadioFrameDirection.Received, frameData);
    }

    /// <summary>Notes what became of a received frame.</summary>
    public void Fate(FrameFate fate, byte type)
    {
        switch (fate)
        {
            case FrameFate.Used:
                return;
            case FrameFate.Malformed:
                metrics.BadFrames("malformed", 1);
                if (_frameKinds.TryAdd((fate, type), true))
                {
                    RadioLog.MalformedFrame(logger, type);
                }

                return;
            default:
                var reason = fate switch
                {
                    FrameFate.UnknownType => "unknown_type",
                    FrameFate.Unmatched => "unmatched_reply",
                    _ => "unused",
                };
                metrics.UnexpectedFrame(reason);
                if (_frameKinds.TryAdd((fate, type), true))
                {
                    RadioLog.UnexpectedFrame(logger, type, reason);
                }

                return;
        }
    }

    /// <summary>Notes damage on the line.</summary>
    public void Damaged(string reason, long count)
    {
        metrics.BadFrames(reason, count);
        if (count > 0 && _damageKinds.TryAdd(reason, true))
        {
            RadioLog.BadFrame(logger, reason);
        }
    }

    /// <summary>Notes bytes that belong to no frame.</summary>
    public void Discarded(long count) => metrics.BytesDiscarded(count);

    private void Trace(RadioFrameDirection direction, ReadOnlySpan<byte> frameData)
    {
        if (_trace is not { } sink)
        {
            return;
        }

        var secret = FrameSecrets.StartOfSecret(frameData);
        if (secret == frameData.Length)
        {
            Tell(sink, direction, frameData);
            return;
        }

        Span<byte> masked = stackalloc byte[XBeeFrameFormat.MaximumFrameData];
        masked.Fill(FrameSecrets.Mask);
        frameData[..secret].CopyTo(masked);
        Tell(sink, direction, masked[..frameData.Length]);
    }

    private void Tell(IRadioTraceSink sink, RadioFrameDirection direction, ReadOnlySpan<byte> frameData)
    {
        try
        {
            sink.OnFrame(direction, timeProvider.GetUtcNow(), frameData);
        }
#pragma warning disable CA1031 // A failing observer must not stop the radio.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _trace = null;
            RadioLog.TraceFailed(logger, exception);
        }
    }
}
