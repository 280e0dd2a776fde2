namespace SEFramework.Simulator.Han;

/// <summary>
/// What a home draws over time: a daily profile of hourly mean power, varied per quarter of an hour. The variation is computed from a
/// seed and the time alone, so the energy between two moments is always the same, in whatever order it is asked for.
/// </summary>
public sealed class LoadCurve
{
    /// <summary>Time during which the power is constant.</summary>
    public static readonly TimeSpan Slot = TimeSpan.FromMinutes(15);

    private readonly double[] _hourlyWatts;
    private readonly double _variation;
    private readonly ulong _seed;

    /// <summary>Creates a curve.</summary>
    /// <param name="hourlyWatts">Mean power of the hours 0 to 23 UTC, watts, 24 finite values; negative while the home feeds in.</param>
    /// <param name="variation">Largest deviation from the mean, 0 to 1 of it.</param>
    /// <param name="seed">Seed of the variation.</param>
    /// <exception cref="ArgumentException">Not 24 finite values, or the variation is out of range.</exception>
    public LoadCurve(IReadOnlyList<double> hourlyWatts, double variation, int seed)
    {
        ArgumentNullException.ThrowIfNull(hourlyWatts);
        if (hourlyWatts.Count != 24 || !hourlyWatts.All(double.IsFinite))
        {
            throw new ArgumentException("A load curve needs 24 finite values, one mean power in watts for each hour of the day.", nameof(hourlyWatts));
        }

        if (!(variation is >= 0 and <= 1))
        {
            throw new ArgumentException("The variation of a load curve is a share from 0 to 1.", nameof(variation));
        }

        _hourlyWatts = [.. hourlyWatts];
        _variation = variation;
        _seed = (ulong)(uint)seed;
    }

    /// <summary>A household of about 10 kWh a day: low at night, peaks in the morning and the evening.</summary>
    /// <param name="seed">Seed of the variation.</param>
    public static LoadCurve Household(int seed) => new(
        [180, 160, 150, 150, 160, 220, 480, 720, 560, 380, 340, 360, 480, 420, 360, 340, 400, 620, 860, 920, 780, 620, 420, 260], 0.35, seed);

    /// <summary>The gas of a heated household, litres an hour in place of watts: about 7 cubic metres a day, most in the morning and the
    /// evening.</summary>
    /// <param name="seed">Seed of the variation.</param>
    public static LoadCurve Heating(int seed) => new(
        [80, 80, 80, 80, 120, 360, 620, 640, 420, 280, 240, 220, 220, 220, 240, 260, 340, 480, 560, 540, 420, 260, 140, 100], 0.25, seed);

    /// <summary>The water of a household, litres an hour in place of watts: about 300 litres a day.</summary>
    /// <param name="seed">Seed of the variation.</param>
    public static LoadCurve Water(int seed) => new(
        [1, 1, 0, 0, 1, 8, 28, 34, 22, 12, 10, 12, 16, 12, 8, 8, 10, 18, 26, 28, 20, 14, 8, 3], 0.6, seed);

    /// <summary>The same power all the time.</summary>
    /// <param name="watts">The power, watts.</param>
    public static LoadCurve Constant(double watts) => new([.. Enumerable.Repeat(watts, 24)], 0, 0);

    /// <summary>The power at a moment.</summary>
    /// <param name="at">The moment.</param>
    /// <returns>Watts.</returns>
    public double PowerAt(DateTimeOffset at)
    {
        var slot = at.UtcTicks / Slot.Ticks;
        var mean = _hourlyWatts[(int)(at.UtcTicks / TimeSpan.TicksPerHour % 24)];
        return mean * (1 + (_variation * Noise(slot)));
    }

    /// <summary>The energy delivered to the home between two moments.</summary>
    /// <param name="from">The earlier moment.</param>
    /// <param name="to">The later moment; before <paramref name="from"/> counts as the same moment.</param>
    /// <returns>Watt-hours; not negative.</returns>
    public double DeliveredBetween(DateTimeOffset from, DateTimeOffset to) => EnergyBetween(from, to, 1);

    /// <summary>The energy received from the home between two moments.</summary>
    /// <param name="from">The earlier moment.</param>
    /// <param name="to">The later moment; before <paramref name="from"/> counts as the same moment.</param>
    /// <returns>Watt-hours; not negative.</returns>
    public double ReceivedBetween(DateTimeOffset from, DateTimeOffset to) => EnergyBetween(from, to, -1);

    private double EnergyBetween(DateTimeOffset from, DateTimeOffset to, int direction)
    {
        double wattHours = 0;
        var position = from.UtcTicks;
        var end = to.UtcTicks;
        while (position < end)
        {
            var next = Math.Min(end, ((position / Slot.Ticks) + 1) * Slot.Ticks);
            var watts = direction * PowerAt(new DateTimeOffset(position, TimeSpan.Zero));
            wattHours += Math.Max(watts, 0) * (next - position) / TimeSpan.TicksPerHour;
            position = next;
        }

        return wattHours;
    }

    // SplitMix64 of seed and slot, mapped to -1..1: the same for a slot in every run.
    private double Noise(long slot)
    {
        var z = (_seed << 32) + ((ulong)slot * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return ((z >> 11) * (2.0 / (1UL << 53))) - 1;
    }
}
