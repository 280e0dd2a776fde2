using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Interfaces;
using SEFramework.Gateway.Pipeline;
using SEFramework.Gateway.Registry;
using SEFramework.Gateway.Responses;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Gateway.Storage;
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
    private readonly ILogger _logger;

    private GatewayHost(
        GatewayLoop loop, GatewayDatabase database, RpcPipeline pipeline, MessageReporter reporter, NetworkSide? network, VariantDefinition variant, ILogger logger)
    {
        Loop = loop;
        Variant = variant;
        _database = database;
        _pipeline = pipeline;
        _reporter = reporter;
        _network = network;
        _logger = logger;
    }

    /// <summary>The one logical thread of the gateway; a ping through it proves that the gateway is alive.</summary>
    public GatewayLoop Loop { get; }

    /// <summary>The variant.</summary>
    public VariantDefinition Variant { get; }

    /// <summary>Takes the requests of the doors.</summary>
    public IRpcPipeline Pipeline => _pipeline;

    /// <summary>Loads what an earlier run left and puts the gateway together; nothing runs yet.</summary>
    /// <param name="options">What to start.</param>
    /// <param name="radio">The radio, or null for a gateway without one (tests of everything else).</param>
    /// <param name="lifetime">Stops the program on request.</param>
    /// <param name="time">The clock of everything.</param>
    /// <param name="loggers">Make the loggers.</param>
    /// <exception cref="StorageException">The database cannot be used.</exception>
    /// <exception cref="ArgumentException">There is no such variant.</exception>
    public static Task<GatewayHost> CreateAsync(
        GatewayOptions options, Radio.IZigbeeRadio? radio, IGatewayLifetime lifetime, TimeProvider time, ILoggerFactory loggers)
    {
        var contract = EmbeddedContract.Current;
        var variant = contract.FindVariant(options.Variant)
            ?? throw new ArgumentException($"There is no variant '{options.Variant}'; there are: {string.Join(", ", contract.Variants.Select(v => v.Name))}");
        var loop = new GatewayLoop();
        return loop.RunAsync(async () =>
        {
            var logger = loggers.CreateLogger<GatewayHost>();
            var directory = options.DataDirectory;
            var database = GatewayDatabase.Open(Path.Combine(directory, "gateway.db"));
            var registry = new GatewayRegistry(contract, variant, SavedList.Read(directory, LineFormats.Settings));
            var clock = await GatewayClock.LoadAsync(time, database, registry);
            var queue = await ResponseQueue.LoadAsync(database, () => registry.Integer(RegistryNames.MaximumResponses));
            var reporter = new MessageReporter(contract, queue, registry, clock, loggers.CreateLogger<MessageReporter>());
            queue.Overflowed = capacity => _ = reporter.SendMessageAsync(
                1, $"The response buffer holds {capacity} responses and is full: the oldest responses are dropped");
            var aliases = await AliasStore.LoadAsync(database);
            var interfaces = new InterfaceSet(contract, variant, SavedList.Read(directory, LineFormats.Interfaces));
            var endpoints = new LocalEndpointTable(
                variant,
                new EndpointClasses(contract),
                SavedList.Read(directory, LineFormats.Endpoints),
                SavedList.Read(directory, LineFormats.Clusters));
            registry.Unused.ForEach(name => LogUnusedSetting(logger, name));
            endpoints.Problems.ForEach(problem => LogUnusedLine(logger, problem));

            interfaces.Register(new RpcGeneralInterfaceDispatcher(new GeneralInterface(
                registry,
                clock,
                interfaces,
                endpoints,
                SavedList.Read(directory, LineFormats.Paths),
                SavedList.Read(directory, LineFormats.Modules),
                reporter,
                lifetime)));
            interfaces.Register(new RpcXmlInterfaceDispatcher(new XmlInterface(aliases)));
            var network = radio is null
                ? null
                : new NetworkSide(radio, loop, endpoints, registry, reporter, clock, SavedList.Read(directory, LineFormats.Devices), variant, time, loggers);
            network?.Register(interfaces);

            var pipeline = new RpcPipeline(
                loop, contract, interfaces, queue, reporter, registry, clock, time, aliases, loggers.CreateLogger<RpcPipeline>());
            return new GatewayHost(loop, database, pipeline, reporter, network, variant, logger);
        });
    }

    /// <summary>Starts the gateway: requests are taken from now on, the radio comes up in the background.</summary>
    /// <param name="cancellationToken">Stops the start.</param>
    public Task StartAsync(CancellationToken cancellationToken) => Loop.RunAsync(async () =>
    {
        LogStarted(_logger, Variant.Name);
        await _reporter.ReportAsync("Init Complete");
        if (_network is not null)
        {
            await _network.StartAsync(cancellationToken);
        }
    });

    /// <summary>Stops the gateway: requests under way are answered, what is queued is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        _pipeline.Dispose();
        if (_network is not null)
        {
            await _network.DisposeAsync();
        }

        await Loop.PingAsync();
        await _database.DisposeAsync();
        LogStopped(_logger);
    }

    [LoggerMessage(30, LogLevel.Information, "Gateway started as {Variant}")]
    private static partial void LogStarted(ILogger logger, string variant);

    [LoggerMessage(31, LogLevel.Information, "Gateway stopped")]
    private static partial void LogStopped(ILogger logger);

    [LoggerMessage(32, LogLevel.Warning, "registry_settings.ini: '{Name}' is not an entry of this version, or its value does not fit; it is ignored")]
    private static partial void LogUnusedSetting(ILogger logger, string name);

    [LoggerMessage(33, LogLevel.Warning, "endpoints.ini or clusters.ini: {Problem}; the line is ignored")]
    private static partial void LogUnusedLine(ILogger logger, string problem);
}
