using SEFramework.Rpc.Contract;

namespace SEFramework.Contract.Documents;

/// <summary>All documents that derive from the contract.</summary>
public static class DocumentSet
{
    private const string Coverage = "coverage";
    private const string Inferred = "inferred";

    /// <summary>Writes the documents.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="root">Folder of the repository; COMPATIBILITY.md is read from it because only its tables are generated, and the sessions are.</param>
    /// <returns>Path below the root, and text, of each document.</returns>
    /// <exception cref="FormatException">COMPATIBILITY.md has lost the marks around its tables.</exception>
    public static IEnumerable<(string Path, string Text)> Write(ContractModel contract, string root)
    {
        var pages = new ReferencePages(contract);
        yield return ("docs/api/README.md", pages.Index());
        foreach (var definition in contract.Interfaces)
        {
            yield return ($"docs/api/{definition.Name}.md", ReferencePages.Interface(definition));
        }

        yield return ("docs/api/records.md", pages.Records());
        yield return ("docs/api/registry.md", pages.Registry());
        yield return ("docs/api/statuses.md", pages.Statuses());
        yield return ("docs/api/tables.md", pages.Tables());
        yield return ("docs/api/variants.md", pages.Variants());
        yield return ("docs/api/seframework-rpc.xsd", new ClientSchema(contract).Write());

        var compatibility = File.ReadAllText(Path.Combine(root, "COMPATIBILITY.md"));
        compatibility = ReplaceTable(compatibility, Inferred, InferredTable.Write(contract));
        yield return ("COMPATIBILITY.md", ReplaceTable(compatibility, Coverage, CoverageTable.Write(contract, root)));
    }

    private static string ReplaceTable(string text, string name, string table)
    {
        var first = $"<!-- {name}: generated from api-schema and tests/conformance, do not edit below -->";
        var last = $"<!-- {name}: end -->";
        var begin = text.IndexOf(first, StringComparison.Ordinal);
        var end = text.IndexOf(last, StringComparison.Ordinal);
        return begin < 0 || end < begin
            ? throw new FormatException($"COMPATIBILITY.md lacks the lines '{first}' and '{last}'")
            : text[..begin] + first + "\n" + table + text[end..];
    }
}
