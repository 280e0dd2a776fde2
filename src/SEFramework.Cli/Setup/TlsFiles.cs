using SEFramework.Daemon.Http;

namespace SEFramework.Cli.Setup;

/// <summary>A certificate and its private key, as the package makes them.</summary>
/// <param name="Certificate">File of the certificate.</param>
/// <param name="Key">File of its private key.</param>
internal sealed record TlsFiles(string Certificate, string Key)
{
    /// <summary>Those in the folder tls beside a configuration file, or null.</summary>
    /// <param name="configuration">The configuration file.</param>
    public static TlsFiles? Beside(string configuration)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(configuration))!, "tls");
        var files = new TlsFiles(Path.Combine(folder, CertificateFiles.CertificateName), Path.Combine(folder, CertificateFiles.KeyName));
        return File.Exists(files.Certificate) && File.Exists(files.Key) ? files : null;
    }
}
