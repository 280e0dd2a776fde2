using System.Globalization;
using SEFramework.Daemon.Authentication;
using SEFramework.Daemon.Configuration;
using SEFramework.Daemon.Monitoring;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Http;

/// <summary>Takes a request through a door: reads its body within the limits, has it answered, sends the reply, tells the exchange how it went.</summary>
/// <param name="options">The limits.</param>
/// <param name="time">Measures times.</param>
/// <param name="metrics">Counts.</param>
/// <param name="audit">Hears of what changes state.</param>
/// <param name="logger">Gets faults.</param>
internal sealed partial class DoorHandler(HttpOptions options, TimeProvider time, HttpMetrics metrics, IAuditLog audit, ILogger<DoorHandler> logger)
{
    /// <summary>Handles a request.</summary>
    /// <param name="door">The door.</param>
    /// <param name="context">The request.</param>
    /// <param name="caller">Who sends it.</param>
    public async Task HandleAsync(IDoor door, HttpContext context, Caller caller)
    {
        var started = time.GetTimestamp();
        var exchange = new ClientExchange(caller.Name, caller.MayChangeState)
        {
            Door = door.Path,
            Address = ClientAddress.Of(context).ToString(),
            AuditLog = audit,
        };
        using var output = new PooledStream();
        var (delivered, refused) = (false, false);
        try
        {
            if (await RenderReplyAsync(door, context, exchange, output).ConfigureAwait(false) is var (status, isFault))
            {
                var isSent = await XmlReply.SendAsync(context.Response, status, door.ContentType, output.Written).ConfigureAwait(false);
                metrics.Answered(door.Path, status, time.GetElapsedTime(started));

                // What the client was to get stands not in the document that says that something went wrong.
                (delivered, refused) = (isSent && !isFault, isSent && isFault);
            }
        }
        finally
        {
            if (!delivered && !refused)
            {
                metrics.Lost(door.Path);
                LogLost(door.Path, ClientAddress.Of(context));
                context.Abort();
            }

            await CompleteAsync(exchange, delivered).ConfigureAwait(false);
        }
    }

    /// <summary>Refuses a request before its body was read.</summary>
    /// <param name="door">The door.</param>
    /// <param name="context">The request.</param>
    /// <param name="error">Why.</param>
    public async Task RefuseAsync(IDoor door, HttpContext context, DoorError error)
    {
        using var output = new PooledStream();
        var reply = door.Refuse(error);
        XmlReply.Render(output, reply.Content);
        metrics.Answered(door.Path, reply.Status, TimeSpan.Zero);
        await XmlReply.SendAsync(context.Response, reply.Status, door.ContentType, output.Written).ConfigureAwait(false);
    }

    /// <summary>Renders the reply and gives its status, and whether it only says that there was a fault; null when the client went away.</summary>
    private async Task<(int Status, bool IsFault)?> RenderReplyAsync(IDoor door, HttpContext context, ClientExchange exchange, PooledStream output)
    {
        try
        {
            using var body = await RequestBody.ReadAsync(context.Request, options.MaximumRequestBytes, options.RequestTimeout, time).ConfigureAwait(false);
            if (body.Problem == BodyProblem.Gone)
            {
                return null;
            }

            var reply = body.Problem == BodyProblem.None
                ? await door.AnswerAsync(ClientText.Normalize(body.Bytes), exchange, context.RequestAborted).ConfigureAwait(false)
                : Refuse(door, body.Problem, context.Response);
            XmlReply.Render(output, reply.Content);
            if (reply.Location is not null)
            {
                context.Response.Headers.Location = reply.Location;
            }

            return (reply.Status, false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // Whatever went wrong, the client gets a document that says so.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFault(e, door.Path);
            output.Clear();
            var refusal = door.Refuse(new DoorError(StatusCodes.Status500InternalServerError, "Internal error", "The fault is in the gateway's log"));
            XmlReply.Render(output, refusal.Content);
            return (refusal.Status, true);
        }
    }

    private DoorReply Refuse(IDoor door, BodyProblem problem, HttpResponse response)
    {
        if (problem == BodyProblem.TooLarge)
        {
            return door.Refuse(new DoorError(
                StatusCodes.Status413PayloadTooLarge,
                "Request too large",
                string.Create(CultureInfo.InvariantCulture, $"At most {options.MaximumRequestBytes} bytes are taken")));
        }

        // Where the next request would begin cannot be known.
        response.Headers.Connection = "close";
        return door.Refuse(problem == BodyProblem.TooSlow
            ? new DoorError(
                StatusCodes.Status408RequestTimeout,
                "Request too slow",
                string.Create(CultureInfo.InvariantCulture, $"The whole request has to come within {options.RequestTimeout.TotalSeconds} seconds"))
            : new DoorError(StatusCodes.Status400BadRequest, "Request not readable", "The HTTP body is cut off or its chunks are broken"));
    }

    private async Task CompleteAsync(ClientExchange exchange, bool delivered)
    {
        try
        {
            await exchange.CompleteAsync(delivered).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The reply is sent; what fails now concerns the gateway alone.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFault(e, "completion");
        }
    }

    [LoggerMessage(50, LogLevel.Error, "A request at {Door} failed by a fault of the daemon")]
    private partial void LogFault(Exception exception, string door);

    [LoggerMessage(51, LogLevel.Information, "The client of {Door} at {Address} went away before it had its reply")]
    private partial void LogLost(string door, System.Net.IPAddress? address);
}
