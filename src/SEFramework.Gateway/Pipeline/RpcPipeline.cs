using System.Xml.Linq;
using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.Registry;
using SEFramework.Gateway.Responses;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Messages;

namespace SEFramework.Gateway.Pipeline;

/// <summary>
/// The way of RPC requests through the gateway: aliases, order, execution, and the response to the client that waits or into the queue.
/// Source: reference 01, sections 1.3 to 1.5.
/// </summary>
/// <param name="loop">The gateway's loop.</param>
/// <param name="contract">Has the requests.</param>
/// <param name="executor">Carries requests out.</param>
/// <param name="aliases">Replaces the aliases.</param>
/// <param name="queue">Takes the asynchronous responses.</param>
/// <param name="registry">Has the time-out of synchronous requests.</param>
/// <param name="clock">Gives the time of replies.</param>
/// <param name="time">Drives the time-outs.</param>
public sealed class RpcPipeline(
    GatewayLoop loop,
    ContractModel contract,
    RequestExecutor executor,
    AliasReplacement aliases,
    ResponseQueue queue,
    GatewayRegistry registry,
    GatewayClock clock,
    TimeProvider time) : IRpcPipeline, IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);

    /// <summary>Interfaces whose requests never wait for the radio: the next request of a body sees their effect even if they are asynchronous.</summary>
    private static readonly HashSet<string> LocalInterfaces = ["RPC_General_Interface", "RPC_XML_Interface"];

    private readonly RequestSequencer _sequencer = new(time);
    private readonly WorkUnderWay _underWay = new();
    private readonly CancellationTokenSource _stopping = new();
    private bool _isStopped;

    /// <summary>Cancelled when the gateway stops; also good for requests that come after that.</summary>
    private CancellationToken Stopping => _isStopped ? new CancellationToken(canceled: true) : _stopping.Token;

    /// <inheritdoc />
    public Task<RpcResponses> ExecuteAsync(IReadOnlyList<XElement> requests, ClientExchange exchange, CancellationToken cancellationToken) =>
        loop.RunAsync(async () =>
        {
            var body = new Body(requests, exchange, WaitForAll: false);
            await HandleAsync(body, cancellationToken);
            return new RpcResponses(body.Responses, queue.Count, clock.Now);
        });

    /// <inheritdoc />
    public Task<RpcResponse?> CallAsync(XElement request, ClientExchange exchange, CancellationToken cancellationToken) =>
        loop.RunAsync(async () =>
        {
            var body = new Body([request], exchange, WaitForAll: true);
            var isDone = await HandleAsync(body, cancellationToken);
            if (body.Error is { } error)
            {
                throw error;
            }

            // An answer that came in the same moment as the time-out is an answer.
            return isDone || body.Responses.Count > 0
                ? body.Responses.FirstOrDefault()
                : throw StatusText.Failure(RpcErrorKind.TimedOut, "Synchronous Timeout", ("request", request.Name.LocalName));
        });

    /// <inheritdoc />
    public Task<RpcResponses> TakeResponsesAsync(int? limit, ClientExchange exchange, CancellationToken cancellationToken) =>
        loop.RunAsync(async () =>
        {
            var taken = await queue.TakeAsync(limit, exchange, loop.RunAsync);
            return new RpcResponses(taken, queue.Count, clock.Now);
        });

    /// <summary>Cancels the requests that are under way and waits until their failure is on disk or with their client.</summary>
    public async ValueTask DisposeAsync()
    {
        await loop.RunAsync(async () =>
        {
            if (_isStopped)
            {
                return;
            }

            _isStopped = true;
            await _stopping.CancelAsync();
            try
            {
                await _underWay.WhenDoneAsync().WaitAsync(LongestStop, time);
            }
            catch (TimeoutException)
            {
                // What does not listen to the cancellation is left behind; the process ends soon.
            }
        });
        _stopping.Dispose();
    }

    private static bool IsSynchronous(XElement request) =>
        ((string?)request.Attribute("synchronous"))?.Trim() is { } text && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase));

    private async Task<bool> HandleAsync(Body body, CancellationToken clientGone)
    {
        var isDone = await _sequencer.RunAsync(
            body.Turn, () => _underWay.Add(RunAsync(body)), registry.Seconds(RegistryNames.SynchronousTimeout), clientGone);
        if (body.Responses.Count > 0)
        {
            body.Exchange.OnReplied(delivered => delivered ? Task.CompletedTask : loop.RunAsync(() => QueueAsync(body.Responses)));
        }

        return isDone;
    }

    private async Task QueueAsync(IEnumerable<RpcResponse> responses)
    {
        foreach (var response in responses)
        {
            await queue.EnqueueAsync(response);
        }
    }

    private async Task RunAsync(Body body)
    {
        foreach (var element in body.Requests)
        {
            IReadOnlyList<XElement> requests;
            try
            {
                requests = aliases.Replace(element);
            }
            catch (RpcException e)
            {
                // Whether the requests behind an alias are synchronous cannot be known when it cannot be replaced: its client hears at once.
                var isSynchronous = body.WaitForAll || IsSynchronous(element) || AliasReplacement.IsAlias(element);
                await FinishAsync(body, isSynchronous, executor.Fail(element, e));
                continue;
            }

            foreach (var request in requests)
            {
                await RunOneAsync(body, request);
            }
        }
    }

    /// <summary>An asynchronous request that needs the radio is only started in its turn; the next one does not wait for its answer.</summary>
    private async Task RunOneAsync(Body body, XElement request)
    {
        var isSynchronous = body.WaitForAll || IsSynchronous(request);
        var context = new RpcCallContext(isSynchronous, body.Exchange.Caller)
        {
            MayChangeState = body.Exchange.MayChangeState,
            Audit = body.Exchange.Audit,
            AfterReply = action => body.Exchange.OnReplied(_ =>
            {
                action();
                return Task.CompletedTask;
            }),
        };
        var work = executor.ExecuteAsync(request, context, Stopping);
        if (isSynchronous || IsLocal(request))
        {
            await FinishAsync(body, isSynchronous, await work);
        }
        else
        {
            _ = _underWay.Add(FinishLaterAsync());
        }

        async Task FinishLaterAsync() => await FinishAsync(body, isSynchronous: false, await work);
    }

    private bool IsLocal(XElement request) =>
        contract.FindRequest(request.Name.LocalName)?.Interface is { } owner && LocalInterfaces.Contains(owner.Name);

    private async Task FinishAsync(Body body, bool isSynchronous, RequestOutcome outcome)
    {
        if (isSynchronous && !body.Turn.IsAbandoned)
        {
            body.Error ??= outcome.Error;
            if (outcome.Response is { } answer)
            {
                body.Responses.Add(answer);
            }
        }
        else if (outcome.Response is { } response)
        {
            await queue.EnqueueAsync(response);
        }
    }

    /// <summary>One do_command on its way.</summary>
    private sealed record Body(IReadOnlyList<XElement> Requests, ClientExchange Exchange, bool WaitForAll)
    {
        public RequestTurn Turn { get; } = new();

        public List<RpcResponse> Responses { get; } = [];

        public RpcException? Error { get; set; }
    }
}
