using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Simulator.Commands;

namespace SEFramework.Simulator.Tests.Commands;

/// <summary>Scripted scenarios on a clock by hand.</summary>
[TestClass]
public sealed class ScenarioTests
{
    private const string Story = """
        # A meter that fails.
        at 3600 speak meter      # an hour later

        at 60.5 silence meter
        at 60.5 fail meter 0x21 1
        at 7200 leave toaster
        at 7201 power-off meter
        """;

    [TestMethod]
    public void It_plays_on_the_clock_of_the_home_and_tells_of_what_cannot_be_done()
    {
        using var rig = new HomeRig();
        var failures = new List<(int Line, HomeCommandError Error)>();
        var scenario = Scenario.Parse(Story);
        Assert.AreEqual(5, scenario.Count);
        Assert.AreEqual(TimeSpan.FromSeconds(7201), scenario.Duration);
        scenario.Play(rig.Home, NullLogger.Instance, (line, e) => failures.Add((line, e.Error)));
        rig.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.IsFalse(rig.Meter.IsSilent);
        rig.Time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.IsTrue(rig.Meter.IsSilent);
        rig.Time.Advance(TimeSpan.FromHours(1));
        Assert.IsFalse(rig.Meter.IsSilent);
        rig.Time.Advance(TimeSpan.FromHours(1));
        CollectionAssert.AreEqual(new[] { (6, HomeCommandError.UnknownDevice) }, failures);
        Assert.IsFalse(rig.Meter.IsPowered, "the story went on");
    }

    [TestMethod]
    [DataRow("at 1 leave meter\nsilence meter", "Line 2", HomeCommandError.Malformed)]
    [DataRow("at soon leave meter", "Line 1", HomeCommandError.Malformed)]
    [DataRow("at -1 leave meter", "Line 1", HomeCommandError.Malformed)]
    [DataRow("at 99999999999 leave meter", "Line 1", HomeCommandError.Malformed)]
    [DataRow("\n\nat 5 dance meter", "Line 3", HomeCommandError.UnknownCommand)]
    [DataRow("at 5 leave", "Line 1", HomeCommandError.WrongArgumentCount)]
    [DataRow("at 5 fault meter loss", "Line 1", HomeCommandError.WrongArgumentCount)]
    public void Lines_that_cannot_be_read_are_named(string text, string named, HomeCommandError error)
    {
        var failure = Assert.ThrowsExactly<HomeCommandException>(() => Scenario.Parse(text));
        Assert.StartsWith(named, failure.Message);
        Assert.AreEqual(error, failure.Error);
    }
}
