using System.Globalization;
using System.Xml.Linq;
using SEFramework.Gateway.HeadEnd;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Xml;

namespace SEFramework.Daemon.WebServices;

/// <summary>
/// /ws/FileData: files are found by condition, read, stored and removed. A tilde stands for the account's folder. Source: reference 01,
/// sections 1.8 and 1.10.
/// </summary>
/// <param name="store">The files.</param>
internal sealed class FileDataService(FileStore store) : IWebService
{
    private const string CustomerId = "1";
    private const string FileType = "file";
    private const string FolderType = "directory";

    private static readonly string[] Fields =
        ["fdPath", "fdName", "fdType", "fdCreatedDate", "fdLastModifiedDate", "fdContentType", "fdSize", "cstId"];

    /// <inheritdoc />
    public string Path => "/ws/FileData";

    /// <inheritdoc />
    public IReadOnlyList<string> Methods { get; } = ["GET", "HEAD", "PUT", "DELETE"];

    /// <inheritdoc />
    public Task<WebServiceReply> AnswerAsync(WebServiceRequest request, CancellationToken cancellationToken) => request.Method switch
    {
        "PUT" => PutAsync(request),
        "DELETE" => DeleteAsync(request),
        _ => GetAsync(request),
    };

    /// <summary>Reads files by a path such as ~/folder/name, for requests that name one in the place of their content.</summary>
    /// <param name="store">The files.</param>
    public static Func<string, Task<byte[]?>> Reader(FileStore store) => async path =>
    {
        string full;
        try
        {
            full = FilePaths.Resolve(path.TrimStart('/'));
        }
        catch (WebServiceException)
        {
            return null;
        }

        var found = await store.QueryAsync(file => file.Folder + file.Name == full).ConfigureAwait(false);
        return found is [var exact] ? (await store.ReadAsync([exact.Id]).ConfigureAwait(false)).GetValueOrDefault(exact.Id) : null;
    };

    private static string? Field(StoredFile file, string field) => field switch
    {
        "fdPath" => file.Folder,
        "fdName" => file.Name,
        "fdType" => TypeOf(file),
        "fdCreatedDate" => WebTime.Format(file.Created),
        "fdLastModifiedDate" => WebTime.Format(file.Modified),
        "fdContentType" => file.ContentType,
        "fdSize" => file.Size.ToString(CultureInfo.InvariantCulture),
        "cstId" => CustomerId,
        _ => null,
    };

    private static string TypeOf(StoredFile file) => FileTree.IsFolder(file) ? FolderType : FileType;

    private static XElement Describe(StoredFile file, byte[]? data) => new(
        "FileData",
        new XElement("id", new XElement("fdPath", file.Folder), new XElement("fdName", file.Name)),
        new XElement("cstId", CustomerId),
        new XElement("fdCreatedDate", WebTime.Format(file.Created)),
        new XElement("fdLastModifiedDate", WebTime.Format(file.Modified)),
        new XElement("fdContentType", file.ContentType),
        new XElement("fdSize", file.Size),
        new XElement("fdType", TypeOf(file)),
        data is null ? null : new XElement("fdData", Convert.ToBase64String(data)));

    private static (byte[] Data, string ContentType) ReadContent(WebServiceRequest request)
    {
        var contentType = request.ContentType.Length == 0 ? "application/octet-stream" : request.ContentType;
        XElement document;
        try
        {
            document = HardenedXml.Parse(request.Body);
        }
        catch (RpcXmlException)
        {
            return (request.Body.ToArray(), contentType);
        }

        if (document.Name.LocalName != "FileData")
        {
            return (request.Body.ToArray(), contentType);
        }

        try
        {
            return (Convert.FromBase64String((string?)document.Element("fdData") ?? string.Empty), (string?)document.Element("fdContentType") ?? "application/octet-stream");
        }
        catch (FormatException)
        {
            throw new WebServiceException(StatusCodes.Status400BadRequest, "Invalid fdData", "fdData is the content in base 64");
        }
    }

    /// <summary>What a request is about, by path and condition: folders, then files, oldest first.</summary>
    private async Task<IReadOnlyList<StoredFile>> FindAsync(WebServiceRequest request)
    {
        var condition = ConditionParser.Parse(request.Query["condition"], Fields, static (field, value) => field == "fdPath" ? FilePaths.Expand(value) : value);
        var path = request.Rest.Length == 0 ? null : FilePaths.Resolve(request.Rest);
        var folder = path is null ? FilePaths.Home : path.TrimEnd('/') + "/";
        var isRecursive = request.IsOn("_recursive", otherwise: path is null) || request.IsOn("recursive", otherwise: false);
        var tree = new FileTree();
        bool IsMeant(StoredFile row) =>
            (path is not null && !FileTree.IsFolder(row) && row.Folder + row.Name == path)
            || ((path is null || (isRecursive ? row.Folder.StartsWith(folder, StringComparison.Ordinal) : row.Folder == folder))
                && condition.Matches(field => Field(row, field)));
        var files = await store.QueryAsync(file =>
        {
            tree.Add(file);
            return IsMeant(file);
        }).ConfigureAwait(false);
        return [.. tree.ReadFolders().Where(IsMeant), .. files];
    }

    private async Task<WebServiceReply> GetAsync(WebServiceRequest request)
    {
        // Clients that poll fetch what was made before some time, and then delete what was made before that time: without a size they get all of it.
        var page = ResultPage.Read(request.Query, FileStore.MaximumCount);
        var files = await FindAsync(request).ConfigureAwait(false);
        if (request.Rest.Length > 0 && !request.Query.ContainsKey("condition"))
        {
            var path = FilePaths.Resolve(request.Rest);
            if (files.FirstOrDefault(f => f.Folder + f.Name == path) is { } exact)
            {
                var content = await store.ReadAsync([exact.Id]).ConfigureAwait(false);
                return content.TryGetValue(exact.Id, out var bytes)
                    ? new WebServiceReply(StatusCodes.Status200OK) { Bytes = bytes, ContentType = exact.ContentType }
                    : throw new WebServiceException(StatusCodes.Status404NotFound, "There is no such file");
            }

            if (files.Count == 0 && path.TrimEnd('/') + "/" != FilePaths.Home)
            {
                throw new WebServiceException(StatusCodes.Status404NotFound, "There is no such file or folder");
            }
        }

        var shown = files.Skip(page.Start).Take(page.Size).ToArray();
        var data = request.IsOn("embed", otherwise: false)
            ? await store.ReadAsync([.. shown.Select(static f => f.Id)]).ConfigureAwait(false)
            : null;
        return new WebServiceReply(
            StatusCodes.Status200OK, new XmlTree(page.Wrap(files.Count, [.. shown.Select(f => Describe(f, data?.GetValueOrDefault(f.Id)))])));
    }

    private async Task<WebServiceReply> PutAsync(WebServiceRequest request)
    {
        var (folder, name) = FilePaths.Split(FilePaths.Resolve(request.Rest));
        if (request.Rest.Length == 0 || name.Length == 0)
        {
            throw new WebServiceException(StatusCodes.Status400BadRequest, "No file named", "PUT takes /ws/FileData/~/FOLDER/NAME");
        }

        var (data, contentType) = ReadContent(request);
        if (contentType.Any(static c => c is < ' ' or > '~'))
        {
            throw new WebServiceException(StatusCodes.Status400BadRequest, "Invalid content type", "A content type has printable ASCII characters only");
        }

        return await store.PutAsync(folder, name, contentType, data).ConfigureAwait(false)
            ? new WebServiceReply(StatusCodes.Status201Created)
            : throw new WebServiceException(StatusCodes.Status507InsufficientStorage, "Too many files", "Remove some first");
    }

    private async Task<WebServiceReply> DeleteAsync(WebServiceRequest request)
    {
        if (request.Rest.Length == 0 && string.IsNullOrWhiteSpace(request.Query["condition"]))
        {
            throw new WebServiceException(StatusCodes.Status400BadRequest, "Nothing named", "DELETE takes a path or a condition");
        }

        // Folders are there as long as files are in them; a path is that of a file or of all that is in a folder.
        var inside = request.Rest.Length == 0 || request.Query.ContainsKey("condition") ? null : FilePaths.Resolve(request.Rest).TrimEnd('/') + "/";
        var files = inside is null
            ? (await FindAsync(request).ConfigureAwait(false)).Where(static f => !FileTree.IsFolder(f)).ToArray()
            : await store.QueryAsync(file => $"{file.Folder}{file.Name}/" == inside || file.Folder.StartsWith(inside, StringComparison.Ordinal)).ConfigureAwait(false);
        await store.RemoveAsync([.. files.Select(static f => f.Id)]).ConfigureAwait(false);
        return files.Count == 0 && !request.Query.ContainsKey("condition")
            ? throw new WebServiceException(StatusCodes.Status404NotFound, "There is no such file or folder")
            : new WebServiceReply(StatusCodes.Status200OK);
    }
}
