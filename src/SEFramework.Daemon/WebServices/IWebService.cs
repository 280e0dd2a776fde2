using SEFramework.Daemon.Authentication;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.WebServices;

/// <summary>A request to a web service.</summary>
/// <param name="Method">HTTP method, upper case.</param>
/// <param name="Rest">What follows the service's path, without slashes at its ends.</param>
/// <param name="Query">The query's parameters.</param>
/// <param name="Body">The body.</param>
/// <param name="ContentType">Content type of the body, or empty.</param>
/// <param name="Caller">Who sends it.</param>
internal sealed record WebServiceRequest(
    string Method, string Rest, IQueryCollection Query, ReadOnlyMemory<byte> Body, string ContentType, Caller Caller)
{
    /// <summary>Whether a switch in the query is on: true, yes or 1.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="otherwise">What counts when it is not there.</param>
    public bool IsOn(string name, bool otherwise) =>
        !Query.TryGetValue(name, out var text) ? otherwise : text.ToString().Trim().ToLowerInvariant() is "true" or "yes" or "1";
}

/// <summary>What a web service answers.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Content">The document, or null.</param>
internal sealed record WebServiceReply(int Status, IXmlContent? Content = null)
{
    /// <summary>Where what was made is, below the service's path, or null.</summary>
    public string? Location { get; init; }

    /// <summary>Bytes in the place of a document.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; init; }

    /// <summary>Content type of the bytes.</summary>
    public string ContentType { get; init; } = "application/octet-stream";
}

/// <summary>A resource of Device Cloud that is read and changed with the methods of HTTP. Source: reference 01, section 1.8.</summary>
internal interface IWebService
{
    /// <summary>Path of the service; what is below it belongs to it too.</summary>
    string Path { get; }

    /// <summary>The methods that it takes, upper case.</summary>
    IReadOnlyList<string> Methods { get; }

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Signalled when the client is gone.</param>
    /// <exception cref="WebServiceException">The request is refused.</exception>
    Task<WebServiceReply> AnswerAsync(WebServiceRequest request, CancellationToken cancellationToken);
}
