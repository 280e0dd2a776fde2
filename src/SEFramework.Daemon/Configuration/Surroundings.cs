using System.Security.Cryptography;

namespace SEFramework.Daemon.Configuration;

/// <summary>What the defaults depend on: the environment and the machine.</summary>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="root">Root of the file system; a test gives its own.</param>
public sealed class Surroundings(Func<string, string?> environment, string root = "/")
{
    private const string PackageDirectory = "/var/lib/seframework";
    private const string FolderName = "seframework";

    /// <summary>Those of this process.</summary>
    public static Surroundings Current { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>Why a folder cannot be written to, or null when it can; it is made if need be.</summary>
    /// <param name="directory">The folder.</param>
    public static string? WhyNotWritable(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
            using (File.Create(Path.Combine(directory, $".{Guid.NewGuid():N}"), 1, FileOptions.DeleteOnClose))
            {
                return null;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"the folder cannot be written to: {e.Message}";
        }
    }

    /// <summary>The folder for state when none is configured.</summary>
    /// <param name="isConfigured">Whether there is a configuration file; without one, and without systemd, a user is trying things out.</param>
    public string StateDirectory(bool isConfigured)
    {
        // systemd gives a list separated by colons when the unit names several.
        if (environment("STATE_DIRECTORY") is { Length: > 0 } own)
        {
            return own.Split(':')[0];
        }

        var byHand = !isConfigured && environment("INVOCATION_ID") is null or "";
        return byHand ? Path.Combine(UserStateHome(), FolderName) : Path.Combine(root, PackageDirectory[1..]);
    }

    /// <summary>
    /// The Ethernet address of the first network interface: hardware before software, then by name, so that it is the same at each start. A
    /// machine without any gets one made from its machine id, marked as locally administered.
    /// </summary>
    public ulong EthernetAddress()
    {
        var candidates =
            from directory in SafeDirectories(Path.Combine(root, "sys/class/net"))
            let name = Path.GetFileName(directory)
            let text = SafeRead(Path.Combine(directory, "address"))
            where text is not null && name != "lo"
            let address = Configuration.EthernetAddress.TryParse(text, out var value) ? value : 0
            where address is not 0 and not 0xFFFF_FFFF_FFFF
            orderby Directory.Exists(Path.Combine(directory, "device")) ? 0 : 1, name
            select address;
        return candidates.Cast<ulong?>().FirstOrDefault() ?? FromMachineId();
    }

    private static IEnumerable<string> SafeDirectories(string path)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal).ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? SafeRead(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private ulong FromMachineId()
    {
        const ulong LocallyAdministered = 0x0200_0000_0000;
        const ulong Multicast = 0x0100_0000_0000;
        var id = SafeRead(Path.Combine(root, "etc/machine-id")) ?? Environment.MachineName;
        var hash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(FolderName + id));
        var value = hash.AsSpan(0, 6).ToArray().Aggregate(0UL, static (number, octet) => (number << 8) | octet);
        return (value | LocallyAdministered) & ~Multicast;
    }

    private string UserStateHome() =>
        environment("XDG_STATE_HOME") is { } xdg && Path.IsPathRooted(xdg) ? xdg
        : environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local/state")
        : Path.GetTempPath();
}
