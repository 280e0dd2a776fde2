using System.Xml;
using System.Xml.Linq;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Gateway.Rci;

/// <summary>
/// The target file_system of do_command: the saved files of the gateway are read, modules and other files are left and removed. The folder is
/// /WEB/python. The gateway's own files (*.ini and the database) are not written here, for the gateway holds them in memory and would write
/// them again; the database, which has keys in it, is not there at all. Source: reference 01, sections 1.9 and 4.2.
/// </summary>
/// <param name="dataDirectory">Folder of the gateway's saved files.</param>
public sealed class FileSystemTarget(string dataDirectory) : IRciTarget
{
    private const string Root = "/WEB/python";
    private const string UploadFolder = "python";
    private const int MaximumFiles = 200;
    private const int NoName = 1;
    private const int Missing = 2;
    private const int RemoveFailed = 4;
    private const int WriteFailed = 5;

    /// <inheritdoc />
    public string Name => "file_system";

    private string Uploads => Path.Combine(dataDirectory, UploadFolder);

    /// <inheritdoc />
    public async Task<IXmlContent> ExecuteAsync(XElement command, ClientExchange exchange, CancellationToken cancellationToken)
    {
        var answers = new List<IXmlContent>();
        foreach (var element in command.Elements())
        {
            var verb = element.Name.LocalName;
            try
            {
                answers.Add(verb switch
                {
                    "ls" => List(element),
                    "get_file" => await GetAsync(element, cancellationToken),
                    "put_file" => await exchange.ChangeAsync(verb, "put_file_error", WriteFailed, () => PutAsync(element, cancellationToken)),
                    "rm" => await exchange.ChangeAsync(verb, "rm_error", RemoveFailed, () => Task.FromResult(Remove(element))),
                    _ => throw ContractErrors.Failure(ContractErrors.DoCommand, 1, $"<{verb}> is not known here: there are ls, get_file, put_file and rm"),
                });
            }
            catch (RciException e)
            {
                answers.Add(new XmlParts(verb, [], [new RciError(e.Id, e.Message, e.Hint)]));
            }
        }

        return new Parts(answers);
    }

    /// <summary>Name of a file in the folder; a path must be of the folder itself.</summary>
    private static string ReadName(XElement element, string table)
    {
        var path = ((string?)element.Attribute("name") ?? string.Empty).Trim();
        var slash = path.LastIndexOf('/');
        var name = path[(slash + 1)..];
        if (name.Length == 0)
        {
            throw ContractErrors.Failure(table, NoName, "give the attribute name");
        }

        var isPlain = name.Length <= 100 && name[0] != '.' && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
        return isPlain && (slash < 0 || path[..slash].Trim('/').Equals(Root.Trim('/'), StringComparison.OrdinalIgnoreCase))
            ? name
            : throw ContractErrors.Failure(table, Missing, $"files are in {Root}; a name has letters, digits, '.', '_' and '-'");
    }

    private static bool IsSavedFile(string name) => name.EndsWith(".ini", StringComparison.OrdinalIgnoreCase);

    private string PathOf(string name) => Path.Combine(IsSavedFile(name) ? dataDirectory : Uploads, name);

    private Tree List(XElement element)
    {
        var asked = (string?)element.Attribute("dir") ?? (string?)element.Attribute("path") ?? Root;
        if (!asked.Trim().Trim('/').Equals(Root.Trim('/'), StringComparison.OrdinalIgnoreCase))
        {
            throw ContractErrors.Failure("ls_error", 3, $"there is {Root}");
        }

        try
        {
            var saved = new DirectoryInfo(dataDirectory).EnumerateFiles("*.ini");
            var uploads = Directory.Exists(Uploads) ? new DirectoryInfo(Uploads).EnumerateFiles().Where(static f => f.Name[0] != '.' && !IsSavedFile(f.Name)) : [];
            return new Tree(new XElement(
                "ls",
                new XAttribute("dir", asked),
                saved.Concat(uploads).OrderBy(static f => f.Name, StringComparer.Ordinal)
                    .Select(static f => new XElement("file", new XAttribute("name", f.Name), new XAttribute("size", f.Length)))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ContractErrors.Failure("ls_error", 3, "the folder cannot be read");
        }
    }

    private async Task<IXmlContent> GetAsync(XElement element, CancellationToken cancellationToken)
    {
        const string Table = "get_file_error";
        var name = ReadName(element, Table);
        try
        {
            var data = await File.ReadAllBytesAsync(PathOf(name), cancellationToken);
            return new Tree(new XElement("get_file", new XAttribute("name", name), new XElement("data", Convert.ToBase64String(data))));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ContractErrors.Failure(Table, Missing, $"there is no file {name}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ContractErrors.Failure(Table, 3, "the file cannot be read");
        }
    }

    private async Task<IXmlContent> PutAsync(XElement element, CancellationToken cancellationToken)
    {
        const string Table = "put_file_error";
        const int NoData = 2;
        const int InvalidData = 3;
        var name = ReadName(element, Table);
        var text = (string?)element.Element("data") ?? throw ContractErrors.Failure(Table, NoData, "give the element data");
        var data = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, data, out var length))
        {
            throw ContractErrors.Failure(Table, InvalidData, "data is the content in base 64");
        }

        if (IsSavedFile(name))
        {
            throw ContractErrors.Failure(Table, WriteFailed, $"{name} is written by the gateway; change what is in it with requests");
        }

        try
        {
            Directory.CreateDirectory(Uploads);
            var path = PathOf(name);
            if (!File.Exists(path) && Directory.EnumerateFiles(Uploads).Count() >= MaximumFiles)
            {
                throw ContractErrors.Failure(Table, WriteFailed, $"there are {MaximumFiles} files already; remove some first");
            }

            // A name with a dot in front is nobody's, so what a crash leaves behind is not taken for a file.
            var draft = Path.Combine(Uploads, $".{Guid.NewGuid():N}");
            await File.WriteAllBytesAsync(draft, data.AsMemory(0, length), cancellationToken);
            File.Move(draft, path, overwrite: true);
            return new Tree(new XElement("put_file", new XAttribute("name", name)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ContractErrors.Failure(Table, WriteFailed, "the file cannot be written");
        }
    }

    private IXmlContent Remove(XElement element)
    {
        const string Table = "rm_error";
        var name = ReadName(element, Table);
        if (IsSavedFile(name))
        {
            throw ContractErrors.Failure(Table, RemoveFailed, $"{name} is the gateway's own");
        }

        try
        {
            if (!File.Exists(PathOf(name)))
            {
                throw ContractErrors.Failure(Table, Missing, $"there is no file {name}");
            }

            File.Delete(PathOf(name));
            return new Tree(new XElement("rm", new XAttribute("name", name)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ContractErrors.Failure(Table, RemoveFailed, "the file cannot be removed");
        }
    }

    private sealed record Tree(XElement Element) : IXmlContent
    {
        public void WriteTo(XmlWriter writer) => Element.WriteTo(writer);
    }

    private sealed record Parts(IReadOnlyList<IXmlContent> Items) : IXmlContent
    {
        public void WriteTo(XmlWriter writer)
        {
            foreach (var item in Items)
            {
                item.WriteTo(writer);
            }
        }
    }
}
