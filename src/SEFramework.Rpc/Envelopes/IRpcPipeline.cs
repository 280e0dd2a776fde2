using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using SEFramework.Rpc.Values;
using SEFramework.Rpc.Xml;

namespace SEFramework.Rpc.Envelopes;

/// <summary>The way of RPC requests through the gateway, as the doors see it. Source: reference 01, sections 1.3 to 1.5.</summary>
public interface IRpcPipeline
{
    /// <summary>Takes the requests of one <c>do_command target="RPC_request"</c> in document order.</summary>
    /// <param name="requests">The request elements, aliases not yet replaced.</param>
    /// <param name="exchange">The client's exchange.</param>
    /// <param name="cancellationToken">Signalled when the client is gone; responses still due then go to the queue.</param>
    /// <returns>The responses of the synchronous requests among them; failures are <c>message</c> responses in their place.</returns>
    Task<RpcResponses> ExecuteAsync(IReadOnlyList<XElement> requests, ClientExchange exchange, CancellationToken cancellationToken);

    /// <summary>Carries out one request for a caller that waits for its response.</summary>
    /// <param name="request">The request element.</param>
    /// <param name="exchange">The client's exchange.</param>
    /// <param name="cancellationToken">Signalled when the client is gone.</param>
    /// <returns>The response, or null when the request has none.</returns>
    /// <exception cref="Messages.RpcException">The request failed, or timed out (its response then goes to the queue).</exception>
    Task<RpcResponse?> CallAsync(XElement request, ClientExchange exchange, CancellationToken cancellationToken);

    /// <summary>Takes the oldest responses out of the queue. They come back when the reply is not delivered.</summary>
    /// <param name="limit">How many at the most, or null for all.</param>
    /// <param name="exchange">The client's exchange.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<RpcResponses> TakeResponsesAsync(int? limit, ClientExchange exchange, CancellationToken cancellationToken);
}

/// <summary>One response or response-only message.</summary>
/// <param name="Name">Element name.</param>
/// <param name="Timestamp">When it was generated, or null when time stamps are switched off.</param>
/// <param name="Parameters">Its parameters.</param>
public sealed record RpcResponse(string Name, DateTimeOffset? Timestamp, RpcStruct Parameters) : IXmlContent
{
    /// <inheritdoc />
    public void WriteTo(XmlWriter writer)
    {
        writer.WriteStartElement(Name);
        if (Timestamp is { } time)
        {
            writer.WriteAttributeString("timestamp", RpcText.FormatTimestamp(time));
        }

        RpcXmlWriter.WriteEntries(writer, Parameters);
        writer.WriteEndElement();
    }
}

/// <summary>The <c>responses</c> element. Source: reference 01, sections 1.3 and 1.4.</summary>
/// <param name="Items">The responses in order.</param>
/// <param name="Remaining">How many responses are still in the queue.</param>
/// <param name="Timestamp">When the reply was built.</param>
public sealed record RpcResponses(IReadOnlyList<RpcResponse> Items, int Remaining, DateTimeOffset Timestamp) : IXmlContent
{
    /// <summary>What the audit says when these are taken out of the queue; null when there are none, for clients ask again and again.</summary>
    public string? AuditText => Items.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{Items.Count} taken");

    /// <inheritdoc />
    public void WriteTo(XmlWriter writer)
    {
        writer.WriteStartElement("responses");
        writer.WriteAttributeString("remaining", Remaining.ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("timestamp", RpcText.FormatTimestamp(Timestamp));
        foreach (var item in Items)
        {
            item.WriteTo(writer);
        }

        writer.WriteEndElement();
    }
}
