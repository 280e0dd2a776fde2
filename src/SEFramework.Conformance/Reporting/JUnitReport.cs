using System.Globalization;
using System.Xml.Linq;
using SEFramework.Conformance.Playing;
using SEFramework.Rpc.Xml;

namespace SEFramework.Conformance.Reporting;

/// <summary>Writes results in the XML form of JUnit, which build servers read: a suite for each interface, a case for each session.</summary>
public static class JUnitReport
{
    /// <summary>Makes the document.</summary>
    /// <param name="results">The results.</param>
    /// <param name="started">When the run began.</param>
    public static XDocument Write(IReadOnlyList<SessionResult> results, DateTimeOffset started)
    {
        ArgumentNullException.ThrowIfNull(results);
        var suites = new XElement("testsuites", new XAttribute("name", "sessions"));
        Count(suites, results);
        foreach (var group in results.GroupBy(static r => r.Session.Interface).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            var suite = new XElement("testsuite", new XAttribute("name", group.Key));
            Count(suite, [.. group]);
            suite.Add(new XAttribute("timestamp", started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)));
            suite.Add(group.Select(Case));
            suites.Add(suite);
        }

        return new XDocument(suites);
    }

    private static void Count(XElement element, IReadOnlyList<SessionResult> results) => element.Add(
        new XAttribute("tests", results.Count),
        new XAttribute("failures", results.Count(static r => !r.IsAsMarked)),
        new XAttribute("errors", 0),
        new XAttribute("skipped", results.Count(IsSkipped)),
        new XAttribute("time", Seconds(TimeSpan.FromTicks(results.Sum(static r => r.Duration.Ticks)))));

    private static bool IsSkipped(SessionResult result) => !result.Passed && result.IsAsMarked;

    private static XElement Case(SessionResult result)
    {
        var element = new XElement(
            "testcase",
            new XAttribute("classname", $"{result.Session.Interface}.{result.Session.Provenance}"),
            new XAttribute("name", result.Session.Name),
            new XAttribute("time", Seconds(result.Duration)));
        if (!result.IsAsMarked)
        {
            var message = result.Passed ? $"passes now: remove its mark fails=\"{result.Session.Fails}\"" : result.Problem ?? string.Empty;
            element.Add(new XElement("failure", new XAttribute("message", LegalXml.Clean(message)), LegalXml.Clean(message)));
        }
        else if (!result.Passed)
        {
            var reason = result.Outcome == SessionOutcome.NotPlayable ? $"not playable: {result.Problem}" : $"expected to fail ({result.Session.Fails}): {result.Problem}";
            element.Add(new XElement("skipped", new XAttribute("message", LegalXml.Clean(reason))));
        }

        return element;
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture);
}
