using System.Xml.Linq;

namespace SEFramework.Rpc.Contract;

/// <summary>The contract this assembly was built with.</summary>
public static class EmbeddedContract
{
    private const string Prefix = "api-schema/";

    private static readonly Lazy<ContractModel> Model = new(Load);

    /// <summary>The contract, read once.</summary>
    public static ContractModel Current => Model.Value;

    /// <summary>Reads the contract files as they were at build time, by file name.</summary>
    public static IEnumerable<KeyValuePair<string, XDocument>> Files()
    {
        var assembly = typeof(EmbeddedContract).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            yield return new KeyValuePair<string, XDocument>(resource[Prefix.Length..], XDocument.Load(stream));
        }
    }

    private static ContractModel Load() => ContractModel.Read(Files().Select(f => f.Value));
}
