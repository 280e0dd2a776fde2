using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Devices;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Responses;
using SEFramework.Radio;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Gateway.Network;

/// <summary>
/// Sees to it that the radio is in a network: gives it the settings that its role and the clients demand, tries again while it is in none, and tells
/// clients of the changes. A radio that is in a network with the right role is left alone, because any change of its settings makes it leave.
/// Used on the gateway's loop only. Source: reference 02, sections 6 and 7; reference 06, section 5.3; reference 07, section 8.
/// </summary>
public sealed partial class NetworkManager : IDisposable
{
    private readonly IZigbeeRadio _radio;
    private readonly LocalNode _self;
    private readonly NetworkConfigurationStore _configuration;
    private readonly TrustCentre _trustCentre;
    private readonly JoinWindow _joinWindow;
    private readonly MessageReporter _reporter;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private CancellationTokenSource _attempts = new();
    private NetworkInformation? _network;
    private bool _joined;
    private ulong _extendedPanId;

    /// <summary>Creates the manager.</summary>
    /// <param name="radio">The radio.</param>
    /// <param name="self">The gateway itself; gets its addresses.</param>
    /// <param name="configuration">What clients set.</param>
    /// <param name="trustCentre">Has the radio know the link keys.</param>
    /// <param name="joinWindow">Opens joining again after a reset.</param>
    /// <param name="reporter">Tells clients.</param>
    /// <param name="time">Drives the attempts to join.</param>
    /// <param name="logger">Gets a line per event.</param>
    public NetworkManager(
        IZigbeeRadio radio,
        LocalNode self,
        NetworkConfigurationStore configuration,
        TrustCentre trustCentre,
        JoinWindow joinWindow,
        MessageReporter reporter,
        TimeProvider time,
        ILogger logger)
    {
        _radio = radio;
        _self = self;
        _configuration = configuration;
        _trustCentre = trustCentre;
        _joinWindow = joinWindow;
        _reporter = reporter;
        _time = time;
        _logger = logger;
    }

    /// <summary>The network as the radio last reported it, or null while there is no radio. For other threads to read.</summary>
    public NetworkInformation? Network => Volatile.Read(ref _network);

    /// <summary>Called each time the gateway came into a network.</summary>
    public Action? Joined { get; set; }

    /// <summary>What is set about the network.</summary>
    public NetworkConfiguration Configuration => _configuration.Current;

    /// <inheritdoc />
    public void Dispose()
    {
        _stopping.Cancel();
        _attempts.Cancel();
        _attempts.Dispose();
        _stopping.Dispose();
    }

    /// <summary>The radio answered and is configured as a radio; what follows makes it a node of the right network.</summary>
    /// <param name="ready">What it is and where.</param>
    public async Task ReadyAsync(RadioReady ready)
    {
        ArgumentNullException.ThrowIfNull(ready);
        _self.Address = ready.Information.Address;
        LogReady(ready.Information.Name, ready.Information.Address);
        await UpdateAsync(ready.Network);
        await GuardedAsync(async () =>
        {
            await CommissionAsync(ready.Network);
            await _trustCentre.RegisterAgainAsync(_stopping.Token);
            await _joinWindow.RestoreAsync(_stopping.Token);
        });
        KeepTrying();
    }

    /// <summary>The radio's network state changed.</summary>
    /// <param name="changed">How.</param>
    public async Task ChangedAsync(NetworkStateChanged changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        await _reporter.ReportAsync("Modem Status", ("status", $"0x{changed.Status:X2}"));
        if (changed.HasLeft && changed.Network.Joined)
        {
            await UpdateAsync(changed.Network with { Joined = false });
        }

        await UpdateAsync(changed.Network);
    }

    /// <summary>The radio is gone.</summary>
    /// <param name="reason">Why.</param>
    public void Lost(string reason)
    {
        Volatile.Write(ref _network, null);
        LogLost(reason);
    }

    /// <summary>Which network the radio is set to form or join; what cannot be read now is what was set.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<(ulong ExtendedPanId, ushort ChannelMask)> ReadSettingsAsync(CancellationToken cancellationToken)
    {
        var configured = _configuration.Current;
        if (configured is not { ExtendedPanId: not null, ChannelMask: not null })
        {
            try
            {
                var settings = await _radio.ReadSettingsAsync(cancellationToken);
                return (configured.ExtendedPanId ?? settings.ExtendedPanId ?? 0, configured.ChannelMask ?? settings.ChannelMask ?? ushort.MaxValue);
            }
            catch (RadioException e)
            {
                LogFailed(e.Message);
            }
        }

        return (configured.ExtendedPanId ?? 0, configured.ChannelMask ?? ushort.MaxValue);
    }

    /// <summary>Sets what network to form or join: kept first, then written to the radio, at once or as soon as it is there.</summary>
    /// <param name="change">Makes the new configuration from the one in force.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RadioException">The radio refuses it; the former configuration stays in force.</exception>
    public async Task ConfigureAsync(Func<NetworkConfiguration, NetworkConfiguration> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var former = _configuration.Current;
        var wanted = change(former) with { AppliedTo = null };
        if (wanted.LinkKey is { } key && former.LinkKey is { } sameKey && key.Span.SequenceEqual(sameKey.Span))
        {
            wanted = wanted with { AppliedTo = former.AppliedTo };
        }

        await _configuration.SaveAsync(wanted);
        if (Network is not null)
        {
            try
            {
                await ApplyAsync(cancellationToken);
            }
            catch (RadioException)
            {
                await _configuration.SaveAsync(former);
                throw;
            }
        }

        KeepTrying();
    }

    private async Task CommissionAsync(NetworkInformation network)
    {
        var isSettled = network.Joined && network.IsCoordinator == _self.IsCoordinator;
        var isNews = _configuration.Current is { IsSet: true } configured && configured.AppliedTo != _self.Address;
        if (!isSettled || isNews)
        {
            if (network.Joined && !isSettled)
            {
                LogWrongRole(_self.IsCoordinator ? "coordinator" : "router");
            }

            await ApplyAsync(_stopping.Token);
        }
    }

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var configuration = _configuration.Current;
        if (await _radio.CommissionAsync(configuration.For(_self.IsCoordinator, _self.Address), cancellationToken))
        {
            LogCommissioned(_self.IsCoordinator ? "form" : "join");
        }

        if (configuration.IsSet && configuration.AppliedTo != _self.Address)
        {
            await _configuration.SaveAsync(configuration with { AppliedTo = _self.Address });
        }
    }

    private async Task UpdateAsync(NetworkInformation network)
    {
        Volatile.Write(ref _network, network);
        _self.Nwk = network.Nwk;
        if (network.Joined == _joined && (!_joined || network.ExtendedPanId == _extendedPanId))
        {
            return;
        }

        _joined = network.Joined;
        _extendedPanId = network.ExtendedPanId;
        if (!_joined)
        {
            await _reporter.ReportAsync("Left Network");
            KeepTrying();
            return;
        }

        // What the gateway is it knows by itself, so that its own discovery is complete as soon as it has an address.
        await _reporter.ReportAsync(
            "Joined Network", new RpcStruct(1).Add("discovery_status", RpcValue.Of((long)DiscoveryStatus.Complete)));
        Joined?.Invoke();
    }

    private void KeepTrying()
    {
        _attempts.Cancel();
        _attempts.Dispose();
        _attempts = new CancellationTokenSource();
        if (_configuration.Current.JoinAttemptInterval > 0 && !_joined && !_stopping.IsCancellationRequested)
        {
            _ = TryAgainAsync(TimeSpan.FromSeconds(_configuration.Current.JoinAttemptInterval), _attempts.Token);
        }
    }

    private async Task TryAgainAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        try
        {
            while (!_joined)
            {
                await Task.Delay(interval, _time, cancellationToken);
                if (!_joined && Network is { } network)
                {
                    LogTrying(network.AssociationIndication);
                    await GuardedAsync(() => _radio.ResetNetworkAsync(wholeNetwork: false, cancellationToken));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The settings changed, or the gateway stops.
        }
    }

    private async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (RadioException e)
        {
            LogFailed(e.Message);
        }
    }

    [LoggerMessage(40, LogLevel.Information, "Radio ready: {Name}, {Address}")]
    private partial void LogReady(string name, IeeeAddress address);

    [LoggerMessage(41, LogLevel.Warning, "Radio lost: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(43, LogLevel.Information, "The radio has new settings to {Verb} a network with")]
    private partial void LogCommissioned(string verb);

    [LoggerMessage(44, LogLevel.Warning, "The radio is in a network with another role; it is made a {Role}")]
    private partial void LogWrongRole(string role);

    [LoggerMessage(45, LogLevel.Information, "The radio is in no network (AI 0x{Indication:X2}); it tries again")]
    private partial void LogTrying(byte indication);

    [LoggerMessage(46, LogLevel.Error, "The radio cannot do what the gateway needs: {Reason}")]
    private partial void LogFailed(string reason);
}
