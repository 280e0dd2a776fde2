using System.IO.Pipelines;

namespace SEFramework.Radio.Transport;

/// <summary>The way to a radio, closed: it can be opened again and again.</summary>
public interface IRadioTransport
{
    /// <summary>Where the radio is, for people: "/dev/ttyUSB0 at 115200 bit/s".</summary>
    string Description { get; }

    /// <summary>Opens the way.</summary>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <returns>The open connection, the caller's to dispose.</returns>
    /// <exception cref="IOException">It cannot be opened; the message says why.</exception>
    ValueTask<IRadioConnection> OpenAsync(CancellationToken cancellationToken);
}

/// <summary>
/// The open way to a radio. When it is lost, <see cref="IDuplexPipe.Input"/> completes or its reads fail with <see cref="IOException"/>.
/// </summary>
public interface IRadioConnection : IDuplexPipe, IAsyncDisposable
{
    /// <summary>Whether RTS and CTS lines are there and in use, so that the radio should use them too.</summary>
    bool UsesHardwareFlowControl { get; }
}
