using System.Globalization;
using System.Text;
using SEFramework.Rpc.Contract;

namespace SEFramework.Contract.Documents;

/// <summary>The pages of docs/api.</summary>
/// <param name="contract">The contract.</param>
internal sealed class ReferencePages(ContractModel contract)
{
    private const string Generated = "<!-- Generated from api-schema by: dotnet run --project src/SEFramework.Contract.Documents -->\n";

    public string Index()
    {
        var page = Page("RPC reference");
        page.Append("Each request is an element inside `do_command target=\"RPC_request\"`; see [the schema](seframework-rpc.xsd) for a machine's view.\n\n");
        foreach (var definition in contract.Interfaces)
        {
            page.Append(CultureInfo.InvariantCulture, $"## [{definition.Name}]({definition.Name}.md)\n\n{definition.Summary}\n\n");
            foreach (var message in definition.Requests.Concat(definition.Messages))
            {
                page.Append(CultureInfo.InvariantCulture, $"- [{message.Name}]({definition.Name}.md#{Anchor(message.Name)}): {message.Summary}\n");
            }

            page.Append('\n');
        }

        page.Append("Also: [records](records.md), [registry](registry.md), [status messages](statuses.md), [value tables](tables.md), [variants](variants.md).\n");
        return page.ToString();
    }

    public static string Interface(InterfaceDefinition definition)
    {
        var page = Page(definition.Name);
        page.Append(CultureInfo.InvariantCulture, $"{definition.Summary}\n\nTarget of `do_command`: `{definition.Target}`. Source: reference {definition.Origin.Source}.\n\n");
        foreach (var request in definition.Requests)
        {
            Heading(page, request);
            Parameters(page, "Request", request);
            if (request.Response is { } response)
            {
                Parameters(page, $"Response `{response.Name}`", response);
                Examples(page, request.Examples.Concat(response.Examples));
            }
            else
            {
                page.Append("There is no response.\n\n");
                Examples(page, request.Examples);
            }
        }

        foreach (var message in definition.Messages)
        {
            Heading(page, message);
            Parameters(page, "Response only", message);
            Examples(page, message.Examples);
        }

        return page.ToString();
    }

    public string Records()
    {
        var page = Page("Records");
        foreach (var record in contract.Records)
        {
            Heading(page, record);
            Parameters(page, "Fields", record);
            Examples(page, record.Examples);
        }

        return page.ToString();
    }

    public string Registry()
    {
        var page = Page("Registry");
        page.Append("| Entry | Type | Default | Unit | Range | Meaning | Known how | In effect |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var entry in contract.Registry)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{entry.Name}` | {TypeReference.Spell(entry.Type)} | {entry.Default} | {entry.Unit} | {Range(entry.Minimum, entry.Maximum)} | {Words.Cell(entry.Summary)} | ")
                .Append(CultureInfo.InvariantCulture, $"name {Words.Provenance(entry.NameProvenance)}, default {Words.Provenance(entry.DefaultProvenance)} ({entry.Origin.Source}) | {Words.Planned(entry.Planned)} |\n");
        }

        return page.ToString();
    }

    public string Statuses()
    {
        var page = Page("Status messages");
        page.Append("Key events, other events and the failures of requests reach clients as a `message`. Parts in braces are filled in.\n\n| Event | Status | Severity | Description | When | Known how | Sent |\n|---|---|---|---|---|---|---|\n");
        foreach (var status in contract.Statuses)
        {
            var code = status.Code is { } value ? $"0x{value:X}" : "none";
            page.Append(CultureInfo.InvariantCulture, $"| {status.Name} | {code} | {status.Severity} | {Words.Cell(status.Text ?? string.Empty)} | {Words.Cell(status.Summary)} | ")
                .Append(CultureInfo.InvariantCulture, $"{Words.Provenance(status.Origin.Provenance)}, text {Words.Provenance(status.TextProvenance)} ({status.Origin.Source}) | {Words.Planned(status.Planned)} |\n");
        }

        return page.ToString();
    }

    public string Tables()
    {
        var page = Page("Value tables");
        foreach (var table in contract.Tables)
        {
            page.Append(CultureInfo.InvariantCulture, $"## {table.Name}\n\n{table.Summary} Source: reference {table.Origin.Source}.\n\n| Code | Name | Meaning |\n|---|---|---|\n");
            foreach (var value in table.Values)
            {
                page.Append(CultureInfo.InvariantCulture, $"| {Words.Code(value.Code)} | {Words.Cell(value.Name)} | {Words.Cell(value.Meaning)} |\n");
            }

            page.Append('\n');
        }

        return page.ToString();
    }

    public string Variants()
    {
        var page = Page("Variants");
        foreach (var variant in contract.Variants)
        {
            page.Append(CultureInfo.InvariantCulture, $"## {variant.Name}\n\n{variant.Summary} ZigBee role: {(variant.IsCoordinator ? "coordinator" : "router")}. ")
                .Append(CultureInfo.InvariantCulture, $"Also accepted: {(variant.Aliases.Count == 0 ? "no other name" : string.Join(", ", variant.Aliases))}. In the original's documents: {variant.OriginalNames}.\n\n")
                .Append(CultureInfo.InvariantCulture, $"Interfaces: {string.Join(", ", variant.Interfaces)}.\n\n");
            foreach (var (name, value) in variant.RegistryDefaults)
            {
                page.Append(CultureInfo.InvariantCulture, $"Default of `{name}` here: {value}.\n\n");
            }

            foreach (var endpoint in variant.Endpoints)
            {
                page.Append(CultureInfo.InvariantCulture, $"Endpoint 0x{endpoint.Id:X2}, class {endpoint.ClassName}, profile 0x{endpoint.ProfileId:X4}:\n\n| Cluster | Name | Server | Client | APS encryption |\n|---|---|---|---|---|\n");
                foreach (var cluster in endpoint.Clusters)
                {
                    page.Append(CultureInfo.InvariantCulture, $"| 0x{cluster.Id:X4} | {cluster.Name} | {Mark(cluster.IsServer)} | {Mark(cluster.IsClient)} | {Mark(cluster.ApsEncryption)} |\n");
                }

                page.Append('\n');
            }
        }

        page.Append("## Attributes of the gateway's own clusters\n\nValues that were written are kept over a restart.\n\n");
        foreach (var table in contract.OwnAttributes)
        {
            page.Append(CultureInfo.InvariantCulture, $"### {(table.IsClient ? "Client" : "Server")} of cluster 0x{table.ClusterId:X4}\n\n{table.Summary} In {string.Join(", ", table.Variants)}. ")
                .Append(CultureInfo.InvariantCulture, $"{Words.Provenance(table.Origin.Provenance)}, reference {table.Origin.Source}.\n\n| Attribute | Name | Starts with | Clients write it | Other nodes write it |\n|---|---|---|---|---|\n");
            foreach (var attribute in table.Attributes)
            {
                page.Append(CultureInfo.InvariantCulture, $"| 0x{attribute.Id:X4} | {attribute.Name} | {(attribute.Value is null ? "as defined" : $"'{Words.Cell(attribute.Value)}'")} | {Mark(attribute.IsWrittenByClients)} | {Mark(attribute.IsWrittenByNetwork)} |\n");
            }

            page.Append('\n');
        }

        return page.ToString();
    }

    private static StringBuilder Page(string title) => new StringBuilder(Generated).Append("# ").Append(title).Append("\n\n");

    private static string Anchor(string name) => name.ToLowerInvariant();

    private static string Mark(bool value) => value ? "x" : string.Empty;

    private static string Range(string? minimum, string? maximum) => (minimum, maximum) switch
    {
        (null, null) => string.Empty,
        (null, _) => $"up to {maximum}",
        (_, null) => $"from {minimum}",
        _ => $"{minimum} to {maximum}",
    };

    private static void Heading(StringBuilder page, MessageDefinition definition)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {definition.Name}\n\n{definition.Summary}\n\n")
            .Append(CultureInfo.InvariantCulture, $"Since {definition.Origin.Since ?? "an unknown version"}; {Words.Provenance(definition.Origin.Provenance)}, reference {definition.Origin.Source}. ");
        if (definition.Synonyms.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"Also accepted as {string.Join(", ", definition.Synonyms)}. ");
        }

        if (definition.SharedWith.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"Also answered by {string.Join(", ", definition.SharedWith)}. ");
        }

        if (definition.Planned is not null)
        {
            page.Append(CultureInfo.InvariantCulture, $"**{Words.Planned(definition.Planned)}.**");
        }

        page.Append("\n\n");
    }

    private static void Parameters(StringBuilder page, string title, MessageDefinition definition)
    {
        page.Append(CultureInfo.InvariantCulture, $"### {title}\n\n");
        if (definition.Parameters.Count == 0)
        {
            page.Append("No parameters.\n\n");
            return;
        }

        page.Append("| Name | Type | Optional | Default | Meaning | Known how |\n|---|---|---|---|---|---|\n");
        foreach (var parameter in definition.Parameters)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{parameter.Name}` | {Words.Types(parameter)} | {(parameter.IsOptional ? "yes" : "no")} | {Default(parameter)} | {Meaning(parameter)} | {Words.Provenance(parameter.Origin.Provenance)} |\n");
        }

        page.Append('\n');
    }

    private static string Default(ParameterDefinition parameter) =>
        Words.Cell(parameter.Default ?? parameter.DefaultMeaning ?? string.Empty);

    private static string Meaning(ParameterDefinition parameter)
    {
        var parts = new List<string> { parameter.Summary };
        if (parameter.Unit is { } unit)
        {
            parts.Add($"Unit: {unit}.");
        }

        if (parameter.Minimum is not null || parameter.Maximum is not null)
        {
            var consequence = parameter.IsRangeAnsweredByStatus ? ", else status 0x85" : string.Empty;
            parts.Add($"Range: {Range(parameter.Minimum, parameter.Maximum)}{consequence}.");
        }

        if (parameter.NotUsed is { } notUsed)
        {
            parts.Add($"{notUsed}: not used.");
        }

        if (parameter.IsAttribute)
        {
            parts.Add("An XML attribute of the element.");
        }

        if (parameter.Table is { } table)
        {
            parts.Add($"Values: [{table}](tables.md#{Anchor(table)}).");
        }

        if (parameter.Synonyms.Count > 0)
        {
            parts.Add($"Also accepted as {string.Join(", ", parameter.Synonyms)}.");
        }

        return Words.Cell(string.Join(" ", parts));
    }

    private static void Examples(StringBuilder page, IEnumerable<ExampleDefinition> examples)
    {
        foreach (var example in examples)
        {
            if (example.Title.Length > 0)
            {
                page.Append(CultureInfo.InvariantCulture, $"Example, {example.Title}:\n\n");
            }

            page.Append("```xml\n").Append(Unindent(example.Xml)).Append("\n```\n\n");
        }
    }

    private static string Unindent(string xml)
    {
        var lines = xml.Split('\n').Select(l => l.TrimEnd()).ToArray();
        var margin = lines.Skip(1).Where(l => l.Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select((l, i) => i == 0 || l.Length < margin ? l : l[margin..]));
    }
}
