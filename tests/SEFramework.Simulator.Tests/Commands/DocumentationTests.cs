using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Home;
using SEFramework.Testing;

namespace SEFramework.Simulator.Tests.Commands;

/// <summary>docs/simulator.md says what the simulator does.</summary>
[TestClass]
public sealed partial class DocumentationTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Root(), "docs", "simulator.md"));

    [TestMethod]
    public void Each_command_is_in_it()
    {
        foreach (var name in HomeCommands.Help.Select(static command => command.Usage.Split(' ')[0]))
        {
            Assert.Contains($"`{name}", Text, $"docs/simulator.md does not name {name}");
        }
    }

    [TestMethod]
    public void Its_scenario_can_be_played() =>
        Assert.AreEqual(4, Scenario.Parse(string.Join('\n', Block("    at 10"))).Count);

    [TestMethod]
    public void Its_home_can_be_built()
    {
        using var home = SimulatedHome.Build(HomeDescription.Parse(string.Join('\n', Block("    {"))), new ManualTimeProvider(), NullLogger.Instance);
        Assert.HasCount(3, home.Devices);
    }

    [TestMethod]
    public void Each_kind_and_firmware_is_in_it()
    {
        foreach (var kind in Enum.GetNames<DeviceKind>())
        {
            Assert.Contains($"`{CapitalRegex().Replace(kind, "-$0").ToLowerInvariant().TrimStart('-')}`", Text);
        }

        foreach (var profile in SEFramework.Simulator.Module.FirmwareProfile.All)
        {
            Assert.Contains(profile.Id, Text);
        }
    }

    // The indented block whose first line begins so.
    private static IEnumerable<string> Block(string first) =>
        Text.Split('\n').SkipWhile(line => !line.StartsWith(first, StringComparison.Ordinal)).TakeWhile(static line => line.StartsWith("    ", StringComparison.Ordinal));

    internal static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "SEFramework.Net.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The test does not run inside the repository.");
        }

        return directory.FullName;
    }

    [GeneratedRegex("[A-Z]")]
    private static partial Regex CapitalRegex();
}
