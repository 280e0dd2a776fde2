using SEFramework.Simulator.Pty;

namespace SEFramework.Simulator.Lines;

/// <summary>A pseudo terminal, optionally under a name of its own: what a USB adapter is to the host.</summary>
public sealed class PtyLine : IModuleLine
{
    private readonly PseudoTerminal _terminal;
    private readonly string? _link;

    private PtyLine(PseudoTerminal terminal, string? link)
    {
        _terminal = terminal;
        _link = link;
    }

    /// <inheritdoc />
    public string PortName => _link ?? _terminal.DevicePath;

    /// <summary>Opens a pseudo terminal.</summary>
    /// <param name="link">Path of a symbolic link to make to it, or null. A link of that name is replaced, anything else is not.</param>
    /// <exception cref="IOException">There is something other than a link at that path, or it cannot be made.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">The system gave no pseudo terminal.</exception>
    public static async Task<PtyLine> OpenAsync(string? link)
    {
        var terminal = PseudoTerminal.Open();
        try
        {
            if (link is not null)
            {
                PointLink(link, terminal.DevicePath);
            }

            return new PtyLine(terminal, link);
        }
        catch
        {
            await terminal.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => _terminal.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc />
    public ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        _terminal.Write(data.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_link is not null && new FileInfo(_link).LinkTarget == _terminal.DevicePath)
        {
            File.Delete(_link);
        }

        await _terminal.DisposeAsync().ConfigureAwait(false);
    }

    private static void PointLink(string link, string target)
    {
        var existing = new FileInfo(link);
        if (existing.LinkTarget is not null)
        {
            existing.Delete();
        }
        else if (existing.Exists || Directory.Exists(link))
        {
            throw new IOException($"'{link}' is there already and is not a symbolic link; choose another name for the simulated port.");
        }

        File.CreateSymbolicLink(link, target);
    }
}
