using System.Reflection;
using SEFramework.Conformance.Playing;
using SEFramework.Conformance.Reporting;
using SEFramework.Conformance.Sessions;
using SEFramework.Testing;

namespace SEFramework.Conformance.Tests;

/// <summary>Plays every session against a running daemon on the simulated home: real HTTP, real XML, real XBee frames on a pseudo terminal.</summary>
[TestClass]
public sealed class SessionSuite
{
    // Sessions in which time passes run at this speed: a minute a second, slow enough for the radio's answers to be in time.
    private const int FastClock = 60;

    private static readonly SessionTally Tally = new();
    private static readonly DateTimeOffset Started = TimeProvider.System.GetUtcNow();

    public static IEnumerable<object[]> Files => SessionFileTests.Files;

    public TestContext TestContext { get; set; } = null!;

    /// <summary>Where the counts of the last run are, for .ci/run to print.</summary>
    private static string ReportFolder => Path.Combine(ForeignTool.RepositoryRoot, "artifacts", "conformance");

    public static string DisplayName(MethodInfo method, object[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var file = (string)data[0];
        var fails = SessionFile.Read(Path.Combine(SessionFileTests.Folder(), file)).Fails;
        return Path.ChangeExtension(file, null).Replace('\\', '/') + (fails is null ? string.Empty : $" (expected to fail: {fails})");
    }

    [ClassCleanup]
    public static void WriteCounts()
    {
        Directory.CreateDirectory(ReportFolder);
        var summary = Tally.Summarize();
        File.WriteAllText(Path.Combine(ReportFolder, "summary.txt"), summary);
        JUnitReport.Write(Tally.Results, Started).Save(Path.Combine(ReportFolder, "junit.xml"));
        Console.Write(summary);
    }

    [TestMethod]
    [DynamicData(nameof(Files), DynamicDataDisplayName = nameof(DisplayName))]
    public async Task Session(string file)
    {
        var session = SessionFile.Read(Path.Combine(SessionFileTests.Folder(), file));
        await using var daemon = await DaemonProcess.StartAsync(
            session.Variant,
            SessionFileTests.Home(session.Home),
            session.Steps.Any(static step => step is PassStep) ? FastClock : 1,
            traced: session.Steps.Any(static step => step is RadioStep));
        var result = await new SessionPlayer(daemon, TimeProvider.System).PlayAsync(session, TestContext.CancellationToken);
        Tally.Add(result);
        Assert.AreNotEqual(SessionOutcome.NotPlayable, result.Outcome, result.Problem);
        if (session.Fails is { } topic)
        {
            Assert.IsFalse(result.Passed, $"{session.Name} passes now: remove its mark fails=\"{topic}\"");
            TestContext.WriteLine($"Expected to fail ({topic}): {result.Problem}");
            return;
        }

        Assert.IsTrue(result.Passed, $"{result.Problem}\n{daemon.Log}");
    }
}
