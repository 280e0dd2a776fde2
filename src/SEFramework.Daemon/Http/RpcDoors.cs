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

    private Task RciAsync(HttpContext context) => ClientExchanges.RunAsync(context, async exchange =>
        await RequestBody.ReadAsync(context, maximumRequestBytes) is { } body
            ? (StatusCodes.Status200OK, await rci.ProcessAsync(body, exchange, context.RequestAborted))
            : (StatusCodes.Status413PayloadTooLarge, new XmlParts("rci_reply", "version", "1.1", new RciError(1, "Request not valid XML", TooLarge()))));

    private Task SciAsync(HttpContext context) => ClientExchanges.RunAsync(context, async exchange =>
    {
        if (await RequestBody.ReadAsync(context, maximumRequestBytes) is not { } body)
        {
            return (StatusCodes.Status413PayloadTooLarge, new XmlParts("sci_reply", "version", "1.0", new SciError(TooLarge())));
        }

        var (reply, isValid) = await sci.ProcessAsync(body, exchange, context.RequestAborted);
        return (isValid ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, reply);
    });

    private string TooLarge() => $"The request is larger than {maximumRequestBytes} bytes";
}
