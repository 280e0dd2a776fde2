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
    public static SavedList<T> Read<T>(string directory, LineFormat<T> format)
        where T : class
    {
        var path = Path.Combine(directory, format.FileName);
        var exists = File.Exists(path);
        var lines = exists
            ? File.ReadAllLines(path).Select(l => l.TrimEnd()).Select(l => (l, IsComment(l) ? null : format.TryParse(l.Trim()))).ToList()
            : [];
        return new SavedList<T>(path, format, lines) { Existed = exists };
    }

    internal static bool IsComment(string line) => line.Trim() is { Length: 0 } or ['#', ..];
}

/// <summary>
/// One of the original's saved files: a line per item. Lines that cannot be read, comments and blank lines stay where they are. Used on the
/// gateway's loop only. Source: reference 01, section 4.2.
/// </summary>
/// <typeparam name="T">What a line says.</typeparam>
public sealed class SavedList<T>
    where T : class
{
    private readonly string _path;
    private readonly LineFormat<T> _format;
    private readonly List<(string Line, T? Item)> _lines;
    private Task _writing = Task.CompletedTask;

    internal SavedList(string path, LineFormat<T> format, List<(string Line, T? Item)> lines)
    {
        _path = path;
        _format = format;
        _lines = lines;
    }

    /// <summary>The items in order.</summary>
    public IEnumerable<T> Items => _lines.Select(l => l.Item).OfType<T>();

    /// <summary>Lines that are neither blank, comment nor item, for the log.</summary>
    public IEnumerable<string> BadLines => _lines.Where(l => l.Item is null && !SavedList.IsComment(l.Line)).Select(l => l.Line);

    /// <summary>Whether the file was there.</summary>
    public bool Existed { get; internal init; }

    /// <summary>Appends an item and writes the file.</summary>
    /// <param name="item">The item.</param>
    public Task AddAsync(T item)
    {
        _lines.Add((_format.Format(item), item));
        return WriteAsync();
    }

    /// <summary>Removes items and writes the file if there were any.</summary>
    /// <param name="which">Which items.</param>
    /// <returns>How many were removed.</returns>
    public async Task<int> RemoveAsync(Predicate<T> which)
    {
        var removed = _lines.RemoveAll(l => l.Item is { } item && which(item));
        if (removed > 0)
        {
            await WriteAsync();
        }

        return removed;
    }

    /// <summary>Replaces all items and writes the file.</summary>
    /// <param name="items">The items.</param>
    public Task ReplaceAsync(IEnumerable<T> items)
    {
        _lines.RemoveAll(l => l.Item is not null);
        _lines.AddRange(items.Select(i => (_format.Format(i), (T?)i)));
        return WriteAsync();
    }

    private Task WriteAsync()
    {
        var text = string.Concat(_lines.Select(l => l.Line + "\n"));
        return _writing = WriteAfterAsync(_writing, text);

        async Task WriteAfterAsync(Task before, string content)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await AtomicFile.WriteAsync(_path, content);
        }
    }
}
