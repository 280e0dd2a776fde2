using System.Buffers;
using System.IO.Pipelines;
using SEFramework.Radio.Transport;

namespace SEFramework.Radio.Tests.XBee.Driver;

/// <summary>A line in memory to a scripted module. It can be unplugged and plugged in again.</summary>
internal sealed class MemoryTransport(ScriptedModule module, TimeProvider timeProvider) : IRadioTransport
{
    private volatile Line? _line;

    public string Description { get; } = "memory " + Guid.NewGuid();

    public bool HardwareFlowControl { get; init; }

    /// <summary>Whether the next attempts to open fail.</summary>
    public bool Unplugged { get; set; }

    /// <summary>What the next attempt to open throws.</summary>
    public Exception? Failure { get; set; }

    /// <summary>When it was opened or tried to be.</summary>
    public List<DateTimeOffset> Attempts { get; } = [];

    /// <summary>Ends the connection and refuses new ones.</summary>
    public void Unplug()
    {
        Unplugged = true;
        _line?.ToHost.Writer.Complete(new IOException("the memory line was cut"));
    }

    public ValueTask<IRadioConnection> OpenAsync(CancellationToken cancellationToken)
    {
        lock (Attempts)
        {
            Attempts.Add(timeProvider.GetUtcNow());
        }

        if (Failure is { } failure)
        {
            Failure = null;
            throw failure;
        }

        if (Unplugged)
        {
            throw new IOException("there is nothing plugged in");
        }

        var line = new Line(HardwareFlowControl);
        _line = line;
        _ = module.RunAsync(line.ReadFromHostAsync, line.WriteToHost);
        return ValueTask.FromResult<IRadioConnection>(line);
    }

    private sealed class Line(bool hardwareFlowControl) : IRadioConnection
    {
        private static readonly PipeOptions Unlimited = new(pauseWriterThreshold: 0, useSynchronizationContext: false);

        public Pipe ToHost { get; } = new(Unlimited);

        public Pipe FromHost { get; } = new(Unlimited);

        public bool UsesHardwareFlowControl => hardwareFlowControl;

        public PipeReader Input => ToHost.Reader;

        public PipeWriter Output => FromHost.Writer;

        public async ValueTask<int> ReadFromHostAsync(Memory<byte> buffer)
        {
            var result = await FromHost.Reader.ReadAsync();
            var taken = result.Buffer.Slice(0, Math.Min(buffer.Length, result.Buffer.Length));
            taken.CopyTo(buffer.Span);
            FromHost.Reader.AdvanceTo(taken.End);
            return (int)taken.Length;
        }

        public void WriteToHost(byte[] data)
        {
            try
            {
                ToHost.Writer.Write(data);
                _ = ToHost.Writer.FlushAsync().AsTask();
            }
            catch (InvalidOperationException)
            {
                // Unplugged: what the module says is lost.
            }
        }

        public ValueTask DisposeAsync()
        {
            FromHost.Writer.Complete();
            ToHost.Reader.Complete();
            return ValueTask.CompletedTask;
        }
    }
}
