using System.Text;
using System.Text.Unicode;

namespace SEFramework.Daemon.Http;

/// <summary>
/// Makes bodies of old clients readable as XML: blanks before the document go, and texts in Latin-1 that do not say so become UTF-8.
/// Clients build requests by joining strings, and Java's HTTP libraries sent those in Latin-1 (inferred). Source: reference 01, sections 1.2
/// and 1.7.
/// </summary>
internal static class ClientText
{
    private static ReadOnlySpan<byte> Declaration => "<?xml"u8;

    /// <summary>The body as an XML reader can take it.</summary>
    /// <param name="body">The body as it came.</param>
    public static ReadOnlyMemory<byte> Normalize(ReadOnlyMemory<byte> body)
    {
        var text = body[CountBlanks(body.Span)..];
        var span = text.Span;

        // A declaration or byte order mark says how to read it, and then it is on the client's head.
        var saysItself = span.StartsWith(Declaration) || (span.Length > 0 && span[0] is 0xEF or 0xFE or 0xFF or 0);
        return saysItself || Utf8.IsValid(span) ? text : Encoding.Convert(Encoding.Latin1, Encoding.UTF8, span.ToArray());
    }

    private static int CountBlanks(ReadOnlySpan<byte> body)
    {
        var first = body.IndexOfAnyExcept(" \t\r\n"u8);
        return first < 0 ? body.Length : first;
    }
}
