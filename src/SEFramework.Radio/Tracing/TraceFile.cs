using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SEFramework.Radio.Diagnostics;

namespace SEFramework.Radio.Tracing;

/// <summary>
/// Writes a trace to a file in the form of <see cref="TraceText"/>, behind the driver's back: the driver never waits for the disk. A file that reaches
/// its largest size is renamed with ".1" at its end, and a new one begun.
/// </summary>
public sealed class TraceFile : IRadioTraceSink, IAsyncDisposable
{
    /// <summary>Size at which a file is put aside, bytes.</summary>
    public const long DefaultMaximumBytes = 64 * 1024 * 1024;

    // Enough for a minute of a busy line; what is more is counted and said in the file.
    private const int LongestQueue = 16_384;

    private readonly Channel<TracedFrame> _queue = Channel.CreateBounded<TracedFrame>(
        new BoundedChannelOptions(LongestQueue) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly string _path;
    private readonly long _maximumBytes;
    private readonly ILogger _logger;
    private readonly Task _writing;
    private StreamWriter _writer;
    private long _lost;

    private TraceFile(string path, long maximumBytes, StreamWriter writer, ILogger logger)
    {
        _path = path;
        _maximumBytes = maximumBytes;
        _writer = writer;
        _logger = logger;
        _writing = WriteAsync();
    }

    /// <summary>Opens a file to go on at its end, or makes it; it is readable for its owner only, because it tells what a home does.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="logger">Hears when the disk fails.</param>
    /// <param name="maximumBytes">Size at which it is put aside, bytes.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static TraceFile Open(string path, ILogger logger, long maximumBytes = DefaultMaximumBytes)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(logger);
        return new TraceFile(path, maximumBytes, OpenWriter(path), logger);
    }

    /// <inheritdoc />
    public void OnFrame(RadioFrameDirection direction, DateTimeOffset time, ReadOnlySpan<byte> frameData)
    {
        if (!_queue.Writer.TryWrite(new TracedFrame(time, direction, frameData.ToArray())))
        {
            Interlocked.Increment(ref _lost);
        }
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    private static StreamWriter OpenWriter(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var stream = new FileStream(path, options);
        var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        if (stream.Position == 0)
        {
            writer.WriteLine(TraceText.Header);
        }

        return writer;
    }

    private async Task WriteAsync()
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (_queue.Reader.TryRead(out var frame))
                {
                    await _writer.WriteLineAsync(TraceText.Write(frame)).ConfigureAwait(false);
                }

                if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost)
                {
                    await _writer.WriteLineAsync($"# {lost} frames are missing here: the disk was too slow").ConfigureAwait(false);
                }

                await _writer.FlushAsync().ConfigureAwait(false);
                if (_writer.BaseStream.Position >= _maximumBytes)
                {
                    await _writer.DisposeAsync().ConfigureAwait(false);
                    File.Move(_path, _path + ".1", overwrite: true);
                    _writer = OpenWriter(_path);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _queue.Writer.TryComplete();
            RadioLog.TraceFileFailed(_logger, _path, e.Message);
        }
        finally
        {
            await CloseAsync().ConfigureAwait(false);
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            await _writer.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The disk failed before, and that was said.
        }
    }
}
