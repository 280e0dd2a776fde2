using System.Xml.Linq;
using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.Registry;
using SEFramework.Gateway.Responses;
using SEFramework.Rpc.Binding;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;

namespace SEFramework.Gateway.Pipeline;

/// <summary>
/// The way of RPC requests through the gateway: aliases, order, binding, the interface method, and the response to the client that waits or into
/// the queue. Source: reference 01, sections 1.3 to 1.5, 2.6 to 2.9.
/// </summary>
public sealed partial class RpcPipeline : IRpcPipeline, IDisposable
{
    /// <summary>Interfaces whose requests never wait for the radio: the next request of a body sees their effect.</summary>
    private static readonly HashSet<string> LocalInterfaces = ["RPC_General_Interface", "RPC_XML_Interface"];

    private readonly GatewayLoop _loop;
    private readonly ContractModel _contract;
    private readonly InterfaceSet _interfaces;
    private readonly ResponseQueue _queue;
    private readonly MessageReporter _reporter;
    private readonly GatewayRegistry _registry;
    private readonly GatewayClock _clock;
    private readonly TimeProvider _time;
    private readonly AliasReplacement _aliases;
    private readonly RequestBinder _binder;
    private readonly ILogger _logger;
    private readonly RequestSequencer _sequencer = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Creates the pipeline.</summary>
    /// <param name="loop">The gateway's loop.</param>
    /// <param name="contract">Has the requests.</param>
    /// <param name="interfaces">Have the methods.</param>
    /// <param name="queue">Takes the asynchronous responses.</param>
    /// <param name="reporter">Stamps the responses.</param>
    /// <param name="registry">Has the time-out of synchronous requests.</param>
    /// <param name="clock">Gives the time of replies.</param>
    /// <param name="time">Drives the time-out.</param>
    /// <param name="aliases">The aliases.</param>
    /// <param name="logger">Gets a line per request.</param>
    public RpcPipeline(
        GatewayLoop loop,
        ContractModel contract,
        InterfaceSet interfaces,
        ResponseQueue queue,
        MessageReporter reporter,
        GatewayRegistry registry,
        GatewayClock clock,
        TimeProvider time,
        AliasStore aliases,
        ILogger<RpcPipeline> logger)
    {
        _loop = loop;
        _contract = contract;
        _interfaces = interfaces;
        _queue = queue;
        _reporter = reporter;
        _registry = registry;
        _clock = clock;
        _time = time;
        _aliases = new AliasReplacement(aliases);
        _binder = new RequestBinder(contract);
        _logger = logger;
    }

    /// <inheritdoc />
    public Task<RpcResponses> ExecuteAsync(IReadOnlyList<XElement> requests, ClientExchange exchange, CancellationToken cancellationToken) =>
        _loop.RunAsync(async () =>
        {
            var body = await HandleAsync(requests, exchange, waitForAll: false, cancellationToken);
            return new RpcResponses(body.Responses, _queue.Count, _clock.Now);
        });

    /// <inheritdoc />
    public Task<RpcResponse?> CallAsync(XElement request, ClientExchange exchange, CancellationToken cancellationToken) =>
        _loop.RunAsync(async () =>
        {
            var body = await HandleAsync([request], exchange, waitForAll: true, cancellationToken);
            return body switch
            {
                { Error: { } error } => throw error,
                { IsComplete: false } => throw new RpcException(RpcErrorKind.TimedOut, "No response in time; it will come asynchronously"),
                _ => body.Responses.SingleOrDefault(),
            };
        });

    /// <inheritdoc />
    public Task<RpcResponses> TakeResponsesAsync(int? limit, ClientExchange exchange, CancellationToken cancellationToken) =>
        _loop.RunAsync(() =>
        {
            var taken = _queue.Take(limit, exchange, _loop.RunAsync);
            return Task.FromResult(new RpcResponses(taken, _queue.Count, _clock.Now));
        });

    /// <summary>Cancels the requests that are under way.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private static bool IsSynchronous(XElement request) =>
        ((string?)request.Attribute("synchronous"))?.Trim() is { } text && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase));

    private async Task<Body> HandleAsync(
        IReadOnlyList<XElement> requests, ClientExchange exchange, bool waitForAll, CancellationToken cancellationToken)
    {
        var body = new Body(requests, exchange.Caller, waitForAll);
        var turn = _sequencer.RunAsync(async () =>
        {
            var running = RunAsync(body);
            await Task.WhenAny(running, body.Detached);
            return body;
        });
        try
        {
            await turn.WaitAsync(_registry.Seconds(RegistryNames.SynchronousTimeout), _time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // What is not ready yet goes to the queue when it is.
        }

        body.Detach();
        if (body.Responses.Count > 0)
        {
            exchange.OnReplied(delivered => delivered ? Task.CompletedTask : _loop.RunAsync(() => QueueAsync(body.Responses)));
        }

        return body;
    }

    private async Task QueueAsync(IEnumerable<RpcResponse> responses)
    {
        foreach (var response in responses)
        {
            await _queue.EnqueueAsync(response);
        }
    }

    private async Task RunAsync(Body body)
    {
        foreach (var element in body.Requests)
        {
            IReadOnlyList<XElement> requests;
            try
            {
                requests = _aliases.Replace(element);
            }
            catch (RpcException e)
            {
                await FinishAsync(body, IsSynchronous(element) || body.WaitForAll || element.Attribute("type") is not null, Failure(element, e));
                continue;
            }

            foreach (var request in requests)
            {
                var work = ExecuteOneAsync(request, body);
                var isSynchronous = IsSynchronous(request) || body.WaitForAll;
                if (isSynchronous || IsLocal(request))
                {
                    await FinishAsync(body, isSynchronous, await work);
                }
                else
                {
                    _ = FinishLaterAsync(body, work);
                }
            }
        }

        body.IsComplete = true;
    }

    private bool IsLocal(XElement request) =>
        _contract.FindRequest(request.Name.LocalName)?.Interface is { } owner && LocalInterfaces.Contains(owner.Name);

    private async Task FinishLaterAsync(Body body, Task<Outcome> work) => await FinishAsync(body, isSynchronous: false, await work);

    private async Task FinishAsync(Body body, bool isSynchronous, Outcome outcome)
    {
        if (isSynchronous && !body.Detached.IsCompleted)
        {
            body.Error ??= outcome.Error;
            if (outcome.Response is { } answer)
            {
                body.Responses.Add(answer);
            }
        }
        else if (outcome.Response is { } response)
        {
            await _queue.EnqueueAsync(response);
        }
    }

    private async Task<Outcome> ExecuteOneAsync(XElement element, Body body)
    {
        var name = element.Name.LocalName;
        var started = _time.GetTimestamp();
        try
        {
            var request = _contract.FindRequest(name);
            if (request is null || request.Interface!.Target != "RPC_request")
            {
                throw new RpcException(RpcErrorKind.UnknownRequest, $"The request '{name}' is not known");
            }

            if (request.Planned is not null)
            {
                throw new RpcException(RpcErrorKind.NotAvailable, $"The request '{request.Name}' is not served by this version of the gateway");
            }

            var dispatcher = _interfaces.Find(request.Interface);
            var parameters = _binder.Bind(request, element);
            var context = new RpcCallContext(IsSynchronous(element) || body.WaitForAll, body.Caller);
            var response = await dispatcher.DispatchAsync(request, parameters, context, _stopping.Token);
            LogDone(request.Name, body.Caller, _time.GetElapsedTime(started).TotalMilliseconds);
            return new Outcome(response is null ? null : _reporter.Stamp(response, parameters[RequestBinder.RequestIdentifier]), null);
        }
        catch (RpcException e)
        {
            LogRefused(name, body.Caller, e.Message);
            return Failure(element, e);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return Failure(element, new RpcException(RpcErrorKind.Failed, $"{name}: the gateway is stopping"));
        }
#pragma warning disable CA1031 // Whatever went wrong, the client gets an answer in the original's shape and the gateway goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFault(e, name);
            return Failure(element, new RpcException(RpcErrorKind.Internal, $"{name}: internal error"));
        }
    }

    private Outcome Failure(XElement element, RpcException error) => new(
        _reporter.Stamp(new GatewayMessage { Severity = MessageReporter.Error, Description = error.Message }, Identifier(element)), error);

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

    private sealed record Outcome(RpcResponse? Response, RpcException? Error);

    /// <summary>One do_command on its way. Detached: its client does not wait any more.</summary>
    private sealed class Body(IReadOnlyList<XElement> requests, string caller, bool waitForAll)
    {
        private readonly TaskCompletionSource _detached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<XElement> Requests { get; } = requests;

        public string Caller { get; } = caller;

        public bool WaitForAll { get; } = waitForAll;

        public List<RpcResponse> Responses { get; } = [];

        public RpcException? Error { get; set; }

        public bool IsComplete { get; set; }

        public Task Detached => _detached.Task;

        public void Detach() => _detached.TrySetResult();
    }
}
