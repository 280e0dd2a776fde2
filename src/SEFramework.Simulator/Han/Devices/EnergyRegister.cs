namespace SEFramework.Simulator.Han.Devices;

/// <summary>
/// Counts the energy of a load curve as time goes by. One step is a watt-hour. A clock that is set back stops it until the time is
/// reached again, so that it never runs backwards.
/// </summary>
public sealed class EnergyRegister
{
    private const ulong RegisterModulus = 1UL << 48;
    private const ulong LargestInterval = 0xFFFFFE;
    private const long LargestDemand = 0x7FFFFF;

    private readonly LoadCurve _curve;
    private readonly TimeProvider _time;
    private DateTimeOffset _countedTo;
    private double _delivered;
    private double _received;

    /// <summary>Creates a register that starts now.</summary>
    /// <param name="curve">What it counts.</param>
    /// <param name="timeProvider">The home's clock.</param>
    /// <param name="initialWattHours">Delivered energy it starts from, watt-hours; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The start is negative.</exception>
    public EnergyRegister(LoadCurve curve, TimeProvider timeProvider, long initialWattHours)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentOutOfRangeException.ThrowIfNegative(initialWattHours);
        _curve = curve;
        _time = timeProvider;
        _countedTo = timeProvider.GetUtcNow();
        _delivered = initialWattHours;
    }

    /// <summary>The meter's time.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Energy delivered to the home, watt-hours; 48 bits, then it starts from zero.</summary>
    public ulong Delivered
    {
        get
        {
            Count();
            return (ulong)_delivered % RegisterModulus;
        }
    }

    /// <summary>Energy received from the home, watt-hours; 48 bits, then it starts from zero.</summary>
    public ulong Received
    {
        get
        {
            Count();
            return (ulong)_received % RegisterModulus;
        }
    }

    /// <summary>Power of the moment, watts, as far as 24 bits hold it; negative while the home feeds in.</summary>
    public long Demand => Math.Clamp((long)Math.Round(_curve.PowerAt(Now)), -LargestDemand, LargestDemand);

    /// <summary>Energy delivered on a day, UTC, as far as it has passed.</summary>
    /// <param name="days">0 today, -1 yesterday.</param>
    /// <returns>Watt-hours, at most 0xFFFFFE.</returns>
    public ulong DeliveredOn(int days)
    {
        var start = new DateTimeOffset(Now.UtcDateTime.Date, TimeSpan.Zero).AddDays(days);
        var end = start.AddDays(1);
        return Math.Min((ulong)_curve.DeliveredBetween(start, end < Now ? end : Now), LargestInterval);
    }

    /// <summary>Energy of an interval of the load profile.</summary>
    /// <param name="from">Its start.</param>
    /// <param name="to">Its end.</param>
    /// <param name="received">Received from the home; otherwise delivered to it.</param>
    /// <returns>Watt-hours, at most 0xFFFFFE.</returns>
    public ulong Interval(DateTimeOffset from, DateTimeOffset to, bool received)
    {
        var energy = received ? _curve.ReceivedBetween(from, to) : _curve.DeliveredBetween(from, to);
        return Math.Min((ulong)Math.Round(energy), LargestInterval);
    }

    private void Count()
    {
        var now = Now;
        if (now > _countedTo)
        {
            _delivered += _curve.DeliveredBetween(_countedTo, now);
            _received += _curve.ReceivedBetween(_countedTo, now);
            _countedTo = now;
        }
    }
}
