using SEFramework.Radio;

namespace SEFramework.Simulator.Faults;

/// <summary>
/// What goes wrong on the air, for one node or for the whole network. Probabilities are drawn from the home's seeded chance; 0 is never,
/// 1 always. Set it inside an action of the home's scheduler, or through the home's own members.
/// </summary>
public sealed class AirFaults
{
    /// <summary>How long a frame waits for another to overtake it.</summary>
    public static readonly TimeSpan LongestOvertaking = TimeSpan.FromSeconds(1);

    private TransmitStatus _failure;
    private int _failures;

    /// <summary>Probability that a frame to the node is lost; its sender hears of it (0x21, no acknowledgement).</summary>
    public double LossToNode { get; set; }

    /// <summary>Probability that a frame from the node is lost without anybody noticing.</summary>
    public double LossFromNode { get; set; }

    /// <summary>Probability that a frame from the node arrives twice.</summary>
    public double Duplication { get; set; }

    /// <summary>Probability that a frame from the node is overtaken by the next one. A frame that nothing overtakes arrives after
    /// <see cref="LongestOvertaking"/>.</summary>
    public double Reordering { get; set; }

    /// <summary>Time a frame to or from the node takes on top of the network's latency.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Whether frames from the node come in without its extended address, as real modules deliver some
    /// (reference 07, section 4.3).</summary>
    public bool HideExtendedAddress { get; set; }

    /// <summary>Makes sends to the node fail with a chosen status.</summary>
    /// <param name="status">The verdict.</param>
    /// <param name="count">How many sends fail; <see cref="int.MaxValue"/> for all until <see cref="Clear"/>.</param>
    public void FailTransmissions(TransmitStatus status, int count = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _failure = status;
        _failures = count;
    }

    /// <summary>Everything works again.</summary>
    public void Clear()
    {
        LossToNode = 0;
        LossFromNode = 0;
        Duplication = 0;
        Reordering = 0;
        Delay = TimeSpan.Zero;
        HideExtendedAddress = false;
        _failures = 0;
    }

    /// <summary>A frame that waits to be overtaken, or null.</summary>
    internal Action? Overtaken { get; set; }

    internal bool TakeFailure(out TransmitStatus status)
    {
        status = _failure;
        if (_failures == 0)
        {
            return false;
        }

        _failures -= _failures == int.MaxValue ? 0 : 1;
        return true;
    }
}
