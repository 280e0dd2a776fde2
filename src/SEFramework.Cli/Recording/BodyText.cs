using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace SEFramework.Cli.Recording;

/// <summary>Reads bodies as text, for the record only: what goes on is the bytes.</summary>
internal static class BodyText
{
    /// <summary>The text of a body; empty when it is packed in a way that is not known.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="contentType">Its Content-Type, or null.</param>
    /// <param name="contentEncoding">Its Content-Encoding, or null.</param>
    public static string Read(byte[] body, string? contentType, string? contentEncoding)
    {
        using var packed = new MemoryStream(body);
        try
        {
            using Stream? unpacked = contentEncoding?.Trim().ToLowerInvariant() switch
            {
                null or "" or "identity" => packed,
                "gzip" or "x-gzip" => new GZipStream(packed, CompressionMode.Decompress),
                "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
                "br" => new BrotliStream(packed, CompressionMode.Decompress),
                _ => null,
            };
            if (unpacked is null)
            {
                return string.Empty;
            }

            using var reader = new StreamReader(unpacked, CharacterSet(contentType), detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (InvalidDataException)
        {
            return string.Empty;
        }
    }

    private static Encoding CharacterSet(string? contentType)
    {
        try
        {
            return MediaTypeHeaderValue.TryParse(contentType, out var type) && type.CharSet is { } name ? Encoding.GetEncoding(name.Trim('"')) : Encoding.UTF8;
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
