using System.Globalization;
using System.Xml.Linq;
using SEFramework.Rpc.Values;

namespace SEFramework.Rpc.Envelopes;

/// <summary>The target RPC_request: the requests inside go to the gateway. Source: reference 01, section 1.3.</summary>
/// <param name="pipeline">The gateway.</param>
public sealed class RpcRequestTarget(IRpcPipeline pipeline) : IRciTarget
{
    /// <inheritdoc />
    public string Name => "RPC_request";

    /// <inheritdoc />
    public async Task<IXmlContent> ExecuteAsync(XElement command, ClientExchange exchange, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(command.Elements().ToArray(), exchange, cancellationToken).ConfigureAwait(false);
}

/// <summary>The target RPC_response: drains the queue of asynchronous responses. Source: reference 01, section 1.4.</summary>
/// <param name="pipeline">The gateway.</param>
public sealed class RpcResponseTarget(IRpcPipeline pipeline) : IRciTarget
{
    private const string GetResponses = "get_responses";

    /// <inheritdoc />
    public string Name => "RPC_response";

    /// <inheritdoc />
    public async Task<IXmlContent> ExecuteAsync(XElement command, ClientExchange exchange, CancellationToken cancellationToken) =>
        await exchange.ChangeAsync(
            GetResponses, ContractErrors.DoCommand, ContractErrors.CallFailed, () => TakeAsync(command, exchange, cancellationToken), static taken => taken.AuditText).ConfigureAwait(false);

    private async Task<RpcResponses> TakeAsync(XElement command, ClientExchange exchange, CancellationToken cancellationToken)
    {
        int? limit = null;
        foreach (var element in command.Elements())
        {
            if (element.Name.LocalName != GetResponses)
            {
                throw ContractErrors.Failure(ContractErrors.DoCommand, ContractErrors.CallFailed, $"<{element.Name.LocalName}> is not known here, only <{GetResponses}> is");
            }

            limit = ReadLimit(element) is { } own ? Math.Min(limit ?? int.MaxValue, own) : limit;
        }

        return await pipeline.TakeResponsesAsync(limit, exchange, cancellationToken).ConfigureAwait(false);
    }

    private static int? ReadLimit(XElement element)
    {
        var text = (string?)element.Attribute("limit") ?? (string?)element.Element("limit");
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (!RpcText.TryParseInt(text, out var limit) || limit.Sign < 0)
        {
            throw ContractErrors.Failure(ContractErrors.DoCommand, ContractErrors.CallFailed, $"limit '{text}' is not a count");
        }

        return limit > int.MaxValue ? int.MaxValue : int.Parse(limit.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
