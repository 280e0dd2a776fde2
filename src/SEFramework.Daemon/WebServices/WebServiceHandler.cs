using System.Globalization;
using System.Xml.Linq;
using SEFramework.Daemon.Authentication;
using SEFramework.Daemon.Configuration;
using SEFramework.Daemon.Http;
using SEFramework.Daemon.Monitoring;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Xml;

namespace SEFramework.Daemon.WebServices;

/// <summary>Takes a request to a web service: reads its body within the limits, has it answered, sends the reply or the refusal. Errors have the form of
/// Device Cloud: wsError/error with code, message and hint. Source: reference 01, section 1.8.</summary>
/// <param name="services">The services.</param>
/// <param name="options">The limits.</param>
/// <param name="time">Measures times.</param>
/// <param name="metrics">Counts.</param>
/// <param name="audit">Hears of each request that changes something.</param>
/// <param name="logger">Gets faults.</param>
internal sealed partial class WebServiceHandler(
    IReadOnlyList<IWebService> services, HttpOptions options, TimeProvider time, HttpMetrics metrics, IAuditLog audit, ILogger<WebServiceHandler> logger)
{
    /// <summary>Finds the service of a request.</summary>
    /// <param name="request">The request.</param>
    public IWebService? Find(HttpRequest request) => services.FirstOrDefault(s =>
        request.Path.StartsWithSegments(s.Path, StringComparison.OrdinalIgnoreCase)
        && (s.Methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase) || !IsDoor(s, request)));

    /// <summary>Handles a request.</summary>
    /// <param name="service">The service.</param>
    /// <param name="context">The request.</param>
    /// <param name="caller">Who sends it.</param>
    public async Task HandleAsync(IWebService service, HttpContext context, Caller caller)
    {
        var started = time.GetTimestamp();
        WebServiceReply reply;
        try
        {
            reply = await AnswerAsync(service, context, caller).ConfigureAwait(false);
        }
        catch (WebServiceException e)
        {
            reply = Refusal(e.Status, e.Message, e.Hint);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
            return;
        }
#pragma warning disable CA1031 // Whatever went wrong, the client gets a document that says so.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFault(e, service.Path);
            reply = Refusal(StatusCodes.Status500InternalServerError, "Internal error", "The fault is in the gateway's log");
        }

        if (ChangesState(context.Request))
        {
            audit.Write(new AuditEntry(
                $"{context.Request.Method.ToUpperInvariant()} {context.Request.Path}",
                service.Path,
                caller.Name,
                ClientAddress.Of(context).ToString(),
                string.Create(CultureInfo.InvariantCulture, $"status {reply.Status}")));
        }

        await SendAsync(context, reply).ConfigureAwait(false);
        metrics.Answered(service.Path, reply.Status, time.GetElapsedTime(started));
    }

    /// <summary>Refuses a request before its body was read.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="message">What is wrong.</param>
    public static Task RefuseAsync(HttpContext context, int status, string message) => SendAsync(context, Refusal(status, message, null));

    private static bool ChangesState(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);

    private static bool IsDoor(IWebService service, HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value!.TrimEnd('/').Equals(service.Path, StringComparison.OrdinalIgnoreCase);

    private static WebServiceReply Refusal(int status, string message, string? hint) => new(
        status,
        new XmlTree(new XElement("wsError", new XElement(
            "error",
            new XElement("code", status.ToString(CultureInfo.InvariantCulture)),
            new XElement("message", LegalXml.Clean(message)),
            hint is null ? null : new XElement("hint", LegalXml.Clean(hint))))));

    private static async Task SendAsync(HttpContext context, WebServiceReply reply)
    {
        using var output = new PooledStream();
        var contentType = XmlReply.ApplicationXml;
        if (reply.Content is XmlTree tree && JsonReply.IsWanted(context.Request))
        {
            JsonReply.Render(output, tree.Root);
            contentType = JsonReply.ContentType;
        }
        else if (reply.Content is not null)
        {
            XmlReply.Render(output, reply.Content);
        }

        if (reply.Location is not null)
        {
            context.Response.Headers.Location = reply.Location;
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = reply.Status;
            await context.Response.CompleteAsync().ConfigureAwait(false);
            return;
        }

        await (reply.Bytes is { } bytes
            ? XmlReply.SendAsync(context.Response, reply.Status, reply.ContentType, bytes)
            : XmlReply.SendAsync(context.Response, reply.Status, contentType, output.Written)).ConfigureAwait(false);
    }

    private async Task<WebServiceReply> AnswerAsync(IWebService service, HttpContext context, Caller caller)
    {
        var request = context.Request;
        if (!service.Methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase))
        {
            var methods = string.Join(", ", service.Methods);
            context.Response.Headers.Allow = methods;
            throw new WebServiceException(StatusCodes.Status405MethodNotAllowed, "Method not allowed", $"There are {methods}");
        }

        if (ChangesState(request) && !caller.MayChangeState)
        {
            throw new WebServiceException(StatusCodes.Status403Forbidden, $"The user '{caller.Name}' may only read");
        }

        using var body = await RequestBody.ReadAsync(request, options.MaximumRequestBytes, options.RequestTimeout, time).ConfigureAwait(false);
        if (body.Problem != BodyProblem.None)
        {
            context.Response.Headers.Connection = "close";
            throw body.Problem switch
            {
                BodyProblem.TooLarge => new WebServiceException(StatusCodes.Status413PayloadTooLarge, "Request too large", string.Create(
                    CultureInfo.InvariantCulture, $"At most {options.MaximumRequestBytes} bytes are taken")),
                BodyProblem.TooSlow => new WebServiceException(StatusCodes.Status408RequestTimeout, "Request too slow"),
                _ => new WebServiceException("Request not readable"),
            };
        }

        request.Path.StartsWithSegments(service.Path, StringComparison.OrdinalIgnoreCase, out var rest);
        return await service.AnswerAsync(
            new WebServiceRequest(
                request.Method.ToUpperInvariant(), JsonReply.WithoutSuffix(rest.Value?.Trim('/') ?? string.Empty), request.Query, body.Bytes, request.ContentType ?? string.Empty, caller),
            context.RequestAborted).ConfigureAwait(false);
    }

    [LoggerMessage(80, LogLevel.Error, "A request to {Service} failed by a fault of the daemon")]
    private partial void LogFault(Exception exception, string service);
}
