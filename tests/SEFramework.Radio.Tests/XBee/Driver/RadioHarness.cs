using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using SEFramework.Radio.Tracing;
using SEFramework.Radio.XBee;
using SEFramework.Testing;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Radio.Tests.XBee.Driver;

/// <summary>The driver on a scripted module, with a clock that the test moves.</summary>
internal sealed class RadioHarness : IAsyncDisposable, ILogger<XBeeRadio>
{
    public static readonly IeeeAddress Device = new(0x0013A20041223344);

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counters = new();

    public RadioHarness(ScriptedModule? module = null, XBeeRadioOptions? options = null, IRadioTraceSink? trace = null, bool hardwareFlowControl = false)
    {
        Module = module ?? new ScriptedModule();
        Transport = new MemoryTransport(Module, Time) { HardwareFlowControl = hardwareFlowControl };
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "SEFramework.Radio" && instrument.Meter.Tags?.Contains(new("port", Transport.Description)) == true)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var key = instrument.Name + (tags.Length > 0 ? ":" + tags[0].Value : string.Empty);
            _counters.AddOrUpdate(key, value, (_, sum) => sum + value);
        });
        _listener.Start();
        Radio = new XBeeRadio(Transport, Time, this, options, trace);
    }

    public ManualTimeProvider Time { get; } = new();

    public ScriptedModule Module { get; }

    public MemoryTransport Transport { get; }

    public XBeeRadio Radio { get; }

    /// <summary>All log lines so far.</summary>
    public ConcurrentQueue<(LogLevel Level, string Text)> Log { get; } = new();

    /// <summary>Value of a counter, "name:tag".</summary>
    public long Counter(string key) => _counters.GetValueOrDefault(key);

    /// <summary>Starts the driver and waits until it is ready.</summary>
    public async Task<RadioReady> StartAsync()
    {
        await Radio.StartAsync(CancellationToken.None);
        var ready = await NextAsync<RadioReady>();
        Module.Forget();
        return ready;
    }

    /// <summary>The next event, which must be of the given type.</summary>
    public async Task<TEvent> NextAsync<TEvent>()
        where TEvent : RadioEvent =>
        Assert.IsInstanceOfType<TEvent>(await Radio.Events.ReadAsync(Patience.Token));

    /// <summary>Waits until exactly so many timers of the driver run, so that moving the clock meets them all.</summary>
    public Task TimersAsync(int count) => Patience.UntilAsync(() => Time.ArmedTimers == count);

    /// <summary>Waits until the driver has taken everything the module sent, and rests.</summary>
    public async Task SettleAsync()
    {
        Assert.IsTrue((await SendAsync()).IsSuccess);
        await TimersAsync(1);
        Module.Forget();
    }

    public Task<TransmitResult> SendAsync(byte tag = 1, CancellationToken cancellationToken = default) => Radio.SendAsync(Request(tag), cancellationToken);

    public static ApsDataRequest Request(byte tag = 1) =>
        new(Device, new NwkAddress(0x7D84), 1, 0x5E, 0x0109, 0x0702, new byte[] { 0x00, tag, 0x00 });

    public async ValueTask DisposeAsync()
    {
        await Radio.DisposeAsync().AsTask().WaitAsync(Patience.Limit);
        _listener.Dispose();
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Log.Enqueue((logLevel, formatter(state, exception)));
}
