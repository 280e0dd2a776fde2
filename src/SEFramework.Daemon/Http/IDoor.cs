using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Http;

/// <summary>What a door answers.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Content">The document.</param>
/// <param name="Location">Where the result will be, or null.</param>
internal readonly record struct DoorReply(int Status, IXmlContent Content, string? Location = null);

/// <summary>Something wrong with a request before its content was looked at.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Summary">What is wrong, in a few words.</param>
/// <param name="Detail">More about it.</param>
internal sealed record DoorError(int Status, string Summary, string Detail);

/// <summary>A place that takes XML documents by POST and answers with one.</summary>
internal interface IDoor
{
    /// <summary>Path of the door.</summary>
    string Path { get; }

    /// <summary>Content type of its replies.</summary>
    string ContentType { get; }

    /// <summary>Answers a document.</summary>
    /// <param name="body">The document.</param>
    /// <param name="exchange">The client's exchange.</param>
    /// <param name="cancellationToken">Signalled when the client is gone.</param>
    Task<DoorReply> AnswerAsync(ReadOnlyMemory<byte> body, ClientExchange exchange, CancellationToken cancellationToken);

    /// <summary>Says in the door's language what is wrong with a request.</summary>
    /// <param name="error">What is wrong.</param>
    DoorReply Refuse(DoorError error);
}
