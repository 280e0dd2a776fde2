using System.Text.RegularExpressions;
using SEFramework.Testing;

namespace SEFramework.Cli.Tests.CommandLine;

/// <summary>A manual page of linux-packaging/man, as far as it is compared with the command line that it describes.</summary>
internal sealed partial class ManualPage
{
    private readonly List<Section> _sections = [];

    private ManualPage(IEnumerable<string> lines)
    {
        var isTag = false;
        foreach (var line in lines.Select(static l => l.Replace("\\-", "-", StringComparison.Ordinal)))
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                _sections.Add(new Section(heading.Groups["name"].Value, IsBelow: heading.Groups["kind"].Value == "SS"));
            }
            else if (_sections is [.., var section])
            {
                // The words of a paragraph that describe one thing; the line before it, behind .TP, names the thing.
                section.Words.UnionWith(Words().Matches(line).Select(static m => m.Value));
                if (isTag)
                {
                    section.Tags.UnionWith(Words().Matches(line).Select(static m => m.Value));
                }
            }

            isTag = line == ".TP";
        }
    }

    /// <summary>First words of the headings of the second order.</summary>
    public IEnumerable<string> Subheadings => _sections.Where(static s => s.IsBelow).Select(static s => s.Name);

    /// <summary>Reads a page.</summary>
    /// <param name="name">Its file name, such as sefctl.1.</param>
    public static ManualPage Read(string name) => new(File.ReadLines(Path.Combine(ForeignTool.RepositoryRoot, "linux-packaging", "man", name)));

    /// <summary>The options that a section explains, each in the tag of a paragraph.</summary>
    /// <param name="heading">First word of the section's heading.</param>
    public IReadOnlyList<string> ExplainedOptions(string heading) => [.. Find(heading).Tags.Where(static w => w[0] == '-').Order(StringComparer.Ordinal)];

    /// <summary>Whether a section has a word in it.</summary>
    /// <param name="heading">First word of the section's heading.</param>
    /// <param name="word">The word.</param>
    public bool Mentions(string heading, string word) => Find(heading).Words.Contains(word);

    private Section Find(string heading)
    {
        var found = _sections.Where(s => s.Name == heading).ToList();
        Assert.HasCount(1, found, $"sections with the heading {heading}");
        return found[0];
    }

    [GeneratedRegex("^\\.(?<kind>S[HS]) (?<name>\\S+)")]
    private static partial Regex Heading();

    [GeneratedRegex("(?<![\\w:-])-{0,2}[A-Za-z][\\w:-]*")]
    private static partial Regex Words();

    private sealed record Section(string Name, bool IsBelow)
    {
        public HashSet<string> Words { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Tags { get; } = new(StringComparer.Ordinal);
    }
}
