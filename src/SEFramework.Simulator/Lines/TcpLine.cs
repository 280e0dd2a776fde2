using System.Net;
using System.Net.Sockets;

namespace SEFramework.Simulator.Lines;

/// <summary>A TCP port that serves one host at a time, as a serial device server does; the next host is taken when the last has gone.</summary>
public sealed class TcpLine : IModuleLine
{
    private readonly Socket _listener;
    private readonly CancellationTokenSource _pulled = new();
    private volatile Socket? _host;

    private TcpLine(Socket listener)
    {
        _listener = listener;
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <inheritdoc />
    public string PortName => $"tcp://{EndPoint}";

    /// <summary>Starts to listen.</summary>
    /// <param name="endPoint">Where; port 0 lets the system choose.</param>
    /// <exception cref="SocketException">The port is in use or not allowed.</exception>
    public static TcpLine Listen(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        var listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(endPoint);
            listener.Listen(1);
            return new TcpLine(listener);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _pulled.Token);
        while (true)
        {
            try
            {
                _host ??= await AcceptAsync(both.Token).ConfigureAwait(false);
                var count = await _host.ReceiveAsync(buffer, both.Token).ConfigureAwait(false);
                if (count > 0)
                {
                    return count;
                }
            }
            catch (Exception exception) when (_pulled.IsCancellationRequested
                && exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                _host?.Dispose();
                return 0;
            }
            catch (SocketException)
            {
                // The host broke the connection; the next one is welcome.
            }

            _host?.Dispose();
            _host = null;
        }
    }

    /// <inheritdoc />
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (_host is not { } host)
        {
            return;
        }

        try
        {
            while (!data.IsEmpty)
            {
                data = data[await host.SendAsync(data, cancellationToken).ConfigureAwait(false)..];
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Nobody listens any more; the reader notices and takes the next host.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_pulled.IsCancellationRequested)
        {
            await _pulled.CancelAsync().ConfigureAwait(false);
            _listener.Dispose();
            _host?.Dispose();
        }
    }

    private async Task<Socket> AcceptAsync(CancellationToken cancellationToken)
    {
        var host = await _listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
        host.NoDelay = true;
        return host;
    }
}
