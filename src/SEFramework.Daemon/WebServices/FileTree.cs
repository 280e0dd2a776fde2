using SEFramework.Gateway.HeadEnd;

namespace SEFramework.Daemon.WebServices;

/// <summary>The folders that there are because files are in them.</summary>
internal sealed class FileTree
{
    private readonly Dictionary<string, StoredFile> _folders = new(StringComparer.Ordinal);

    /// <summary>The folders as rows of a listing; a folder has no number.</summary>
    public IReadOnlyCollection<StoredFile> Folders => _folders.Values;

    /// <summary>Whether a row is a folder.</summary>
    /// <param name="row">The row.</param>
    public static bool IsFolder(StoredFile row) => row.Id == 0;

    /// <summary>Notes the folders around a file.</summary>
    /// <param name="file">The file.</param>
    public void Add(StoredFile file)
    {
        if (!file.Folder.StartsWith(FilePaths.Home, StringComparison.Ordinal))
        {
            return;
        }

        for (var path = file.Folder.TrimEnd('/'); path.Length >= FilePaths.Home.Length; path = path[..path.LastIndexOf('/')])
        {
            var (parent, name) = FilePaths.Split(path);
            _folders[path] = !_folders.TryGetValue(path, out var known)
                ? new StoredFile(0, parent, name, "application/xml", file.Created, file.Modified, 0)
                : known with
                {
                    Created = file.Created < known.Created ? file.Created : known.Created,
                    Modified = file.Modified > known.Modified ? file.Modified : known.Modified,
                };
        }
    }
}
