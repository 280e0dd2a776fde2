using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;
using SEFramework.Daemon.Http;

namespace SEFramework.Daemon.WebServices;

/// <summary>
/// Documents of web services as JSON: values are texts, the rows of a result are the list "items". Attributes and elements that come
/// several times, which only replies of devices have, become members that begin with @, and lists (inferred). Source: reference 01, section
/// 1.8; the form is that which the maker's public client reads.
/// </summary>
internal static class JsonReply
{
    /// <summary>Content type.</summary>
    public const string ContentType = "application/json; charset=UTF-8";

    private const string Suffix = ".json";
    private const string Result = "result";
    private const string Items = "items";
    private const string Text = "#text";

    /// <summary>Whether a client would rather have JSON: its Accept header says so, or its path ends with .json.</summary>
    /// <param name="request">The request.</param>
    public static bool IsWanted(HttpRequest request)
    {
        if (request.Path.Value is { } path && path.EndsWith("/" + Suffix, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        double Quality(string subtype) => new RequestHeaders(request.Headers).Accept
            .Where(a => a.SubType.Equals(subtype, StringComparison.OrdinalIgnoreCase) || a.SubType.EndsWith("+" + subtype, StringComparison.OrdinalIgnoreCase))
            .Max(static a => a.Quality ?? 1.0 as double?) ?? 0;
        return request.Headers.ContainsKey(HeaderNames.Accept) && Quality("json") is > 0 and var json && json > Quality("xml");
    }

    /// <summary>What follows a service's path, without the suffix that asks for JSON.</summary>
    /// <param name="rest">What follows.</param>
    public static string WithoutSuffix(string rest) => rest.Equals(Suffix, StringComparison.OrdinalIgnoreCase) ? string.Empty
        : rest.EndsWith("/" + Suffix, StringComparison.OrdinalIgnoreCase) ? rest[..^(Suffix.Length + 1)]
        : rest;

    /// <summary>Writes a document.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="root">The document.</param>
    public static void Render(PooledStream output, XElement root)
    {
        using var writer = new Utf8JsonWriter(output);
        if (root.Name.LocalName != Result)
        {
            Write(writer, root);
            return;
        }

        var rows = root.Elements().Where(static e => e.HasElements).ToArray();
        writer.WriteStartObject();
        foreach (var value in root.Elements().Where(static e => !e.HasElements))
        {
            writer.WriteString(value.Name.LocalName, value.Value);
        }

        writer.WriteStartArray(Items);
        foreach (var row in rows)
        {
            Write(writer, row);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, XElement element)
    {
        var attributes = element.Attributes().Where(static a => !a.IsNamespaceDeclaration).ToArray();
        if (!element.HasElements && attributes.Length == 0)
        {
            writer.WriteStringValue(element.Value);
            return;
        }

        writer.WriteStartObject();
        foreach (var attribute in attributes)
        {
            writer.WriteString("@" + attribute.Name.LocalName, attribute.Value);
        }

        if (!element.HasElements && element.Value.Length > 0)
        {
            writer.WriteString(Text, element.Value);
        }

        foreach (var group in element.Elements().GroupBy(static e => e.Name.LocalName))
        {
            writer.WritePropertyName(group.Key);
            if (group.Skip(1).Any())
            {
                writer.WriteStartArray();
                foreach (var child in group)
                {
                    Write(writer, child);
                }

                writer.WriteEndArray();
            }
            else
            {
                Write(writer, group.First());
            }
        }

        writer.WriteEndObject();
    }
}
