using FsCheck;
using FsCheck.Fluent;
using SEFramework.Simulator.Han;

namespace SEFramework.Simulator.Tests.Han;

[TestClass]
public sealed class LoadCurveTests
{
    private static readonly DateTimeOffset Start = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public void Constant_power_gives_energy_by_the_hour()
    {
        var curve = LoadCurve.Constant(1500);
        Assert.AreEqual(1500, curve.PowerAt(Start.AddMinutes(7)));
        Assert.AreEqual(750, curve.DeliveredBetween(Start, Start.AddMinutes(30)), 1e-9);
        Assert.AreEqual(36000, curve.DeliveredBetween(Start, Start.AddDays(1)), 1e-6);
    }

    [TestMethod]
    public void Each_hour_has_its_own_mean()
    {
        var curve = new LoadCurve([.. Enumerable.Range(0, 24).Select(static hour => hour * 100.0)], 0, 0);
        Assert.AreEqual(0, curve.PowerAt(Start.AddMinutes(59)));
        Assert.AreEqual(100, curve.PowerAt(Start.AddHours(1)));
        Assert.AreEqual(2300, curve.PowerAt(Start.AddHours(23)));
        Assert.AreEqual(0, curve.PowerAt(Start.AddHours(24)));
        Assert.AreEqual(27600, curve.DeliveredBetween(Start, Start.AddDays(1)), 1e-6);
    }

    [TestMethod]
    public void A_household_uses_a_plausible_amount_and_never_feeds_in()
    {
        var day = LoadCurve.Household(3).DeliveredBetween(Start, Start.AddDays(1));
        Assert.IsInRange(7_000, 14_000, day);
        for (var at = Start; at < Start.AddDays(1); at += LoadCurve.Slot)
        {
            Assert.IsGreaterThan(0, LoadCurve.Household(3).PowerAt(at));
        }
    }

    [TestMethod]
    public void Seeds_differ_and_repeat()
    {
        Assert.AreNotEqual(LoadCurve.Household(1).PowerAt(Start), LoadCurve.Household(2).PowerAt(Start));
        Assert.AreEqual(LoadCurve.Household(1).PowerAt(Start), LoadCurve.Household(1).PowerAt(Start));
    }

    [TestMethod]
    public void Energy_adds_up_over_any_cut()
    {
        var curve = LoadCurve.Household(11);
        Prop.ForAll(
            ArbMap.Default.ArbFor<Tuple<ushort, ushort>>(),
            cut =>
            {
                var middle = Start.AddSeconds(cut.Item1);
                var end = middle.AddSeconds(cut.Item2);
                var whole = curve.DeliveredBetween(Start, end);
                return Math.Abs(whole - curve.DeliveredBetween(Start, middle) - curve.DeliveredBetween(middle, end)) < 1e-6;
            }).Check(Config.QuickThrowOnFailure.WithReplay(1, 3));
    }

    [TestMethod]
    public void What_is_fed_in_counts_as_received()
    {
        var curve = LoadCurve.Constant(-400);
        Assert.AreEqual(400, curve.ReceivedBetween(Start, Start.AddHours(1)), 1e-9);
        Assert.AreEqual(0, curve.DeliveredBetween(Start, Start.AddHours(1)));
    }

    [TestMethod]
    public void Time_that_runs_backwards_uses_nothing() => Assert.AreEqual(0, LoadCurve.Constant(1000).DeliveredBetween(Start.AddHours(1), Start));

    [TestMethod]
    [DataRow(23, 0.1)]
    [DataRow(25, 0.1)]
    [DataRow(24, 1.1)]
    [DataRow(24, -0.1)]
    [DataRow(24, double.NaN)]
    public void Nonsense_is_refused(int hours, double variation) =>
        Assert.ThrowsExactly<ArgumentException>(() => new LoadCurve([.. Enumerable.Repeat(1.0, hours)], variation, 0));

    [TestMethod]
    public void Values_that_are_no_power_are_refused() =>
        Assert.ThrowsExactly<ArgumentException>(() => new LoadCurve([.. Enumerable.Repeat(double.NaN, 24)], 0, 0));
}
