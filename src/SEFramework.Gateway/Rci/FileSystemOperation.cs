using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Gateway.Rci;

/// <summary>
/// The operation file_system of SCI: a block of commands ls, get_file, put_file and rm in the folder /WEB/python. Source: reference 01, section 1.8;
/// the form of commands and answers is that of the maker's public client.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="readFile">Reads a file that a head-end left at the gateway in place of Device Cloud, or gives null.</param>
public sealed class FileSystemOperation(WebFolder folder, Func<string, Task<byte[]?>> readFile) : ISciOperation
{
    private const string Commands = "commands";
    private const string NoHash = "none";
    private const int InvalidNumber = 3;

    /// <summary>The folders on the way to the files.</summary>
    private static readonly Dictionary<string, string> Above = new(StringComparer.OrdinalIgnoreCase) { [string.Empty] = "/WEB", ["WEB"] = WebFolder.Path };

    /// <inheritdoc />
    public string Name => "file_system";

    /// <inheritdoc />
    public async Task<IReadOnlyList<IXmlContent>?> ExecuteAsync(XElement? payload, ClientExchange exchange, CancellationToken cancellationToken)
    {
        if (payload?.Name.LocalName != Commands)
        {
            return null;
        }

        var answers = new List<IXmlContent>();
        foreach (var command in payload.Elements())
        {
            var verb = command.Name.LocalName;
            try
            {
                answers.Add(new XmlTree(verb switch
                {
                    "ls" => List(command),
                    "get_file" => await GetAsync(command, cancellationToken),
                    "put_file" => await exchange.ChangeAsync(verb, WebFolder.PutErrors, WebFolder.PutFailed, () => PutAsync(command, cancellationToken)),
                    "rm" => await exchange.ChangeAsync(verb, WebFolder.RemoveErrors, WebFolder.RemoveFailed, () => Task.FromResult(Remove(command))),
                    _ => throw ContractErrors.Failure(ContractErrors.Rci, ContractErrors.RciUnknownCommand, "there are ls, get_file, put_file and rm"),
                }));
            }
            catch (RciException e)
            {
                answers.Add(new XmlParts(verb, [], [new RciError(e.Id, e.Message, e.Hint)]));
            }
        }

        return [new XmlParts(Commands, [], answers)];
    }

    private static string? PathOf(XElement command) => (string?)command.Attribute("path");

    private static XElement Entry(string kind, string path, DateTime modified) => new(
        kind, new XAttribute("path", path), new XAttribute("last_modified", new DateTimeOffset(modified).ToUnixTimeSeconds()));

    private static int Number(XElement command, string attribute, int otherwise, string table)
    {
        var text = (string?)command.Attribute(attribute);
        return text is null ? otherwise
            : int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw ContractErrors.Failure(table, InvalidNumber, $"{attribute}='{text}' is not a count");
    }

    private static bool IsTrue(string? text) => text?.Trim() is { } word && (word.Equals("true", StringComparison.OrdinalIgnoreCase) || word == "1");

    private XElement List(XElement command)
    {
        var path = PathOf(command) ?? WebFolder.Path;
        if (Above.TryGetValue(path.Trim().Trim('/'), out var next))
        {
            return new XElement("ls", new XAttribute("hash", NoHash), Entry("dir", next, DateTime.UnixEpoch));
        }

        if (!WebFolder.Is(path))
        {
            throw ContractErrors.Failure(WebFolder.ListErrors, WebFolder.ListFailed, $"there is {WebFolder.Path}");
        }

        // The client asks for any hash or one by its name; those that a device does not have are answered with none.
        var hash = (string?)command.Attribute("hash") is "any" or "sha256" ? "sha256" : NoHash;
        var list = new XElement("ls", new XAttribute("hash", hash));
        foreach (var file in folder.List())
        {
            var entry = Entry("file", $"{WebFolder.Path}/{file.Name}", file.LastWriteTimeUtc);
            entry.SetAttributeValue("size", file.Length);
            if (hash != NoHash)
            {
                entry.SetAttributeValue("hash", HashOf(file));
            }

            list.Add(entry);
        }

        return list;
    }

    private static string HashOf(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            return Convert.ToHexString(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ContractErrors.Failure(WebFolder.ListErrors, WebFolder.ListFailed, $"{file.Name} cannot be read");
        }
    }

    private async Task<XElement> GetAsync(XElement command, CancellationToken cancellationToken)
    {
        var data = await folder.ReadAsync(WebFolder.NameOf(PathOf(command), WebFolder.GetErrors), cancellationToken);
        var start = Math.Min(Number(command, "offset", 0, WebFolder.GetErrors), data.Length);
        var length = Math.Min(Number(command, "length", int.MaxValue, WebFolder.GetErrors), data.Length - start);
        return new XElement("get_file", new XElement("data", Convert.ToBase64String(data, start, length)));
    }

    private async Task<XElement> PutAsync(XElement command, CancellationToken cancellationToken)
    {
        var name = WebFolder.NameOf(PathOf(command), WebFolder.PutErrors);
        var data = command.Element("file") is { } file
            ? await readFile(file.Value.Trim()) ?? throw ContractErrors.Failure(WebFolder.PutErrors, WebFolder.PutFailed, $"there is no file {file.Value.Trim()}")
            : WebFolder.DataOf((string?)command.Element("data"));
        var (offset, truncate) = (command.Attribute("offset"), command.Attribute("truncate"));
        var isWhole = offset is null && truncate is null;
        await folder.WriteAsync(name, data, Number(command, "offset", 0, WebFolder.PutErrors), isWhole || IsTrue((string?)truncate), cancellationToken);
        return new XElement("put_file");
    }

    private XElement Remove(XElement command)
    {
        folder.Remove(WebFolder.NameOf(PathOf(command), WebFolder.RemoveErrors));
        return new XElement("rm");
    }
}
