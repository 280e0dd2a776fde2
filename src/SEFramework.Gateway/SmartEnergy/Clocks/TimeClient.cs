using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Devices;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.SmartEnergy.Transport;
using SEFramework.Zigbee.Clusters;

namespace SEFramework.Gateway.SmartEnergy.Clocks;

/// <summary>
/// Keeps the gateway's clock right by a time server of the network, where the time comes from there: once a server is found, and again from time
/// to time. Used on the gateway's loop only. Source: reference 01, section 4.5; reference 06, section 1.
/// </summary>
public sealed partial class TimeClient : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly TimeSynchronizer _synchronizer;
    private readonly GatewayClock _clock;
    private readonly GatewayLoop _loop;
    private readonly ILogger _logger;
    private readonly CancellationToken _stopping;
    private readonly ITimer _timer;
    private bool _isAsking;

    /// <summary>Creates the client; it waits for <see cref="Start"/>.</summary>
    /// <param name="synchronizer">Takes the network's time.</param>
    /// <param name="clock">The gateway's time.</param>
    /// <param name="loop">Where the work is done.</param>
    /// <param name="time">The injected clock.</param>
    /// <param name="logger">Gets a line for each fault.</param>
    /// <param name="stopping">Signalled when the gateway stops.</param>
    public TimeClient(
        TimeSynchronizer synchronizer, GatewayClock clock, GatewayLoop loop, TimeProvider time, ILogger<TimeClient> logger, CancellationToken stopping)
    {
        _synchronizer = synchronizer;
        _clock = clock;
        _loop = loop;
        _logger = logger;
        _stopping = stopping;
        _timer = time.CreateTimer(static client => ((TimeClient)client!).Ask(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Asks from now on, again after each period.</summary>
    public void Start() => _timer.Change(_synchronizer.Period, Timeout.InfiniteTimeSpan);

    /// <summary>A device is active: if it serves the time and the clock is not right, it is asked.</summary>
    /// <param name="device">The device.</param>
    public void Activated(Device device)
    {
        if (!_clock.IsSynchronized && SmartEnergySender.Peers(device, ClusterIds.Time, ClusterSide.Server).Any())
        {
            Ask();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private void Ask() => _loop.Post(async () =>
    {
        if (_isAsking || _stopping.IsCancellationRequested)
        {
            return;
        }

        _isAsking = true;
        try
        {
            var taken = await _synchronizer.TryTakeNetworkTimeAsync(_stopping);
            _timer.Change(taken || _synchronizer.Source != TimeSource.Network ? _synchronizer.Period : RetryAfter, Timeout.InfiniteTimeSpan);
        }
        catch (OperationCanceledException)
        {
            // The gateway is stopping.
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            LogNotSet(e);
            _timer.Change(RetryAfter, Timeout.InfiniteTimeSpan);
        }
        finally
        {
            _isAsking = false;
        }
    });

    [LoggerMessage(52, LogLevel.Error, "The time of the network could not be taken")]
    private partial void LogNotSet(Exception exception);
}
