using System.Net;
using System.Net.Sockets;
using SEFramework.Daemon.Configuration;

namespace SEFramework.Cli.Setup;

/// <summary>The configuration that a new installation gets without a question: a radio if one answers, else the simulated home; loopback only,
/// over TLS as well if there is a certificate.</summary>
internal static class FirstInstallation
{
    private const int FirstPort = 8080;
    private const int FirstTlsPort = 8443;
    private const int Ports = 20;

    /// <summary>Where the door over TLS is, unless somebody else is there.</summary>
    public static string TlsAddress { get; } = new IPEndPoint(IPAddress.Loopback, FirstTlsPort).ToString();

    /// <summary>Chooses.</summary>
    /// <param name="configuration">The configuration file; a certificate is in the folder tls beside it.</param>
    /// <param name="search">Looks for the radio, among adapters for modules only.</param>
    /// <param name="output">Hears what is done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<SetupChoices> ChooseAsync(string configuration, RadioSearch search, TextWriter output, CancellationToken cancellationToken)
    {
        var found = await search.FindAsync(search.Ports(onlyAdapters: true), output.WriteLine, cancellationToken);
        var choices = new SetupChoices
        {
            Variant = Settings.Variant.Default,
            Radio = Settings.RadioPort.Default,
            Listen = [new IPEndPoint(IPAddress.Loopback, FreePort(FirstPort)).ToString()],
            TlsListen = TlsFiles.Beside(configuration) is null ? null : [new IPEndPoint(IPAddress.Loopback, FreePort(FirstTlsPort)).ToString()],
        };
        return found is null ? choices : choices.With(found);
    }

    // Ports 8080 and 8443 are popular: the gateway shall run nevertheless.
    private static int FreePort(int first)
    {
        for (var port = first; port < first + Ports - 1; port++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else has it.
            }
        }

        return first + Ports - 1;
    }
}
