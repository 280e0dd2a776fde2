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

        var count = 0;
        var holder = new XElement("holder", new XElement(request));
        Replace(holder, 0, ref count);
        return holder.Elements().ToArray();
    }

    private static bool IsAlias(XElement element) => HasType(element, "alias");

    private static bool HasType(XElement element, string type) =>
        ((string?)element.Attribute("type"))?.Trim().Equals(type, StringComparison.OrdinalIgnoreCase) == true;

    private void Replace(XElement parent, int depth, ref int count)
    {
        foreach (var child in parent.Elements().ToArray())
        {
            if (++count > MaximumElements)
            {
                throw new RpcException(RpcErrorKind.InvalidParameters, $"The aliases grow to more than {MaximumElements} elements");
            }

            if (!IsAlias(child))
            {
                // XML that is kept as text, as add_alias keeps it, is replaced when it is used.
                if (!HasType(child, "xml"))
                {
                    Replace(child, depth, ref count);
                }

                continue;
            }

            var name = child.Name.LocalName;
            if (depth >= MaximumDepth)
            {
                throw new RpcException(RpcErrorKind.InvalidParameters, $"The alias '{name}' is nested too deeply; does it refer to itself?");
            }

            var xml = aliases.Find(name) ?? throw new RpcException(RpcErrorKind.InvalidParameters, $"There is no alias '{name}'");
            var content = new XElement("holder", HardenedXml.Parse($"<alias>{xml}</alias>").Nodes());
            Replace(content, depth + 1, ref count);
            child.ReplaceWith(content.Nodes());
        }
    }
}
