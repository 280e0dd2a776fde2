using SEFramework.Daemon.Authentication;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Http;

/// <summary>The doors of the original: RCI at /UE/rci and SCI at /ws/sci. Source: reference 01, sections 1.7 and 1.8.</summary>
/// <param name="rci">Answers RCI.</param>
/// <param name="sci">Answers SCI.</param>
/// <param name="maximumRequestBytes">Largest body.</param>
internal sealed class RpcDoors(RciProcessor rci, SciProcessor sci, int maximumRequestBytes)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/UE/rci", RciAsync);
        routes.MapPost("/ws/sci", SciAsync);
    }

    private async Task RciAsync(HttpContext context)
    {
        var exchange = new ClientExchange(context.Caller());
        var body = await RequestBody.ReadAsync(context, maximumRequestBytes);
        var (status, reply) = body is { } bytes
            ? (StatusCodes.Status200OK, await rci.ProcessAsync(bytes, exchange, context.RequestAborted))
            : (StatusCodes.Status413PayloadTooLarge, new XmlParts("rci_reply", "version", "1.1", new RciError(1, "Request not valid XML", TooLarge())));
        await exchange.CompleteAsync(await XmlReply.WriteAsync(context, status, reply));
    }

    private async Task SciAsync(HttpContext context)
    {
        var exchange = new ClientExchange(context.Caller());
        var body = await RequestBody.ReadAsync(context, maximumRequestBytes);
        var (status, reply) = (StatusCodes.Status413PayloadTooLarge, (IXmlContent)new XmlParts("sci_reply", "version", "1.0", new SciError(TooLarge())));
        if (body is { } bytes)
        {
            (reply, var isValid) = await sci.ProcessAsync(bytes, exchange, context.RequestAborted);
            status = isValid ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        }

        await exchange.CompleteAsync(await XmlReply.WriteAsync(context, status, reply));
    }

    private string TooLarge() => $"The request is larger than {maximumRequestBytes} bytes";
}
