using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SEFramework.Daemon.CommandLine;
using SEFramework.Daemon.Configuration;
using SEFramework.Daemon.Http;

namespace SEFramework.Daemon.Tests.Running;

/// <summary>The doors over TLS, with certificates of all the forms that administrators have.</summary>
[TestClass]
public sealed class HttpsTests : IDisposable
{
    private const string GetTime = "<rci_request version=\"1.1\"><do_command target=\"RPC_request\"><get_time synchronous=\"true\"/></do_command></rci_request>";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-test");

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    [DataRow("two files")]
    [DataRow("one file")]
    [DataRow("an encrypted key")]
    [DataRow("PKCS #12")]
    public async Task The_doors_answer_over_tls_with_the_certificate_and_ask_for_the_password(string form)
    {
        var fingerprint = await MakeAsync("gateway.example", "127.0.0.1");
        var port = FreePort();
        var user = RunningDaemon.User("headend", "a secret of mine", "operate");
        await using var daemon = await RunningDaemon.StartAsync(
            $$"""{ "http": { "listen": [ "127.0.0.1:0" ] }, "https": { "listen": [ "127.0.0.1:{{port}}" ], {{Settings(form)}} }, "users": [ {{user}} ] }""");
        string? shown = null;
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, errors) =>
            {
                shown = certificate!.GetCertHashString(HashAlgorithmName.SHA256);

                // Signed by itself, and for the name that was asked.
                return errors == SslPolicyErrors.RemoteCertificateChainErrors;
            },
        };
        using var client = new HttpClient(handler);
        var door = new Uri($"https://127.0.0.1:{port}/UE/rci");
        using (var refused = await client.PostAsync(door, new StringContent(GetTime)))
        {
            Assert.AreEqual(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String("headend:a secret of mine"u8));
        var reply = await (await client.PostAsync(door, new StringContent(GetTime))).Content.ReadAsStringAsync();
        StringAssert.Contains(reply, "<get_time_response");
        Assert.AreEqual(fingerprint, shown);
        StringAssert.Contains(daemon.Log, $"https://127.0.0.1:{port}");
    }

    [TestMethod]
    public async Task A_certificate_is_made_once()
    {
        var fingerprint = await MakeAsync("gateway.example");
        Assert.HasCount(64, fingerprint);
        using var certificate = CertificateFiles.Load(Path.Combine(_folder.FullName, "certificate.pem"), Path.Combine(_folder.FullName, "key.pem"), null);
        Assert.AreEqual(fingerprint, certificate.GetCertHashString(HashAlgorithmName.SHA256));
        Assert.IsTrue(certificate.MatchesHostname("gateway.example"));
        Assert.AreEqual(UnixFileMode.None, File.GetUnixFileMode(Path.Combine(_folder.FullName, "key.pem")) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite));
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        Assert.AreEqual(1, await new DaemonCommand(TextReader.Null, output, output, Surroundings.Current).InvokeAsync(["make-certificate", _folder.FullName], CancellationToken.None));
        StringAssert.Contains(output.ToString(), "key.pem");
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<string> MakeAsync(params string[] names)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        Assert.AreEqual(0, await new DaemonCommand(TextReader.Null, output, output, Surroundings.Current).InvokeAsync(["make-certificate", _folder.FullName, .. names], CancellationToken.None), output.ToString());
        return output.ToString().Trim();
    }

    private string Settings(string form)
    {
        string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);
        File.WriteAllText(Path("password.txt"), "key secret\n");
        var (pem, key) = (File.ReadAllText(Path("certificate.pem")), File.ReadAllText(Path("key.pem")));
        switch (form)
        {
            case "two files":
                return $"\"certificate\": \"{Path("certificate.pem")}\", \"key\": \"{Path("key.pem")}\"";
            case "one file":
                File.WriteAllText(Path("both.pem"), pem + key);
                return $"\"certificate\": \"{Path("both.pem")}\"";
            case "an encrypted key":
                using (var ec = ECDsa.Create())
                {
                    ec.ImportFromPem(key);
                    File.WriteAllText(Path("locked.pem"), ec.ExportEncryptedPkcs8PrivateKeyPem("key secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000)));
                }

                return $"\"certificate\": \"{Path("certificate.pem")}\", \"key\": \"{Path("locked.pem")}\", \"passwordFile\": \"{Path("password.txt")}\"";
            default:
                using (var certificate = X509Certificate2.CreateFromPem(pem, key))
                {
                    File.WriteAllBytes(Path("gateway.pfx"), certificate.Export(X509ContentType.Pkcs12, "key secret"));
                }

                return $"\"certificate\": \"{Path("gateway.pfx")}\", \"passwordFile\": \"{Path("password.txt")}\"";
        }
    }
}
