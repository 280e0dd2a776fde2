using SEFramework.Cli.Radios;
using SEFramework.Radio;

namespace SEFramework.Cli.Setup;

/// <summary>A module that was found.</summary>
/// <param name="Place">How it is reached.</param>
/// <param name="Description">What it says that it is.</param>
internal sealed record FoundRadio(RadioPlace Place, string Description);

/// <summary>Looks for XBee modules on the serial ports of this machine, by asking what is there.</summary>
/// <param name="root">Root of the file system; a test gives its own.</param>
internal sealed class RadioSearch(string root = "/")
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Speeds and flow controls that modules have: as delivered for gateways, with an adapter of three wires, as from the factory.</summary>
    private static readonly (int BaudRate, bool HasFlowControl)[] Lines = [(115200, true), (115200, false), (9600, false)];

    /// <summary>Makers whose name an adapter for XBee modules may carry. Others are asked only when somebody wants the search.</summary>
    private static readonly string[] Makers = ["Digi", "MaxStream", "XBee", "XBIB", "FTDI", "Silicon_Labs"];

    /// <summary>The ports on which a module may be.</summary>
    /// <param name="onlyAdapters">Whether only those count that look like an adapter for modules.</param>
    public IReadOnlyList<string> Ports(bool onlyAdapters)
    {
        var byId = Path.Combine(root, "dev/serial/by-id");
        string[] adapters = Directory.Exists(byId) ? [.. Directory.GetFileSystemEntries(byId).Order(StringComparer.Ordinal)] : [];
        if (onlyAdapters)
        {
            return [.. adapters.Where(static a => Makers.Any(maker => Path.GetFileName(a).Contains(maker, StringComparison.OrdinalIgnoreCase)))];
        }

        string[] header = [Path.Combine(root, "dev/serial0"), Path.Combine(root, "dev/ttyAMA0")];
        return [.. adapters, .. header.Where(File.Exists).DistinctBy(RealPath)];
    }

    /// <summary>Asks each port in turn; a port that another program has open is left alone.</summary>
    /// <param name="ports">The ports.</param>
    /// <param name="progress">Hears which port is asked.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The first module, or null.</returns>
    public async Task<FoundRadio?> FindAsync(IEnumerable<string> ports, Action<string> progress, CancellationToken cancellationToken)
    {
        foreach (var port in ports)
        {
            if (IsInUse(port))
            {
                progress($"{port}: another program has it open");
                continue;
            }

            progress($"{port}: is there an XBee?");
            foreach (var (baudRate, hasFlowControl) in Lines)
            {
                if (await AskAsync(new RadioPlace(port, baudRate, hasFlowControl), cancellationToken) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    private static async Task<FoundRadio?> AskAsync(RadioPlace place, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await RadioSession.OpenAsync(place, cancellationToken, Patience);
            return new FoundRadio(place, session.Radio.Information?.Name ?? "XBee");
        }
        catch (RadioException)
        {
            return null;
        }
    }

    private static string RealPath(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    // Two programs on one line garble each other's frames. Processes of others are visible to root only, who installs packages.
    private bool IsInUse(string port)
    {
        var device = RealPath(port);
        foreach (var process in SafeEntries(Path.Combine(root, "proc")).Where(static p => int.TryParse(Path.GetFileName(p), out _)))
        {
            foreach (var descriptor in SafeEntries(Path.Combine(process, "fd")))
            {
                try
                {
                    if (new FileInfo(descriptor).LinkTarget == device)
                    {
                        return true;
                    }
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // The process is gone, or not ours to look at.
                }
            }
        }

        return false;
    }

    private static string[] SafeEntries(string path)
    {
        try
        {
            return Directory.GetFileSystemEntries(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
