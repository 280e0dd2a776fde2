using System.Text;
using System.Xml;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Http;

/// <summary>Writes reply documents: UTF-8 without byte order mark or declaration, with a length, so that clients of HTTP/1.0 understand them.</summary>
internal static class XmlReply
{
    /// <summary>Content type of the original's replies. Source: reference 01, section 1.7.</summary>
    public const string ApplicationXml = "application/xml; charset=UTF-8";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        OmitXmlDeclaration = true,
        CloseOutput = false,
    };

    /// <summary>Writes a document.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="content">The document.</param>
    public static void Render(Stream output, IXmlContent content)
    {
        using var writer = XmlWriter.Create(output, Settings);
        content.WriteTo(writer);
    }

    /// <summary>Sends a document.</summary>
    /// <param name="response">Where to.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="contentType">Content type.</param>
    /// <param name="document">The document.</param>
    /// <returns>Whether it was handed to the network whole.</returns>
    public static async Task<bool> SendAsync(HttpResponse response, int status, string contentType, ReadOnlyMemory<byte> document)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = document.Length;
        var aborted = response.HttpContext.RequestAborted;
        try
        {
            await response.Body.WriteAsync(document, aborted).ConfigureAwait(false);
            await response.CompleteAsync().ConfigureAwait(false);
            return !aborted.IsCancellationRequested;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return false;
        }
    }
}
