using SEFramework.Conformance.Playing;
using SEFramework.Conformance.Reporting;
using SEFramework.Conformance.Sessions;

namespace SEFramework.Conformance.Tests;

/// <summary>Counts and machine-readable report of a run.</summary>
[TestClass]
public sealed class ReportTests
{
    private static readonly SessionResult[] Results =
    [
        Result("good", null, SessionOutcome.Passed),
        Result("bad", null, SessionOutcome.Failed, "line 7: /a: expected '1', got '\u0001'"),
        Result("early", "reporting", SessionOutcome.Failed, "line 9"),
        Result("late", "prices", SessionOutcome.Passed),
        Result("far", null, SessionOutcome.NotPlayable, "line 3: no"),
    ];

    [TestMethod]
    public void Counts_are_by_interface_and_provenance_and_marks_are_named()
    {
        var tally = new SessionTally();
        foreach (var result in Results)
        {
            tally.Add(result);
        }

        var summary = tally.Summarize();
        StringAssert.Contains(summary, "by interface", StringComparison.Ordinal);
        StringAssert.Contains(summary, "by provenance", StringComparison.Ordinal);
        var all = summary.Split('\n').First(static line => line.TrimStart().StartsWith("all ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        CollectionAssert.AreEqual(new[] { "all", "5", "1", "1", "2", "1" }, all);
        StringAssert.Contains(summary, "early: expected to fail (reporting)", StringComparison.Ordinal);
        StringAssert.Contains(summary, "late: passes now, remove its mark (prices)", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Build_servers_can_read_it()
    {
        var root = JUnitReport.Write(Results, DateTimeOffset.UnixEpoch).Root!;
        Assert.AreEqual(("5", "2", "2"), ((string?)root.Attribute("tests"), (string?)root.Attribute("failures"), (string?)root.Attribute("skipped")));
        var cases = root.Descendants("testcase").ToDictionary(static c => (string)c.Attribute("name")!);
        Assert.IsEmpty(cases["good"].Elements());
        Assert.AreEqual("line 7: /a: expected '1', got '\uFFFD'", cases["bad"].Element("failure")!.Value);
        StringAssert.Contains((string?)cases["late"].Element("failure")!.Attribute("message"), "remove its mark", StringComparison.Ordinal);
        StringAssert.Contains((string?)cases["early"].Element("skipped")!.Attribute("message"), "expected to fail (reporting)", StringComparison.Ordinal);
        StringAssert.Contains((string?)cases["far"].Element("skipped")!.Attribute("message"), "not playable", StringComparison.Ordinal);
    }

    private static SessionResult Result(string name, string? fails, SessionOutcome outcome, string? problem = null) => new(
        new Session(name, "A summary.", "RPC_General_Interface", ["get_time"], "documented", "01 1", "esi-coordinator", "default", fails, []),
        outcome,
        problem,
        TimeSpan.FromMilliseconds(1500));
}
