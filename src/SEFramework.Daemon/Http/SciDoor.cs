using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Http;

/// <summary>The door of Device Cloud: SCI at /ws/sci. Source: reference 01, section 1.8.</summary>
/// <param name="sci">Answers SCI.</param>
internal sealed class SciDoor(SciProcessor sci) : IDoor
{
    /// <inheritdoc />
    public string Path => "/ws/sci";

    /// <inheritdoc />
    public string ContentType => XmlReply.ApplicationXml;

    /// <inheritdoc />
    public async Task<DoorReply> AnswerAsync(ReadOnlyMemory<byte> body, ClientExchange exchange, CancellationToken cancellationToken)
    {
        var (reply, isValid) = await sci.ProcessAsync(body, exchange, cancellationToken).ConfigureAwait(false);
        return new DoorReply(isValid ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, reply);
    }

    /// <inheritdoc />
    public DoorReply Refuse(DoorError error) =>
        new(error.Status, new XmlParts("sci_reply", "version", "1.0", new SciError($"{error.Summary}. {error.Detail}")));
}
