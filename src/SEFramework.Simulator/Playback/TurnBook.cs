using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Simulator.Playback;

/// <summary>Knows which turns of the host have come, and finds the one that a frame is.</summary>
/// <param name="turns">The turns, in order.</param>
internal sealed class TurnBook(IReadOnlyList<HostTurn> turns)
{
    private readonly ILookup<string, HostTurn> _exact = turns.ToLookup(static t => FrameSignature.Exact(t.FrameData));
    private readonly ILookup<string, HostTurn> _loose = turns.ToLookup(static t => FrameSignature.Loose(t.FrameData));
    private readonly HashSet<HostTurn> _played = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<HostTurn> _followed = new(ReferenceEqualityComparer.Instance);

    /// <summary>Number of turns that came.</summary>
    public int Played => _played.Count;

    /// <summary>
    /// Finds the turn of a frame: the next one with the same content; else the last such one again, for hosts that ask more often; else one that is about the same.
    /// </summary>
    /// <param name="frameData">The frame.</param>
    /// <returns>The turn, and whether it answers wholly: of a transmission with another content only the delivery is known. Null when there is none.</returns>
    public (HostTurn Turn, bool IsWhole)? Find(byte[] frameData)
    {
        var same = _exact[FrameSignature.Exact(frameData)];
        if (same.FirstOrDefault(t => !_played.Contains(t)) is { } next)
        {
            _played.Add(next);
            return (next, true);
        }

        if (same.LastOrDefault() is { } last)
        {
            return (last, true);
        }

        // Keys are hidden in traces, and times are others.
        var isTransmission = (XBeeFrameType)frameData[0] is XBeeFrameType.ExplicitTransmit or XBeeFrameType.TransmitRequest;
        var alike = _loose[FrameSignature.Loose(frameData)];
        if ((alike.FirstOrDefault(t => !_played.Contains(t)) ?? alike.LastOrDefault()) is not { } turn)
        {
            return null;
        }

        if (!isTransmission)
        {
            _played.Add(turn);
        }

        return (turn, !isTransmission);
    }

    /// <summary>Takes what follows a turn, once.</summary>
    /// <param name="turn">The turn.</param>
    /// <returns>Whether it was there to take.</returns>
    public bool TakeFollowers(HostTurn turn) => _followed.Add(turn);
}
