using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Http;

/// <summary>The gateway's own door: RCI at /UE/rci. Source: reference 01, section 1.7.</summary>
/// <param name="rci">Answers RCI.</param>
internal sealed class RciDoor(RciProcessor rci) : IDoor
{
    /// <inheritdoc />
    public string Path => "/UE/rci";

    /// <inheritdoc />
    public string ContentType => XmlReply.ApplicationXml;

    /// <inheritdoc />
    public async Task<DoorReply> AnswerAsync(ReadOnlyMemory<byte> body, ClientExchange exchange, CancellationToken cancellationToken) =>
        new(StatusCodes.Status200OK, await rci.ProcessAsync(body, exchange, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc />
    public DoorReply Refuse(DoorError error)
    {
        var id = error.Status switch
        {
            StatusCodes.Status500InternalServerError => ContractErrors.RciInternal,
            StatusCodes.Status400BadRequest => ContractErrors.RciNotValid,
            _ => ContractErrors.RciNotRecognized,
        };
        return new DoorReply(error.Status, new XmlParts("rci_reply", "version", "1.1", new RciError(id, error.Summary, error.Detail)));
    }
}
