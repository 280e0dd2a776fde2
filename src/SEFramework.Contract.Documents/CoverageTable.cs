using System.Globalization;
using System.Text;
using SEFramework.Conformance.Sessions;
using SEFramework.Rpc.Contract;

namespace SEFramework.Contract.Documents;

/// <summary>The table of COMPATIBILITY.md: one row per message of the original.</summary>
internal static class CoverageTable
{
    /// <summary>Folder of the session files, below the root of the repository.</summary>
    public const string SessionFolder = "tests/conformance/sessions";

    /// <summary>Writes the table.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="root">Folder of the repository, for its session files.</param>
    /// <exception cref="FormatException">A session file is not well formed.</exception>
    public static string Write(ContractModel contract, string root)
    {
        var sessions = ReadSessions(root);
        var played = sessions.SelectMany(s => s.Session.Messages.Distinct().Select(m => (Message: m, s.Path, s.Session))).ToLookup(s => s.Message, s => (s.Path, s.Session));
        var text = new StringBuilder();
        var requests = contract.Requests.ToArray();
        var messages = contract.Interfaces.SelectMany(i => i.Messages).ToArray();
        text.Append(CultureInfo.InvariantCulture, $"\n{requests.Count(r => r.Planned is null)} of {requests.Length} requests and ")
            .Append(CultureInfo.InvariantCulture, $"{messages.Count(m => m.Planned is null)} of {messages.Length} response-only messages are implemented. ")
            .Append(CultureInfo.InvariantCulture, $"{sessions.Count} recorded sessions play {requests.Concat(messages).Count(m => played.Contains(m.Name))} of them: ")
            .Append(string.Join(", ", sessions.GroupBy(s => s.Session.Provenance).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}")))
            .Append(".\n\n");
        text.Append("| Message | Kind | Interface | Since | Known how | Source | Implemented | Sessions |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var definition in contract.Interfaces)
        {
            foreach (var message in definition.Requests.Concat(definition.Messages))
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{message.Name}` | {Kind(message)} | {string.Join(", ", message.SharedWith.Prepend(definition.Name))} | {message.Origin.Since ?? "?"} | ")
                    .Append(CultureInfo.InvariantCulture, $"{Words.Provenance(message.Origin.Provenance)} | {message.Origin.Source} | {Words.Planned(message.Planned)} | {Sessions(played[message.Name])} |\n");
            }
        }

        return text.ToString();
    }

    private static List<(string Path, Session Session)> ReadSessions(string root)
    {
        var folder = Path.Combine(root, SessionFolder);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/')).Order(StringComparer.Ordinal).Select(p => (p, SessionFile.Read(Path.Combine(root, p))))]
            : [];
    }

    private static string Sessions(IEnumerable<(string Path, Session Session)> sessions)
    {
        var links = sessions.Select(s => $"[{s.Session.Name}]({s.Path}){(s.Session.Fails is { } topic ? $" (expected to fail: {topic})" : string.Empty)}").ToArray();
        return links.Length == 0 ? "none" : string.Join(", ", links);
    }

    private static string Kind(MessageDefinition message) => message switch
    {
        { Kind: MessageKind.Message } => "response only",
        { Response: null } => "request without response",
        _ => "request and response",
    };
}
