using System.IO.Pipelines;

namespace SEFramework.Radio.Transport;

/// <summary>A connection over a stream.</summary>
internal sealed class StreamRadioConnection : IRadioConnection
{
    private readonly Stream _stream;
    private readonly IDisposable _owner;

    /// <summary>Takes over an open stream.</summary>
    /// <param name="stream">Both ways.</param>
    /// <param name="owner">Disposed with the connection; closes the stream.</param>
    /// <param name="usesHardwareFlowControl">Whether RTS and CTS are in use.</param>
    public StreamRadioConnection(Stream stream, IDisposable owner, bool usesHardwareFlowControl)
    {
        _stream = stream;
        _owner = owner;
        UsesHardwareFlowControl = usesHardwareFlowControl;
        Input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        Output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }

    public bool UsesHardwareFlowControl { get; }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public async ValueTask DisposeAsync()
    {
        await Input.CompleteAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _owner.Dispose();
    }
}
