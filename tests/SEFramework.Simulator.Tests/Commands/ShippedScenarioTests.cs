using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Home;
using SEFramework.Testing;

namespace SEFramework.Simulator.Tests.Commands;

/// <summary>The scenarios of docs/scenarios, played whole on a clock by hand.</summary>
[TestClass]
public sealed class ShippedScenarioTests
{
    public static IEnumerable<object[]> Plays =>
        from file in Directory.EnumerateFiles(Folder, "*.txt").Select(Path.GetFileName)
        from variant in Enum.GetValues<HomeVariant>()
        where file != "utility-day.txt" || variant == HomeVariant.IpdRouter
        select new object[] { file!, variant };

    private static string Folder => Path.Combine(DocumentationTests.Root(), "docs", "scenarios");

    [TestMethod]
    [DynamicData(nameof(Plays))]
    public void Each_command_can_be_done(string file, HomeVariant variant)
    {
        var (home, failures) = Play(file, variant);
        using (home)
        {
            Assert.IsEmpty(failures);
            Assert.IsTrue(home.Devices.All(static device => device.IsListening && !device.IsSilent));
        }
    }

    [TestMethod]
    public void The_day_of_the_utility_ends_with_every_event_told_to_its_end()
    {
        var (home, _) = Play("utility-day.txt", HomeVariant.IpdRouter);
        using (home)
        {
            var state = HomeState.Of(home);
            string[] Of(string device, uint id) =>
            [
                .. state.ServicesInterface!.Replies
                    .Where(reply => reply.Id == id && reply.Kind == "ReportEventStatus" && reply.From == state.Devices.Single(candidate => candidate.Name == device).Address)
                    .Select(static reply => reply.Detail),
            ];
            CollectionAssert.AreEqual(new[] { "Received", "Started", "Cancelled" }, Of("load-switch", 1001));
            CollectionAssert.AreEqual(new[] { "Received", "Started", "Superseded" }, Of("load-switch", 1002));
            CollectionAssert.AreEqual(new[] { "Received", "Started", "Completed" }, Of("load-switch", 1003));
            Assert.IsEmpty(Of("load-switch", 1000), "not of its class");
            Assert.AreEqual("Received", Of("thermostat", 1000)[0]);
            var display = state.Devices.Single(static device => device.Name == "display").SmartEnergy!;
            Assert.AreEqual(103u, display.Prices!.Single().EventId);
            Assert.IsNull(display.Message);
        }
    }

    private static (SimulatedHome Home, List<string> Failures) Play(string file, HomeVariant variant)
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2024, 7, 1, 0, 0, 0, TimeSpan.Zero));
        var home = SimulatedHome.Build(HomeDescription.Default with { Variant = variant }, time, NullLogger.Instance);
        home.Module.PowerOn();
        var scenario = Scenario.Parse(File.ReadAllText(Path.Combine(Folder, file)));
        var failures = new List<string>();
        scenario.Play(home, NullLogger.Instance, (line, e) => failures.Add($"line {line}: {e.Message}"));
        time.Advance(scenario.Duration + TimeSpan.FromHours(2));
        return (home, failures);
    }
}
