using System.Globalization;
using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Devices;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.HeadEnd;
using SEFramework.Gateway.Interfaces;
using SEFramework.Gateway.Network;
using SEFramework.Gateway.Pipeline;
using SEFramework.Gateway.Registry;
using SEFramework.Gateway.Responses;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Gateway.SmartEnergy.Server;
using SEFramework.Gateway.Storage;
using SEFramework.Radio;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Gateway.Hosting;

/// <summary>Puts a gateway together for a variant, starts it and stops it. Source: reference 01, section 4.4.</summary>
public sealed partial class GatewayHost : IAsyncDisposable
{
    private readonly GatewayDatabase _database;
    private readonly RpcPipeline _pipeline;
    private readonly NetworkSide? _network;
    private readonly MessageReporter _reporter;
    private readonly TimeSynchronizer _synchronizer;
    private readonly PushSchedule _pushSchedule;
    private readonly ILogger _logger;

    private GatewayHost(
        GatewayLoop loop,
        GatewayDatabase database,
        RpcPipeline pipeline,
        MessageReporter reporter,
        TimeSynchronizer synchronizer,
        NetworkSide? network,
        VariantDefinition variant,
        FileStore cloudFiles,
        GatewayClock clock,
        DescriptionStore description,
        PushSchedule pushSchedule,
        ILogger logger)
    {
        Loop = loop;
        Variant = variant;
        _database = database;
        _pipeline = pipeline;
        _reporter = reporter;
        _synchronizer = synchronizer;
        _network = network;
        _logger = logger;
        Jobs = new JobStore(database);
        Files = cloudFiles;
        Clock = clock;
        Description = description;
        _pushSchedule = pushSchedule;
    }

    /// <summary>The gateway's time.</summary>
    public GatewayClock Clock { get; }

    /// <summary>What a utility noted about the gateway.</summary>
    public DescriptionStore Description { get; }

    /// <summary>The jobs of head-ends.</summary>
    public JobStore Jobs { get; }

    /// <summary>The files of head-ends.</summary>
    public FileStore Files { get; }

    /// <summary>The one logical thread of the gateway; a ping through it proves that the gateway is alive.</summary>
    public GatewayLoop Loop { get; }

    /// <summary>The variant.</summary>
    public VariantDefinition Variant { get; }

    /// <summary>The network as the radio last reported it, or null while the radio did not answer yet or is lost.</summary>
    public NetworkInformation? Network => _network?.Network;

    /// <summary>Targets of do_command beside those of RPC.</summary>
    public IReadOnlyList<IRciTarget> RciTargets => _network is null ? [] : [_network.ZigbeeTarget];

    /// <summary>The nodes of the network, the gateway first; none without a radio.</summary>
    public Task<IReadOnlyList<NodeState>> ReadNodesAsync() => _network?.ZigbeeTarget.ReadNodesAsync() ?? Task.FromResult<IReadOnlyList<NodeState>>([]);

    /// <summary>Takes the requests of the doors.</summary>
    public IRpcPipeline Pipeline => _pipeline;

    /// <summary>Loads what an earlier run left and puts the gateway together; nothing runs yet.</summary>
    /// <param name="options">What to start.</param>
    /// <param name="radio">The radio, or null for a gateway without one (tests of everything else).</param>
    /// <param name="lifetime">Stops the program on request.</param>
    /// <param name="time">The clock of everything.</param>
    /// <param name="loggers">Make the loggers.</param>
    /// <exception cref="StorageException">The database cannot be used.</exception>
    /// <exception cref="SavedFileException">A saved file is there and cannot be read.</exception>
    /// <exception cref="ArgumentException">There is no such variant.</exception>
    public static Task<GatewayHost> CreateAsync(
        GatewayOptions options, IZigbeeRadio? radio, IGatewayLifetime lifetime, TimeProvider time, ILoggerFactory loggers)
    {
        var contract = EmbeddedContract.Current;
        var variant = contract.FindVariant(options.Variant)
            ?? throw new ArgumentException($"There is no variant '{options.Variant}'; there are: {string.Join(", ", contract.Variants.Select(v => v.Name))}");
        var loop = new GatewayLoop(loggers.CreateLogger<GatewayLoop>());
        return loop.RunAsync(async () =>
        {
            var files = new GatewayFiles(options.DataDirectory);
            var database = GatewayDatabase.Open(Path.Combine(options.DataDirectory, "gateway.db"));
            try
            {
                var cloudFiles = new FileStore(database, options.ResponseFolder, options.HasOutbox, time);
                return await ComposeAsync(contract, variant, files, database, cloudFiles, options.IdentifyLed, loop, radio, lifetime, time, loggers);
            }
            catch
            {
                await database.DisposeAsync();
                throw;
            }
        });
    }

    /// <summary>Starts the gateway: requests are taken from now on, the radio comes up in the background.</summary>
    /// <param name="cancellationToken">Stops the start.</param>
    public Task StartAsync(CancellationToken cancellationToken) => Loop.RunAsync(async () =>
    {
        LogStarted(_logger, Variant.Name);
        await _reporter.ReportAsync("Init Complete");
        await _synchronizer.StartAsync();
        _pushSchedule.Start();
        if (_network is not null)
        {
            await _network.StartAsync(cancellationToken);
        }
    });

    /// <summary>Ends the requests under way with an error, so that their clients have an answer before the doors close; later ones fail at once.</summary>
    public async Task StopRequestsAsync() => await _pipeline.DisposeAsync();

    /// <summary>Whether the database answers.</summary>
    /// <exception cref="StorageException">It was closed.</exception>
    public async Task<bool> CheckStorageAsync()
    {
        try
        {
            await _database.RunAsync(static connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = "SELECT count(*) FROM sqlite_master";
                return command.ExecuteScalar();
            });
            return true;
        }
        catch (System.Data.Common.DbException)
        {
            return false;
        }
    }

    /// <summary>Stops the gateway: requests under way end with an error, what is queued is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        await _pipeline.DisposeAsync();
        if (_network is not null)
        {
            await _network.DisposeAsync();
        }

        await Loop.RunAsync(() =>
        {
            _pushSchedule.Dispose();
            return _pushSchedule.Working;
        });
        await _database.DisposeAsync();
        LogStopped(_logger);
    }

    private static async Task<GatewayHost> ComposeAsync(
        ContractModel contract,
        VariantDefinition variant,
        GatewayFiles files,
        GatewayDatabase database,
        FileStore cloudFiles,
        string? led,
        GatewayLoop loop,
        IZigbeeRadio? radio,
        IGatewayLifetime lifetime,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        var registry = new GatewayRegistry(contract, variant, files.Settings);
        var clock = await GatewayClock.LoadAsync(time, database, registry);
        var queue = await ResponseQueue.LoadAsync(
            database, () => registry.Integer(RegistryNames.MaximumResponses), loggers.CreateLogger<ResponseQueue>());
        var reporter = new MessageReporter(contract, queue, registry, clock, loggers.CreateLogger<MessageReporter>());
        queue.DroppedNotice = (capacity, dropped) => reporter.MakeReport(
            "Response Buffer Full",
            ("capacity", capacity.ToString(CultureInfo.InvariantCulture)),
            ("dropped", dropped.ToString(CultureInfo.InvariantCulture)));
        var pushSchedule = new PushSchedule(registry, clock, loop, queue, cloudFiles, time);
        var aliases = await AliasStore.LoadAsync(database);
        var interfaces = new InterfaceSet(contract, variant, files.Interfaces);
        var endpoints = new LocalEndpointTable(
            variant, new EndpointClasses(contract), files.Endpoints, files.Clusters, await RemovedClusters.LoadAsync(database));
        var synchronizer = new TimeSynchronizer(clock, variant, registry, reporter);

        var logger = loggers.CreateLogger<GatewayHost>();
        LogUnused(logger, files, registry, interfaces, endpoints);

        interfaces.Register(new RpcGeneralInterfaceDispatcher(
            new GeneralInterface(registry, clock, synchronizer, interfaces, endpoints, files.Paths, files.Modules, lifetime)));
        interfaces.Register(new RpcXmlInterfaceDispatcher(new XmlInterface(aliases)));
        var events = new EventStore(database);
        var network = radio is null
            ? null
            : new NetworkSide(
                radio,
                loop,
                endpoints,
                registry,
                reporter,
                clock,
                synchronizer,
                files.Devices,
                await NetworkStores.LoadAsync(database),
                variant,
                events,
                await events.LoadAsync(),
                led is null ? null : new IdentifyLed(led, time, loggers.CreateLogger<IdentifyLed>()),
                time,
                loggers);
        network?.Register(interfaces);

        var executor = new RequestExecutor(contract, interfaces, reporter, time, loggers.CreateLogger<RequestExecutor>());
        var pipeline = new RpcPipeline(loop, contract, executor, new AliasReplacement(aliases), queue, registry, clock, time);
        return new GatewayHost(loop, database, pipeline, reporter, synchronizer, network, variant, cloudFiles, clock, await DescriptionStore.LoadAsync(database), pushSchedule, logger);
    }

    private static void LogUnused(
        ILogger logger, GatewayFiles files, GatewayRegistry registry, InterfaceSet interfaces, LocalEndpointTable endpoints)
    {
        foreach (var (file, line) in files.BadLines)
        {
            LogBadLine(logger, file, line);
        }

        foreach (var entry in registry.Unused)
        {
            LogUnusedSetting(logger, entry);
        }

        foreach (var name in interfaces.Unknown)
        {
            LogUnknownInterface(logger, name);
        }

        foreach (var problem in endpoints.Problems)
        {
            LogUnusedLine(logger, problem);
        }
    }

    [LoggerMessage(30, LogLevel.Information, "Gateway started as {Variant}")]
    private static partial void LogStarted(ILogger logger, string variant);

    [LoggerMessage(31, LogLevel.Information, "Gateway stopped")]
    private static partial void LogStopped(ILogger logger);

    [LoggerMessage(32, LogLevel.Warning, "registry_settings.ini: {Entry}; the line is ignored")]
    private static partial void LogUnusedSetting(ILogger logger, string entry);

    [LoggerMessage(33, LogLevel.Warning, "endpoints.ini or clusters.ini: {Problem}; the line is ignored")]
    private static partial void LogUnusedLine(ILogger logger, string problem);

    [LoggerMessage(34, LogLevel.Warning, "{File}: the line '{Line}' cannot be read; it is ignored")]
    private static partial void LogBadLine(ILogger logger, string file, string line);

    [LoggerMessage(35, LogLevel.Warning, "interfaces.ini: there is no interface class '{Name}'; the line is ignored")]
    private static partial void LogUnknownInterface(ILogger logger, string name);
}
