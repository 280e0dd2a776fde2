using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SEFramework.Radio.Diagnostics;
using SEFramework.Radio.Transport;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Radio.XBee.Link;
using SEFramework.Radio.XBee.Modules;

namespace SEFramework.Radio.XBee;

/// <summary>
/// Keeps the module going: opens the port, configures the module, follows its modem status, and starts over when the port is lost or
/// the module stops answering.
/// </summary>
internal sealed class XBeeSupervisor(
    IRadioTransport transport,
    TimeProvider timeProvider,
    XBeeRadioOptions options,
    RadioMetrics metrics,
    LinkJournal journal,
    XBeeEvents events,
    ILogger logger) : IXBeeLinkObserver
{
    private volatile XBeeSession? _session;
    private volatile Channel<XBeeModemStatus?>? _statuses;
    private int _checking;
    private bool _lostReported;
    private XBeeApiMode _lastMode = XBeeApiMode.Escaped;

    /// <summary>The connection in use, or null.</summary>
    public XBeeSession? Session => _session;

    /// <summary>The module as last identified.</summary>
    public RadioInformation? Information { get; private set; }

    /// <summary>Asks the module soon whether it is still there.</summary>
    public void CheckSoon()
    {
        if (Interlocked.Exchange(ref _checking, 1) == 0)
        {
            _statuses?.Writer.TryWrite(null);
        }
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var delay = options.FirstReconnectDelay;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var reason = await ConnectAsync(cancellationToken).ConfigureAwait(false);
                ReportLost(reason, delay);
                if (!_lostReported)
                {
                    delay = options.FirstReconnectDelay;
                }

                _lostReported = true;
                await Task.Delay(delay, timeProvider, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            delay = TimeSpan.FromTicks(Math.Min(2 * delay.Ticks, options.LongestReconnectDelay.Ticks));
        }
    }

    /// <inheritdoc />
    public FrameFate OnReport(XBeeFrameType type, ReadOnlySpan<byte> frameData)
    {
        switch (type)
        {
            case XBeeFrameType.ExplicitReceive:
                if (!ExplicitReceiveFrame.TryRead(frameData, out var reception))
                {
                    return FrameFate.Malformed;
                }

                events.Report(new ApsFrameReceived(XBeeAddressing.Indication(reception)));
                return FrameFate.Used;
            case XBeeFrameType.ModemStatus:
                if (!ModemStatusFrame.TryRead(frameData, out var modem))
                {
                    return FrameFate.Malformed;
                }

                OnModemStatus(modem.Status);
                return FrameFate.Used;
            case XBeeFrameType.DeviceAuthenticated:
                if (!DeviceAuthenticatedFrame.TryRead(frameData, out var authenticated))
                {
                    return FrameFate.Malformed;
                }

                events.Report(new DeviceAuthenticated(authenticated.Device, authenticated.DeviceNwk));
                return FrameFate.Used;
            default:
                return Enum.IsDefined(type) ? FrameFate.Unused : FrameFate.UnknownType;
        }
    }

    private static bool IsReset(XBeeModemStatus? status) => status is XBeeModemStatus.HardwareReset or XBeeModemStatus.WatchdogReset;

    private void OnModemStatus(XBeeModemStatus status)
    {
        if (IsReset(status))
        {
            // What the module was doing is gone; whoever waits for it need not wait for the time limit.
            metrics.Reset();
            RadioLog.Reset(logger, status);
            _session?.Clear();
            _session?.Link.ForgetTransmissions();
        }
        else
        {
            RadioLog.ModemStatus(logger, status);
        }

        _statuses?.Writer.TryWrite(status);
    }

    /// <summary>Opens the port and works with it until it is lost.</summary>
    /// <returns>Why it was lost.</returns>
    private async Task<string> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connection = await transport.OpenAsync(cancellationToken).ConfigureAwait(false);
            RadioLog.PortOpen(logger, transport.Description);
            var statuses = Channel.CreateUnbounded<XBeeModemStatus?>();
            _statuses = statuses;
            Volatile.Write(ref _checking, 0);
            await using var link = new XBeeLink(connection, timeProvider, journal, this, options.ResynchronizeAfter) { Mode = _lastMode };
            var session = new XBeeSession(link, new AtCommandQueue(link, options, metrics, logger));
            _session = session;
            link.Start();
            try
            {
                return await FollowAsync(session, statuses, cancellationToken).ConfigureAwait(false);
            }
            catch (RadioException exception)
            {
                return link.Lost.IsCompletedSuccessfully ? await link.Lost.ConfigureAwait(false) : exception.Message;
            }
            finally
            {
                _session = null;
                _statuses = null;
            }
        }
        catch (Exception exception) when (exception is IOException or RadioException)
        {
            return exception.Message;
        }
#pragma warning disable CA1031 // Whatever goes wrong, the driver must go on trying.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            RadioLog.Unexpected(logger, exception);
            return "an unexpected error of the driver";
        }
    }

    /// <summary>Configures the module and follows its status.</summary>
    /// <returns>Why the connection was lost.</returns>
    private async Task<string> FollowAsync(XBeeSession session, Channel<XBeeModemStatus?> statuses, CancellationToken cancellationToken)
    {
        // The end of the connection ends the waiting for statuses.
        _ = session.Link.Lost.ContinueWith(
            static (_, writer) => ((ChannelWriter<XBeeModemStatus?>)writer!).TryComplete(),
            statuses.Writer,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        var waiting = await StartAsync(session, statuses.Reader, cancellationToken).ConfigureAwait(false);
        Task<bool>? next = null;
        while (true)
        {
            while (waiting.TryDequeue(out var status) || statuses.Reader.TryRead(out status))
            {
                if (IsReset(status))
                {
                    waiting = await StartAsync(session, statuses.Reader, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await RefreshAsync(session, status, cancellationToken).ConfigureAwait(false);
                }
            }

            next ??= statuses.Reader.WaitToReadAsync(cancellationToken).AsTask();
            try
            {
                if (!await next.WaitAsync(options.KeepAlive, timeProvider, cancellationToken).ConfigureAwait(false))
                {
                    return await session.Link.Lost.ConfigureAwait(false);
                }

                next = null;
            }
            catch (TimeoutException)
            {
                if (session.Link.Quiet >= options.KeepAlive)
                {
                    waiting.Enqueue(null);
                }
            }
        }
    }

    /// <summary>Configures the module, again if it resets meanwhile, and reports it ready.</summary>
    /// <returns>Statuses that came meanwhile and are still to be followed.</returns>
    private async Task<Queue<XBeeModemStatus?>> StartAsync(
        XBeeSession session, ChannelReader<XBeeModemStatus?> statuses, CancellationToken cancellationToken)
    {
        while (true)
        {
            session.Clear();
            var startup = new XBeeStartup(session.Link, session.Commands, options, timeProvider, logger);
            var (module, network) = await startup.RunAsync(cancellationToken).ConfigureAwait(false);
            var meanwhile = new Queue<XBeeModemStatus?>();
            while (statuses.TryRead(out var status))
            {
                meanwhile.Enqueue(status);
            }

            if (meanwhile.Any(IsReset))
            {
                continue;
            }

            _lastMode = session.Link.Mode;
            _lostReported = false;
            Information = module.Information;
            session.Set(module, network);
            var information = module.Information;
            RadioLog.Ready(
                logger,
                information.Name,
                information.Address,
                information.HardwareVersion,
                information.FirmwareVersion,
                network.Joined,
                network.Channel,
                network.PanId);
            events.Report(new RadioReady(information, network));
            return meanwhile;
        }
    }

    /// <summary>Reads the network again after a modem status; without one, only asks whether the module is there.</summary>
    private async Task RefreshAsync(XBeeSession session, XBeeModemStatus? status, CancellationToken cancellationToken)
    {
        if (status is null || session.Current is not { } state)
        {
            Volatile.Write(ref _checking, 0);
            await session.Commands.QueryNumberAsync(AtCommands.AssociationIndication, cancellationToken).ConfigureAwait(false);
            return;
        }

        var network = await state.Module.ReadNetworkAsync(session.Commands, cancellationToken).ConfigureAwait(false);
        session.Update(state, network);
        events.Report(new NetworkStateChanged((byte)status, network, status == XBeeModemStatus.Disassociated));
    }

    private void ReportLost(string reason, TimeSpan delay)
    {
        if (_lostReported)
        {
            RadioLog.StillLost(logger, transport.Description, reason, delay);
            return;
        }

        metrics.Lost();
        RadioLog.Lost(logger, transport.Description, reason);
        events.Report(new RadioLost(reason));
    }
}
