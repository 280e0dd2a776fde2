using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.Zcl;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Reporting;

/// <summary>
/// The reports that the gateway sends, polls and expects: their configurations on disk and in memory, and the one timer behind them. Used on the
/// gateway's loop only. Source: reference 03, section 3.
/// </summary>
public sealed class ReportingSide : IAsyncDisposable
{
    /// <summary>How many configurations there may be; the number is this software's own.</summary>
    public const int Capacity = 2000;

    private readonly Dictionary<(bool IsReceived, ReportPath Path, ushort Attribute), ReportConfiguration> _configurations;
    private readonly ReportStore _store;
    private readonly ReportMessages _messages;
    private readonly ReportAllowance _allowance;
    private readonly PolledReports _polled;
    private readonly AwaitedReports _awaited;
    private readonly SentReports _sent;
    private readonly BackgroundWork _work;
    private readonly GatewayClock _clock;
    private readonly ReportTimer _timer;
    private bool _isRunning;

    internal ReportingSide(
        ReportStore store,
        IReadOnlyList<ReportConfiguration> saved,
        ReportMessages messages,
        AttributeClient client,
        ZclConversation conversation,
        AddressLookup lookup,
        LocalEndpointTable endpoints,
        LocalAttributes attributes,
        GatewayClock clock,
        GatewayLoop loop,
        TimeProvider time,
        BackgroundWork work,
        CancellationToken cancellationToken)
    {
        _store = store;
        _messages = messages;
        _clock = clock;
        _work = work;
        _allowance = new ReportAllowance(time);
        _polled = new PolledReports(client, lookup, messages, clock, () => _timer!.Now, cancellationToken);
        _awaited = new AwaitedReports(client, lookup, messages, cancellationToken);
        _sent = new SentReports(conversation, lookup, endpoints, attributes, cancellationToken);
        _timer = new ReportTimer(time, loop, NextDue, Advance);
        _configurations = saved.ToDictionary(static c => c.Key);
        clock.Changed += ClockChanged;
    }

    /// <summary>All configurations, in no particular order.</summary>
    public IReadOnlyCollection<ReportConfiguration> All => _configurations.Values;

    /// <summary>Whether there is room for more.</summary>
    public bool HasRoom => _configurations.Count < Capacity;

    /// <summary>The network is there: what an earlier run left goes on.</summary>
    public void Start()
    {
        if (!_isRunning)
        {
            _isRunning = true;
            foreach (var configuration in _configurations.Values)
            {
                Begin(configuration, null);
            }

            _timer.Arm();
        }
    }

    /// <summary>Finds a configuration, or null.</summary>
    /// <param name="isReceived">Whether the gateway receives the reports.</param>
    /// <param name="path">Between which clusters.</param>
    /// <param name="attribute">The attribute.</param>
    public ReportConfiguration? Find(bool isReceived, ReportPath path, ushort attribute) => _configurations.GetValueOrDefault((isReceived, path, attribute));

    /// <summary>Begins with configurations, in the place of those for the same attributes; they are on disk when this comes back.</summary>
    /// <param name="configurations">The configurations, with the values that their attributes have now as far as they were read.</param>
    public async Task AddAsync(IReadOnlyList<(ReportConfiguration Configuration, ZclValue? Value)> configurations)
    {
        ArgumentNullException.ThrowIfNull(configurations);
        if (configurations.Count == 0)
        {
            return;
        }

        await _store.SaveAsync([.. configurations.Select(static c => c.Configuration)]);
        foreach (var (configuration, value) in configurations)
        {
            End(configuration.Key);
            _configurations[configuration.Key] = configuration;
            Begin(configuration, value);
        }

        _timer.Arm();
    }

    /// <summary>Ends with configurations; they are off the disk when this comes back.</summary>
    /// <param name="configurations">The configurations.</param>
    public async Task RemoveAsync(IReadOnlyList<ReportConfiguration> configurations)
    {
        ArgumentNullException.ThrowIfNull(configurations);
        if (configurations.Count == 0)
        {
            return;
        }

        await _store.RemoveAsync(configurations);
        foreach (var configuration in configurations)
        {
            End(configuration.Key);
        }

        _timer.Arm();
    }

    /// <summary>A device is none of ours any more: its reports end, in both directions.</summary>
    /// <param name="device">The device.</param>
    public Task ForgetAsync(IeeeAddress device)
    {
        _allowance.Forget(device);
        return RemoveAsync([.. _configurations.Values.Where(c => c.Path.Device == device)]);
    }

    /// <summary>A device has reported attributes.</summary>
    /// <param name="path">Between which clusters.</param>
    /// <param name="records">The attributes.</param>
    public async Task ReceivedAsync(ReportPath path, IReadOnlyList<AttributeRecord> records)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(records);
        foreach (var record in records)
        {
            _awaited.Received(path, record.Attribute, _timer.Now);
            if (_allowance.Take(path.Device, out var beganToDrop))
            {
                await _messages.ReportAsync(path, isOwn: false, record);
            }
            else if (beganToDrop)
            {
                await _messages.FloodAsync(path.Device);
            }
        }

        _timer.Arm();
    }

    /// <summary>Stops; whoever has begun the work has told it to end.</summary>
    public async ValueTask DisposeAsync()
    {
        _clock.Changed -= ClockChanged;
        _timer.Dispose();
        await _work.DisposeAsync();
    }

    private TimeSpan? NextDue() => new[] { _polled.NextDue, _awaited.NextDue, _sent.NextDue }.Min();

    private void Advance()
    {
        var now = _timer.Now;
        foreach (var work in _polled.Advance(now).Concat(_awaited.Advance(now)).Concat(_sent.Advance(now)))
        {
            _work.Run(RearmAfterAsync(work));
        }
    }

    private async Task RearmAfterAsync(Task work)
    {
        await work;
        _timer.Arm();
    }

    private void ClockChanged()
    {
        _polled.ClockChanged(_timer.Now);
        _timer.Arm();
    }

    private void Begin(ReportConfiguration configuration, ZclValue? value)
    {
        if (!_isRunning)
        {
            return;
        }

        switch (configuration.Kind)
        {
            case ReportKind.Sent:
                _sent.Add(configuration, _timer.Now);
                break;
            case ReportKind.Polled or ReportKind.Scheduled:
                _polled.Add(configuration, value, _timer.Now);
                break;
            default:
                _awaited.Add(configuration, _timer.Now);
                break;
        }
    }

    private void End((bool IsReceived, ReportPath Path, ushort Attribute) key)
    {
        if (_configurations.Remove(key, out var configuration))
        {
            _sent.Remove(configuration);
            _polled.Remove(configuration);
            _awaited.Remove(configuration);
        }
    }
}
