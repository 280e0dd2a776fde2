using System.ComponentModel;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace SEFramework.Simulator.Home;

/// <summary>
/// Serves the module of a simulated home on a pseudo terminal or a TCP port, and plays the hand that unplugs it. Disposing it ends
/// the simulation.
/// </summary>
public sealed partial class SimulationHost : IModulePlug, IAsyncDisposable
{
    private readonly PortDescription _description;
    private readonly ModuleServer _server;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private Task _plugging = Task.CompletedTask;

    private SimulationHost(SimulatedHome home, PortDescription description, ModuleServer server, ILogger logger)
    {
        Home = home;
        _description = description;
        _server = server;
        _logger = logger;
        home.Plug = this;
    }

    /// <summary>The home.</summary>
    public SimulatedHome Home { get; }

    /// <summary>What the gateway has to open, in the form of its port setting: a device path, or "tcp://address:port". Empty while unplugged.</summary>
    public string PortName => _server.PortName;

    /// <summary>Whether the module is plugged in.</summary>
    public bool IsPlugged => _server.IsPlugged;

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
        return new SimulationHost(home, port, await ModuleServer.StartAsync(home.Module, port, logger).ConfigureAwait(false), logger);
    }

    /// <summary>Pulls the plug: the port is gone and the module without power. Does nothing while unplugged.</summary>
    public Task UnplugAsync() => _server.UnplugAsync();

    /// <summary>Plugs it in again: a pseudo terminal gets a new device path (its link the old name), a TCP port its old number. Does nothing
    /// while plugged in.</summary>
    public Task ReplugAsync()
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        return _server.ReplugAsync();
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
            await _server.DisposeAsync().ConfigureAwait(false);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The virtual module cannot be plugged in or out: {Reason}")]
    private partial void LogPlugFailed(string reason);
}
