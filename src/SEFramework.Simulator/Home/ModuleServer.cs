using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SEFramework.Simulator.Lines;
using SEFramework.Simulator.Module;

namespace SEFramework.Simulator.Home;

/// <summary>Serves a module on a pseudo terminal or a TCP port, and pulls and inserts its plug.</summary>
public sealed partial class ModuleServer : IAsyncDisposable
{
    private readonly IVirtualModule _module;
    private readonly PortDescription _description;
    private readonly ILogger _logger;
    private readonly Channel<byte[]> _toHost = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _plug = new(1, 1);
    private System.Net.IPEndPoint? _keptEndPoint;
    private IModuleLine? _line;
    private Task _serving = Task.CompletedTask;

    private ModuleServer(IVirtualModule module, PortDescription description, ILogger logger)
    {
        _module = module;
        _description = description;
        _logger = logger;
        module.Output = bytes => _toHost.Writer.TryWrite(bytes);
    }

    /// <summary>What the gateway has to open, in the form of its port setting: a device path, or "tcp://address:port". Empty while unplugged.</summary>
    public string PortName => _line?.PortName ?? string.Empty;

    /// <summary>Whether the module is plugged in.</summary>
    public bool IsPlugged => _line is not null;

    /// <summary>Opens the port and switches the module on.</summary>
    /// <param name="module">The module; it must not be served elsewhere.</param>
    /// <param name="port">Where its serial line comes out.</param>
    /// <param name="logger">Hears of it.</param>
    /// <exception cref="IOException">The link cannot be made.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The TCP port is in use or not allowed.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">The system gave no pseudo terminal.</exception>
    public static async Task<ModuleServer> StartAsync(IVirtualModule module, PortDescription port, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(port);
        ArgumentNullException.ThrowIfNull(logger);
        var server = new ModuleServer(module, port, logger);
        await server.ReplugAsync().ConfigureAwait(false);
        return server;
    }

    /// <summary>Pulls the plug: the port is gone and the module without power. Does nothing while unplugged.</summary>
    public async Task UnplugAsync()
    {
        await _plug.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_line is { } line)
            {
                _line = null;
                _module.PowerOff();
                await line.DisposeAsync().ConfigureAwait(false);
                await _serving.ConfigureAwait(false);
                LogUnplugged(line.PortName);
            }
        }
        finally
        {
            _plug.Release();
        }
    }

    /// <summary>Plugs it in again: a pseudo terminal gets a new device path (its link the old name), a TCP port its old number. Does nothing
    /// while plugged in.</summary>
    /// <exception cref="IOException">The link cannot be made.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The TCP port is in use or not allowed.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">The system gave no pseudo terminal.</exception>
    public async Task ReplugAsync()
    {
        await _plug.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_line is null)
            {
                var line = await OpenAsync().ConfigureAwait(false);
                _line = line;
                _serving = Task.WhenAll(ReadAsync(line), WriteAsync(line));
                LogPlugged(line.PortName);
                _module.PowerOn();
            }
        }
        finally
        {
            _plug.Release();
        }
    }

    /// <summary>Pulls the plug for good.</summary>
    public async ValueTask DisposeAsync() => await UnplugAsync().ConfigureAwait(false);

    private async Task<IModuleLine> OpenAsync()
    {
        if (_description is PortDescription.PseudoTerminal pseudoTerminal)
        {
            return await PtyLine.OpenAsync(pseudoTerminal.Link).ConfigureAwait(false);
        }

        var line = TcpLine.Listen(_keptEndPoint ?? ((PortDescription.Tcp)_description).EndPoint);
        _keptEndPoint = line.EndPoint;
        return line;
    }

    private async Task ReadAsync(IModuleLine line)
    {
        var buffer = new byte[1024];
        int count;
        while ((count = await line.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false)) > 0)
        {
            _module.Input(buffer.AsSpan(0, count));
        }

        // Ends the writer of this line; what the module says from now on is for the next one.
        _toHost.Writer.TryWrite([]);
    }

    private async Task WriteAsync(IModuleLine line)
    {
        await foreach (var data in _toHost.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (data.Length == 0)
            {
                break;
            }

            await line.WriteAsync(data, CancellationToken.None).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The virtual module is plugged in at {Port}")]
    private partial void LogPlugged(string port);

    [LoggerMessage(Level = LogLevel.Information, Message = "The virtual module is unplugged from {Port}")]
    private partial void LogUnplugged(string port);
}
