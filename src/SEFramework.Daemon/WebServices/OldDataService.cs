using System.Globalization;
using System.Xml.Linq;
using SEFramework.Gateway.HeadEnd;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.WebServices;

/// <summary>
/// /ws/data, the older way to the files of /ws/FileData: folders are listed as the database behind it, eXist, lists them, files are read and removed
/// by path. Source: reference 01, section 1.8; the attributes of a listing beside name are inferred.
/// </summary>
/// <param name="store">The files.</param>
internal sealed class OldDataService(FileStore store) : IWebService
{
    private static readonly XNamespace Exist = "http://exist.sourceforge.net/NS/exist";

    /// <inheritdoc />
    public string Path => "/ws/data";

    /// <inheritdoc />
    public IReadOnlyList<string> Methods { get; } = ["GET", "HEAD", "DELETE"];

    /// <inheritdoc />
    public async Task<WebServiceReply> AnswerAsync(WebServiceRequest request, CancellationToken cancellationToken)
    {
        var path = FilePaths.Resolve(request.Rest).TrimEnd('/');
        var inside = path + "/";
        var tree = new FileTree();
        var files = await store.QueryAsync(file =>
        {
            var isMeant = file.Folder + file.Name == path || file.Folder.StartsWith(inside, StringComparison.Ordinal);
            if (isMeant)
            {
                tree.Add(file);
            }

            return isMeant;
        }).ConfigureAwait(false);
        if (files.Count == 0 && inside != FilePaths.Home)
        {
            throw new WebServiceException(StatusCodes.Status404NotFound, "There is no such file or folder");
        }

        if (request.Method == "DELETE")
        {
            if (request.Rest.Trim('~', '/').Length == 0)
            {
                throw new WebServiceException(StatusCodes.Status400BadRequest, "Nothing named", "DELETE takes a path: /ws/data/~/FOLDER/NAME");
            }

            await store.RemoveAsync([.. files.Select(static f => f.Id)]).ConfigureAwait(false);
            return new WebServiceReply(StatusCodes.Status200OK);
        }

        if (files.FirstOrDefault(f => f.Folder + f.Name == path) is { } exact)
        {
            return (await store.ReadAsync([exact.Id]).ConfigureAwait(false)).TryGetValue(exact.Id, out var bytes)
                ? new WebServiceReply(StatusCodes.Status200OK) { Bytes = bytes, ContentType = exact.ContentType }
                : throw new WebServiceException(StatusCodes.Status404NotFound, "There is no such file");
        }

        var isRecursive = request.IsOn("recursive", otherwise: false) || request.IsOn("_recursive", otherwise: false);
        return new WebServiceReply(StatusCodes.Status200OK, new XmlTree(new XElement(
            Exist + "result", new XAttribute(XNamespace.Xmlns + "exist", Exist), List(path, inside, files, tree.ReadFolders(), isRecursive))));
    }

    private static XElement List(string name, string folder, IReadOnlyList<StoredFile> files, IReadOnlyCollection<StoredFile> folders, bool isRecursive) => new(
        Exist + "collection",
        new XAttribute("name", name),
        folders.Where(f => f.Folder == folder).Select(f => isRecursive
            ? List(f.Name, f.Folder + f.Name + "/", files, folders, isRecursive)
            : new XElement(Exist + "collection", new XAttribute("name", f.Name), new XAttribute("created", WebTime.Format(f.Created)))),
        files.Where(f => f.Folder == folder).Select(static f => new XElement(
            Exist + "resource",
            new XAttribute("name", f.Name),
            new XAttribute("created", WebTime.Format(f.Created)),
            new XAttribute("last-modified", WebTime.Format(f.Modified)),
            new XAttribute("size", f.Size.ToString(CultureInfo.InvariantCulture)))));
}
