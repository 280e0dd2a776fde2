using SEFramework.Simulator.Scheduling;
using SEFramework.Testing;

namespace SEFramework.Simulator.Tests.Scheduling;

[TestClass]
public sealed class SimulationSchedulerTests
{
    private readonly ManualTimeProvider _time = new();

    [TestMethod]
    public void An_action_inside_an_action_runs_after_it()
    {
        using var scheduler = new SimulationScheduler(_time, 1);
        var order = new List<int>();
        scheduler.Run(() =>
        {
            scheduler.Run(() => order.Add(2));
            scheduler.Schedule(TimeSpan.Zero, () => order.Add(3));
            order.Add(1);
        });
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, order);
    }

    [TestMethod]
    public void Later_actions_run_in_the_order_of_their_times_and_then_of_their_making()
    {
        using var scheduler = new SimulationScheduler(_time, 1);
        var order = new List<string>();
        scheduler.Schedule(TimeSpan.FromSeconds(2), () => order.Add($"c {_time.GetUtcNow():ss}"));
        scheduler.Schedule(TimeSpan.FromSeconds(1), () => order.Add($"a {_time.GetUtcNow():ss}"));
        scheduler.Schedule(TimeSpan.FromSeconds(1), () => order.Add($"b {_time.GetUtcNow():ss}"));
        _time.Advance(TimeSpan.FromSeconds(5));
        CollectionAssert.AreEqual(new[] { "a 01", "b 01", "c 02" }, order);
    }

    [TestMethod]
    public void A_cancelled_action_does_not_run()
    {
        using var scheduler = new SimulationScheduler(_time, 1);
        var ran = false;
        scheduler.Schedule(TimeSpan.FromSeconds(1), () => ran = true).Dispose();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.IsFalse(ran);
    }

    [TestMethod]
    public void An_action_may_repeat_itself()
    {
        using var scheduler = new SimulationScheduler(_time, 1);
        var count = 0;
        void Again()
        {
            count++;
            scheduler.Schedule(TimeSpan.FromSeconds(10), Again);
        }

        scheduler.Run(Again);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.AreEqual(61, count);
    }

    [TestMethod]
    public void Actions_of_many_threads_never_overlap()
    {
        using var scheduler = new SimulationScheduler(TimeProvider.System, 1);
        var inside = 0;
        var overlaps = 0;
        var done = 0;
        Parallel.For(0, 500, _ => scheduler.Run(() =>
        {
            overlaps += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
            done++;
            Interlocked.Decrement(ref inside);
        }));
        Assert.AreEqual(500, scheduler.Read(() => done));
        Assert.AreEqual(0, overlaps);
    }

    [TestMethod]
    public void After_an_action_that_failed_the_next_one_runs()
    {
        using var scheduler = new SimulationScheduler(_time, 1);
        Assert.ThrowsExactly<InvalidOperationException>(() => scheduler.Run(() => throw new InvalidOperationException()));
        var ran = false;
        scheduler.Run(() => ran = true);
        Assert.IsTrue(ran);
    }

    [TestMethod]
    public void After_disposal_nothing_runs()
    {
        var scheduler = new SimulationScheduler(_time, 1);
        var ran = false;
        scheduler.Schedule(TimeSpan.FromSeconds(1), () => ran = true);
        scheduler.Dispose();
        scheduler.Run(() => ran = true);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.IsFalse(ran);
    }

    [TestMethod]
    public void The_same_seed_brings_the_same_chance()
    {
        using var first = new SimulationScheduler(_time, 5);
        using var second = new SimulationScheduler(_time, 5);
        var a = Enumerable.Range(0, 50).Select(_ => first.Happens(0.5)).ToArray();
        CollectionAssert.AreEqual(a, Enumerable.Range(0, 50).Select(_ => second.Happens(0.5)).ToArray());
        Assert.Contains(true, a);
        Assert.Contains(false, a);
        Assert.IsFalse(first.Happens(0));
        Assert.IsTrue(first.Happens(1));
    }
}
