using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SEFramework.Rpc.Contract;

namespace SEFramework.Contract.Documents;

/// <summary>What the contract only infers, and for each the request whose recorded reply would settle it.</summary>
internal static partial class InferredTable
{
    private const string Drain = "<get_responses/>";

    /// <summary>Writes the table.</summary>
    /// <param name="contract">The contract.</param>
    public static string Write(ContractModel contract)
    {
        var rows = new List<(string Name, string Parts, string Settle)>();
        foreach (var request in contract.Requests)
        {
            Add(rows, request, Example(request) ?? $"<{request.Name} synchronous=\"true\"/>");
        }

        foreach (var message in contract.Interfaces.SelectMany(static i => i.Messages))
        {
            Add(rows, message, $"{Drain} once it has happened");
        }

        foreach (var record in contract.Records)
        {
            Add(rows, record, Carrier(contract, record));
        }

        foreach (var entry in contract.Registry.Where(static e => e.Origin.Provenance == Provenance.Inferred))
        {
            rows.Add((entry.Name, "the entry", $"<registry_configuration synchronous=\"true\"><name>{entry.Name}</name></registry_configuration>"));
        }

        foreach (var attributes in contract.OwnAttributes.Where(static a => a.Origin.Provenance == Provenance.Inferred))
        {
            var (number, side) = attributes.IsClient ? (1, "client") : (0, "server");
            rows.Add((string.Create(CultureInfo.InvariantCulture, $"cluster 0x{attributes.ClusterId:X4}, {side}, of the gateway itself"), "the attributes", string.Create(
                CultureInfo.InvariantCulture,
                $"<discover_attributes synchronous=\"true\"><cluster_id>0x{attributes.ClusterId:X4}</cluster_id><server_or_client>{number}</server_or_client><start_attribute_id>0</start_attribute_id><maximum_attribute_ids>32</maximum_attribute_ids></discover_attributes>")));
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\n{rows.Count} messages, records and entries have something that is only inferred.\n\n| Of | Inferred | Send this through the recorder |\n|---|---|---|\n");
        foreach (var (name, parts, settle) in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{name}` | {parts} | {Words.Cell(Send(settle))} |\n");
        }

        return text.ToString();
    }

    private static void Add(List<(string Name, string Parts, string Settle)> rows, MessageDefinition message, string settle)
    {
        var parts = new List<string>();
        if (message.Origin.Provenance == Provenance.Inferred)
        {
            parts.Add(message.Kind == MessageKind.Record ? "all of it" : "that it exists");
        }

        parts.AddRange(Parameters(message, message.Origin.Provenance));
        if (message.Response is { } response)
        {
            if (response.Origin.Provenance == Provenance.Inferred && message.Origin.Provenance != Provenance.Inferred)
            {
                parts.Add("the form of its response");
            }

            parts.AddRange(Parameters(response, response.Origin.Provenance).Select(static p => $"{p} of the response"));
        }

        if (parts.Count > 0)
        {
            rows.Add((message.Name, string.Join(", ", parts), settle));
        }
    }

    // Where the whole is inferred its parts are too.
    private static IEnumerable<string> Parameters(MessageDefinition message, Provenance whole) => whole == Provenance.Inferred
        ? []
        : message.Parameters.Where(static p => p.Origin.Provenance == Provenance.Inferred).Select(static p => $"`{p.Name}`");

    private static string? Example(MessageDefinition request) => request.Examples.Count == 0 ? null : BlanksRegex().Replace(request.Examples[0].Xml.Trim(), "><");

    // A request or message that has the record in it.
    private static string Carrier(ContractModel contract, MessageDefinition record)
    {
        var names = record.Synonyms.Prepend(record.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        bool Carries(MessageDefinition? message) => message is not null && message.Parameters.Any(p => p.Types.Concat(p.ItemTypes).Any(t => names.Contains(t.WireName)));
        var request = contract.Requests.FirstOrDefault(Carries) ?? contract.Requests.FirstOrDefault(r => Carries(r.Response));
        var message = contract.Interfaces.SelectMany(static i => i.Messages).FirstOrDefault(Carries);
        var outer = contract.Records.FirstOrDefault(Carries);
        return request is not null ? Example(request) ?? $"<{request.Name} synchronous=\"true\"/>"
            : message is not null ? $"{Drain} once a `{message.Name}` has come"
            : outer is not null && outer != record ? Carrier(contract, outer)
            : "<get_device_information synchronous=\"true\"/>";
    }

    private static string Send(string settle)
    {
        // The request, and perhaps a remark behind it.
        var end = settle.LastIndexOf('>') + 1;
        return $"`{settle[..end]}`{settle[end..]}";
    }

    [GeneratedRegex(@">\s+<")]
    private static partial Regex BlanksRegex();
}
