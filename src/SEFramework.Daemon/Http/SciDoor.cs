using System.Globalization;
using System.Xml.Linq;
using SEFramework.Daemon.WebServices;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Http;

/// <summary>The door of Device Cloud: SCI at /ws/sci. Source: reference 01, section 1.8.</summary>
/// <param name="sci">Answers SCI.</param>
/// <param name="jobs">Takes requests that nobody waits for.</param>
internal sealed class SciDoor(SciProcessor sci, SciJobs jobs) : IDoor
{
    /// <inheritdoc />
    public string Path => "/ws/sci";

    /// <inheritdoc />
    public string ContentType => XmlReply.ApplicationXml;

    /// <inheritdoc />
    public async Task<DoorReply> AnswerAsync(ReadOnlyMemory<byte> body, ClientExchange exchange, CancellationToken cancellationToken)
    {
        if (SciProcessor.TryRead(body, out var request) is { } refusal)
        {
            return new DoorReply(StatusCodes.Status400BadRequest, refusal);
        }

        if (!SciProcessor.IsAsynchronous(request))
        {
            return new DoorReply(StatusCodes.Status200OK, SciProcessor.Reply(await sci.ExecuteAsync(request, exchange, cancellationToken).ConfigureAwait(false)));
        }

        if (await jobs.AddAsync(request, exchange).ConfigureAwait(false) is not { } id)
        {
            return new DoorReply(StatusCodes.Status503ServiceUnavailable, SciProcessor.Reply(new SciError("Too many jobs wait. Try again later.")));
        }

        var number = id.ToString(CultureInfo.InvariantCulture);
        var reply = SciProcessor.Reply(new XmlTree(new XElement(request.Elements().First().Name.LocalName, new XElement("jobId", number))));
        return new DoorReply(StatusCodes.Status202Accepted, reply, $"{Path}/{number}");
    }

    /// <inheritdoc />
    public DoorReply Refuse(DoorError error) =>
        new(error.Status, new XmlParts("sci_reply", "version", "1.0", new SciError($"{error.Summary}. {error.Detail}")));
}
