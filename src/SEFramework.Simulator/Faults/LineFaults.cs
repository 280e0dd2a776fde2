using System.Diagnostics.CodeAnalysis;
using SEFramework.Simulator.Scheduling;

namespace SEFramework.Simulator.Faults;

/// <summary>What goes wrong with the bytes of one direction of the serial line.</summary>
public sealed class LineFaults
{
    private int _corruptNext;
    private int _dropNext;

    /// <summary>Probability that a byte arrives changed.</summary>
    public double Corruption { get; set; }

    /// <summary>Probability that a byte does not arrive.</summary>
    public double Loss { get; set; }

    /// <summary>Probability that a byte arrives twice.</summary>
    public double Duplication { get; set; }

    /// <summary>Time every piece of data takes on top of the line's own.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Changes the next bytes.</summary>
    /// <param name="count">How many.</param>
    public void CorruptNext(int count) => _corruptNext = count;

    /// <summary>Drops the next bytes.</summary>
    /// <param name="count">How many.</param>
    public void DropNext(int count) => _dropNext = count;

    /// <summary>Everything works again.</summary>
    public void Clear()
    {
        Corruption = 0;
        Loss = 0;
        Duplication = 0;
        Delay = TimeSpan.Zero;
        _corruptNext = 0;
        _dropNext = 0;
    }

    /// <summary>What is left of some bytes after the line.</summary>
    /// <param name="scheduler">Source of chance.</param>
    /// <param name="data">The bytes put on the line.</param>
    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "A simulation has to repeat; nothing secret comes from here.")]
    internal byte[] Apply(SimulationScheduler scheduler, ReadOnlySpan<byte> data)
    {
        if (_corruptNext == 0 && _dropNext == 0 && Corruption <= 0 && Loss <= 0 && Duplication <= 0)
        {
            return data.ToArray();
        }

        var result = new List<byte>(data.Length * 2);
        foreach (var original in data)
        {
            if (_dropNext > 0)
            {
                _dropNext--;
                continue;
            }

            if (scheduler.Happens(Loss))
            {
                continue;
            }

            var octet = original;
            if (_corruptNext > 0 || scheduler.Happens(Corruption))
            {
                _corruptNext -= _corruptNext > 0 ? 1 : 0;
                octet ^= (byte)scheduler.Random.Next(1, 256);
            }

            result.Add(octet);
            if (scheduler.Happens(Duplication))
            {
                result.Add(octet);
            }
        }

        return [.. result];
    }
}
