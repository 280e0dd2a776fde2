using System.Xml.Linq;
using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Responses;
using SEFramework.Rpc.Binding;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;

namespace SEFramework.Gateway.Pipeline;

/// <summary>What became of a request.</summary>
/// <param name="Response">Its response, the <c>message</c> in its place when it failed, or null when the request has no response.</param>
/// <param name="Error">Why it failed, or null.</param>
public sealed record RequestOutcome(RpcResponse? Response, RpcException? Error);

/// <summary>
/// Carries out one request: finds it in the contract, binds it, calls its interface. Whatever goes wrong becomes a <c>message</c> of severity 2.
/// Source: reference 01, sections 2.7 and 2.9.
/// </summary>
/// <param name="contract">Has the requests.</param>
/// <param name="interfaces">Have the methods.</param>
/// <param name="reporter">Stamps the responses.</param>
/// <param name="time">Measures, for the log.</param>
/// <param name="logger">Gets a line per request.</param>
public sealed partial class RequestExecutor(
    ContractModel contract, InterfaceSet interfaces, MessageReporter reporter, TimeProvider time, ILogger<RequestExecutor> logger)
{
    private const string Target = "RPC_request";

    private static readonly RpcStruct NoParameters = new();

    private readonly RequestBinder _binder = new(contract);

    /// <summary>Carries out a request.</summary>
    /// <param name="element">The request without aliases.</param>
    /// <param name="context">About the call.</param>
    /// <param name="cancellationToken">Signalled when the gateway stops.</param>
    public async Task<RequestOutcome> ExecuteAsync(XElement element, RpcCallContext context, CancellationToken cancellationToken)
    {
        var name = element.Name.LocalName;
        var started = time.GetTimestamp();
        MessageDefinition? changing = null;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var request = Find(name);
            var dispatcher = interfaces.Find(request);
            changing = RequestEffects.ChangesState(request, NoParameters) ? request : null;
            var parameters = _binder.Bind(request, element);
            changing = RequestEffects.ChangesState(request, parameters) ? request : null;
            if (!context.MayChangeState && changing is not null)
            {
                throw new RpcException(RpcErrorKind.NotPermitted, RequestEffects.Refusal(request.Name, context.Caller));
            }

            var response = await dispatcher.DispatchAsync(request, parameters, context, cancellationToken);
            LogDone(request.Name, context.Caller, time.GetElapsedTime(started).TotalMilliseconds);
            var answer = response is null ? null : reporter.Stamp(response, parameters[RequestBinder.RequestIdentifier]);
            Audit(answer?.Parameters["status"] is RpcInt { Value: var status } ? $"status {RpcText.FormatInt(status)}" : "done");
            return new RequestOutcome(answer, null);
        }
        catch (RpcException e)
        {
            // The text of a parameter error quotes what came, which may be a key.
            LogRefused(name, context.Caller, e.Kind == RpcErrorKind.InvalidParameters ? nameof(RpcErrorKind.InvalidParameters) : e.Message);
            Audit($"failed, {e.Kind}");
            return Fail(element, e);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Audit($"failed, {RpcErrorKind.NotAvailable}");
            return Fail(element, new RpcException(RpcErrorKind.NotAvailable, $"{name}: the gateway is stopping"));
        }
#pragma warning disable CA1031 // Whatever went wrong, the client gets an answer in the original's shape and the gateway goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFault(e, name);
            Audit($"failed, {RpcErrorKind.Internal}");
            return Fail(element, new RpcException(RpcErrorKind.Internal, $"{name}: internal error"));
        }

        void Audit(string outcome)
        {
            if (changing is not null)
            {
                context.Audit(changing.Name, outcome);
            }
        }
    }

    /// <summary>The outcome of a request that failed before it was carried out.</summary>
    /// <param name="element">The request; its identifier is echoed.</param>
    /// <param name="error">Why it failed.</param>
    public RequestOutcome Fail(XElement element, RpcException error) => new(
        reporter.Stamp(new GatewayMessage { Severity = MessageReporter.Error, Description = error.Message }, Identifier(element)), error);

    private MessageDefinition Find(string name)
    {
        var request = contract.FindRequest(name);
        if (request?.Interface is not { Target: Target })
        {
            throw StatusText.Failure(RpcErrorKind.UnknownRequest, "Unknown Request", ("request", name));
        }

        return request.Planned is null
            ? request
            : throw StatusText.Failure(RpcErrorKind.NotAvailable, "Request Not Served", ("request", request.Name));
    }

    private RpcValue? Identifier(XElement element)
    {
        try
        {
            return element.Element(RequestBinder.RequestIdentifier) is { } identifier ? _binder.BindAny(identifier) : null;
        }
        catch (RpcException)
        {
            return null;
        }
    }

    [LoggerMessage(20, LogLevel.Debug, "{Request} for '{Caller}' done in {Milliseconds:F1} ms")]
    private partial void LogDone(string request, string caller, double milliseconds);

    [LoggerMessage(21, LogLevel.Information, "{Request} for '{Caller}' failed: {Reason}")]
    private partial void LogRefused(string request, string caller, string reason);

    [LoggerMessage(22, LogLevel.Error, "{Request} failed by a fault of the gateway")]
    private partial void LogFault(Exception exception, string request);
}
