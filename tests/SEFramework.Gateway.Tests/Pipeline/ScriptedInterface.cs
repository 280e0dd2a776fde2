using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;

namespace SEFramework.Gateway.Tests.Pipeline;

/// <summary>An interface class whose requests end when the test says so.</summary>
internal sealed class ScriptedInterface : RpcDispatcher
{
    private readonly Dictionary<string, Call> _calls = [];

    public override string InterfaceName => "Scripted_Interface";

    /// <summary>Keys in the order in which the requests were started.</summary>
    public List<string> Started { get; } = [];

    /// <summary>The call with this key, begun or still to come.</summary>
    public Call this[string key]
    {
        get
        {
            lock (_calls)
            {
                return _calls.TryGetValue(key, out var call) ? call : _calls[key] = new Call();
            }
        }
    }

    public override async Task<IRpcMessage?> DispatchAsync(
        MessageDefinition request, RpcStruct parameters, RpcCallContext context, CancellationToken cancellationToken)
    {
        var key = RpcConvert.ToText(parameters["key"]!);
        Started.Add(key);
        var call = this[key];
        call.Begun.TrySetResult();
        await call.End.Task.WaitAsync(cancellationToken);
        return new ScriptedResponse(key);
    }

    internal sealed class Call
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record ScriptedResponse(string Key) : IRpcMessage
    {
        public string Name => "work_response";

        public RpcStruct ToStruct() => new RpcStruct().Add("key", RpcValue.Of(Key));
    }
}
