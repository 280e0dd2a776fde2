using System.Xml.Linq;
using SEFramework.Conformance.Sessions;

namespace SEFramework.Conformance.Comparison;

/// <summary>Where and how a reply differs.</summary>
/// <param name="XPath">The place in the reply.</param>
/// <param name="Expected">What was expected there.</param>
/// <param name="Actual">What came.</param>
public sealed record Mismatch(string XPath, string Expected, string Actual)
{
    /// <summary>One line for a report.</summary>
    public override string ToString() => $"{XPath}: expected {Expected}, got {Actual}";
}

/// <summary>
/// Compares XML as clients read it: the order of children outside lists does not matter, nor do blanks and attributes that the
/// expected side does not write; names, types and texts do.
/// </summary>
/// <param name="variables">Captured values; captures of a comparison that fails are not kept.</param>
/// <param name="start">When the session began, for times relative to it.</param>
public sealed class XmlComparer(IDictionary<string, string> variables, DateTimeOffset start = default)
{
    private static readonly XName Extra = SessionFile.Namespace + "extra";
    private static readonly XName Optional = SessionFile.Namespace + "optional";

    /// <summary>Compares two elements.</summary>
    /// <param name="expected">The expected element.</param>
    /// <param name="actual">The element that came.</param>
    /// <returns>The first difference, or null when there is none.</returns>
    public Mismatch? Compare(XElement expected, XElement actual)
    {
        var captured = new Dictionary<string, string>(variables);
        var difference = Compare(expected, actual, "/" + actual.Name.LocalName, new TextPattern(captured, start));
        if (difference is null)
        {
            foreach (var (name, value) in captured)
            {
                variables[name] = value;
            }
        }

        return difference;
    }

    private static Mismatch? Compare(XElement expected, XElement actual, string path, TextPattern pattern)
    {
        if (expected.Name.LocalName != actual.Name.LocalName)
        {
            return new Mismatch(path, $"<{expected.Name.LocalName}>", $"<{actual.Name.LocalName}>");
        }

        foreach (var attribute in expected.Attributes().Where(a => !a.IsNamespaceDeclaration && a.Name.Namespace != SessionFile.Namespace))
        {
            var value = (string?)actual.Attribute(attribute.Name.LocalName);
            if (value is null || !pattern.Matches(attribute.Value, value))
            {
                return new Mismatch($"{path}/@{attribute.Name.LocalName}", $"'{attribute.Value}'", value is null ? "nothing" : $"'{value}'");
            }
        }

        if (!expected.HasElements && (string?)expected.Attribute(Extra) != "allowed")
        {
            return actual.HasElements
                ? new Mismatch(path, $"text '{expected.Value.Trim()}'", $"child elements <{string.Join(">, <", actual.Elements().Select(e => e.Name.LocalName))}>")
                : pattern.Matches(expected.Value, actual.Value) ? null : new Mismatch(path, $"'{expected.Value.Trim()}'", $"'{actual.Value.Trim()}'");
        }

        return CompareChildren(expected, actual, path, pattern);
    }

    private static Mismatch? CompareChildren(XElement expected, XElement actual, string path, TextPattern pattern)
    {
        var isList = (string?)actual.Attribute("type") == "list";
        var open = actual.Elements().ToList();
        Mismatch? skipped = null;
        foreach (var child in expected.Elements())
        {
            var candidates = open.Where(e => e.Name.LocalName == child.Name.LocalName).ToArray();
            var isOptional = (bool?)child.Attribute(Optional) == true;
            if (candidates.Length == 0)
            {
                if (isOptional)
                {
                    continue;
                }

                return new Mismatch($"{path}/{child.Name.LocalName}", "to be there", "nothing");
            }

            Mismatch? difference = null;
            XElement? match = null;
            foreach (var candidate in isList ? candidates[..1] : candidates)
            {
                difference = Compare(child, candidate, $"{path}/{Step(candidate)}", pattern);
                if (difference is null)
                {
                    match = candidate;
                    break;
                }
            }

            if (match is not null)
            {
                open.Remove(match);
            }
            else if (isOptional)
            {
                // Perhaps what came is another one; if it turns out to be nobody's, this is how it differs.
                skipped ??= difference;
            }
            else
            {
                return difference;
            }
        }

        return open.Count == 0 || (string?)expected.Attribute(Extra) == "allowed"
            ? null
            : skipped ?? new Mismatch($"{path}/{Step(open[0])}", "nothing", $"<{open[0].Name.LocalName}>");
    }

    private static string Step(XElement element)
    {
        var name = element.Name.LocalName;
        var siblings = element.Parent?.Elements(element.Name).ToArray() ?? [];
        return siblings.Length > 1 ? $"{name}[{Array.IndexOf(siblings, element) + 1}]" : name;
    }
}
