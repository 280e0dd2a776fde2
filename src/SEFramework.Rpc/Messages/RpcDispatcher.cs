using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Values;

namespace SEFramework.Rpc.Messages;

/// <summary>Calls the typed method of one interface class for a bound request; generated per interface.</summary>
public abstract class RpcDispatcher
{
    /// <summary>Name of the interface class on the wire.</summary>
    public abstract string InterfaceName { get; }

    /// <summary>Calls the method of a request.</summary>
    /// <param name="request">The request's definition.</param>
    /// <param name="parameters">Its parameters, bound by the contract.</param>
    /// <param name="context">What the method may want to know about the call.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The response, or null when the request has none.</returns>
    /// <exception cref="RpcException">The request failed.</exception>
    public abstract Task<IRpcMessage?> DispatchAsync(
        MessageDefinition request, RpcStruct parameters, RpcCallContext context, CancellationToken cancellationToken);
}
