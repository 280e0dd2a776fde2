using System.Xml;
using SEFramework.Conformance.Recording;

namespace SEFramework.Cli.Recording;

/// <summary>
/// The file of a recording. What was recorded stays in memory, because what comes later tells how to write what came before; the file is written again
/// from time to time, so that little is lost when the machine fails.
/// </summary>
/// <param name="path">Its path.</param>
/// <param name="options">What the session says of itself.</param>
internal sealed class RecordingFile(string path, RecordingOptions options)
{
    private readonly Lock _gate = new();
    private readonly List<RecordedExchange> _exchanges = [];
    private int _written;

    /// <summary>Number of exchanges.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _exchanges.Count;
            }
        }
    }

    /// <summary>Adds an exchange.</summary>
    /// <param name="exchange">The exchange.</param>
    public void Add(RecordedExchange exchange)
    {
        lock (_gate)
        {
            _exchanges.Add(exchange);
        }
    }

    /// <summary>Makes sure that the file can be written, before anything is recorded.</summary>
    /// <exception cref="IOException">It is there already, or cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public void Claim()
    {
        using var file = new FileStream(path, Options(FileMode.CreateNew));
    }

    /// <summary>Removes the file if there is nothing to write.</summary>
    /// <returns>Whether there was nothing.</returns>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public bool GiveUpIfEmpty()
    {
        if (Count > 0)
        {
            return false;
        }

        File.Delete(path);
        return true;
    }

    /// <summary>Writes the file if there is something new.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public async Task WriteAsync()
    {
        RecordedExchange[] exchanges;
        lock (_gate)
        {
            exchanges = [.. _exchanges.OrderBy(static e => e.Started)];
        }

        if (exchanges.Length == _written)
        {
            return;
        }

        var document = SessionComposer.Compose(exchanges, options);
        var temporary = path + ".new";
        await using (var file = new FileStream(temporary, Options(FileMode.Create)))
        await using (var writer = XmlWriter.Create(file, new XmlWriterSettings { Async = true, Indent = true }))
        {
            await document.SaveAsync(writer, CancellationToken.None);
        }

        File.Move(temporary, path, overwrite: true);
        _written = exchanges.Length;
    }

    // It tells what happens in somebody's home.
    private static FileStreamOptions Options(FileMode mode) => new()
    {
        Mode = mode,
        Access = FileAccess.Write,
        UnixCreateMode = OperatingSystem.IsWindows() ? null : UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };
}
