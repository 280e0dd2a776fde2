using System.Xml.Linq;

namespace SEFramework.Rpc.Envelopes;

/// <summary>The RCI verb do_command: hands its content to the named target. Source: reference 01, sections 1.1 and 1.6.</summary>
/// <param name="targets">The targets there are.</param>
public sealed class DoCommand(IEnumerable<IRciTarget> targets) : IRciCommand
{
    private readonly Dictionary<string, IRciTarget> _targets = targets.ToDictionary(t => t.Name, StringComparer.Ordinal);

    /// <inheritdoc />
    public string Name => "do_command";

    /// <inheritdoc />
    public async Task<IXmlContent> ExecuteAsync(XElement command, ClientExchange exchange, CancellationToken cancellationToken)
    {
        var name = (string?)command.Attribute("target");
        if (name is null || !_targets.TryGetValue(name, out var target))
        {
            // The simulator of the original's maker does not echo a target that it does not know.
            return new XmlParts(Name, [], [ContractErrors.Make(ContractErrors.DoCommand, ContractErrors.NotRegistered)]);
        }

        try
        {
            return new XmlParts(Name, "target", name, await target.ExecuteAsync(command, exchange, cancellationToken).ConfigureAwait(false));
        }
        catch (RciException e)
        {
            return new XmlParts(Name, "target", name, new RciError(e.Id, e.Message, e.Hint));
        }
    }
}
