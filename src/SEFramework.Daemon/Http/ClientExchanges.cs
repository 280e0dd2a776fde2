using SEFramework.Daemon.Authentication;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Http;

/// <summary>One exchange of a door with its client, from the request to the word that the reply was delivered or lost.</summary>
internal static class ClientExchanges
{
    /// <summary>Answers a request; whatever happens, what was taken for the reply is given back unless the reply was delivered.</summary>
    /// <param name="context">The request.</param>
    /// <param name="answer">Makes the HTTP status and the reply.</param>
    public static async Task RunAsync(HttpContext context, Func<ClientExchange, Task<(int Status, IXmlContent Reply)>> answer)
    {
        var exchange = new ClientExchange(context.Caller());
        var delivered = false;
        try
        {
            var (status, reply) = await answer(exchange);
            delivered = await XmlReply.WriteAsync(context, status, reply);
        }
        catch (Exception e) when (e is OperationCanceledException or BadHttpRequestException or IOException)
        {
            // The client went away in the middle of its request: there is nobody to tell.
            context.Abort();
        }
        finally
        {
            await exchange.CompleteAsync(delivered);
        }
    }
}
