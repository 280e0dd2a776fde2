using System.Globalization;
using System.Xml.Linq;
using SEFramework.Gateway.HeadEnd;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Xml;

namespace SEFramework.Daemon.WebServices;

/// <summary>/ws/sci and /ws/sci/N, but for POST: jobs are listed, looked at and removed. Source: reference 01, section 1.8.</summary>
/// <param name="store">The jobs.</param>
internal sealed class SciJobService(JobStore store) : IWebService
{
    /// <inheritdoc />
    public string Path => "/ws/sci";

    /// <inheritdoc />
    public IReadOnlyList<string> Methods { get; } = ["GET", "HEAD", "DELETE"];

    /// <inheritdoc />
    public async Task<WebServiceReply> AnswerAsync(WebServiceRequest request, CancellationToken cancellationToken)
    {
        if (request.Rest.Length == 0)
        {
            return request.Method == "DELETE"
                ? throw new WebServiceException(StatusCodes.Status400BadRequest, "No job given", "DELETE takes one job: /ws/sci/ and its number")
                : List(await store.ListAsync().ConfigureAwait(false));
        }

        var job = long.TryParse(request.Rest, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await store.FindAsync(id).ConfigureAwait(false) : null;
        if (job is null)
        {
            throw new WebServiceException(StatusCodes.Status404NotFound, $"There is no job {request.Rest}");
        }

        if (request.Method == "DELETE")
        {
            await store.RemoveAsync(id).ConfigureAwait(false);
            return new WebServiceReply(StatusCodes.Status200OK);
        }

        // Clients ask with HEAD until they get 200.
        var isPending = request.Method == "HEAD" && job.Status != JobStatus.Complete;
        return new WebServiceReply(isPending ? StatusCodes.Status202Accepted : StatusCodes.Status200OK, new XmlTree(Describe(job)));
    }

    private static XElement Describe(Job job) => new(
        "sci_reply",
        new XAttribute("version", "1.0"),
        new XElement("status", Word(job.Status)),
        job.Reply is null ? null : HardenedXml.Parse(job.Reply).Elements());

    private static string Word(JobStatus status) => status == JobStatus.Complete ? "complete" : "in_progress";

    private static WebServiceReply List(IReadOnlyList<Job> jobs) => new(StatusCodes.Status200OK, new XmlTree(new XElement(
        "result",
        new XElement("resultTotalRows", jobs.Count),
        new XElement("requestedStartRow", 0),
        new XElement("resultSize", jobs.Count),
        new XElement("requestedSize", JobStore.MaximumCount),
        new XElement("remainingSize", 0),
        jobs.Select(ListOne))));

    /// <summary>The fields of a job; the words of jobType, jobSyncMode and jobReplyMode are inferred.</summary>
    private static XElement ListOne(Job job)
    {
        var request = HardenedXml.Parse(job.Request);
        var operation = request.Elements().First();
        var targets = operation.Element("targets")?.Elements("device").Select(static d => (string?)d.Attribute("id")).OfType<string>().ToArray() ?? [];
        var isComplete = job.Status == JobStatus.Complete;
        return new XElement(
            "Job",
            new XElement("jobId", job.Id),
            new XElement("cstId", 1),
            new XElement("usrId", job.Caller),
            new XElement("jobType", operation.Name.LocalName),
            new XElement("jobSyncMode", "asynchronous"),
            new XElement("jobReplyMode", (string?)operation.Attribute("reply") ?? "all"),
            new XElement("jobTargets", string.Join(',', targets)),
            new XElement("jobRequestPayload", string.Concat(operation.Elements().Where(static e => e.Name.LocalName != "targets").Select(static e => e.ToString(SaveOptions.DisableFormatting)))),
            new XElement("jobDescription", operation.Name.LocalName),
            new XElement("jobStatus", Word(job.Status)),
            new XElement("jobTargetCount", targets.Length),
            new XElement("jobProgressSuccess", isComplete ? targets.Length : 0));
    }
}
