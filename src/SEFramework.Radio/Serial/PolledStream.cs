using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;

namespace SEFramework.Radio.Serial;

/// <summary>
/// Reads and writes a non-blocking descriptor asynchronously. One dedicated thread waits in poll and moves received bytes into a pipe; writes go
/// straight to the descriptor and wait for room when there is none. A reader that does not keep up stops the thread, so that the line's flow
/// control works.
/// </summary>
internal sealed class PolledStream : Stream
{
    private const int ReadSize = 4096;
    private const int PauseAt = 64 * 1024;

    private readonly SafeDescriptorHandle _descriptor;
    private readonly SafeDescriptorHandle _wake;
    private readonly string _name;
    private readonly Pipe _received = new(
        new PipeOptions(pauseWriterThreshold: PauseAt, resumeWriterThreshold: PauseAt / 2, useSynchronizationContext: false));

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private TaskCompletionSource? _writable;
    private IOException? _lost;
    private bool _stopped;
    private volatile bool _closing;
    private volatile bool _paused;
    private int _reading;
    private int _buffered;

    /// <summary>Takes over the descriptor and starts reading.</summary>
    /// <param name="descriptor">Open, non-blocking.</param>
    /// <param name="name">For messages.</param>
    /// <exception cref="IOException">The system is out of descriptors.</exception>
    public PolledStream(SafeDescriptorHandle descriptor, string name)
    {
        _descriptor = descriptor;
        _name = name;
        _wake = LibC.EventFd(0, LibC.CloseOnExec | LibC.NonBlocking);
        if (_wake.IsInvalid)
        {
            throw new IOException($"No event descriptor for {name}: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        _thread = new Thread(PollLoop) { IsBackground = true, Name = "port " + name };
        _thread.Start();
    }

    /// <summary>Bytes read from the descriptor and not yet by the reader.</summary>
    public int Buffered => Volatile.Read(ref _buffered);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Drops what is buffered. While a read is waiting there is nothing to drop.</summary>
    public void Discard()
    {
        if (Interlocked.CompareExchange(ref _reading, 1, 0) != 0)
        {
            return;
        }

        try
        {
            while (_received.Reader.TryRead(out var result) && !result.Buffer.IsEmpty)
            {
                Take(result.Buffer.Length, result.Buffer.End);
            }
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Interlocked.CompareExchange(ref _reading, 1, 0) != 0)
        {
            throw new InvalidOperationException($"{_name} is being read already.");
        }

        try
        {
            var result = await _received.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.Buffer.IsEmpty)
            {
                _received.Reader.AdvanceTo(result.Buffer.Start);
                return _lost is null ? 0 : throw new IOException(_lost.Message, _lost);
            }

            var count = (int)Math.Min(buffer.Length, result.Buffer.Length);
            var taken = result.Buffer.Slice(0, count);
            taken.CopyTo(buffer.Span);
            Take(count, taken.End);
            return count;
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (!buffer.IsEmpty)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ObjectDisposedException.ThrowIf(_closing, this);
                var written = LibC.Write(_descriptor, buffer.Span, buffer.Length);
                if (written > 0)
                {
                    buffer = buffer[(int)written..];
                    continue;
                }

                var error = Marshal.GetLastPInvokeError();
                if (written == 0 || error == LibC.ErrorAgain)
                {
                    await WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
                }
                else if (error != LibC.ErrorInterrupted)
                {
                    throw new IOException($"Cannot write to {_name}: {Marshal.GetPInvokeErrorMessage(error)}");
                }
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closing)
        {
            _closing = true;
            Wake();
            _thread.Join();
            _descriptor.Dispose();
            _wake.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Take(long count, SequencePosition end)
    {
        Interlocked.Add(ref _buffered, -(int)count);
        _received.Reader.AdvanceTo(end);
    }

    private async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        var writable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_stopped)
            {
                throw Gone();
            }

            _writable = writable;
        }

        Wake();
        await writable.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Wake()
    {
        ReadOnlySpan<byte> one = [1, 1, 1, 1, 1, 1, 1, 1];
        try
        {
            _ = LibC.Write(_wake, one, one.Length);
        }
        catch (ObjectDisposedException)
        {
            // The port was closed meanwhile, and its thread needs no waking.
        }
    }

    private void PollLoop()
    {
        var added = false;
        var wakeAdded = false;
        try
        {
            _descriptor.DangerousAddRef(ref added);
            _wake.DangerousAddRef(ref wakeAdded);
            var reason = Poll((int)_descriptor.DangerousGetHandle(), (int)_wake.DangerousGetHandle());
            Stop(reason);
        }
        finally
        {
            if (added)
            {
                _descriptor.DangerousRelease();
            }

            if (wakeAdded)
            {
                _wake.DangerousRelease();
            }
        }
    }

    /// <summary>Runs until the port is closed (null) or lost (why).</summary>
    private string? Poll(int descriptor, int wake)
    {
        Span<byte> drain = stackalloc byte[8];
        Span<LibC.PollDescriptor> descriptors = stackalloc LibC.PollDescriptor[2];
        descriptors[1] = new LibC.PollDescriptor { Descriptor = wake, Events = LibC.PollIn };
        while (true)
        {
            var events = (short)((_paused ? 0 : LibC.PollIn) | (Volatile.Read(ref _writable) is null ? 0 : LibC.PollOut));
            descriptors[0] = new LibC.PollDescriptor { Descriptor = descriptor, Events = events };
            if (LibC.Poll(descriptors, (nuint)descriptors.Length, -1) < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error == LibC.ErrorInterrupted)
                {
                    continue;
                }

                return Marshal.GetPInvokeErrorMessage(error);
            }

            if (descriptors[1].Returned != 0)
            {
                _ = LibC.Read(_wake, drain, drain.Length);
            }

            if (_closing)
            {
                return null;
            }

            var returned = descriptors[0].Returned;
            if ((returned & LibC.PollOut) != 0)
            {
                Interlocked.Exchange(ref _writable, null)?.TrySetResult();
            }

            if ((returned & LibC.PollIn) != 0)
            {
                if (Receive() is { } reason)
                {
                    return reason;
                }
            }
            else if ((returned & (LibC.PollHangUp | LibC.PollError | LibC.PollInvalid)) != 0)
            {
                return "the device hung up";
            }
        }
    }

    /// <summary>Moves what has arrived into the pipe.</summary>
    /// <returns>Why the port is lost, or null.</returns>
    private string? Receive()
    {
        var count = LibC.Read(_descriptor, _received.Writer.GetSpan(ReadSize)[..ReadSize], ReadSize);
        if (count > 0)
        {
            Interlocked.Add(ref _buffered, (int)count);
            _received.Writer.Advance((int)count);
            var flush = _received.Writer.FlushAsync();
            if (!flush.IsCompleted)
            {
                _paused = true;
                _ = ResumeAsync(flush);
            }

            return null;
        }

        // A terminal whose device is gone reads as end of file, for ever.
        var error = Marshal.GetLastPInvokeError();
        return count == 0 ? "the device is gone"
            : error is LibC.ErrorInterrupted or LibC.ErrorAgain ? null
            : Marshal.GetPInvokeErrorMessage(error);
    }

    /// <summary>Lets the thread receive again once the reader has caught up.</summary>
    private async Task ResumeAsync(ValueTask<FlushResult> flush)
    {
        await flush.ConfigureAwait(false);
        _paused = false;
        Wake();
    }

    private void Stop(string? reason)
    {
        TaskCompletionSource? writable;
        lock (_gate)
        {
            _lost = reason is null ? null : new IOException($"{_name} is lost: {reason}");
            _stopped = true;
            writable = _writable;
            _writable = null;
        }

        writable?.TrySetException(Gone());
        _received.Writer.Complete();
    }

    private Exception Gone() => _lost is null ? new ObjectDisposedException(_name) : new IOException(_lost.Message, _lost);
}
