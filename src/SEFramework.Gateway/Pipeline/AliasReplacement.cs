using System.Xml.Linq;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Xml;

namespace SEFramework.Gateway.Pipeline;

/// <summary>
/// Puts the XML of aliases in the place of elements of type alias, before anything is interpreted. An alias may hold further aliases and may
/// stand for several elements; growth is bounded. Source: reference 01, section 2.6.
/// </summary>
/// <param name="aliases">The aliases.</param>
public sealed class AliasReplacement(AliasStore aliases)
{
    private const int MaximumDepth = 16;
    private const int MaximumElements = 10_000;
    private const int MaximumCharacters = 1 << 20;

    /// <summary>Whether an element stands for the XML of an alias.</summary>
    /// <param name="element">The element.</param>
    public static bool IsAlias(XElement element) => HasType(element, "alias");

    /// <summary>Replaces the aliases in one request element.</summary>
    /// <param name="request">The element; it is not changed.</param>
    /// <returns>The element itself, its copy without aliases, or the requests that it stood for.</returns>
    /// <exception cref="RpcException">An alias does not exist, refers to itself, or grows too large.</exception>
    public IReadOnlyList<XElement> Replace(XElement request)
    {
        if (!request.DescendantsAndSelf().Any(IsAlias))
        {
            return [request];
        }

        var holder = new XElement("holder", new XElement(request));
        Replace(holder, new Growth());
        return holder.Elements().ToArray();
    }

    private static bool HasType(XElement element, string type) =>
        ((string?)element.Attribute("type"))?.Trim().Equals(type, StringComparison.OrdinalIgnoreCase) == true;

    private static RpcException Refuse(string problem) => new(RpcErrorKind.InvalidParameters, problem);

    private void Replace(XElement parent, Growth growth)
    {
        foreach (var child in parent.Elements().ToArray())
        {
            if (++growth.Elements > MaximumElements)
            {
                throw Refuse($"The aliases grow to more than {MaximumElements} elements");
            }

            if (IsAlias(child))
            {
                child.ReplaceWith(Content(child.Name.LocalName, growth).Nodes());
            }
            else if (!HasType(child, "xml"))
            {
                // XML that is kept as text, as add_alias keeps it, is replaced when it is used.
                Replace(child, growth);
            }
        }
    }

    private XElement Content(string name, Growth growth)
    {
        if (growth.Path.Contains(name))
        {
            throw Refuse($"The alias '{name}' refers to itself: {string.Join(" > ", growth.Path.Reverse())} > {name}");
        }

        if (growth.Path.Count >= MaximumDepth)
        {
            throw Refuse($"The alias '{name}' is nested deeper than {MaximumDepth} aliases");
        }

        var xml = aliases.Find(name) ?? throw Refuse($"There is no alias '{name}'");
        growth.Characters += xml.Length;
        if (growth.Characters > MaximumCharacters)
        {
            throw Refuse($"The aliases grow to more than {MaximumCharacters} characters");
        }

        growth.Path.Push(name);
        var content = Parse(name, xml);
        Replace(content, growth);
        growth.Path.Pop();
        return content;
    }

    private static XElement Parse(string name, string xml)
    {
        try
        {
            return HardenedXml.Parse($"<alias>{xml}</alias>");
        }
        catch (RpcXmlException e)
        {
            throw new RpcException($"The alias '{name}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>What one request has grown to, and through which aliases.</summary>
    private sealed class Growth
    {
        public int Elements { get; set; }

        public long Characters { get; set; }

        public Stack<string> Path { get; } = new();
    }
}
