using System.ComponentModel;
using System.Diagnostics;

namespace SEFramework.Cli.Setup;

/// <summary>The service of systemd that the package installs.</summary>
internal static class Service
{
    /// <summary>Its name.</summary>
    public const string Name = "seframework.service";

    /// <summary>Whether systemd runs this machine.</summary>
    public static bool HasSystemd => Directory.Exists("/run/systemd/system");

    /// <summary>Has systemctl do something with the service.</summary>
    /// <param name="verb">What.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it succeeded.</returns>
    public static async Task<bool> ControlAsync(string verb, CancellationToken cancellationToken)
    {
        try
        {
            using var systemctl = Process.Start("systemctl", [verb, "--quiet", Name]);
            await systemctl.WaitForExitAsync(cancellationToken);
            return systemctl.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
