namespace SEFramework.Cli.Setup;

/// <summary>A door over TLS.</summary>
/// <param name="Listen">Where it is.</param>
/// <param name="Certificate">File of the certificate.</param>
/// <param name="Key">File of its private key.</param>
internal sealed record TlsChoice(string Listen, string Certificate, string Key);
