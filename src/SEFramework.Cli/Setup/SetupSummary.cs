using SEFramework.Daemon.Configuration;

namespace SEFramework.Cli.Setup;

/// <summary>Says how the gateway is set up and how to change that; the last thing that an installation prints.</summary>
internal static class SetupSummary
{
    /// <summary>Writes it.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="output">Where to.</param>
    public static void Write(ConfigurationFile file, TextWriter output)
    {
        var radio = file.Find(Settings.RadioPort) ?? Settings.RadioPort.Default;
        var tls = file.Find(Settings.HttpsListen) is { Length: > 0 } listen ? $" and https://{listen}" : string.Empty;
        output.WriteLine($"SEFramework.Net: {file.Find(Settings.Variant) ?? Settings.Variant.Default} at http://{file.Find(Settings.HttpListen) ?? Settings.HttpListen.Default}{tls}, "
            + (radio == Settings.RadioPort.Default ? "on a simulated home (no radio is configured)" : $"on the radio at {radio}"));
        if (file.UserNames.Count == 0)
        {
            output.WriteLine("No password is set: everybody on this machine may do everything, other machines cannot connect.");
        }

        output.WriteLine("""
              sudo sefctl setup                                      asks for all of the following
              sudo sefctl setup --radio auto                         looks for an XBee; or --radio /dev/serial/by-id/...
              sudo sefctl setup --variant ipd-router                 or esi-router, esi-coordinator
              sudo sefctl setup --user NAME --listen '*:8080'        asks for a password, and opens the port to other machines
              sudo sefctl setup --user NAME --tls-listen '*:8443'    the same with TLS
              sefctl send '<get_time/>'                              tries it; journalctl -u seframework shows the log
            """);
    }
}
