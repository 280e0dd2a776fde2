namespace SEFramework.Gateway.SavedFiles;

/// <summary>How one line of a saved file reads.</summary>
/// <typeparam name="T">What a line says.</typeparam>
/// <param name="FileName">Name of the file.</param>
/// <param name="TryParse">Reads a line; null when it does not have the form.</param>
/// <param name="Format">Writes a line.</param>
public sealed record LineFormat<T>(string FileName, Func<string, T?> TryParse, Func<T, string> Format)
    where T : class;

/// <summary>Reads saved files.</summary>
public static class SavedList
{
    /// <summary>Reads a file; a missing one is empty.</summary>
    /// <typeparam name="T">What a line says.</typeparam>
    /// <param name="directory">Folder of the saved files.</param>
    /// <param name="format">How its lines read.</param>
    /// <exception cref="SavedFileException">The file is there and cannot be read.</exception>
    public static SavedList<T> Read<T>(string directory, LineFormat<T> format)
        where T : class
    {
        var path = Path.Combine(directory, format.FileName);
        try
        {
            var exists = Path.Exists(path);
            var lines = exists
                ? File.ReadAllLines(path).Select(l => l.TrimEnd()).Select(l => (l, IsComment(l) ? null : format.TryParse(l.Trim()))).ToArray()
                : [];
            return new SavedList<T>(path, format, lines) { Existed = exists };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SavedFileException($"{path} cannot be read: {e.Message}", e);
        }
    }

    internal static bool IsComment(string line) => line.Trim() is { Length: 0 } or ['#', ..];
}

/// <summary>
/// One of the original's saved files: a line per item. Lines that cannot be read, comments and blank lines stay where they are. A change counts
/// once it is on disk. Used on the gateway's loop only. Source: reference 01, section 4.2.
/// </summary>
/// <typeparam name="T">What a line says.</typeparam>
public sealed class SavedList<T>
    where T : class
{
    private readonly string _path;
    private readonly LineFormat<T> _format;
    private IReadOnlyList<(string Line, T? Item)> _lines;
    private Task _writing = Task.CompletedTask;

    internal SavedList(string path, LineFormat<T> format, IReadOnlyList<(string Line, T? Item)> lines)
    {
        _path = path;
        _format = format;
        _lines = lines;
    }

    /// <summary>The items in order.</summary>
    public IEnumerable<T> Items => _lines.Select(l => l.Item).OfType<T>();

    /// <summary>Lines that are neither blank, comment nor item, for the log.</summary>
    public IEnumerable<string> BadLines => _lines.Where(l => l.Item is null && !SavedList.IsComment(l.Line)).Select(l => l.Line);

    /// <summary>Name of the file, for the log.</summary>
    public string FileName => _format.FileName;

    /// <summary>Whether the file was there when it was read.</summary>
    public bool Existed { get; internal init; }

    /// <summary>Appends an item.</summary>
    /// <param name="item">The item.</param>
    /// <exception cref="SavedFileException">The file could not be written; nothing changed.</exception>
    public Task AddAsync(T item) => ChangeAsync(lines => [.. lines, Line(item)]);

    /// <summary>Puts an item in the place of the first that it stands for, removes the others, or appends it when there is none.</summary>
    /// <param name="which">The items it stands for.</param>
    /// <param name="item">The item.</param>
    /// <exception cref="SavedFileException">The file could not be written; nothing changed.</exception>
    public Task SetAsync(Predicate<T> which, T item) => ChangeAsync(lines =>
    {
        var changed = new List<(string Line, T? Item)>(lines.Count + 1);
        var isSet = false;
        foreach (var line in lines)
        {
            if (line.Item is not { } old || !which(old))
            {
                changed.Add(line);
            }
            else if (!isSet)
            {
                changed.Add(Line(item));
                isSet = true;
            }
        }

        if (!isSet)
        {
            changed.Add(Line(item));
        }

        return changed;
    });

    /// <summary>Removes items; the file is not written when there are none.</summary>
    /// <param name="which">Which items.</param>
    /// <returns>How many were removed.</returns>
    /// <exception cref="SavedFileException">The file could not be written; nothing changed.</exception>
    public async Task<int> RemoveAsync(Predicate<T> which)
    {
        var removed = 0;
        await ChangeAsync(lines =>
        {
            var kept = lines.Where(l => l.Item is not { } item || !which(item)).ToArray();
            removed = lines.Count - kept.Length;
            return removed == 0 ? lines : kept;
        });
        return removed;
    }

    /// <summary>Replaces all items: those that stay keep their lines, new ones are appended.</summary>
    /// <param name="items">The items.</param>
    /// <exception cref="SavedFileException">The file could not be written; nothing changed.</exception>
    public Task ReplaceAsync(IEnumerable<T> items)
    {
        var wanted = items.ToList();
        return ChangeAsync(lines =>
        {
            var missing = wanted.ToList();
            var kept = lines.Where(l => l.Item is null || missing.Remove(l.Item)).ToArray();
            return [.. kept, .. missing.Select(Line)];
        });
    }

    private (string Line, T? Item) Line(T item) => (_format.Format(item), item);

    private Task ChangeAsync(Func<IReadOnlyList<(string Line, T? Item)>, IReadOnlyList<(string Line, T? Item)>> change) =>
        _writing = ChangeAfterAsync(_writing, change);

    private async Task ChangeAfterAsync(
        Task before, Func<IReadOnlyList<(string Line, T? Item)>, IReadOnlyList<(string Line, T? Item)>> change)
    {
        // How the change before ended is its own caller's business.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var changed = change(_lines);
        if (ReferenceEquals(changed, _lines))
        {
            return;
        }

        try
        {
            await AtomicFile.WriteAsync(_path, string.Concat(changed.Select(l => l.Line + "\n")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SavedFileException($"{_format.FileName} cannot be written: {e.Message}", e);
        }

        _lines = changed;
    }
}
