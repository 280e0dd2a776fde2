using System.Runtime.InteropServices;
using SEFramework.Gateway.HeadEnd;

namespace SEFramework.Daemon.WebServices;

/// <summary>The folders that there are because files are in them.</summary>
internal sealed class FileTree
{
    private readonly Dictionary<string, (DateTimeOffset Created, DateTimeOffset Modified)> _folders = new(StringComparer.Ordinal);

    /// <summary>Whether a row is a folder.</summary>
    /// <param name="row">The row.</param>
    public static bool IsFolder(StoredFile row) => row.Id == 0;

    /// <summary>Notes the folder of a file.</summary>
    /// <param name="file">The file.</param>
    public void Add(StoredFile file)
    {
        // There may be very many files in very few folders.
        ref var times = ref CollectionsMarshal.GetValueRefOrAddDefault(_folders, file.Folder, out var isKnown);
        times = isKnown
            ? (file.Created < times.Created ? file.Created : times.Created, file.Modified > times.Modified ? file.Modified : times.Modified)
            : (file.Created, file.Modified);
    }

    /// <summary>The folders of the account, and those around them, as rows of a listing: a folder has no number.</summary>
    public IReadOnlyCollection<StoredFile> ReadFolders()
    {
        var rows = new Dictionary<string, StoredFile>(StringComparer.Ordinal);
        foreach (var (folder, times) in _folders.Where(static f => f.Key.StartsWith(FilePaths.Home, StringComparison.Ordinal)))
        {
            for (var path = folder.TrimEnd('/'); path.Length >= FilePaths.Home.Length; path = path[..path.LastIndexOf('/')])
            {
                var (parent, name) = FilePaths.Split(path);
                rows[path] = !rows.TryGetValue(path, out var known)
                    ? new StoredFile(0, parent, name, "application/xml", times.Created, times.Modified, 0)
                    : known with
                    {
                        Created = times.Created < known.Created ? times.Created : known.Created,
                        Modified = times.Modified > known.Modified ? times.Modified : known.Modified,
                    };
            }
        }

        return rows.Values;
    }
}
