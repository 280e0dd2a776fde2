using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SEFramework.Daemon.Http;

/// <summary>Certificates of the gateway on disk: PEM with a key beside it, or PKCS #12.</summary>
internal static class CertificateFiles
{
    /// <summary>Name of a certificate that was made here.</summary>
    public const string CertificateName = "certificate.pem";

    /// <summary>Name of its private key.</summary>
    public const string KeyName = "key.pem";

    private const UnixFileMode KeyMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    // A gateway's clock may be wrong when it makes its certificate, and nobody visits it to make another one.
    private static readonly TimeSpan Early = TimeSpan.FromDays(3650);
    private static readonly TimeSpan Life = TimeSpan.FromDays(7300);

    /// <summary>Reads a certificate with its private key.</summary>
    /// <param name="certificate">PEM or PKCS #12.</param>
    /// <param name="key">PEM of the private key, or null when it is in the same file.</param>
    /// <param name="password">Password of the key, or null.</param>
    /// <exception cref="CryptographicException">They cannot be read, or do not belong together.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static X509Certificate2 Load(string certificate, string? key, string? password)
    {
        var type = X509Certificate2.GetCertContentType(certificate);
        if (type == X509ContentType.Pfx)
        {
            return X509CertificateLoader.LoadPkcs12FromFile(certificate, password);
        }

        return password is null ? X509Certificate2.CreateFromPemFile(certificate, key) : X509Certificate2.CreateFromEncryptedPemFile(certificate, password, key);
    }

    /// <summary>Makes a self-signed certificate; files that are there are not touched.</summary>
    /// <param name="folder">Where certificate.pem and key.pem are put.</param>
    /// <param name="names">Names and addresses under which clients reach the gateway.</param>
    /// <param name="now">The time now.</param>
    /// <returns>Its SHA-256 fingerprint, which clients can compare.</returns>
    /// <exception cref="IOException">A file is there already, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static string Create(string folder, IReadOnlyList<string> names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.CreateSelfSigned(now - Early, now + Life);
        Directory.CreateDirectory(folder);
        Write(Path.Combine(folder, KeyName), key.ExportPkcs8PrivateKeyPem(), KeyMode);
        Write(Path.Combine(folder, CertificateName), certificate.ExportCertificatePem(), KeyMode | UnixFileMode.OtherRead);
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    private static void Write(string path, string text, UnixFileMode mode)
    {
        using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode });
        using var writer = new StreamWriter(stream);
        writer.WriteLine(text);
    }
}
