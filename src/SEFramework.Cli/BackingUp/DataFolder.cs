using System.ComponentModel;
using System.Diagnostics;

namespace SEFramework.Cli.BackingUp;

/// <summary>The data folder of an installed gateway.</summary>
internal static class DataFolder
{
    /// <summary>Where the package has it.</summary>
    public const string Default = "/var/lib/seframework";

    /// <summary>Where the package has the configuration.</summary>
    public const string DefaultConfiguration = "/etc/seframework";

    /// <summary>Gives what root wrote into a folder to the owner of the folder, so that the service can use it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="IOException">It cannot be given.</exception>
    public static async Task AdoptAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        try
        {
            using var chown = Process.Start("chown", ["--recursive", $"--reference={folder}", folder]);
            await chown.WaitForExitAsync(cancellationToken);
            if (chown.ExitCode != 0)
            {
                throw new IOException($"The files in {folder} belong to root now; give them to the user of the service.");
            }
        }
        catch (Win32Exception e)
        {
            throw new IOException($"The files in {folder} belong to root now; give them to the user of the service: {e.Message}", e);
        }
    }
}
