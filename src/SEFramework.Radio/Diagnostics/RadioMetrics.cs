using System.Diagnostics.Metrics;
using System.Globalization;

namespace SEFramework.Radio.Diagnostics;

/// <summary>The counters of one radio. All carry the tag "port".</summary>
internal sealed class RadioMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "SEFramework.Radio";

    /// <summary>Tag values made once, so that counting a frame allocates nothing.</summary>
    private static readonly object[] TypeTags =
        [.. Enumerable.Range(0, 256).Select(static type => (object)string.Create(CultureInfo.InvariantCulture, $"0x{type:X2}"))];

    private readonly Meter _meter;
    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _bad;
    private readonly Counter<long> _unexpected;
    private readonly Counter<long> _discarded;
    private readonly Counter<long> _transmissions;
    private readonly Histogram<double> _transmitDuration;
    private readonly Counter<long> _commandTimeouts;
    private readonly Counter<long> _resets;
    private readonly Counter<long> _losses;
    private readonly Counter<long> _dropped;

    public RadioMetrics(string port)
    {
        _meter = new Meter(MeterName, null, [new("port", port)]);
        _received = _meter.CreateCounter<long>("seframework.radio.frames.received", "{frame}", "Frames from the radio, by type");
        _sent = _meter.CreateCounter<long>("seframework.radio.frames.sent", "{frame}", "Frames to the radio, by type");
        _bad = _meter.CreateCounter<long>("seframework.radio.frames.bad", "{frame}", "Frames that could not be read, by reason");
        _unexpected = _meter.CreateCounter<long>("seframework.radio.frames.unexpected", "{frame}", "Good frames that nobody waits for, by reason");
        _discarded = _meter.CreateCounter<long>("seframework.radio.bytes.discarded", "By", "Received bytes that belong to no frame");
        _transmissions = _meter.CreateCounter<long>("seframework.radio.transmissions", "{frame}", "APS frames sent, by verdict");
        _transmitDuration = _meter.CreateHistogram<double>("seframework.radio.transmit.duration", "s", "Time from sending an APS frame to its verdict");
        _commandTimeouts = _meter.CreateCounter<long>(
            "seframework.radio.command.timeouts", "{command}", "Commands that the radio did not answer in time");
        _resets = _meter.CreateCounter<long>("seframework.radio.resets", "{reset}", "Resets reported by the radio");
        _losses = _meter.CreateCounter<long>("seframework.radio.losses", "{loss}", "Times the radio was lost");
        _dropped = _meter.CreateCounter<long>(
            "seframework.radio.receptions.dropped", "{frame}", "Received APS frames dropped because their reader does not keep up");
    }

    public void FrameReceived(byte type) => _received.Add(1, new KeyValuePair<string, object?>("type", TypeTags[type]));

    public void FrameSent(byte type) => _sent.Add(1, new KeyValuePair<string, object?>("type", TypeTags[type]));

    public void BadFrames(string reason, long count)
    {
        if (count > 0)
        {
            _bad.Add(count, new KeyValuePair<string, object?>("reason", reason));
        }
    }

    public void UnexpectedFrame(string reason) => _unexpected.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void BytesDiscarded(long count)
    {
        if (count > 0)
        {
            _discarded.Add(count);
        }
    }

    public void Transmitted(TransmitStatus status, TimeSpan duration)
    {
        _transmissions.Add(1, new KeyValuePair<string, object?>("status", status.ToString()));
        _transmitDuration.Record(duration.TotalSeconds);
    }

    public void CommandTimedOut() => _commandTimeouts.Add(1);

    public void Reset() => _resets.Add(1);

    public void Lost() => _losses.Add(1);

    public void ReceptionDropped() => _dropped.Add(1);

    public void Dispose() => _meter.Dispose();
}
