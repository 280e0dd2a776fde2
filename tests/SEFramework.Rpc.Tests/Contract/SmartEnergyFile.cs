using System.Globalization;
using System.Xml.Linq;
using SEFramework.Rpc.Contract;

namespace SEFramework.Rpc.Tests.Contract;

/// <summary>The Smart Energy contract as XML, without the model that the product reads it with.</summary>
internal static class SmartEnergyFile
{
    public static readonly XNamespace Ns = "urn:seframework:contract:1";

    private static readonly Lazy<XElement> Loaded = new(() => EmbeddedContract.Files().Single(f => f.Key == "smart-energy.xml").Value.Root!);

    public static XElement Root => Loaded.Value;

    public static XElement Named(string kind, string name) => Root.Descendants(Ns + kind).Single(e => (string?)e.Attribute("name") == name);

    /// <summary>The parameters of a message, those of its groups in their places.</summary>
    public static IEnumerable<XElement> Parameters(XElement message)
    {
        foreach (var element in message.Elements())
        {
            if (element.Name == Ns + "parameter")
            {
                yield return element;
            }
            else if (element.Name == Ns + "include")
            {
                var except = ((string?)element.Attribute("except") ?? string.Empty).Split(' ');
                foreach (var parameter in Parameters(Named("group", Text(element, "group")!)))
                {
                    if (!except.Contains(Text(parameter, "name")))
                    {
                        yield return parameter;
                    }
                }
            }
        }
    }

    public static string? Text(XElement element, string attribute) => (string?)element.Attribute(attribute);

    /// <summary>A number of the contract or of the reference, decimal or hexadecimal; null when there is none.</summary>
    public static long? Number(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var digits = text.TrimStart('-');
        var value = digits.StartsWith("0x", StringComparison.Ordinal)
            ? long.Parse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return text[0] == '-' ? -value : value;
    }
}
