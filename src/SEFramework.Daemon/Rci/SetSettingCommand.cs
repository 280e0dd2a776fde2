using System.Data.Common;
using System.Xml.Linq;
using SEFramework.Gateway.HeadEnd;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Rci;

/// <summary>
/// The RCI verb set_setting. A group is set as a whole or not at all. The whole reply of query_setting may be sent back, as a backup: fields that
/// cannot be changed may be there, and are warned of only when their value is another. Source: reference 01, section 1.1.
/// </summary>
/// <param name="groups">The groups.</param>
/// <param name="texts">Keeps the fields that can be changed.</param>
internal sealed class SetSettingCommand(IReadOnlyList<RciGroup> groups, DescriptionStore texts) : IRciCommand
{
    private const int SaveFailed = 2;
    private const int InvalidValue = 4;
    private const int ReadOnly = 5;

    /// <inheritdoc />
    public string Name => "set_setting";

    /// <inheritdoc />
    public async Task<IXmlContent> ExecuteAsync(XElement command, ClientExchange exchange, CancellationToken cancellationToken)
    {
        var parts = new List<IXmlContent>();
        foreach (var element in command.Elements())
        {
            try
            {
                parts.Add(await exchange.ChangeAsync(Name, QueryCommand.Errors, SaveFailed, () => SetAsync(element)).ConfigureAwait(false));
            }
            catch (RciException e)
            {
                parts.Add(new XmlParts(element.Name.LocalName, [], [new RciError(e.Id, e.Message, e.Hint)]));
            }
        }

        return new XmlParts(Name, [], parts);
    }

    private static XElement Warning(string field)
    {
        var error = ContractErrors.Make(QueryCommand.Errors, ReadOnly, field);
        return new XElement("warning", new XAttribute("id", error.Id), new XElement("desc", error.Description), new XElement("hint", error.Hint));
    }

    private async Task<IXmlContent> SetAsync(XElement element)
    {
        var name = element.Name.LocalName;
        var group = groups.FirstOrDefault(g => g.Name == name) ?? throw ContractErrors.Failure(QueryCommand.Errors, QueryCommand.DoesNotExist);
        var (changes, warnings) = (new Dictionary<string, string>(StringComparer.Ordinal), new XElement(name));
        foreach (var child in element.Elements())
        {
            var field = group.Find(child.Name.LocalName) ?? throw ContractErrors.Failure(QueryCommand.Errors, QueryCommand.DoesNotExist, child.Name.LocalName);
            var text = child.Value.Trim();
            if (child.HasElements || text.Length > DescriptionStore.MaximumLength)
            {
                throw ContractErrors.Failure(QueryCommand.Errors, InvalidValue, field.Name);
            }

            if (field.IsWritable)
            {
                changes[field.Name] = text;
            }
            else if (await field.Read().ConfigureAwait(false) != text)
            {
                warnings.Add(Warning(field.Name));
            }
        }

        try
        {
            await texts.SetAsync(changes).ConfigureAwait(false);
            return new XmlTree(warnings);
        }
        catch (DbException)
        {
            throw ContractErrors.Failure(QueryCommand.Errors, SaveFailed);
        }
    }
}
