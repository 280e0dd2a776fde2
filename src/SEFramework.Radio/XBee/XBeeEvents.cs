using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SEFramework.Radio.Diagnostics;

namespace SEFramework.Radio.XBee;

/// <summary>
/// The events for the one reader above. Received frames are dropped when the reader is far behind, as a radio does; what tells of the
/// radio's state never is.
/// </summary>
internal sealed class XBeeEvents(int backlog, RadioMetrics metrics, ILogger logger)
{
    private readonly Channel<RadioEvent> _channel = Channel.CreateUnbounded<RadioEvent>();
    private int _dropping;

    public ChannelReader<RadioEvent> Reader => _channel.Reader;

    public void Report(RadioEvent radioEvent)
    {
        if (radioEvent is ApsFrameReceived && _channel.Reader.Count >= backlog)
        {
            metrics.ReceptionDropped();
            if (Interlocked.Exchange(ref _dropping, 1) == 0)
            {
                RadioLog.ReceptionDropped(logger);
            }

            return;
        }

        _channel.Writer.TryWrite(radioEvent);
    }

    public void Complete() => _channel.Writer.TryComplete();
}
