using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SEFramework.Radio.Diagnostics;
using SEFramework.Radio.Tracing;
using SEFramework.Radio.Transport;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Radio.XBee.Link;
using SEFramework.Radio.XBee.Modules;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Radio.XBee;

/// <summary>
/// An XBee module in API mode as a ZigBee radio: XBee SE, S2C SE, ZB and XBee 3 firmware. Source: reference 07.
/// Counters are those of the meter "SEFramework.Radio".
/// </summary>
public sealed class XBeeRadio : IZigbeeRadio, IXBeeCommands
{
    private readonly TimeProvider _timeProvider;
    private readonly XBeeRadioOptions _options;
    private readonly ILogger _logger;
    private readonly RadioMetrics _metrics;
    private readonly XBeeEvents _events;
    private readonly XBeeSupervisor _supervisor;
    private readonly CancellationTokenSource _stopping = new();
    private Task? _running;
    private int _disposed;

    /// <summary>Creates the driver; nothing is opened.</summary>
    /// <param name="transport">The way to the module.</param>
    /// <param name="timeProvider">Measures all times.</param>
    /// <param name="logger">Hears what happens.</param>
    /// <param name="options">Times and limits; null for the defaults.</param>
    /// <param name="trace">Observes every frame; null for nobody.</param>
    public XBeeRadio(
        IRadioTransport transport,
        TimeProvider timeProvider,
        ILogger<XBeeRadio> logger,
        XBeeRadioOptions? options = null,
        IRadioTraceSink? trace = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentNullException.ThrowIfNull(logger);
        _timeProvider = timeProvider;
        _logger = logger;
        _options = options ?? new XBeeRadioOptions();
        _metrics = new RadioMetrics(transport.Description);
        _events = new XBeeEvents(_options.EventBacklog, _metrics, logger);
        var journal = new LinkJournal(timeProvider, _metrics, trace, logger);
        _supervisor = new XBeeSupervisor(transport, timeProvider, _options, _metrics, journal, _events, logger);
    }

    /// <inheritdoc />
    public ChannelReader<RadioEvent> Events => _events.Reader;

    /// <inheritdoc />
    public RadioInformation? Information => _supervisor.Information;

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (_running is not null)
        {
            throw new InvalidOperationException("The radio was started before.");
        }

        _running = Task.Run(() => _supervisor.RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<TransmitResult> SendAsync(ApsDataRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = _timeProvider.GetTimestamp();
        var result = await TransmitAsync(request, cancellationToken).ConfigureAwait(false);
        _metrics.Transmitted(result.Status, _timeProvider.GetElapsedTime(started));
        return result;
    }

    /// <inheritdoc />
    public async Task<NetworkInformation> ReadNetworkAsync(CancellationToken cancellationToken)
    {
        var (session, state) = Ready();
        var network = await state.Module.ReadNetworkAsync(session.Commands, cancellationToken).ConfigureAwait(false);
        session.Update(state, network);
        return network;
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentOutOfRangeException">The duration is not 0 to 254 seconds.</exception>
    public async Task PermitJoiningAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, TimeSpan.FromSeconds(254));
        var commands = Ready().Session.Commands;
        var seconds = (ulong)Math.Ceiling(duration.TotalSeconds);
        var current = await commands.QueryNumberAsync(AtCommands.NodeJoinTime, cancellationToken).ConfigureAwait(false);
        if (current == seconds)
        {
            if (seconds == 0)
            {
                return;
            }

            // The module's timer starts when the value changes, so it must be another one first; not zero, which would close joining.
            await commands.SetNumberAsync(AtCommands.NodeJoinTime, seconds == 1 ? 2 : seconds - 1, cancellationToken).ConfigureAwait(false);
        }

        await commands.SetNumberAsync(AtCommands.NodeJoinTime, seconds, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The key has not 1 to 16 bytes.</exception>
    public Task RegisterJoiningDeviceAsync(IeeeAddress device, ReadOnlyMemory<byte> linkKey, CancellationToken cancellationToken) =>
        XBeeRegistration.RegisterAsync(Ready().Session.Link, _options, device, linkKey, cancellationToken);

    /// <inheritdoc />
    /// <remarks>Does nothing on modules without <see cref="RadioCapabilities.UnregisterKey"/>: XBee 3 drops a key by itself, when its device joined
    /// or its time is over. Source: reference 07, section 8.</remarks>
    public Task UnregisterJoiningDeviceAsync(IeeeAddress device, CancellationToken cancellationToken)
    {
        var (session, state) = Ready();
        return state.Module.Information.Capabilities.HasFlag(RadioCapabilities.UnregisterKey)
            ? XBeeRegistration.UnregisterAsync(session.Link, _options, device, cancellationToken)
            : Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<bool> CommissionAsync(NetworkSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var (session, state) = Ready();
        var changed = await new XBeeCommissioning(session.Commands, state.Module, _logger).RunAsync(settings, cancellationToken).ConfigureAwait(false);
        session.SetRole(settings.IsCoordinator);
        return changed;
    }

    /// <inheritdoc />
    public async Task<NetworkSettings> ReadSettingsAsync(CancellationToken cancellationToken)
    {
        var (session, state) = Ready();
        return new NetworkSettings(
            state.Module.ConfiguredAsCoordinator,
            await session.Commands.QueryNumberAsync(AtCommands.ExtendedPanId, cancellationToken).ConfigureAwait(false),
            (ushort)await session.Commands.QueryNumberAsync(AtCommands.ScanChannels, cancellationToken).ConfigureAwait(false),
            null);
    }

    /// <inheritdoc />
    public async Task ResetNetworkAsync(bool wholeNetwork, CancellationToken cancellationToken) =>
        await Ready().Session.Commands.SetNumberAsync(AtCommands.NetworkReset, wholeNetwork ? 1UL : 0, cancellationToken).ConfigureAwait(false);

    /// <summary>Looks the module over; nothing is written.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RadioException">The module did not answer.</exception>
    public Task<XBeeDiagnosis> DiagnoseAsync(CancellationToken cancellationToken)
    {
        var (session, state) = Ready();
        return new XBeeExamination(session.Link, session.Commands, state.Module).RunAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task<XBeeCommandResult> ExecuteCommandAsync(string command, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        var answer = await Ready().Session.Commands.ExecuteAsync(new AtCommandName(command), value, cancellationToken).ConfigureAwait(false);
        return new XBeeCommandResult(answer.Status, answer.Value);
    }

    /// <summary>Stops the driver and closes the port. Waiting sends end as <see cref="TransmitStatus.RadioUnavailable"/>; the events end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_running is not null)
        {
            await _running.ConfigureAwait(false);
        }

        _events.Complete();
        _metrics.Dispose();
        _stopping.Dispose();
    }

    private (XBeeSession Session, XBeeSession.State State) Ready()
    {
        var session = _supervisor.Session;
        return session?.Current is { } state
            ? (session, state)
            : throw new RadioException("The radio is not available: its port is not open, or it does not answer.");
    }

    private async Task<TransmitResult> TransmitAsync(ApsDataRequest request, CancellationToken cancellationToken)
    {
        var session = _supervisor.Session;
        if (session?.Current is not { } state)
        {
            return new TransmitResult(TransmitStatus.RadioUnavailable, NwkAddress.Unknown);
        }

        if (XBeeAddressing.Refusal(request, state.Module.Information, state.Network) is { } refusal)
        {
            return new TransmitResult(refusal, NwkAddress.Unknown);
        }

        var pending = await session.Link.BeginAsync(
            XBeeFrameType.TransmitStatus, default, _options.TransmitTimeout, cancellationToken).ConfigureAwait(false);
        Transmit(session.Link, pending.FrameId, request);
        FrameReply reply;
        try
        {
            reply = await pending.Reply.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The sender's patience is over: whether the module is still there is worth a question.
            _supervisor.CheckSoon();
            throw;
        }

        switch (reply.Kind)
        {
            case FrameReplyKind.Answered:
                return new TransmitResult((TransmitStatus)reply.Status, XBeeAddressing.Delivered(reply.Nwk));
            case FrameReplyKind.TimedOut:
                _supervisor.CheckSoon();
                return new TransmitResult(TransmitStatus.NoTransmitStatus, NwkAddress.Unknown);
            default:
                return new TransmitResult(TransmitStatus.RadioUnavailable, NwkAddress.Unknown);
        }
    }

    private static void Transmit(XBeeLink link, byte frameId, ApsDataRequest request)
    {
        var (address, nwk) = XBeeAddressing.Destination(request);
        link.Send(new ExplicitTransmitFrame
        {
            FrameId = frameId,
            Destination = address,
            DestinationNwk = nwk,
            SourceEndpoint = request.SourceEndpoint,
            DestinationEndpoint = request.DestinationEndpoint,
            ClusterId = request.ClusterId,
            ProfileId = request.ProfileId,
            BroadcastRadius = request.Radius,
            Options = XBeeAddressing.Options(request.Options),
            Payload = request.Payload.Span,
        });
    }
}
