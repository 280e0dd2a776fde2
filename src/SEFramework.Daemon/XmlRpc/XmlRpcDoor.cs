using SEFramework.Daemon.Hosting;
using SEFramework.Daemon.Http;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.XmlRpc;

/// <summary>The XML-RPC door at /RPC2. Source: design decision 11.</summary>
/// <param name="methods">The methods.</param>
/// <param name="maximumRequestBytes">Largest body.</param>
/// <param name="logger">Gets faults of the daemon.</param>
internal sealed class XmlRpcDoor(XmlRpcMethods methods, int maximumRequestBytes, ILogger<XmlRpcDoor> logger)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/RPC2", AnswerAsync);

    // XML-RPC answers every call it could read with HTTP 200; faults are inside.
    private Task AnswerAsync(HttpContext context) =>
        ClientExchanges.RunAsync(context, async exchange => (StatusCodes.Status200OK, await ReplyAsync(context, exchange)));

    private async Task<IXmlContent> ReplyAsync(HttpContext context, ClientExchange exchange)
    {
        try
        {
            return await RequestBody.ReadAsync(context, maximumRequestBytes) is { } body
                ? new XmlRpcResult(await methods.CallAsync(XmlRpcRequestReader.Read(body), exchange, context.RequestAborted))
                : new XmlRpcFaultReply(XmlRpcFault.InvalidRequest, $"The request is larger than {maximumRequestBytes} bytes");
        }
        catch (XmlRpcFault fault)
        {
            return new XmlRpcFaultReply(fault.Code, fault.Message);
        }
#pragma warning disable CA1031 // Whatever went wrong, the client gets a fault.
        catch (Exception e) when (e is not (OperationCanceledException or BadHttpRequestException or IOException))
#pragma warning restore CA1031
        {
            DaemonLog.Fault(logger, e);
            return new XmlRpcFaultReply(XmlRpcFault.Internal, "Internal error");
        }
    }
}
