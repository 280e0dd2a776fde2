using SEFramework.Daemon.Http;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.XmlRpc;

/// <summary>The XML-RPC door at /RPC2. Source: design decision 11.</summary>
/// <param name="methods">The methods.</param>
internal sealed class XmlRpcDoor(XmlRpcMethods methods) : IDoor
{
    /// <inheritdoc />
    public string Path => "/RPC2";

    /// <inheritdoc />
    public string ContentType => "text/xml; charset=UTF-8";

    /// <inheritdoc />
    /// <remarks>Every call that could be read is answered with HTTP 200; faults are inside.</remarks>
    public async Task<DoorReply> AnswerAsync(ReadOnlyMemory<byte> body, ClientExchange exchange, CancellationToken cancellationToken)
    {
        try
        {
            var result = await methods.CallAsync(XmlRpcRequestReader.Read(body), exchange, cancellationToken).ConfigureAwait(false);
            return new DoorReply(StatusCodes.Status200OK, new XmlRpcResult(result));
        }
        catch (XmlRpcFault fault)
        {
            return new DoorReply(StatusCodes.Status200OK, new XmlRpcFaultReply(fault.Code, fault.Message));
        }
    }

    /// <inheritdoc />
    public DoorReply Refuse(DoorError error) => new(error.Status, new XmlRpcFaultReply(
        error.Status == StatusCodes.Status500InternalServerError ? XmlRpcFault.Internal : XmlRpcFault.InvalidRequest,
        $"{error.Summary}. {error.Detail}"));
}
