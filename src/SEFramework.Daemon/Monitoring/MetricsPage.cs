using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using SEFramework.Daemon.Http;

namespace SEFramework.Daemon.Monitoring;

/// <summary>The page /metrics: the daemon's own meters and those of the runtime, as Prometheus reads them.</summary>
internal sealed class MetricsPage : IPage, IDisposable
{
    private const string OwnPrefix = "SEFramework.";
    private const string RuntimeMeter = "System.Runtime";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, MetricSeries> _series = new();
    private readonly Lock _reading = new();

    /// <summary>Starts to listen.</summary>
    public MetricsPage()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith(OwnPrefix, StringComparison.Ordinal) || instrument.Meter.Name == RuntimeMeter)
            {
                listener.EnableMeasurementEvents(instrument, _series.GetOrAdd(instrument, static i => new MetricSeries(i)));
            }
        };
        _listener.MeasurementsCompleted = (instrument, _) => _series.TryRemove(instrument, out var _);
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, series) => ((MetricSeries)series!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, series) => ((MetricSeries)series!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, series) => ((MetricSeries)series!).Record(value, tags));
        _listener.Start();
    }

    /// <inheritdoc />
    public string Path => "/metrics";

    /// <inheritdoc />
    public string ContentType => "text/plain; version=0.0.4; charset=utf-8";

    /// <inheritdoc />
    public bool IsPublic => false;

    /// <inheritdoc />
    public async Task<int> WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(Text()), cancellationToken).ConfigureAwait(false);
        return StatusCodes.Status200OK;
    }

    /// <summary>All series as they are now.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        lock (_reading)
        {
            _listener.RecordObservableInstruments();
            foreach (var group in _series.Values.GroupBy(static s => s.Name).OrderBy(static g => g.Key, StringComparer.Ordinal))
            {
                // Two meters of the same name come from two hosts in one process: the text may name a sample only once.
                var series = group.First();
                text.Append(CultureInfo.InvariantCulture, $"# HELP {series.Name} {series.Help}\n");
                text.Append(CultureInfo.InvariantCulture, $"# TYPE {series.Name} {series.Kind.ToString().ToLowerInvariant()}\n");
                foreach (var one in group.DistinctBy(static s => s.MeterLabels))
                {
                    one.Append(text);
                }
            }
        }

        return text.ToString();
    }

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();
}
