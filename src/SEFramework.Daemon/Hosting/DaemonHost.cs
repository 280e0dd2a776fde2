using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SEFramework.Daemon.Authentication;
using SEFramework.Daemon.Configuration;
using SEFramework.Daemon.Http;
using SEFramework.Daemon.Logging;
using SEFramework.Daemon.Monitoring;
using SEFramework.Daemon.Push;
using SEFramework.Daemon.Rci;
using SEFramework.Daemon.Systemd;
using SEFramework.Daemon.WebServices;
using SEFramework.Daemon.XmlRpc;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.Rci;
using SEFramework.Radio;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Hosting;

/// <summary>One run of the daemon: the gateway and its doors.</summary>
internal sealed partial class DaemonHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GatewayHost _gateway;
    private readonly DaemonLifetime _lifetime;
    private readonly MetricsPage _metricsPage;
    private readonly HttpMetrics _metrics;
    private readonly IZigbeeRadio _radio;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SciJobs _jobs;
    private readonly AuditLog _audit;
    private readonly WebFolder _folder;
    private readonly PushSender? _push;
    private DaemonOptions _options;
    private BasicAuthentication _authentication;
    private readonly bool _isOpen;
    private Task _requestsEnd = Task.CompletedTask;

    private DaemonHost(
        WebApplication app,
        GatewayHost gateway,
        DaemonLifetime lifetime,
        IZigbeeRadio radio,
        DaemonOptions options,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        _app = app;
        _gateway = gateway;
        _lifetime = lifetime;
        _radio = radio;
        _options = options;
        _time = time;
        _logger = loggers.CreateLogger<DaemonHost>();
        _authentication = new BasicAuthentication(options.Users);
        _metricsPage = new MetricsPage();
        _metrics = new HttpMetrics();
        _folder = new WebFolder(options.StorageDirectory);
        var rci = MakeRci(loggers);
        var sci = new SciProcessor(options.Device, rci, FileDataService.Reader(gateway.Files), new FileSystemOperation(_folder, FileDataService.Reader(gateway.Files)));
        _audit = new AuditLog(loggers.CreateLogger<AuditLog>());
        _isOpen = options.Http.Listen.Concat(options.Http.Https?.Listen ?? []).Any(static e => !IPAddress.IsLoopback(e.Address));
        _jobs = new SciJobs(gateway.Jobs, sci, time, _audit, loggers.CreateLogger<SciJobs>());
        _push = options.Push is { } push ? new PushSender(gateway.Files, push, time, loggers.CreateLogger<PushSender>()) : null;
        app.Run(MakeFront(rci, sci, loggers).InvokeAsync);
    }

    /// <summary>Where the doors are: http://address:port.</summary>
    public IReadOnlyCollection<string> Addresses => [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    /// <summary>Starts the gateway, then opens the doors.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="radio">The radio; the host's to dispose.</param>
    /// <param name="time">The clock of everything.</param>
    /// <param name="loggers">Make the loggers.</param>
    /// <exception cref="IOException">An address cannot be listened on.</exception>
    /// <exception cref="Gateway.Storage.StorageException">The database cannot be used.</exception>
    /// <exception cref="Gateway.SavedFiles.SavedFileException">A saved file cannot be read.</exception>
    public static async Task<DaemonHost> StartAsync(DaemonOptions options, IZigbeeRadio radio, TimeProvider time, ILoggerFactory loggers)
    {
        var app = HttpServer.Build(options.Http, loggers);
        GatewayHost? gateway = null;
        try
        {
            var lifetime = new DaemonLifetime(app.Lifetime.StopApplication);
            var gatewayOptions = new GatewayOptions(options.Variant, options.StorageDirectory)
            {
                IdentifyLed = options.IdentifyLed,
                ResponseFolder = $"{FilePaths.Home}{options.Device}/",
                HasOutbox = options.Push is not null,
            };
            gateway = await GatewayHost.CreateAsync(gatewayOptions, radio, lifetime, time, loggers).ConfigureAwait(false);
            var host = new DaemonHost(app, gateway, lifetime, radio, options, time, loggers);
            await gateway.StartAsync(CancellationToken.None).ConfigureAwait(false);
            host._push?.Start();
            await host._jobs.StartAsync().ConfigureAwait(false);
            await app.StartAsync(CancellationToken.None).ConfigureAwait(false);

            // Requests under way end with an error while their connections are still open.
            app.Lifetime.ApplicationStopping.Register(() =>
            {
                // First, so that jobs which wait are not begun only to fail.
                host._jobs.BeginNoMore();
                host._requestsEnd = gateway.StopRequestsAsync();
            });

            // Reading the contract and starting leave garbage behind, on a machine where every megabyte counts.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
            host.LogReady(options.Variant, string.Join(" and ", host.Addresses), options.Device.ToString(), options.StorageDirectory);
            return host;
        }
        catch
        {
            if (gateway is null)
            {
                await radio.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                await gateway.DisposeAsync().ConfigureAwait(false);
            }

            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs until a signal, a request or the caller ends it.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether the daemon shall start again.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(_app.Lifetime.ApplicationStopping);
        var notifier = _app.Services.GetRequiredService<ISystemdNotifier>();
        var interval = SystemdWatchdog.ReadInterval(Environment.GetEnvironmentVariable, Environment.ProcessId);
        var watchdog = new SystemdWatchdog(notifier, interval, _gateway.Loop.PingAsync, StatusLine, _time).RunAsync(stopping.Token);
        await _app.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
        await stopping.CancelAsync().ConfigureAwait(false);
        await watchdog.ConfigureAwait(false);
        await _requestsEnd.ConfigureAwait(false);
        return _lifetime.IsRestartWanted;
    }

    /// <summary>Applies what can change while the daemon runs: the users.</summary>
    /// <param name="options">The configuration as it is now.</param>
    public void Reload(DaemonOptions options)
    {
        var notifier = _app.Services.GetRequiredService<ISystemdNotifier>();
        notifier.Notify(ServiceState.Reloading(_time.GetElapsedTime(0)));
        if (options.Users.Count == 0 && _isOpen)
        {
            // Where other machines are listened to until the next start, nobody gets in without a password.
            LogUsersKept();
        }
        else
        {
            Volatile.Write(ref _authentication, new BasicAuthentication(options.Users));
        }

        if (!_options.CanBecome(options))
        {
            LogRestartNeeded();
        }

        _options = options;
        LogReloaded();
        notifier.Notify(ServiceState.Ready);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _requestsEnd.ConfigureAwait(false);
        await _jobs.DisposeAsync().ConfigureAwait(false);
        if (_push is not null)
        {
            await _push.DisposeAsync().ConfigureAwait(false);
        }

        await _gateway.DisposeAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _metricsPage.Dispose();
        _metrics.Dispose();
        _authentication.Dispose();
    }

    private RciProcessor MakeRci(ILoggerFactory loggers)
    {
        var faults = loggers.CreateLogger<RciProcessor>();
        var targets = new DoCommand(
        [
            new RpcRequestTarget(_gateway.Pipeline),
            new RpcResponseTarget(_gateway.Pipeline),
            new FileSystemTarget(_folder),
            .. _gateway.RciTargets,
        ]);
        var groups = new DeviceGroups(new DeviceIdentity(_options.Device), _gateway.Description, _gateway.ReadNodesAsync, () => _gateway.Clock.Now, _time);
        IRciCommand[] commands =
        [
            targets,
            new RebootCommand(() => _lifetime.Stop(restart: true)),
            new QueryCommand("query_state", groups.State),
            new QueryCommand("query_setting", groups.Settings),
            new SetSettingCommand(groups.Settings, _gateway.Description),
        ];
        return new RciProcessor(commands, exception => LogFault(faults, exception));
    }

    private HttpFront MakeFront(RciProcessor rci, SciProcessor sci, ILoggerFactory loggers) => new(
        [
            new RciDoor(rci),
            new SciDoor(sci, _jobs),
            new XmlRpcDoor(new XmlRpcMethods(EmbeddedContract.Current, _gateway.Pipeline)),
        ],
        [new HealthPage(_gateway, _radio, _time), _metricsPage],
        new DoorHandler(_options.Http, _time, _metrics, _audit, loggers.CreateLogger<DoorHandler>()),
        new WebServiceHandler(
            [
                new SciJobService(_gateway.Jobs),
                new FileDataService(_gateway.Files),
                new OldDataService(_gateway.Files),
                new XbeeCoreService(_gateway.ReadNodesAsync, _options.Device, _time),
                new DeviceCoreService(new DeviceIdentity(_options.Device), _gateway.Description, _gateway.ReadNodesAsync, () => _gateway.Network, _time.GetUtcNow()),
            ],
            _options.Http, _time, _metrics, _audit, loggers.CreateLogger<WebServiceHandler>()),
        new GuessLimit(_time),
        loggers.CreateLogger<HttpFront>(),
        () => Volatile.Read(ref _authentication));

    private string StatusLine() =>
        $"{_gateway.Variant.Name}, radio {HealthPage.State(_radio.Information, _gateway.Network)}, listening on {string.Join(", ", Addresses)}";

    [LoggerMessage(60, LogLevel.Error, "A request failed by a fault of the daemon")]
    private static partial void LogFault(ILogger logger, Exception exception);

    [LoggerMessage(61, LogLevel.Information, "Ready: {Variant} at {Addresses} with device id {Device}, state in {Directory}")]
    private partial void LogReady(string variant, string addresses, string device, string directory);

    [LoggerMessage(62, LogLevel.Information, "Configuration read again: log and users are as configured now")]
    private partial void LogReloaded();

    [LoggerMessage(64, LogLevel.Warning, "The users are as they were: without any, the addresses that are listened on would be open to everybody. They change with the next start")]
    private partial void LogUsersKept();

    [LoggerMessage(63, LogLevel.Warning, "Settings other than those of log and users changed: they take effect with the next start")]
    private partial void LogRestartNeeded();
}
