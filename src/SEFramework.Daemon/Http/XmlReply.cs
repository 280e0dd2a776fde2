using System.Text;
using System.Xml;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Http;

/// <summary>Writes reply documents: UTF-8, no declaration, with a length, so that clients of HTTP/1.0 understand them.</summary>
internal static class XmlReply
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        OmitXmlDeclaration = true,
        CloseOutput = false,
    };

    /// <summary>Writes a reply and tells whether it was handed to the network whole.</summary>
    public static async Task<bool> WriteAsync(HttpContext context, int status, IXmlContent content)
    {
        using var buffer = new MemoryStream(1024);
        using (var writer = XmlWriter.Create(buffer, Settings))
        {
            content.WriteTo(writer);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml; charset=UTF-8";
        context.Response.ContentLength = buffer.Length;
        try
        {
            await context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
            await context.Response.CompleteAsync();
            return !context.RequestAborted.IsCancellationRequested;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return false;
        }
    }
}
