using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Devices;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Interfaces;
using SEFramework.Gateway.Network;
using SEFramework.Gateway.Pipeline;
using SEFramework.Gateway.Rci;
using SEFramework.Gateway.Registry;
using SEFramework.Gateway.Reporting;
using SEFramework.Gateway.Responses;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Gateway.SmartEnergy;
using SEFramework.Gateway.SmartEnergy.Mirrors;
using SEFramework.Gateway.SmartEnergy.Server;
using SEFramework.Gateway.Zcl;
using SEFramework.Gateway.Zdo;
using SEFramework.Radio;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Hosting;

/// <summary>The side of the gateway that faces the radio: takes its events on the loop and hands them to those concerned.</summary>
public sealed partial class NetworkSide : IAsyncDisposable
{
    private readonly IZigbeeRadio _radio;
    private readonly GatewayLoop _loop;
    private readonly ApsMessenger _messenger;
    private readonly DeviceManager _devices;
    private readonly ZdoResponder _zdoResponder;
    private readonly ZclInterface _zclInterface;
    private readonly ZclServer _zclServer;
    private readonly ReportingSide _reporting;
    private readonly BackgroundWork _answering;
    private readonly ZigbeeInterface _zigbeeInterface;
    private readonly SmartEnergySide _smartEnergy;
    private readonly SmartEnergyEndpoints _smartEnergyEndpoints;
    private readonly NetworkManager _network;
    private readonly JoinWindow _joinWindow;
    private readonly RawFrames _rawFrames;
    private readonly IdentifyLed? _led;
    private readonly LocalNode _self;
    private readonly GatewayClock _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private Task _pumping = Task.CompletedTask;
    private bool _devicesStarted;

    internal NetworkSide(
        IZigbeeRadio radio,
        GatewayLoop loop,
        LocalEndpointTable endpoints,
        GatewayRegistry registry,
        MessageReporter reporter,
        GatewayClock clock,
        TimeSynchronizer synchronizer,
        SavedList<SavedDevice> devicesFile,
        NetworkStores stores,
        VariantDefinition variant,
        EventStore eventStore,
        IReadOnlyList<StoredEvent> storedEvents,
        IdentifyLed? led,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        _radio = radio;
        _loop = loop;
        _clock = clock;
        _logger = loggers.CreateLogger<NetworkSide>();
        _self = new LocalNode(variant.IsCoordinator);
        _messenger = new ApsMessenger(radio, () => registry.Seconds(RegistryNames.TransmitStatusTimeout), time);
        var table = new DeviceTable();
        var zdo = new ZdoClient(_messenger, () => registry.Seconds(RegistryNames.ConversationTimeout));
        var settings = new DeviceSettings(
            () => registry.Seconds(RegistryNames.TransmitStatusTimeout),
            () => registry.Integer(RegistryNames.MaximumFailures),
            () => registry.Seconds(RegistryNames.RefreshRate),
            () => registry.Boolean(RegistryNames.OpenJoin));
        _devices = new DeviceManager(
            table, new KnownDevices(devicesFile), stores.Devices, zdo, settings, new DeviceReports(reporter), time, loggers.CreateLogger<DeviceManager>());
        _messenger.Transmitted = _devices.Transmitted;
        var self = new SelfDescription(_self, endpoints);
        var trustCentre = new TrustCentre(_self, radio, stores.LinkKeys, table, registry, reporter, loggers.CreateLogger<TrustCentre>());
        _joinWindow = new JoinWindow(radio, zdo, trustCentre, time, loggers.CreateLogger<JoinWindow>());
        _network = new NetworkManager(radio, _self, stores.Network, trustCentre, _joinWindow, reporter, time, loggers.CreateLogger<NetworkManager>())
        {
            Joined = StartDevices,
        };
        _answering = new BackgroundWork(loggers.CreateLogger<AnswerSender>());
        var answers = new AnswerSender(_messenger, _answering, _stopping.Token);
        _zdoResponder = new ZdoResponder(
            _self,
            self,
            endpoints,
            stores.Bindings,
            new NeighbourList(table, () => _network.Network?.ExtendedPanId ?? 0),
            new NodeManagement(radio),
            answers);
        _rawFrames = new RawFrames(_messenger, table, endpoints, reporter);
        var attributes = new LocalAttributes(new OwnAttributeTable(EmbeddedContract.Current, variant), clock, time, stores.Attributes, stores.SavedAttributes)
        {
            Identifying = led is null ? null : led.Blink,
        };
        _led = led;
        var lookup = new AddressLookup(table, endpoints, _self);
        var conversation = new ZclConversation(_messenger, registry);
        var client = new AttributeClient(conversation, attributes, endpoints);
        _reporting = new ReportingSide(
            stores.Reports,
            stores.SavedReports,
            new ReportMessages(reporter),
            client,
            conversation,
            lookup,
            endpoints,
            attributes,
            clock,
            loop,
            time,
            new BackgroundWork(loggers.CreateLogger<ReportingSide>()),
            _stopping.Token);
        var mirrors = new MirrorHost(table, endpoints, attributes, stores.Mirrors, stores.SavedMirrors, time, loggers.CreateLogger<MirrorHost>());
        _zclServer = new ZclServer(endpoints, attributes, _reporting, new ReportingServer(_reporting, attributes), mirrors, registry, answers);
        _zclInterface = new ZclInterface(
            conversation,
            client,
            new ReportingRequests(client, lookup, _reporting),
            new StartReportsRequests(client, lookup, _reporting),
            lookup,
            attributes,
            endpoints,
            clock);
        ZigbeeTarget = new ZigbeeTarget(loop, radio, _network, self, table, zdo);
        _zigbeeInterface = new ZigbeeInterface(_devices, table, self, _network, trustCentre, _joinWindow, zdo, _rawFrames);
        _smartEnergyEndpoints = new SmartEnergyEndpoints(endpoints);
        _smartEnergy = new SmartEnergySide(
            _messenger, table, endpoints, attributes, mirrors, registry, reporter, clock, synchronizer, loop, eventStore, storedEvents, time, loggers, _stopping.Token);
        _devices.Activated = _smartEnergy.Activated;
        _devices.Rejoined = _smartEnergy.Server.Rejoined;
        _devices.Removed = async device =>
        {
            await _reporting.ForgetAsync(device);
            await mirrors.RemoveAsync(device);
            await _smartEnergy.Server.RemovedAsync(device);
        };
    }

    /// <summary>The network as the radio last reported it, or null while there is no radio. For other threads to read.</summary>
    public NetworkInformation? Network => _network.Network;

    /// <summary>The target zigbee of do_command.</summary>
    internal ZigbeeTarget ZigbeeTarget { get; }

    /// <summary>Makes the interfaces known that need the radio.</summary>
    /// <param name="interfaces">The interfaces.</param>
    public void Register(InterfaceSet interfaces)
    {
        interfaces.Register(new RpcZclInterfaceDispatcher(_zclInterface));
        interfaces.Register(new RpcZigBeeInterfaceDispatcher(_zigbeeInterface));
        interfaces.Register(new RpcSeServerInterfaceDispatcher(new SmartEnergyServerInterface(_smartEnergy.Server, _smartEnergy.Client, _smartEnergyEndpoints, _clock)));
        interfaces.Register(new RpcSeClientInterfaceDispatcher(new SmartEnergyClientInterface(_smartEnergy.Server, _smartEnergy.Client, _smartEnergyEndpoints, _clock)));
    }

    /// <summary>Starts the radio; it comes up in the background.</summary>
    /// <param name="cancellationToken">Stops the start.</param>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _devices.LoadAsync();
        await _smartEnergy.StartAsync();
        _pumping = PumpAsync();
        await _radio.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop.RunAsync(async () =>
        {
            _smartEnergy.Dispose();
            _network.Dispose();
            _joinWindow.Dispose();
            await _answering.DisposeAsync();
            await _reporting.DisposeAsync();
            if (_led is not null)
            {
                await _led.DisposeAsync();
            }

            await _devices.DisposeAsync();
        });
        await _radio.DisposeAsync();
        await _pumping;
        _stopping.Dispose();
    }

    private async Task PumpAsync()
    {
        try
        {
            await foreach (var radioEvent in _radio.Events.ReadAllAsync(_stopping.Token))
            {
                await HandleGuardedAsync(radioEvent);
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway is stopping.
        }
    }

    private async Task HandleGuardedAsync(RadioEvent radioEvent)
    {
        try
        {
            await HandleAsync(radioEvent);
        }
#pragma warning disable CA1031 // Whatever a frame does to us, the next one must be handled.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFault(e, radioEvent.GetType().Name);
        }
    }

    private async Task HandleAsync(RadioEvent radioEvent)
    {
        switch (radioEvent)
        {
            case RadioReady ready:
                await _network.ReadyAsync(ready);
                break;
            case RadioLost lost:
                _network.Lost(lost.Reason);
                break;
            case NetworkStateChanged changed:
                await _network.ChangedAsync(changed);
                break;
            case DeviceAuthenticated authenticated:
                _devices.Authenticated(authenticated.Device, authenticated.Nwk);
                break;
            case ApsFrameReceived received:
                await FrameAsync(received.Indication);
                break;
        }
    }

    private void StartDevices()
    {
        if (!_devicesStarted)
        {
            _devicesStarted = true;
            _devices.Start(_self.Address);
            _reporting.Start();
        }
    }

    private async Task FrameAsync(ApsDataIndication indication)
    {
        var isZdo = indication.ProfileId == ZdoFrame.ProfileId && indication.DestinationEndpoint == ZdoFrame.Endpoint;
        if (isZdo && indication.ClusterId == (ushort)ZdoCluster.DeviceAnnounce
            && ZdoFrame.TrySplit(indication.Payload.Span, out _, out var fields) && DeviceAnnounce.TryRead(fields, out var announce))
        {
            _devices.Announced(announce!);
            return;
        }

        var device = _devices.Received(indication);
        var resolved = indication.Source == IeeeAddress.Unknown && device is not null ? indication with { Source = device.Address } : indication;
        if (_messenger.Deliver(resolved))
        {
            return;
        }

        if (isZdo)
        {
            await _zdoResponder.AnswerAsync(resolved, _stopping.Token);
        }
        else if (!await _rawFrames.TryReceiveAsync(resolved) && !await _smartEnergy.HandleAsync(resolved))
        {
            await _zclServer.HandleAsync(resolved);
        }
    }

    [LoggerMessage(42, LogLevel.Error, "Handling {Event} failed")]
    private partial void LogFault(Exception exception, string @event);
}
