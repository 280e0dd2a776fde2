using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SEFramework.Daemon.Authentication;

/// <summary>User name and password of an HTTP Basic Authorization header (RFC 7617).</summary>
/// <param name="Name">User name.</param>
/// <param name="Password">Password.</param>
public sealed record BasicCredentials(string Name, string Password)
{
    private const string Scheme = "Basic ";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a header.</summary>
    /// <param name="header">The header's value.</param>
    /// <param name="credentials">What it says.</param>
    /// <returns>False when it is no Basic header.</returns>
    public static bool TryParse(string header, [NotNullWhen(true)] out BasicCredentials? credentials)
    {
        credentials = null;
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var length))
        {
            return false;
        }

        var text = Decode(bytes.AsSpan(0, length));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return false;
        }

        credentials = new BasicCredentials(text[..colon], text[(colon + 1)..]);
        return true;
    }

    /// <summary>UTF-8 as we ask for; clients older than that question send Latin-1.</summary>
    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
