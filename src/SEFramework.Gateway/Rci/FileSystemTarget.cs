using System.Xml.Linq;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Gateway.Rci;

/// <summary>The target file_system of do_command: ls, get_file, put_file and rm in the folder /WEB/python. Source: reference 01, section 1.9.</summary>
/// <param name="folder">The folder.</param>
public sealed class FileSystemTarget(WebFolder folder) : IRciTarget
{
    /// <inheritdoc />
    public string Name => "file_system";

    /// <inheritdoc />
    public async Task<IXmlContent> ExecuteAsync(XElement command, ClientExchange exchange, CancellationToken cancellationToken)
    {
        var answers = new List<IXmlContent>();
        foreach (var element in command.Elements())
        {
            var verb = element.Name.LocalName;
            var name = (string?)element.Attribute("name");
            try
            {
                answers.Add(new XmlTree(verb switch
                {
                    "ls" => List(element),
                    "get_file" => await GetAsync(WebFolder.NameOf(name, WebFolder.GetErrors), cancellationToken),
                    "put_file" => await exchange.ChangeAsync(verb, WebFolder.PutErrors, WebFolder.PutFailed, () => PutAsync(element, name, cancellationToken)),
                    "rm" => await exchange.ChangeAsync(verb, WebFolder.RemoveErrors, WebFolder.RemoveFailed, () => Task.FromResult(Remove(name))),
                    _ => throw ContractErrors.Failure(ContractErrors.DoCommand, ContractErrors.CallFailed, $"<{verb}> is not known here: there are ls, get_file, put_file and rm"),
                }));
            }
            catch (RciException e)
            {
                answers.Add(new XmlParts(verb, [], [new RciError(e.Id, e.Message, e.Hint)]));
            }
        }

        return new XmlSequence(answers);
    }

    private static XElement Named(string verb, string name, params object[] content) => new(verb, new XAttribute("name", name), content);

    private XElement List(XElement element)
    {
        var asked = (string?)element.Attribute("dir") ?? (string?)element.Attribute("path") ?? WebFolder.Path;
        return WebFolder.Is(asked)
            ? new XElement(
                "ls",
                new XAttribute("dir", asked),
                folder.List().Select(static f => new XElement("file", new XAttribute("name", f.Name), new XAttribute("size", f.Length))))
            : throw ContractErrors.Failure(WebFolder.ListErrors, WebFolder.ListFailed, $"there is {WebFolder.Path}");
    }

    private async Task<XElement> GetAsync(string name, CancellationToken cancellationToken) =>
        Named("get_file", name, new XElement("data", Convert.ToBase64String(await folder.ReadAsync(name, cancellationToken))));

    private async Task<XElement> PutAsync(XElement element, string? given, CancellationToken cancellationToken)
    {
        var name = WebFolder.NameOf(given, WebFolder.PutErrors);
        await folder.WriteAsync(name, WebFolder.DataOf((string?)element.Element("data")), 0, truncate: true, cancellationToken);
        return Named("put_file", name);
    }

    private XElement Remove(string? given)
    {
        var name = WebFolder.NameOf(given, WebFolder.RemoveErrors);
        folder.Remove(name);
        return Named("rm", name);
    }
}
