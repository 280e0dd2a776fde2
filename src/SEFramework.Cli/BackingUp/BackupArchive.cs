using System.Formats.Tar;
using System.IO.Compression;
using SEFramework.Gateway.Storage;

namespace SEFramework.Cli.BackingUp;

/// <summary>
/// A backup: a compressed tar archive with the data folder under state/ and the configuration under etc/. It holds link keys and hashes of passwords, so only
/// its owner may read it.
/// </summary>
internal static class BackupArchive
{
    private const string State = "state/";
    private const string Configuration = "etc/";
    private const string Database = "gateway.db";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes an archive.</summary>
    /// <param name="file">The archive; a file of that name is replaced when the new one is whole.</param>
    /// <param name="data">The data folder; no gateway uses it.</param>
    /// <param name="configuration">The configuration folder; it may be missing.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>How many files it holds.</returns>
    /// <exception cref="StorageException">The database cannot be copied, as while a gateway runs.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static async Task<int> WriteAsync(string file, string data, string configuration, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("sefctl-backup");
        var unfinished = file + ".new";
        try
        {
            var copy = Path.Combine(folder.FullName, Database);
            GatewayDatabase.Copy(Path.Combine(data, Database), copy);
            var files = new List<(string Path, string Entry)> { (copy, State + Database) };
            files.AddRange(Under(data).Where(static f => !f.Entry.StartsWith(Database, StringComparison.Ordinal)).Select(static f => (f.Path, State + f.Entry)));
            files.AddRange(Directory.Exists(configuration) ? Under(configuration).Select(static f => (f.Path, Configuration + f.Entry)) : []);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly, Options = FileOptions.Asynchronous };
            await using (var stream = new FileStream(unfinished, options))
            await using (var packed = new GZipStream(stream, CompressionLevel.Optimal))
            await using (var tar = new TarWriter(packed))
            {
                foreach (var (path, entry) in files)
                {
                    await tar.WriteEntryAsync(path, entry, cancellationToken);
                }
            }

            File.Move(unfinished, file, overwrite: true);
            return files.Count;
        }
        finally
        {
            File.Delete(unfinished);
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Puts the files of an archive where they were; what is there goes to FOLDER.before-restore.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="data">The data folder; no gateway uses it.</param>
    /// <param name="configuration">The configuration folder.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>How many files there were.</returns>
    /// <exception cref="StorageException">A gateway runs, or a newer version of the software made the archive.</exception>
    /// <exception cref="InvalidDataException">It is no backup.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static async Task<int> ReadAsync(string file, string data, string configuration, CancellationToken cancellationToken)
    {
        // Beside the data folder, so that the new files are there at once when they are moved.
        var folder = Directory.CreateDirectory(data.TrimEnd('/') + ".restoring", OwnerOnly | UnixFileMode.UserExecute);
        try
        {
            var count = await UnpackAsync(file, folder.FullName, cancellationToken);
            var state = Path.Combine(folder.FullName, State.TrimEnd('/'));
            if (!File.Exists(Path.Combine(state, Database)))
            {
                throw new InvalidDataException($"{file} is no backup of a gateway: it has no database.");
            }

            // Brought forward here, or refused if it is of a newer version. What is there may be of any version or damaged, but not in use.
            await GatewayDatabase.Open(Path.Combine(state, Database)).DisposeAsync();
            GatewayDatabase.EnsureUnused(Path.Combine(data, Database));
            Replace(state, data);
            var etc = Path.Combine(folder.FullName, Configuration.TrimEnd('/'));
            if (Directory.Exists(etc))
            {
                Replace(etc, configuration);
            }

            return count;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<(string Path, string Entry)> Under(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => (path, Path.GetRelativePath(folder, path)));

    private static async Task<int> UnpackAsync(string file, string folder, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 81920, FileOptions.Asynchronous);
        await using var unpacked = new GZipStream(stream, CompressionMode.Decompress);
        try
        {
            // Refuses names that lead out of the folder.
            await TarFile.ExtractToDirectoryAsync(unpacked, folder, overwriteFiles: false, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidDataException($"{file} is no backup of a gateway, or damaged: {e.Message}", e);
        }

        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count();
    }

    /// <summary>Files are exchanged one by one inside the folder: the folder itself keeps its owner and mode.</summary>
    private static void Replace(string from, string to)
    {
        var aside = to.TrimEnd('/') + ".before-restore";
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        Directory.CreateDirectory(to);
        Directory.CreateDirectory(aside, OwnerOnly | UnixFileMode.UserExecute);
        Move(to, aside);
        Move(from, to);
    }

    private static void Move(string from, string to)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(from).ToArray())
        {
            var target = Path.Combine(to, Path.GetFileName(path));
            if (Directory.Exists(path))
            {
                // File by file: the two folders may be on different file systems.
                Directory.CreateDirectory(target, File.GetUnixFileMode(path));
                Move(path, target);
                Directory.Delete(path);
            }
            else
            {
                File.Move(path, target);
            }
        }
    }
}
