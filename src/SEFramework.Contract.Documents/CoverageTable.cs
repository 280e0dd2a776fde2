using System.Globalization;
using System.Text;
using SEFramework.Rpc.Contract;

namespace SEFramework.Contract.Documents;

/// <summary>The table of COMPATIBILITY.md: one row per message of the original.</summary>
internal static class CoverageTable
{
    public static string Write(ContractModel contract)
    {
        var text = new StringBuilder();
        var requests = contract.Requests.ToArray();
        var messages = contract.Interfaces.SelectMany(i => i.Messages).ToArray();
        text.Append(CultureInfo.InvariantCulture, $"\n{requests.Count(r => r.Planned is null)} of {requests.Length} requests and ")
            .Append(CultureInfo.InvariantCulture, $"{messages.Count(m => m.Planned is null)} of {messages.Length} response-only messages are implemented.\n\n");
        text.Append("| Message | Kind | Interface | Since | Known how | Source | Implemented |\n|---|---|---|---|---|---|---|\n");
        foreach (var definition in contract.Interfaces)
        {
            foreach (var message in definition.Requests.Concat(definition.Messages))
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{message.Name}` | {Kind(message)} | {string.Join(", ", message.SharedWith.Prepend(definition.Name))} | {message.Origin.Since ?? "?"} | ")
                    .Append(CultureInfo.InvariantCulture, $"{Words.Provenance(message.Origin.Provenance)} | {message.Origin.Source} | {Words.Planned(message.Planned)} |\n");
            }
        }

        return text.ToString();
    }

    private static string Kind(MessageDefinition message) => message switch
    {
        { Kind: MessageKind.Message } => "response only",
        { Response: null } => "request without response",
        _ => "request and response",
    };
}
