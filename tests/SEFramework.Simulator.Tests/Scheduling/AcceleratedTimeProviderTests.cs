using SEFramework.Simulator.Scheduling;
using SEFramework.Testing;

namespace SEFramework.Simulator.Tests.Scheduling;

/// <summary>A clock that runs faster.</summary>
[TestClass]
public sealed class AcceleratedTimeProviderTests
{
    [TestMethod]
    public void Time_timestamps_and_timers_run_by_the_factor()
    {
        var clock = new ManualTimeProvider();
        var fast = new AcceleratedTimeProvider(clock, 60);
        var start = fast.GetUtcNow();
        Assert.AreEqual(clock.GetUtcNow(), start);
        var stamp = fast.GetTimestamp();
        var fired = new List<TimeSpan>();
        using var timer = fast.CreateTimer(_ => fired.Add(fast.GetUtcNow() - start), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.AreEqual(start.AddMinutes(6), fast.GetUtcNow());
        Assert.AreEqual(TimeSpan.FromMinutes(6), fast.GetElapsedTime(stamp));
        CollectionAssert.AreEqual(new[] { TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5) }, fired);
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.HasCount(3, fired);
    }

    [TestMethod]
    public void A_timer_is_never_early()
    {
        var clock = new ManualTimeProvider();
        var fast = new AcceleratedTimeProvider(clock, 3600);
        var start = fast.GetUtcNow();
        var fired = TimeSpan.Zero;
        using var timer = fast.CreateTimer(_ => fired = fast.GetUtcNow() - start, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsGreaterThanOrEqualTo(TimeSpan.FromSeconds(1), fired);
    }

    [TestMethod]
    [DataRow(0.5)]
    [DataRow(3601.0)]
    [DataRow(double.NaN)]
    public void It_runs_1_to_3600_times_faster(double factor) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new AcceleratedTimeProvider(TimeProvider.System, factor));
}
