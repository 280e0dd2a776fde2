using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Devices;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.Registry;
using SEFramework.Gateway.Responses;
using SEFramework.Gateway.SmartEnergy.Client;
using SEFramework.Gateway.SmartEnergy.Clocks;
using SEFramework.Gateway.SmartEnergy.Mirrors;
using SEFramework.Gateway.SmartEnergy.Records;
using SEFramework.Gateway.SmartEnergy.Server;
using SEFramework.Gateway.SmartEnergy.Transport;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.SmartEnergy.Metering;
using SEFramework.Zigbee.SmartEnergy.Price;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.SmartEnergy;

/// <summary>
/// The Smart Energy side of the gateway: hands the commands of its Smart Energy clusters to servers and clients, and lets their time pass. Used on the
/// gateway's loop only.
/// </summary>
public sealed class SmartEnergySide : IDisposable
{
    private const byte AllEndpoints = 0xFF;

    private static readonly ushort[] Clusters =
        [ClusterIds.Price, ClusterIds.DemandResponseAndLoadControl, ClusterIds.Metering, ClusterIds.Messaging];

    private readonly LocalEndpointTable _endpoints;
    private readonly GatewayRegistry _registry;
    private readonly SmartEnergySender _sender;
    private readonly MessageReporter _reporter;
    private readonly GatewayClock _clock;
    private readonly GatewayLoop _loop;
    private readonly EventTimer _timer;
    private readonly TimeClient _timeClient;
    private readonly Dictionary<SmartEnergyCommandId, Func<SmartEnergyCommandReceived, Task>> _handlers;
    private bool _wasSynchronized;

    /// <summary>Creates the side with the events of the last run.</summary>
    /// <param name="messenger">Carries the frames.</param>
    /// <param name="devices">The devices.</param>
    /// <param name="endpoints">The gateway's endpoints.</param>
    /// <param name="attributes">The gateway's attributes.</param>
    /// <param name="mirrors">Keeps mirrors for meters that sleep.</param>
    /// <param name="registry">The registry.</param>
    /// <param name="reporter">Takes the messages.</param>
    /// <param name="clock">The gateway's time.</param>
    /// <param name="synchronizer">Sets the gateway's time.</param>
    /// <param name="loop">Where all of this runs.</param>
    /// <param name="store">Where the events of the servers are kept.</param>
    /// <param name="stored">The events of the last run.</param>
    /// <param name="time">The injected clock.</param>
    /// <param name="loggers">Make the loggers.</param>
    /// <param name="stopping">Signalled when the gateway stops.</param>
    public SmartEnergySide(
        ApsMessenger messenger,
        DeviceTable devices,
        LocalEndpointTable endpoints,
        LocalAttributes attributes,
        MirrorHost mirrors,
        GatewayRegistry registry,
        MessageReporter reporter,
        GatewayClock clock,
        TimeSynchronizer synchronizer,
        GatewayLoop loop,
        EventStore store,
        IEnumerable<StoredEvent> stored,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken stopping)
    {
        _endpoints = endpoints;
        _registry = registry;
        _reporter = reporter;
        _clock = clock;
        _loop = loop;
        _sender = new SmartEnergySender(messenger, devices, endpoints, registry, loggers.CreateLogger<SmartEnergySender>(), stopping);
        var server = Server = new EventServer(store, stored, _sender, clock, reporter);
        var client = Client = new EventClient(_sender, clock, reporter, endpoints, endpoint => LoadControlSettings.Of(attributes, endpoint), Random.Shared);
        synchronizer.NetworkTime = new NetworkTime(messenger, _sender, endpoints, registry).ReadAsync;
        _timeClient = new TimeClient(synchronizer, clock, loop, time, loggers.CreateLogger<TimeClient>(), stopping);
        _timer = new EventTimer(time, clock, loop, () => new[] { server.NextDue, client.NextDue }.Min(), AdvanceAsync);
        server.Changed = _timer.Arm;
        client.Changed = _timer.Arm;
        _handlers = new Dictionary<SmartEnergyCommandId, Func<SmartEnergyCommandReceived, Task>>
        {
            // To our servers.
            [SmartEnergyCommandId.GetScheduledEvents] = received => Schedule(received, received.Read<GetScheduledEvents>()?.Query),
            [SmartEnergyCommandId.GetScheduledPrices] = received => Schedule(received, received.Read<GetScheduledPrices>()?.Query),
            [SmartEnergyCommandId.GetCurrentPrice] = received => Do(() => server.AnswerCurrent(received)),
            [SmartEnergyCommandId.GetLastMessage] = received => Do(() => server.AnswerLast(received)),
            [SmartEnergyCommandId.GetBlockPeriods] = received => Do(() => Respond(received, ZclStatus.NotFound)),
            [SmartEnergyCommandId.PriceAcknowledgement] = PriceAcknowledgedAsync,
            [SmartEnergyCommandId.ReportEventStatus] = StatusReportedAsync,
            [SmartEnergyCommandId.MessageConfirmation] = MessageConfirmedAsync,

            // To our clients.
            [SmartEnergyCommandId.LoadControlEvent] = client.PublishedAsync,
            [SmartEnergyCommandId.PublishPrice] = client.PublishedAsync,
            [SmartEnergyCommandId.DisplayMessage] = client.PublishedAsync,
            [SmartEnergyCommandId.CancelLoadControlEvent] = client.CancelledAsync,
            [SmartEnergyCommandId.CancelAllLoadControlEvents] = client.AllCancelledAsync,
            [SmartEnergyCommandId.CancelMessage] = client.MessageCancelledAsync,
            [SmartEnergyCommandId.PublishBlockPeriod] = received => Do(() => client.BlockPeriodPublished(received)),

            // To our metering clients; answers that nobody waits for are taken.
            [SmartEnergyCommandId.RequestMirror] = async received =>
                Answer(received, new RequestMirrorResponse(await mirrors.ProvideAsync(received.Endpoint, received.Peer.Device))),
            [SmartEnergyCommandId.RemoveMirror] = async received => Answer(received, new MirrorRemoved(await mirrors.RemoveAsync(received.Peer.Device))),
            [SmartEnergyCommandId.GetProfileResponse] = received => Do(() => Respond(received, ZclStatus.Success)),
            [SmartEnergyCommandId.RequestFastPollModeResponse] = received => Do(() => Respond(received, ZclStatus.Success)),
        };
        clock.Changed += ClockChanged;
    }

    /// <summary>The servers.</summary>
    public EventServer Server { get; }

    /// <summary>The clients.</summary>
    public EventClient Client { get; }

    /// <summary>Does what became due while the gateway was down, and lets the time pass from now on.</summary>
    public async Task StartAsync()
    {
        _wasSynchronized = _clock.IsSynchronized;
        await AdvanceAsync();
        _timer.Arm();
        _timeClient.Start();
    }

    /// <summary>A device is active and discovered: servers send it what it missed, clients ask it for its events.</summary>
    /// <param name="device">The device.</param>
    public void Activated(Device device)
    {
        _timeClient.Activated(device);
        Server.Activated(device);
        Client.Ask(device);
    }

    /// <summary>Takes a frame if it is a command of a Smart Energy cluster that the gateway has.</summary>
    /// <param name="indication">The frame.</param>
    /// <returns>False when it is not.</returns>
    public async Task<bool> HandleAsync(ApsDataIndication indication)
    {
        if (!Clusters.Contains(indication.ClusterId)
            || !TryReadHeader(indication, out var header, out var length)
            || !TryIdentify(indication, header, out var id))
        {
            return false;
        }

        if ((indication.Options & ApsReceiveOptions.Broadcast) != 0)
        {
            // A broadcast is not answered by everybody that it reaches.
            header = header with { DisableDefaultResponse = true };
        }

        var holders = Holders(indication, isClient: id.SentBy == ClusterSide.Server).ToArray();
        foreach (var endpoint in holders)
        {
            var received = new SmartEnergyCommandReceived(endpoint, SmartEnergyPeer.Of(indication), id, header, indication.Payload[length..]);
            if (_handlers.TryGetValue(id, out var handler))
            {
                await handler(received);
            }
            else
            {
                Respond(received, ZclStatus.UnsupportedClusterCommand);
            }
        }

        return holders.Length > 0;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _clock.Changed -= ClockChanged;
        _timer.Dispose();
        _timeClient.Dispose();
    }

    private static bool TryReadHeader(ApsDataIndication indication, out ZclHeader header, out int length)
    {
        var reader = new ByteReader(indication.Payload.Span);
        var ok = ZclHeader.TryRead(ref reader, out header);
        length = indication.Payload.Length - reader.Remaining;
        return ok;
    }

    /// <summary>Where only the other side of the cluster exists, the direction bit is taken for wrong (reference 03, section 0.2).</summary>
    private bool TryIdentify(ApsDataIndication indication, ZclHeader header, out SmartEnergyCommandId id) =>
        Holders(indication, isClient: header.FromServer).Any() || !_registry.Boolean(RegistryNames.DirectionBitCorrection) || !Holders(indication, isClient: !header.FromServer).Any()
            ? SmartEnergyFrame.TryIdentify(indication.ClusterId, header, out id)
            : SmartEnergyFrame.TryIdentify(indication.ClusterId, header with { FromServer = !header.FromServer }, out id);

    /// <summary>The gateway's endpoints that a frame is for and that have one side of its cluster.</summary>
    private IEnumerable<byte> Holders(ApsDataIndication indication, bool isClient) => _endpoints.All
        .Where(e => e.ProfileId == indication.ProfileId && (indication.DestinationEndpoint is AllEndpoints || e.Id == indication.DestinationEndpoint)
            && e.Find(indication.ClusterId, isClient) is not null)
        .Select(static e => e.Id);

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private async Task AdvanceAsync()
    {
        try
        {
            await Server.AdvanceAsync();
        }
        finally
        {
            await Client.AdvanceAsync();
        }
    }

    // Clients that could not do anything before now ask for what they missed.
    private void ClockChanged()
    {
        if (!_wasSynchronized)
        {
            _wasSynchronized = true;
            _loop.Post(() =>
            {
                Client.Ask(device: null);
                Server.CatchUp();
            });
        }
    }

    private Task Schedule(SmartEnergyCommandReceived received, ScheduleQuery? query) => Do(() =>
    {
        if (query is { } wanted)
        {
            Server.AnswerSchedule(received, wanted);
        }
        else
        {
            Respond(received, ZclStatus.MalformedCommand);
        }
    });

    private Task PriceAcknowledgedAsync(SmartEnergyCommandReceived received)
    {
        var acknowledgement = received.Read<PriceAcknowledgement>();
        if (acknowledgement is not null)
        {
            Server.Heard(received, acknowledgement.IssuerEventId);
        }

        Respond(received, acknowledgement is null ? ZclStatus.MalformedCommand : ZclStatus.Success);
        return Task.CompletedTask;
    }

    private async Task StatusReportedAsync(SmartEnergyCommandReceived received)
    {
        if (received.Read<ReportEventStatus>() is not { } report)
        {
            Respond(received, ZclStatus.MalformedCommand);
            return;
        }

        Server.Heard(received, report.IssuerEventId);
        await _reporter.SendAsync(new ReceivedReportEventStatusMessage
        {
            SourceAddress = received.Peer.Mac,
            SourceEndpointId = received.Peer.Endpoint,
            DestinationEndpointId = received.Endpoint,
            ClusterId = received.Id.ClusterId,
            Record = LoadControlRecords.ToRecord(report),
        });
        Respond(received, ZclStatus.Success);
    }

    private async Task MessageConfirmedAsync(SmartEnergyCommandReceived received)
    {
        if (received.Read<MessageConfirmation>() is not { } confirmation)
        {
            Respond(received, ZclStatus.MalformedCommand);
            return;
        }

        Server.Heard(received, confirmation.MessageId);
        await _reporter.SendAsync(new ReceivedMessageConfirmationMessage
        {
            SourceAddress = received.Peer.Mac,
            SourceEndpointId = received.Peer.Endpoint,
            DestinationEndpointId = received.Endpoint,
            ClusterId = received.Id.ClusterId,
            Record = MessageRecords.ToRecord(confirmation),
        });
        Respond(received, ZclStatus.Success);
    }

    private void Answer(SmartEnergyCommandReceived received, ISmartEnergyCommand answer) =>
        _sender.Post(received.Endpoint, received.Peer, () => answer, received.Header.Sequence);

    private void Respond(SmartEnergyCommandReceived received, ZclStatus status) =>
        _sender.PostDefaultResponse(received.Endpoint, received.Peer, received.Id, received.Header, status);
}
