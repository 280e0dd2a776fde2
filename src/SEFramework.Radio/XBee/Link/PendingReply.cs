using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.XBee.Link;

/// <summary>A frame id that waits for its reply. It stays taken until the reply is there or its time is over, even if nobody waits any more.</summary>
internal sealed class PendingReply
{
    private readonly TaskCompletionSource<FrameReply> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PendingReply(byte frameId, XBeeFrameType replyType, AtCommandName command)
    {
        FrameId = frameId;
        ReplyType = replyType;
        Command = command;
    }

    public byte FrameId { get; }

    public XBeeFrameType ReplyType { get; }

    /// <summary>The AT command, where the reply must name it.</summary>
    public AtCommandName Command { get; }

    /// <summary>Ends the waiting; owned by the table.</summary>
    public ITimer? Timer { get; set; }

    public Task<FrameReply> Reply => _completion.Task;

    public void Complete(in FrameReply reply)
    {
        Timer?.Dispose();
        _completion.TrySetResult(reply);
    }
}
