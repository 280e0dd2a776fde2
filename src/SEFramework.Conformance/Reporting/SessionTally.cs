using System.Globalization;
using System.Text;
using SEFramework.Conformance.Playing;

namespace SEFramework.Conformance.Reporting;

/// <summary>Collects the results of a run and writes its counts by interface and by provenance. May be added to by several threads.</summary>
public sealed class SessionTally
{
    private static readonly (string Title, Func<SessionResult, bool> Counts)[] Columns =
    [
        ("sessions", static _ => true),
        ("passed", static r => r.Passed && r.IsAsMarked),
        ("expected to fail", static r => r.Outcome == SessionOutcome.Failed && r.IsAsMarked),
        ("failed", static r => !r.IsAsMarked),
        ("not playable", static r => r.Outcome == SessionOutcome.NotPlayable),
    ];

    private readonly Lock _gate = new();
    private readonly List<SessionResult> _results = [];

    /// <summary>The results so far, in the order of interface and name.</summary>
    public IReadOnlyList<SessionResult> Results
    {
        get
        {
            lock (_gate)
            {
                return [.. _results.OrderBy(static r => r.Session.Interface, StringComparer.Ordinal).ThenBy(static r => r.Session.Name, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Adds a result.</summary>
    /// <param name="result">The result.</param>
    public void Add(SessionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        lock (_gate)
        {
            _results.Add(result);
        }
    }

    /// <summary>The counts as a table for people, and below it the sessions that are expected to fail, with their topics.</summary>
    public string Summarize()
    {
        var results = Results;
        var text = new StringBuilder();
        Table(text, "interface", results, static r => r.Session.Interface);
        text.Append('\n');
        Table(text, "provenance", results, static r => r.Session.Provenance);
        foreach (var result in results.Where(static r => r.Session.Fails is not null))
        {
            var state = result.Passed ? "passes now, remove its mark" : "expected to fail";
            text.Append(CultureInfo.InvariantCulture, $"\n{result.Session.Name}: {state} ({result.Session.Fails})");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Table(StringBuilder text, string title, IReadOnlyList<SessionResult> results, Func<SessionResult, string> key)
    {
        var groups = results.GroupBy(key).OrderBy(static g => g.Key, StringComparer.Ordinal).Select(static g => (g.Key, Results: g.ToArray())).Append(("all", [.. results])).ToArray();
        var width = groups.Max(static g => g.Item1.Length);
        text.Append("by ".PadRight(3)).Append(title.PadRight(width));
        foreach (var (name, _) in Columns)
        {
            text.Append("  ").Append(name);
        }

        text.Append('\n');
        foreach (var (name, members) in groups)
        {
            text.Append("   ").Append(name.PadRight(width));
            foreach (var (column, counts) in Columns)
            {
                text.Append("  ").Append(members.Count(counts).ToString(CultureInfo.InvariantCulture).PadLeft(column.Length));
            }

            text.Append('\n');
        }
    }
}
