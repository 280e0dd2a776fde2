using System.Xml.Linq;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.Tests.Hosting;
using SEFramework.Radio.Transport;
using SEFramework.Radio.XBee;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Xml;
using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Han;
using SEFramework.Simulator.Home;
using SEFramework.Testing;

namespace SEFramework.Gateway.Tests.Network;

/// <summary>
/// A gateway with the real driver on a pseudo terminal, a simulated module at its other end and a home behind it, all on one clock that only the
/// test moves.
/// </summary>
internal sealed class NetworkFixture : IAsyncDisposable, IGatewayLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("seframework-test");
    private readonly HomeDescription _description;
    private readonly List<XElement> _arrived = [];
    private readonly string _variant;
    private GatewayHost _host = null!;

    private NetworkFixture(HomeDescription description, string variant)
    {
        _description = description;
        _variant = variant;
    }

    public ManualTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1361000766));

    public SimulationHost Simulation { get; private set; } = null!;

    public RecordingLoggerFactory Log { get; } = new();

    public FrameRecorder Frames { get; } = new();

    public SimulatedHome Home => Simulation.Home;

    public GatewayHost Host => _host;

    public string Folder => _directory.FullName;

    public VirtualDevice Device(int index) => Home.Devices[index];

    public static async Task<NetworkFixture> StartAsync(HomeDescription? description = null, string variant = "esi-coordinator", Action<string>? prepare = null)
    {
        var fixture = new NetworkFixture(description ?? HomeDescription.Default, variant);
        prepare?.Invoke(fixture.Folder);
        var home = SimulatedHome.Build(fixture._description, fixture.Time, NullLogger.Instance);
        fixture.Simulation = await SimulationHost.StartAsync(home, new PortDescription.PseudoTerminal(), NullLogger.Instance);
        await fixture.BootAsync();
        return fixture;
    }

    public async Task RestartAsync()
    {
        await _host.DisposeAsync();
        _arrived.Clear();
        Frames.Clear();
        await BootAsync();
    }

    public void Stop(bool restart)
    {
    }

    public async Task<XElement> RpcAsync(string request)
    {
        var exchange = new ClientExchange("test");
        var reply = await _host.Pipeline.ExecuteAsync(
            HardenedXml.Parse($"<do_command>{request}</do_command>").Elements().ToArray(), exchange, CancellationToken.None).InTimeAsync();
        await exchange.CompleteAsync(true);
        return GatewayFixture.Written(reply).Elements().Single();
    }

    /// <summary>Waits for a response of the queue; each is given once.</summary>
    public async Task<XElement> ArriveAsync(Func<XElement, bool> wanted)
    {
        var found = await UntilAsync(async () =>
        {
            await DrainAsync();
            return _arrived.Find(r => wanted(r));
        });
        _arrived.Remove(found);
        return found;
    }

    /// <summary>Waits for a message whose description contains a text.</summary>
    public Task<XElement> MessageAsync(string text) =>
        ArriveAsync(r => r.Name == "message" && r.Element("description")!.Value.Contains(text, StringComparison.Ordinal));

    /// <summary>What arrived so far and was not asked for.</summary>
    public async Task<IReadOnlyList<XElement>> DrainAsync()
    {
        var exchange = new ClientExchange("test");
        var reply = await _host.Pipeline.TakeResponsesAsync(null, exchange, CancellationToken.None).InTimeAsync();
        await exchange.CompleteAsync(true);
        _arrived.AddRange(GatewayFixture.Written(reply).Elements());
        return _arrived;
    }

    /// <summary>Takes a response that arrived, or null.</summary>
    public XElement? Take(Func<XElement, bool> wanted)
    {
        var found = _arrived.Find(r => wanted(r));
        if (found is not null)
        {
            _arrived.Remove(found);
        }

        return found;
    }

    /// <summary>Waits until something is there.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T?>> look)
        where T : class
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        using var turn = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            try
            {
                await turn.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It did not come. Frames:\n{Frames.Dump()}What came: {string.Join("\n", _arrived)}\nThe log:\n{Log.Text}");
            }
        }
    }

    /// <summary>
    /// Lets time pass, but not while the module owes an answer: on a machine that is busy the driver would take it for dead.
    /// </summary>
    public async Task PassAsync(TimeSpan by)
    {
        // A module that is unplugged owes its answer for ever.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        while (!Frames.IsAnswered && !limit.IsCancellationRequested)
        {
            await Host.Loop.PingAsync();
            await Task.Yield();
        }

        Time.Advance(by);
    }

    /// <summary>Waits until something holds, moving the clock meanwhile if asked.</summary>
    public async Task UntilAsync(Func<bool> condition, TimeSpan? step = null)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        using var turn = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            try
            {
                await turn.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It did not come to that. The log:\n{Log.Text}");
            }

            if (step is { } by)
            {
                await PassAsync(by);
            }
        }
    }

    /// <summary>Has something happen in the home.</summary>
    public void Command(string line) => new HomeCommands(Home).Execute(line);

    public async Task<XElement> RecordOfAsync(string mac)
    {
        var response = await RpcAsync("<get_device_information synchronous='true'/>");
        return response.Descendants("item").Single(i => i.Element("addr_extended")?.Value == mac);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Simulation.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private async Task BootAsync()
    {
        var options = new XBeeRadioOptions { ResynchronizeAfter = TimeSpan.FromDays(1), KeepAlive = TimeSpan.FromDays(1) };
        var radio = new XBeeRadio(new SerialTransport(Simulation.PortName, 115200), Time, Log.CreateLogger<XBeeRadio>(), options, Frames);
        _host = await GatewayHost.CreateAsync(new GatewayOptions(_variant, Folder), radio, this, Time, Log);
        await _host.StartAsync(CancellationToken.None);
    }
}

/// <summary>Keeps all log lines.</summary>
internal sealed class RecordingLoggerFactory : ILoggerFactory
{
    private readonly List<string> _lines = [];

    public string Text
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => new Logger(_lines);

    public void Dispose()
    {
    }

    private sealed class Logger(List<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
            {
                lines.Add(exception is null ? formatter(state, exception) : $"{formatter(state, exception)}: {exception}");
            }
        }
    }
}
