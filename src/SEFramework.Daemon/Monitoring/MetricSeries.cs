using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace SEFramework.Daemon.Monitoring;

/// <summary>What kind of series an instrument makes.</summary>
internal enum SeriesKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Grows and shrinks.</summary>
    Gauge,

    /// <summary>Counts values by size.</summary>
    Histogram,
}

/// <summary>The values of one instrument, by tags, in the text form of Prometheus 0.0.4.</summary>
internal sealed class MetricSeries
{
    /// <summary>More combinations of tags than this are not told apart: a fault in one meter must not eat the memory.</summary>
    private const int MostCells = 1000;

    private static readonly double[] Bounds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60];

    private readonly ConcurrentDictionary<(object?, object?, object?), Cell> _cells = new();
    private readonly string _meterLabels;
    private readonly bool _isObserved;

    public MetricSeries(Instrument instrument)
    {
        var type = instrument.GetType();
        var generic = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        Kind = generic == typeof(Histogram<>) ? SeriesKind.Histogram
            : generic == typeof(Counter<>) || generic == typeof(ObservableCounter<>) ? SeriesKind.Counter
            : SeriesKind.Gauge;
        _isObserved = instrument.IsObservable || generic == typeof(Gauge<>);
        Name = MakeName(instrument, Kind);
        Help = Escape(instrument.Description ?? instrument.Name);
        _meterLabels = instrument.Meter.Tags is { } tags ? Labels([.. tags]) : string.Empty;
    }

    /// <summary>Labels of the whole meter.</summary>
    public string MeterLabels => _meterLabels;

    /// <summary>Name as Prometheus spells it.</summary>
    public string Name { get; }

    /// <summary>Kind.</summary>
    public SeriesKind Kind { get; }

    /// <summary>What it is, in a sentence.</summary>
    public string Help { get; }

    /// <summary>Takes a measurement.</summary>
    /// <param name="value">The value.</param>
    /// <param name="tags">Its tags; those of one instrument always come in the same order.</param>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = Key(tags);
        if (!_cells.TryGetValue(key, out var cell))
        {
            cell = _cells.Count >= MostCells
                ? _cells.GetOrAdd((null, null, null), static (_, s) => new Cell(s._meterLabels), this)
                : _cells.GetOrAdd(key, new Cell(Join(_meterLabels, Labels(tags))));
        }

        cell.Record(value, Kind, _isObserved);
    }

    /// <summary>Appends the samples.</summary>
    /// <param name="text">Where to.</param>
    public void Append(StringBuilder text)
    {
        foreach (var cell in _cells.Values.OrderBy(static c => c.Labels, StringComparer.Ordinal))
        {
            cell.Append(text, Name, Kind);
        }
    }

    private static string MakeName(Instrument instrument, SeriesKind kind)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => string.Empty,
        };
        var name = string.Concat(instrument.Name.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return name
            + (name.EndsWith(unit, StringComparison.Ordinal) ? string.Empty : unit)
            + (kind == SeriesKind.Counter ? "_total" : string.Empty);
    }

    private static (object?, object?, object?) Key(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.Length switch
    {
        0 => default,
        1 => (tags[0].Value, null, null),
        2 => (tags[0].Value, tags[1].Value, null),
        3 => (tags[0].Value, tags[1].Value, tags[2].Value),
        _ => (Labels(tags), null, null),
    };

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            var shown = Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty).Replace("\"", "\\\"", StringComparison.Ordinal);
            text.Append(text.Length == 0 ? string.Empty : ",")
                .Append(string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_')))
                .Append("=\"").Append(shown).Append('"');
        }

        return text.ToString();
    }

    private static string Join(string first, string second) =>
        first.Length == 0 ? second : second.Length == 0 ? first : $"{first},{second}";

    private static string Escape(string text) =>
        text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private sealed class Cell(string labels)
    {
        private readonly Lock _gate = new();
        private double _value;
        private long _count;
        private long[]? _buckets;

        public string Labels { get; } = labels;

        public void Record(double value, SeriesKind kind, bool isObserved)
        {
            lock (_gate)
            {
                _value = isObserved ? value : _value + value;
                if (kind == SeriesKind.Histogram)
                {
                    _count++;
                    _buckets ??= new long[Bounds.Length];
                    for (var i = Bounds.Length - 1; i >= 0 && value <= Bounds[i]; i--)
                    {
                        _buckets[i]++;
                    }
                }
            }
        }

        public void Append(StringBuilder text, string name, SeriesKind kind)
        {
            lock (_gate)
            {
                if (kind != SeriesKind.Histogram)
                {
                    Sample(text, name, Labels, _value);
                    return;
                }

                for (var i = 0; i < Bounds.Length; i++)
                {
                    Sample(text, name + "_bucket", Join(Labels, string.Create(CultureInfo.InvariantCulture, $"le=\"{Bounds[i]}\"")), _buckets![i]);
                }

                Sample(text, name + "_bucket", Join(Labels, "le=\"+Inf\""), _count);
                Sample(text, name + "_sum", Labels, _value);
                Sample(text, name + "_count", Labels, _count);
            }
        }

        private static void Sample(StringBuilder text, string name, string labels, double value) =>
            text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length == 0 ? string.Empty : "{" + labels + "}")} {value}\n");
    }
}
