using System.Globalization;
using System.Net.Sockets;

namespace SEFramework.Radio.Transport;

/// <summary>A radio behind a TCP port: a terminal server, or a simulated module.</summary>
public sealed class TcpTransport : IRadioTransport
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly string _host;
    private readonly int _port;
    private readonly TimeProvider _timeProvider;

    /// <summary>Describes the port; nothing is opened.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="timeProvider">Measures the 10 seconds within which the connection must be there.</param>
    /// <exception cref="ArgumentException"><paramref name="host"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is no TCP port.</exception>
    public TcpTransport(string host, int port, TimeProvider timeProvider)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        ArgumentNullException.ThrowIfNull(timeProvider);
        _host = host;
        _port = port;
        _timeProvider = timeProvider;
    }

    /// <inheritdoc />
    public string Description => string.Create(CultureInfo.InvariantCulture, $"{_host}:{_port}");

    /// <summary>Reads "host:port", "address:port" or "[IPv6 address]:port".</summary>
    /// <param name="endpoint">The text.</param>
    /// <param name="host">Name or address, without brackets.</param>
    /// <param name="port">1 to 65535.</param>
    /// <returns>False when the text is none of these.</returns>
    public static bool TryParse(string? endpoint, out string host, out int port)
    {
        host = string.Empty;
        port = 0;
        var colon = endpoint?.LastIndexOf(':') ?? -1;
        if (colon <= 0
            || !int.TryParse(endpoint.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
            || port is < 1 or > ushort.MaxValue)
        {
            return false;
        }

        host = endpoint![..colon].Trim();
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
            return host.Length > 0;
        }

        return host.Length > 0 && !host.Contains(':', StringComparison.Ordinal) && !host.Contains('/', StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public async ValueTask<IRadioConnection> OpenAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(ConnectTimeout, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var connected = false;
        try
        {
            await socket.ConnectAsync(_host, _port, either.Token).ConfigureAwait(false);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            connected = true;
            return new StreamRadioConnection(new NetworkStream(socket, ownsSocket: true), socket, usesHardwareFlowControl: false);
        }
        catch (SocketException exception)
        {
            throw new IOException($"Cannot connect to {Description}: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"{Description} does not answer within {ConnectTimeout.TotalSeconds} s", exception);
        }
        finally
        {
            if (!connected)
            {
                socket.Dispose();
            }
        }
    }
}
