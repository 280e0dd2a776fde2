using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace SEFramework.Daemon.Monitoring;

/// <summary>Collects the measurements of our own meters and shows them in the text form that Prometheus reads.</summary>
internal sealed class MetricsEndpoint : IDisposable
{
    private const string MeterPrefix = "SEFramework.";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(string Name, string Labels), double> _values = new();
    private readonly ConcurrentDictionary<string, (string Type, string Help)> _descriptions = new();
    private readonly Lock _reading = new();

    public MetricsEndpoint()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith(MeterPrefix, StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/metrics", async context =>
    {
        var bytes = Encoding.UTF8.GetBytes(Text());
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    });

    /// <summary>All values as they are now.</summary>
    public string Text()
    {
        lock (_reading)
        {
            _listener.RecordObservableInstruments();
        }

        var text = new StringBuilder();
        using var process = Process.GetCurrentProcess();
        Append(text, "process_resident_memory_bytes", "gauge", "Resident memory.", [(string.Empty, process.WorkingSet64)]);
        Append(text, "process_cpu_seconds_total", "counter", "Processor time.", [(string.Empty, process.TotalProcessorTime.TotalSeconds)]);
        foreach (var group in _values.GroupBy(v => v.Key.Name).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var (type, help) = _descriptions[group.Key];
            Append(text, group.Key, type, help, group.OrderBy(v => v.Key.Labels, StringComparer.Ordinal).Select(v => (v.Key.Labels, v.Value)));
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static void Append(StringBuilder text, string name, string type, string help, IEnumerable<(string Labels, double Value)> values)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        foreach (var (labels, value) in values)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
        }
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return string.Empty;
        }

        var parts = new List<string>();
        foreach (var (key, value) in tags)
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
            parts.Add($"{key.Replace('.', '_')}=\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ")}\"");
        }

        return "{" + string.Join(',', parts) + "}";
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var isTotal = !instrument.IsObservable && instrument.GetType().Name.Contains("Counter", StringComparison.Ordinal);
        var name = instrument.Name.Replace('.', '_').Replace('-', '_') + (isTotal ? "_total" : string.Empty);
        _descriptions.TryAdd(name, (isTotal ? "counter" : "gauge", instrument.Description ?? instrument.Name));
        var key = (name, Labels(tags));
        _values.AddOrUpdate(key, value, (_, before) => isTotal ? before + value : value);
    }
}
