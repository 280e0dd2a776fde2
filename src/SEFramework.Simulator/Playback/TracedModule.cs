using System.Buffers;
using SEFramework.Radio.Tracing;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Simulator.Module;
using SEFramework.Simulator.Scheduling;

namespace SEFramework.Simulator.Playback;

/// <summary>
/// A module that plays a trace: to each frame of its host it says what the traced module said to the same frame, after the same delay. Frame ids and
/// transaction sequence numbers are the host's own. What the traced module said of itself follows the frame of the host that it followed then; when
/// the host is much later with that frame than it was then, it comes without.
/// </summary>
public sealed class TracedModule : IVirtualModule, IDisposable
{
    private const int FrameIdPlace = 1;
    private const int AtNamePlace = 2;

    // How late a host may be before what was said of itself comes anyway.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly SimulationScheduler _scheduler;
    private readonly TraceScript _script;
    private readonly TurnBook _book;
    private readonly XBeeFrameDecoder _decoder;
    private readonly ArrayBufferWriter<byte> _line = new(XBeeFrameFormat.MaximumFrameData);
    private int _session;
    private bool _powered;
    private bool _begun;

    /// <summary>Creates a module without power.</summary>
    /// <param name="frames">The trace.</param>
    /// <param name="time">The clock of the delays.</param>
    public TracedModule(IReadOnlyList<TracedFrame> frames, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(frames);
        _scheduler = new SimulationScheduler(time, seed: 0);
        _script = TraceScript.Read(frames);
        _book = new TurnBook(_script.Turns);
        _decoder = new XBeeFrameDecoder(_script.Mode);
    }

    /// <inheritdoc />
    public Action<byte[]>? Output { get; set; }

    /// <summary>Hears of frames of the host that the trace does not have. They are refused as a module refuses: an AT command with ERROR, a transmission with
    /// "address not found".</summary>
    public Action<byte[]>? Unknown { get; set; }

    /// <summary>Number of frames of the host in the trace.</summary>
    public int Turns => _script.Turns.Count;

    /// <summary>Number of those that came.</summary>
    public int Played => _scheduler.Read(() => _book.Played);

    /// <inheritdoc />
    public void Input(ReadOnlySpan<byte> data)
    {
        var copy = data.ToArray();
        _scheduler.Run(() => Accept(copy));
    }

    /// <inheritdoc />
    public void PowerOn() => _scheduler.Run(() =>
    {
        _powered = true;
        _decoder.Reset();
    });

    /// <inheritdoc />
    public void PowerOff() => _scheduler.Run(() =>
    {
        _powered = false;
        _session++;
    });

    /// <inheritdoc />
    public void Dispose() => _scheduler.Dispose();

    private void Accept(byte[] data)
    {
        ReadOnlySpan<byte> input = data;
        while (_powered && _decoder.TryRead(ref input, out var frameData))
        {
            Begin();
            Handle(frameData.ToArray());
        }
    }

    // Time begins with the first frame of the host: before it, nobody listens.
    private void Begin()
    {
        if (_begun)
        {
            return;
        }

        _begun = true;
        foreach (var line in _script.Opening)
        {
            Say(line.FrameData, line.Delay);
        }

        foreach (var turn in _script.Turns.Where(static t => t.Followers.Count > 0))
        {
            _scheduler.Schedule(turn.Offset + Grace, () => Follow(turn));
        }
    }

    private void Handle(byte[] frameData)
    {
        if (_book.Find(frameData) is not var (turn, isWhole))
        {
            Refuse(frameData);
            Unknown?.Invoke(frameData);
            return;
        }

        foreach (var answer in turn.Answers.Where(a => isWhole || FrameSignature.HasFrameId(a.FrameData)))
        {
            Say(AsAnswer(answer.FrameData, turn.FrameData, frameData), answer.Delay, ModeAfter(frameData));
        }

        Follow(turn);
    }

    private void Follow(HostTurn turn)
    {
        if (_book.TakeFollowers(turn))
        {
            foreach (var follower in turn.Followers)
            {
                Say(follower.FrameData, follower.Delay);
            }
        }
    }

    // The ids of the host in the place of those in the trace.
    private static byte[] AsAnswer(byte[] answer, byte[] traced, byte[] sent)
    {
        var copy = (byte[])answer.Clone();
        if (FrameSignature.HasFrameId(copy))
        {
            copy[FrameIdPlace] = sent[FrameIdPlace];
        }
        else if (FrameSignature.SequencePlace(copy) is { } place && FrameSignature.SequencePlace(sent) is { } there && FrameSignature.SequencePlace(traced) is not null)
        {
            copy[place] = sent[there];
        }

        return copy;
    }

    private void Refuse(byte[] frameData)
    {
        if (!FrameSignature.HasFrameId(frameData) || frameData[FrameIdPlace] == 0)
        {
            return;
        }

        byte[]? refusal = (XBeeFrameType)frameData[0] switch
        {
            XBeeFrameType.AtCommand or XBeeFrameType.QueuedAtCommand when frameData.Length >= AtNamePlace + 2 =>
                [(byte)XBeeFrameType.AtResponse, frameData[FrameIdPlace], frameData[AtNamePlace], frameData[AtNamePlace + 1], (byte)AtStatus.Error],
            XBeeFrameType.TransmitRequest or XBeeFrameType.ExplicitTransmit =>
                [(byte)XBeeFrameType.TransmitStatus, frameData[FrameIdPlace], 0xFF, 0xFE, 0, (byte)SEFramework.Radio.TransmitStatus.AddressNotFound, 0],
            _ => null,
        };
        if (refusal is not null)
        {
            Say(refusal, TimeSpan.Zero);
        }
    }

    // A host that sets the mode is answered in the old one.
    private static XBeeApiMode? ModeAfter(byte[] sent) =>
        AtCommandFrame.TryRead(sent, out var command) && command.Command == AtCommands.ApiMode && command.Value is [.., var mode and (1 or 2)] ? (XBeeApiMode)mode : null;

    private void Say(byte[] frameData, TimeSpan delay, XBeeApiMode? modeAfter = null)
    {
        var session = _session;
        _scheduler.Schedule(delay, () =>
        {
            if (!_powered || session != _session)
            {
                return;
            }

            _line.ResetWrittenCount();
            XBeeFrameEncoder.Encode(frameData, _decoder.Mode, _line);
            Output?.Invoke(_line.WrittenSpan.ToArray());

            _decoder.Mode = modeAfter ?? _decoder.Mode;
        });
    }
}
