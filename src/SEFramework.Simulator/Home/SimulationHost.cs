using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SEFramework.Simulator.Lines;

namespace SEFramework.Simulator.Home;

/// <summary>
/// Serves the module of a simulated home on a pseudo terminal or a TCP port, and plays the hand that unplugs it. Disposing it ends
/// the simulation.
/// </summary>
public sealed partial class SimulationHost : IModulePlug, IAsyncDisposable
{
    private readonly PortDescription _description;
    private readonly ILogger _logger;
    private readonly Channel<byte[]> _toHost = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _plug = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private IPEndPoint? _keptEndPoint;
    private IModuleLine? _line;
    private Task _serving = Task.CompletedTask;
    private Task _plugging = Task.CompletedTask;

    private SimulationHost(SimulatedHome home, PortDescription description, ILogger logger)
    {
        Home = home;
        _description = description;
        _logger = logger;
        home.Module.Output = bytes => _toHost.Writer.TryWrite(bytes);
        home.Plug = this;
    }

    /// <summary>The home.</summary>
    public SimulatedHome Home { get; }

    /// <summary>What the gateway has to open, in the form of its port setting: a device path, or "tcp://address:port". Empty while unplugged.</summary>
    public string PortName => _line?.PortName ?? string.Empty;

    /// <summary>Whether the module is plugged in.</summary>
    public bool IsPlugged => _line is not null;

    /// <summary>Opens the port and switches the module on.</summary>
    /// <param name="home">The home; its module must not be served elsewhere.</param>
    /// <param name="port">Where its serial line comes out.</param>
    /// <param name="logger">Hears of it.</param>
    /// <exception cref="IOException">The link cannot be made.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The TCP port is in use or not allowed.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">The system gave no pseudo terminal.</exception>
    public static async Task<SimulationHost> StartAsync(SimulatedHome home, PortDescription port, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(port);
        ArgumentNullException.ThrowIfNull(logger);
        var host = new SimulationHost(home, port, logger);
        await host.ReplugAsync().ConfigureAwait(false);
        return host;
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
                Home.Module.PowerOff();
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
    public async Task ReplugAsync()
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        await _plug.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_line is null)
            {
                var line = await OpenAsync().ConfigureAwait(false);
                _line = line;
                _serving = Task.WhenAll(ReadAsync(line), WriteAsync(line));
                LogPlugged(line.PortName);
                Home.Module.PowerOn();
            }
        }
        finally
        {
            _plug.Release();
        }
    }

    /// <summary>Completes when all that commands told the plug to do is done.</summary>
    public Task SettleAsync() => Home.Scheduler.Read(() => _plugging);

    /// <inheritdoc />
    bool IModulePlug.KeepsItsName => _description is not PortDescription.PseudoTerminal { Link: null };

    /// <inheritdoc />
    void IModulePlug.Pull() => Home.Scheduler.Run(() => _plugging = AfterAsync(_plugging, UnplugAsync));

    /// <inheritdoc />
    void IModulePlug.Insert() => Home.Scheduler.Run(() => _plugging = AfterAsync(_plugging, ReplugAsync));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested)
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            await SettleAsync().ConfigureAwait(false);
            await UnplugAsync().ConfigureAwait(false);
            Home.Dispose();
        }
    }

    private async Task AfterAsync(Task before, Func<Task> action)
    {
        await before.ConfigureAwait(false);
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or Win32Exception or ObjectDisposedException)
        {
            LogPlugFailed(e.Message);
        }
    }

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
            Home.Module.Input(buffer.AsSpan(0, count));
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The virtual module cannot be plugged in or out: {Reason}")]
    private partial void LogPlugFailed(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The virtual module is unplugged from {Port}")]
    private partial void LogUnplugged(string port);
}
