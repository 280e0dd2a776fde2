using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.XBee.Link;

/// <summary>Matches replies to requests by frame id. Source: reference 07, section 3.</summary>
internal sealed class PendingReplies(TimeProvider timeProvider)
{
    private readonly Lock _gate = new();
    private readonly PendingReply?[] _pending = new PendingReply?[256];
    private readonly FrameIdPool _ids = new();
    private bool _closed;

    /// <summary>Takes a frame id and starts waiting for its reply.</summary>
    /// <param name="replyType">Type of the reply.</param>
    /// <param name="command">The AT command that an AT response must name.</param>
    /// <param name="timeout">How long the reply may take.</param>
    /// <param name="cancellationToken">Stops waiting for a free id.</param>
    /// <returns>Completed at once as <see cref="FrameReplyKind.Lost"/> when the connection is closed.</returns>
    public async ValueTask<PendingReply> BeginAsync(
        XBeeFrameType replyType, AtCommandName command, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var pending = new PendingReply(await _ids.TakeAsync(cancellationToken).ConfigureAwait(false), replyType, command);
        lock (_gate)
        {
            if (!_closed)
            {
                _pending[pending.FrameId] = pending;
                pending.Timer = timeProvider.CreateTimer(
                    static state =>
                    {
                        var (table, timedOut) = ((PendingReplies, PendingReply))state!;
                        table.End(timedOut, new FrameReply(FrameReplyKind.TimedOut));
                    },
                    (this, pending),
                    timeout,
                    Timeout.InfiniteTimeSpan);
                return pending;
            }
        }

        _ids.Release(pending.FrameId);
        pending.Complete(new FrameReply(FrameReplyKind.Lost));
        return pending;
    }

    /// <summary>Gives a reply to whoever waits for it.</summary>
    /// <returns>False when nobody does.</returns>
    public bool Complete(byte frameId, XBeeFrameType replyType, AtCommandName command, in FrameReply reply)
    {
        PendingReply? pending;
        lock (_gate)
        {
            pending = _pending[frameId];
        }

        return pending is not null && pending.ReplyType == replyType && pending.Command == command && End(pending, reply);
    }

    /// <summary>Ends all waiting for replies of the given types: the module forgot the requests.</summary>
    public void Fail(params ReadOnlySpan<XBeeFrameType> replyTypes)
    {
        for (var id = 1; id < _pending.Length; id++)
        {
            PendingReply? pending;
            lock (_gate)
            {
                pending = _pending[id];
            }

            if (pending is not null && replyTypes.Contains(pending.ReplyType))
            {
                End(pending, new FrameReply(FrameReplyKind.Lost));
            }
        }
    }

    /// <summary>Ends all waiting, now and later.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }

        Fail(XBeeFrameType.AtResponse, XBeeFrameType.TransmitStatus, XBeeFrameType.RegisterJoiningDeviceStatus);
    }

    private bool End(PendingReply pending, in FrameReply reply)
    {
        lock (_gate)
        {
            if (_pending[pending.FrameId] != pending)
            {
                return false;
            }

            _pending[pending.FrameId] = null;
        }

        // The id first: whoever continues may need one.
        _ids.Release(pending.FrameId);
        pending.Complete(reply);
        return true;
    }
}
