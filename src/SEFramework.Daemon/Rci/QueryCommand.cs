using System.Xml.Linq;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Xml;

namespace SEFramework.Daemon.Rci;

/// <summary>
/// The RCI verbs query_setting and query_state: all groups, those that are named, or fields of them. Attributes such as source and compare_to are
/// accepted and change nothing: there is one source. Source: reference 01, section 1.1.
/// </summary>
/// <param name="name">Name of the verb.</param>
/// <param name="groups">The groups.</param>
internal sealed class QueryCommand(string name, IReadOnlyList<RciGroup> groups) : IRciCommand
{
    /// <summary>Table of the contract with the errors of settings and state.</summary>
    public const string Errors = "setting_error";

    /// <summary>Number in it: there is no such group or field.</summary>
    public const int DoesNotExist = 3;

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public async Task<IXmlContent> ExecuteAsync(XElement command, ClientExchange exchange, CancellationToken cancellationToken)
    {
        var parts = new List<IXmlContent>();
        if (!command.HasElements)
        {
            foreach (var group in groups)
            {
                parts.Add(await DescribeAsync(group).ConfigureAwait(false));
            }
        }

        foreach (var asked in command.Elements())
        {
            parts.Add(groups.FirstOrDefault(g => g.Name == asked.Name.LocalName) is not { } group ? Unknown(asked)
                : asked.HasElements ? await DescribeAsync(group, asked).ConfigureAwait(false)
                : await DescribeAsync(group).ConfigureAwait(false));
        }

        return new XmlParts(name, [], parts);
    }

    private static XmlParts Unknown(XElement asked) => new(asked.Name.LocalName, [], [ContractErrors.Make(Errors, DoesNotExist)]);

    private static XElement Element(RciField field, string text) => new(field.Name, LegalXml.Clean(text));

    private static async Task<IXmlContent> DescribeAsync(RciGroup group)
    {
        var element = new XElement(group.Name);
        foreach (var field in group.Fields)
        {
            if (await field.Read().ConfigureAwait(false) is { } text)
            {
                element.Add(Element(field, text));
            }
        }

        return new XmlTree(element);
    }

    private static async Task<IXmlContent> DescribeAsync(RciGroup group, XElement asked)
    {
        var parts = new List<IXmlContent>();
        foreach (var element in asked.Elements())
        {
            parts.Add(group.Find(element.Name.LocalName) is { } field
                ? new XmlTree(Element(field, await field.Read().ConfigureAwait(false) ?? string.Empty))
                : Unknown(element));
        }

        return new XmlParts(group.Name, [], parts);
    }
}
