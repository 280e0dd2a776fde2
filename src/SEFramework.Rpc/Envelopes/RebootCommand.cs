using System.Xml.Linq;

namespace SEFramework.Rpc.Envelopes;

/// <summary>The RCI verb reboot: restarts the gateway once the reply is sent. Source: reference 01, sections 1.8 and 3 (reboot).</summary>
/// <param name="restart">Restarts the gateway.</param>
public sealed class RebootCommand(Action restart) : IRciCommand
{
    /// <inheritdoc />
    public string Name => "reboot";

    /// <inheritdoc />
    public Task<IXmlContent> ExecuteAsync(XElement command, ClientExchange exchange, CancellationToken cancellationToken) =>
        exchange.ChangeAsync<IXmlContent>(Name, ContractErrors.DoCommand, ContractErrors.CallFailed, () =>
        {
            exchange.OnReplied(_ =>
            {
                restart();
                return Task.CompletedTask;
            });
            return Task.FromResult<IXmlContent>(new XmlParts(Name, [], []));
        });
}
