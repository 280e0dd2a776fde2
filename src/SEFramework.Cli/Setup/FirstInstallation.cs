using System.Net;
using System.Net.Sockets;
using SEFramework.Daemon.Configuration;

namespace SEFramework.Cli.Setup;

/// <summary>The configuration that a new installation gets without a question: a radio if one answers, else the simulated home; loopback only.</summary>
internal static class FirstInstallation
{
    private const int FirstPort = 8080;
    private const int LastPort = 8099;

    /// <summary>Chooses.</summary>
    /// <param name="search">Looks for the radio, among adapters for modules only.</param>
    /// <param name="output">Hears what is done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<SetupChoices> ChooseAsync(RadioSearch search, TextWriter output, CancellationToken cancellationToken)
    {
        var found = await search.FindAsync(search.Ports(onlyAdapters: true), output.WriteLine, cancellationToken);
        var choices = new SetupChoices
        {
            Variant = Settings.Variant.Default,
            Radio = Settings.RadioPort.Default,
            Listen = [new IPEndPoint(IPAddress.Loopback, FreePort()).ToString()],
        };
        return found is null ? choices : choices.With(found);
    }

    // Port 8080 is popular: the gateway shall run nevertheless.
    private static int FreePort()
    {
        for (var port = FirstPort; port < LastPort; port++)
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

        return LastPort;
    }
}
