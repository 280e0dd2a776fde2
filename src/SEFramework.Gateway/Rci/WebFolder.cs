using SEFramework.Rpc.Envelopes;

namespace SEFramework.Gateway.Rci;

/// <summary>
/// The folder /WEB/python: the saved files of the gateway are read, modules and other files are left and removed. The gateway's own files (*.ini and the
/// database) are not written here, for the gateway holds them in memory and would write them again; the database, which has keys in it, is not
/// there at all. Source: reference 01, sections 1.9 and 4.2.
/// </summary>
/// <param name="dataDirectory">Folder of the gateway's saved files.</param>
public sealed class WebFolder(string dataDirectory)
{
    /// <summary>Where clients see the folder.</summary>
    public const string Path = "/WEB/python";

    /// <summary>Table of the contract with the errors of put_file.</summary>
    public const string PutErrors = "put_file_error";

    /// <summary>Number in it: the operating system refused, or the user may not.</summary>
    public const int PutFailed = 5;

    /// <summary>Table of the contract with the errors of get_file.</summary>
    public const string GetErrors = "get_file_error";

    /// <summary>Table of the contract with the errors of rm.</summary>
    public const string RemoveErrors = "rm_error";

    /// <summary>Number in it: the file could not be removed, or the user may not.</summary>
    public const int RemoveFailed = 4;

    /// <summary>Table of the contract with the errors of ls.</summary>
    public const string ListErrors = "ls_error";

    /// <summary>Number in it: there is no such folder, or it cannot be read.</summary>
    public const int ListFailed = 3;

    private const string UploadFolder = "python";
    private const int MaximumFiles = 200;
    private const int MaximumBytes = 16 * 1024 * 1024;
    private const int MaximumNameLength = 100;
    private const int NoName = 1;
    private const int Missing = 2;
    private const int NoData = 2;
    private const int InvalidData = 3;
    private const int GetFailed = 3;

    private string Uploads => System.IO.Path.Combine(dataDirectory, UploadFolder);

    /// <summary>Whether a path is that of the folder.</summary>
    /// <param name="path">The path.</param>
    public static bool Is(string path) => path.Trim().Trim('/').Equals(Path.Trim('/'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Name of a file in the folder; a path must be of the folder itself.</summary>
    /// <param name="given">Name or path as a client gives it, or null.</param>
    /// <param name="table">Table of the errors.</param>
    /// <exception cref="RciException">There is none, or it is not a name of this folder.</exception>
    public static string NameOf(string? given, string table)
    {
        var path = (given ?? string.Empty).Trim();
        var slash = path.LastIndexOf('/');
        var name = path[(slash + 1)..];
        if (name.Length == 0)
        {
            throw ContractErrors.Failure(table, NoName, "give the name of a file");
        }

        var isPlain = name.Length <= MaximumNameLength && name[0] != '.' && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
        return isPlain && (slash < 0 || Is(path[..slash]))
            ? name
            : throw ContractErrors.Failure(table, Missing, $"files are in {Path}; a name has letters, digits, '.', '_' and '-'");
    }

    /// <summary>The bytes that a client gives in base 64.</summary>
    /// <param name="text">The text, or null when there is none.</param>
    /// <exception cref="RciException">There is none, or it is not base 64.</exception>
    public static byte[] DataOf(string? text)
    {
        if (text is null)
        {
            throw ContractErrors.Failure(PutErrors, NoData, "give the element data");
        }

        var data = new byte[text.Length];
        return Convert.TryFromBase64String(text, data, out var length)
            ? data[..length]
            : throw ContractErrors.Failure(PutErrors, InvalidData, "data is the content in base 64");
    }

    /// <summary>The files, by name.</summary>
    /// <exception cref="RciException">The folder cannot be read.</exception>
    public IReadOnlyList<FileInfo> List()
    {
        try
        {
            var saved = new DirectoryInfo(dataDirectory).EnumerateFiles("*.ini");
            var uploads = Directory.Exists(Uploads) ? new DirectoryInfo(Uploads).EnumerateFiles().Where(static f => f.Name[0] != '.' && !IsSavedFile(f.Name)) : [];
            return [.. saved.Concat(uploads).OrderBy(static f => f.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ContractErrors.Failure(ListErrors, ListFailed, "the folder cannot be read");
        }
    }

    /// <summary>The content of a file.</summary>
    /// <param name="name">Its name, of <see cref="NameOf"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="RciException">It is not there, or cannot be read.</exception>
    public async Task<byte[]> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(name), cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ContractErrors.Failure(GetErrors, Missing, $"there is no file {name}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ContractErrors.Failure(GetErrors, GetFailed, "the file cannot be read");
        }
    }

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="name">Its name, of <see cref="NameOf"/>.</param>
    /// <param name="data">Its content.</param>
    /// <param name="offset">Where in the file the data goes; what is before it stays.</param>
    /// <param name="truncate">Whether the file ends with the data; otherwise what is behind it stays.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <exception cref="RciException">It is the gateway's own, or cannot be written.</exception>
    public async Task WriteAsync(string name, ReadOnlyMemory<byte> data, int offset, bool truncate, CancellationToken cancellationToken)
    {
        if (IsSavedFile(name))
        {
            throw ContractErrors.Failure(PutErrors, PutFailed, $"{name} is written by the gateway; change what is in it with requests");
        }

        try
        {
            Directory.CreateDirectory(Uploads);
            var path = PathOf(name);
            var isThere = File.Exists(path);
            if (!isThere && Directory.EnumerateFiles(Uploads).Count() >= MaximumFiles)
            {
                throw ContractErrors.Failure(PutErrors, PutFailed, $"there are {MaximumFiles} files already; remove some first");
            }

            if ((long)offset + data.Length > MaximumBytes)
            {
                throw ContractErrors.Failure(PutErrors, PutFailed, $"a file has {MaximumBytes} bytes at the most");
            }

            var before = isThere && (offset > 0 || !truncate) ? await File.ReadAllBytesAsync(path, cancellationToken) : [];
            var content = new byte[truncate ? offset + data.Length : Math.Max(before.Length, offset + data.Length)];
            before.AsSpan(0, Math.Min(before.Length, content.Length)).CopyTo(content);
            data.Span.CopyTo(content.AsSpan(offset));

            // A name with a dot in front is nobody's, so what a crash leaves behind is not taken for a file.
            var draft = System.IO.Path.Combine(Uploads, $".{Guid.NewGuid():N}");
            try
            {
                await File.WriteAllBytesAsync(draft, content, cancellationToken);
                File.Move(draft, path, overwrite: true);
            }
            catch
            {
                File.Delete(draft);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ContractErrors.Failure(PutErrors, PutFailed, "the file cannot be written");
        }
    }

    /// <summary>Removes a file.</summary>
    /// <param name="name">Its name, of <see cref="NameOf"/>.</param>
    /// <exception cref="RciException">It is the gateway's own, is not there, or cannot be removed.</exception>
    public void Remove(string name)
    {
        if (IsSavedFile(name))
        {
            throw ContractErrors.Failure(RemoveErrors, RemoveFailed, $"{name} is the gateway's own");
        }

        try
        {
            if (!File.Exists(PathOf(name)))
            {
                throw ContractErrors.Failure(RemoveErrors, Missing, $"there is no file {name}");
            }

            File.Delete(PathOf(name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ContractErrors.Failure(RemoveErrors, RemoveFailed, "the file cannot be removed");
        }
    }

    private static bool IsSavedFile(string name) => name.EndsWith(".ini", StringComparison.OrdinalIgnoreCase);

    private string PathOf(string name) => System.IO.Path.Combine(IsSavedFile(name) ? dataDirectory : Uploads, name);
}
