using System.Xml.Linq;
using SEFramework.Rpc.Xml;

namespace SEFramework.Rpc.Envelopes;

/// <summary>Takes RCI requests apart and puts their replies together. Source: reference 01, sections 1.1, 1.6 and 1.7.</summary>
/// <param name="commands">The verbs there are.</param>
/// <param name="reportFault">Gets exceptions that no client input should cause, for the log.</param>
public sealed class RciProcessor(IEnumerable<IRciCommand> commands, Action<Exception> reportFault)
{
    private const string Version = "1.1";

    private readonly Dictionary<string, IRciCommand> _commands = commands.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary>Answers the body of one RCI request.</summary>
    /// <param name="body">The body as it came.</param>
    /// <param name="exchange">The client's exchange.</param>
    /// <param name="cancellationToken">Signalled when the client is gone.</param>
    /// <returns>The rci_reply element; errors are inside it.</returns>
    public async Task<IXmlContent> ProcessAsync(ReadOnlyMemory<byte> body, ClientExchange exchange, CancellationToken cancellationToken)
    {
        try
        {
            return await ProcessAsync(HardenedXml.Parse(body), exchange, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcXmlException e)
        {
            return Reply(ContractErrors.Make(ContractErrors.Rci, ContractErrors.RciNotValid, e.Message));
        }
    }

    /// <summary>Answers one rci_request element.</summary>
    /// <param name="request">The element.</param>
    /// <param name="exchange">The client's exchange.</param>
    /// <param name="cancellationToken">Signalled when the client is gone.</param>
    /// <returns>The rci_reply element; errors are inside it.</returns>
    public async Task<IXmlContent> ProcessAsync(XElement request, ClientExchange exchange, CancellationToken cancellationToken)
    {
        if (request.Name.LocalName != "rci_request")
        {
            return Reply(ContractErrors.Make(ContractErrors.Rci, ContractErrors.RciNotRecognized, $"<rci_request> is expected, <{request.Name.LocalName}> came"));
        }

        var parts = new List<IXmlContent>();
        foreach (var command in request.Elements())
        {
            parts.Add(await ExecuteAsync(command, exchange, cancellationToken).ConfigureAwait(false));
        }

        return Reply(parts);
    }

    private static XmlParts Reply(params IReadOnlyList<IXmlContent> parts) => new("rci_reply", "version", Version, parts);

    private async Task<IXmlContent> ExecuteAsync(XElement element, ClientExchange exchange, CancellationToken cancellationToken)
    {
        var name = element.Name.LocalName;
        if (!_commands.TryGetValue(name, out var command))
        {
            return new XmlParts(name, [], [ContractErrors.Make(ContractErrors.Rci, ContractErrors.RciUnknownCommand)]);
        }

        try
        {
            return await command.ExecuteAsync(element, exchange, cancellationToken).ConfigureAwait(false);
        }
        catch (RciException e)
        {
            return new XmlParts(name, [], [new RciError(e.Id, e.Message, e.Hint)]);
        }
#pragma warning disable CA1031 // Whatever went wrong, the client gets an answer and the other commands of the body are carried out.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            reportFault(e);
            return new XmlParts(name, [], [ContractErrors.Make(ContractErrors.Rci, ContractErrors.RciInternal)]);
        }
    }
}
