using System.Diagnostics.Metrics;
using System.Globalization;

namespace SEFramework.Daemon.Monitoring;

/// <summary>The counters of the doors.</summary>
internal sealed class HttpMetrics : IDisposable
{
    private const string DoorTag = "door";

    /// <summary>Tag values made once, so that counting a request allocates nothing.</summary>
    private static readonly string[] Statuses = [.. Enumerable.Range(0, 600).Select(static s => s.ToString(CultureInfo.InvariantCulture))];

    private readonly Meter _meter = new("SEFramework.Http");
    private readonly Counter<long> _requests;
    private readonly Counter<long> _lost;
    private readonly Histogram<double> _duration;

    public HttpMetrics()
    {
        _requests = _meter.CreateCounter<long>("seframework.http.requests", "{request}", "Requests answered, by door and status");
        _lost = _meter.CreateCounter<long>("seframework.http.lost", "{request}", "Requests whose client went away before it had its reply");
        _duration = _meter.CreateHistogram<double>("seframework.http.duration", "s", "Time from the head of a request to the end of its reply");
    }

    /// <summary>Counts an answered request.</summary>
    public void Answered(string door, int status, TimeSpan duration)
    {
        _requests.Add(1, new KeyValuePair<string, object?>(DoorTag, door), new KeyValuePair<string, object?>("status", Statuses[status]));
        _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>(DoorTag, door));
    }

    /// <summary>Counts a request whose client went away.</summary>
    public void Lost(string door) => _lost.Add(1, new KeyValuePair<string, object?>(DoorTag, door));

    public void Dispose() => _meter.Dispose();
}
