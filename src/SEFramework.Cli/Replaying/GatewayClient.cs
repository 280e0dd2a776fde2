using System.Net;
using System.Net.Security;
using System.Security.Cryptography;

namespace SEFramework.Cli.Replaying;

/// <summary>Makes clients that reach gateways as they are: no proxy, no cookies, no redirection.</summary>
internal static class GatewayClient
{
    /// <summary>Description of the option that says which certificate is trusted.</summary>
    public const string FingerprintDescription = "With https: trust the certificate with this SHA-256 fingerprint; legacy gateways sign theirs themselves. Without it, an untrusted one is refused and its fingerprint is shown";

    /// <summary>Makes a client.</summary>
    /// <param name="address">Scheme, host and port of the gateway.</param>
    /// <param name="credential">User and password for Basic or Digest authentication, as the gateway asks for it; null for none.</param>
    /// <param name="fingerprint">Fingerprint of the certificate that is trusted beside those that the system trusts, or null.</param>
    public static HttpClient Create(Uri address, NetworkCredential? credential, string? fingerprint) =>
        new(CreateHandler(credential, fingerprint)) { BaseAddress = new Uri(address, "/") };

    /// <summary>Makes the handler of such a client.</summary>
    /// <param name="credential">User and password, or null for none.</param>
    /// <param name="fingerprint">Fingerprint of the certificate that is trusted beside those that the system trusts, or null.</param>
    public static SocketsHttpHandler CreateHandler(NetworkCredential? credential, string? fingerprint)
    {
        var trusted = fingerprint?.Replace(":", string.Empty, StringComparison.Ordinal);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            Credentials = credential,
            PreAuthenticate = true,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                {
                    if (errors == SslPolicyErrors.None)
                    {
                        return true;
                    }

                    var seen = certificate?.GetCertHashString(HashAlgorithmName.SHA256);
                    if (seen is not null && seen.Equals(trusted, StringComparison.OrdinalIgnoreCase))
                    {
                        return true;
                    }

                    Console.Error.WriteLine($"The gateway's certificate is not trusted ({errors}). If it is the gateway's own: --fingerprint {seen}");
                    return false;
                },
            },
        };
    }
}
