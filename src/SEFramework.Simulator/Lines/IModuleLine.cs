namespace SEFramework.Simulator.Lines;

/// <summary>The cable between the virtual module and its host. Disposing it is pulling the plug.</summary>
public interface IModuleLine : IAsyncDisposable
{
    /// <summary>What the host has to open, in the form of its port setting: a device path, or "tcp://address:port".</summary>
    string PortName { get; }

    /// <summary>Waits for bytes from the host, across hosts that come and go.</summary>
    /// <param name="buffer">Receives them.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Number of bytes; 0 when the plug is pulled.</returns>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Gives bytes to the host; they are lost if no host is there.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);
}
