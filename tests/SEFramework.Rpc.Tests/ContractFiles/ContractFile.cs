using System.Xml.Linq;
using SEFramework.Rpc.Contract;

namespace SEFramework.Rpc.Tests.ContractFiles;

/// <summary>
/// All contract files as XML, without the model that the product reads them with, so that a mistake of the files and one of the reader cannot
/// cancel each other out.
/// </summary>
internal static class ContractFile
{
    public static readonly XNamespace Ns = "urn:seframework:contract:1";

    private static readonly Lazy<XElement[]> Loaded = new(() => EmbeddedContract.Files().SelectMany(f => f.Value.Root!.Elements()).ToArray());

    /// <summary>The parts of a kind at the top of the files.</summary>
    public static IEnumerable<XElement> Parts(string kind) => Loaded.Value.Where(p => p.Name == Ns + kind);

    /// <summary>All elements of a kind, wherever they stand.</summary>
    public static IEnumerable<XElement> All(string kind) => Loaded.Value.DescendantsAndSelf(Ns + kind);

    public static XElement Part(string kind, string name) => Parts(kind).Single(p => Name(p) == name);

    public static XElement Request(string name) => All("request").Single(r => Name(r) == name);

    public static string? Text(XElement element, string attribute) => (string?)element.Attribute(attribute);

    public static string Name(XElement element) => Text(element, "name") ?? string.Empty;

    public static string[] Words(XElement element, string attribute) =>
        (Text(element, attribute) ?? string.Empty).Split([' ', '\n', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>An attribute of the element itself, or of the nearest one around it that says it.</summary>
    public static string? Inherited(XElement element, string attribute) =>
        element.AncestorsAndSelf().Select(e => Text(e, attribute)).FirstOrDefault(v => v is not null);

    /// <summary>Where an element stands, for messages of failed tests.</summary>
    public static string Path(XElement element) =>
        string.Join(" > ", element.AncestorsAndSelf().Reverse().Skip(1).Select(e => $"{e.Name.LocalName} {Name(e)}".TrimEnd()));

    public static void AssertNone(IEnumerable<string> problems) => Assert.AreEqual(string.Empty, string.Join("; ", problems));
}
