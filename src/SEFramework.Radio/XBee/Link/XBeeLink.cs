using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;
using SEFramework.Radio.Transport;
using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.XBee.Link;

/// <summary>
/// One open connection to a module: finds the frames in what comes in, matches replies to requests, and writes frames in the order of sending.
/// Lives until the connection is lost or the link is disposed.
/// </summary>
internal sealed class XBeeLink : IAsyncDisposable
{
    private static readonly byte[] CommandModeOk = "OK\r"u8.ToArray();

    private readonly IRadioConnection _connection;
    private readonly TimeProvider _timeProvider;
    private readonly LinkJournal _journal;
    private readonly IXBeeLinkObserver _observer;
    private readonly TimeSpan _resynchronizeAfter;
    private readonly PendingReplies _replies;
    private readonly XBeeFrameDecoder _decoder = new(XBeeApiMode.Unescaped);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Says that something waits to be written; one such word is enough.</summary>
    private readonly Channel<bool> _outgoing = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _sending = new();
    private ArrayBufferWriter<byte> _filling = new(512);
    private ArrayBufferWriter<byte> _draining = new(512);
    private Task _loops = Task.CompletedTask;
    private volatile XBeeApiMode _mode = XBeeApiMode.Unescaped;
    private TaskCompletionSource? _commandModeOk;
    private int _commandModeMatched;
    private long _lastReceived;
    private DamageCount _noted;

    public XBeeLink(
        IRadioConnection connection, TimeProvider timeProvider, LinkJournal journal, IXBeeLinkObserver observer, TimeSpan resynchronizeAfter)
    {
        _connection = connection;
        _timeProvider = timeProvider;
        _journal = journal;
        _observer = observer;
        _resynchronizeAfter = resynchronizeAfter;
        _replies = new PendingReplies(timeProvider);
        _lastReceived = timeProvider.GetTimestamp();
    }

    /// <summary>How frames travel; may change at any time, for the frames after.</summary>
    public XBeeApiMode Mode
    {
        get => _mode;
        set => _mode = value;
    }

    /// <summary>Completes with the reason when the connection is lost.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>Whether RTS and CTS lines are in use.</summary>
    public bool UsesHardwareFlowControl => _connection.UsesHardwareFlowControl;

    /// <summary>Time since the last frame came in, or since the link began.</summary>
    public TimeSpan Quiet => _timeProvider.GetElapsedTime(Volatile.Read(ref _lastReceived));

    /// <summary>Starts reading and writing.</summary>
    public void Start() => _loops = Task.WhenAll(RunAsync(ReadLoopAsync), RunAsync(WriteLoopAsync));

    /// <inheritdoc cref="PendingReplies.BeginAsync" />
    public ValueTask<PendingReply> BeginAsync(
        XBeeFrameType replyType, AtCommandName command, TimeSpan timeout, CancellationToken cancellationToken) =>
        _replies.BeginAsync(replyType, command, timeout, cancellationToken);

    /// <summary>Ends all waiting for transmissions and registrations, because the module forgot them.</summary>
    public void ForgetTransmissions() => _replies.Fail(XBeeFrameType.TransmitStatus, XBeeFrameType.RegisterJoiningDeviceStatus);

    /// <summary>Hands a frame to the port; does not wait.</summary>
    /// <param name="frame">At most <see cref="XBeeFrameFormat.MaximumFrameData"/> bytes.</param>
    public void Send<TFrame>(scoped in TFrame frame)
        where TFrame : IXBeeFrame<TFrame>, allows ref struct
    {
        Span<byte> buffer = stackalloc byte[XBeeFrameFormat.MaximumFrameData];
        var frameData = buffer[..frame.Write(buffer)];
        lock (_sending)
        {
            XBeeFrameEncoder.Encode(frameData, _mode, _filling);
            _journal.Sent(frameData);
        }

        _outgoing.Writer.TryWrite(true);
    }

    /// <summary>Sends text to a module in transparent or command mode, and waits for its "OK".</summary>
    /// <returns>False when no "OK" came within the time.</returns>
    public async Task<bool> SendTextAsync(ReadOnlyMemory<byte> text, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var ok = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _commandModeOk, ok);
        try
        {
            lock (_sending)
            {
                _filling.Write(text.Span);
            }

            _outgoing.Writer.TryWrite(true);
            await ok.Task.WaitAsync(timeout, _timeProvider, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            Volatile.Write(ref _commandModeOk, null);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loops.ConfigureAwait(false);
        _replies.Close();
        await _connection.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>Runs one of the loops; its end is the end of the connection.</summary>
    private async Task RunAsync(Func<CancellationToken, Task<string>> loop)
    {
        string reason;
        try
        {
            reason = await loop(_stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            reason = "the connection was closed";
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            reason = exception.Message;
        }

        _lost.TrySetResult(reason);
        _replies.Close();
        await _stopping.CancelAsync().ConfigureAwait(false);
    }

    private async Task<string> WriteLoopAsync(CancellationToken cancellationToken)
    {
        while (await _outgoing.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            _outgoing.Reader.TryRead(out _);
            lock (_sending)
            {
                (_filling, _draining) = (_draining, _filling);
            }

            if (_draining.WrittenCount > 0)
            {
                var result = await _connection.Output.WriteAsync(_draining.WrittenMemory, cancellationToken).ConfigureAwait(false);
                _draining.ResetWrittenCount();
                if (result.IsCompleted)
                {
                    break;
                }
            }
        }

        return "the other end closed the connection";
    }

    private async Task<string> ReadLoopAsync(CancellationToken cancellationToken)
    {
        var input = _connection.Input;
        using var idle = _timeProvider.CreateTimer(
            static reader => ((PipeReader)reader!).CancelPendingRead(), input, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.IsCanceled && result.Buffer.IsEmpty)
            {
                GiveUpUnfinished();
            }

            _decoder.Mode = _mode;
            MatchCommandModeOk(result.Buffer);
            ReadFrames(result.Buffer);
            input.AdvanceTo(result.Buffer.End);
            NoteDamage();
            if (result.IsCompleted)
            {
                return "the other end closed the connection";
            }

            // A frame that does not go on had a false delimiter, or lost bytes.
            idle.Change(_decoder.IsInsideFrame ? _resynchronizeAfter : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void GiveUpUnfinished()
    {
        while (_decoder.IsInsideFrame)
        {
            _decoder.Resynchronize();
            ReadFrames(ReadOnlySequence<byte>.Empty);
        }
    }

    private void ReadFrames(ReadOnlySequence<byte> input)
    {
        while (_decoder.TryRead(ref input, out var frameData))
        {
            Volatile.Write(ref _lastReceived, _timeProvider.GetTimestamp());
            _journal.Received(frameData);
            _journal.Fate(Dispatch((XBeeFrameType)frameData[0], frameData), frameData[0]);

            // The mode may have changed by what was read.
            _decoder.Mode = _mode;
        }
    }

    private FrameFate Dispatch(XBeeFrameType type, ReadOnlySpan<byte> frameData) => type switch
    {
        XBeeFrameType.AtResponse => AtResponseFrame.TryRead(frameData, out var frame)
            ? Complete(frame.FrameId, type, frame.Command, new FrameReply(FrameReplyKind.Answered, (byte)frame.Status, frame.Value.ToArray()))
            : FrameFate.Malformed,
        XBeeFrameType.TransmitStatus => TransmitStatusFrame.TryRead(frameData, out var frame)
            ? Complete(frame.FrameId, type, default, new FrameReply(FrameReplyKind.Answered, (byte)frame.Delivery, default, frame.DestinationNwk))
            : FrameFate.Malformed,
        XBeeFrameType.RegisterJoiningDeviceStatus => RegisterJoiningDeviceStatusFrame.TryRead(frameData, out var frame)
            ? Complete(frame.FrameId, type, default, new FrameReply(FrameReplyKind.Answered, (byte)frame.Status))
            : FrameFate.Malformed,
        _ => _observer.OnReport(type, frameData),
    };

    private FrameFate Complete(byte frameId, XBeeFrameType type, AtCommandName command, in FrameReply reply) =>
        _replies.Complete(frameId, type, command, reply) ? FrameFate.Used : FrameFate.Unmatched;

    private void MatchCommandModeOk(in ReadOnlySequence<byte> input)
    {
        var waiting = Volatile.Read(ref _commandModeOk);
        if (waiting is null)
        {
            _commandModeMatched = 0;
            return;
        }

        foreach (var segment in input)
        {
            foreach (var value in segment.Span)
            {
                _commandModeMatched = value == CommandModeOk[_commandModeMatched] ? _commandModeMatched + 1 : value == CommandModeOk[0] ? 1 : 0;
                if (_commandModeMatched == CommandModeOk.Length)
                {
                    _commandModeMatched = 0;
                    waiting.TrySetResult();
                }
            }
        }
    }

    private void NoteDamage()
    {
        var now = new DamageCount(_decoder.ChecksumErrors, _decoder.LengthErrors, _decoder.TruncatedFrames, _decoder.DiscardedBytes);
        _journal.Damaged("checksum", now.Checksum - _noted.Checksum);
        _journal.Damaged("length", now.Length - _noted.Length);
        _journal.Damaged("truncated", now.Truncated - _noted.Truncated);
        _journal.Discarded(now.Discarded - _noted.Discarded);
        _noted = now;
    }

    private readonly record struct DamageCount(long Checksum, long Length, long Truncated, long Discarded);
}
