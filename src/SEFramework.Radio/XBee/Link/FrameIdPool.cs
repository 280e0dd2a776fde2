using System.Threading.Channels;

namespace SEFramework.Radio.XBee.Link;

/// <summary>
/// Frame ids 1 to 255: they cycle, none is given again while it is outstanding, and of the free ones the longest unused comes first.
/// Source: reference 07, section 3.
/// </summary>
internal sealed class FrameIdPool
{
    private readonly Channel<byte> _free = Channel.CreateUnbounded<byte>();

    public FrameIdPool()
    {
        for (var id = 1; id <= byte.MaxValue; id++)
        {
            Release((byte)id);
        }
    }

    /// <summary>Takes a free id; waits while all are outstanding.</summary>
    public ValueTask<byte> TakeAsync(CancellationToken cancellationToken) => _free.Reader.ReadAsync(cancellationToken);

    /// <summary>Gives an id back.</summary>
    public void Release(byte frameId) => _free.Writer.TryWrite(frameId);
}
