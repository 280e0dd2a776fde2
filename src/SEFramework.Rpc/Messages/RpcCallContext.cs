namespace SEFramework.Rpc.Messages;

/// <summary>What an interface method may want to know about the call.</summary>
/// <param name="IsSynchronous">Whether the caller waits for the response.</param>
/// <param name="Caller">User name of the caller, for audit lines; empty for calls of the gateway itself.</param>
public sealed record RpcCallContext(bool IsSynchronous, string Caller)
{
    /// <summary>Whether the caller may do more than read.</summary>
    public bool MayChangeState { get; init; } = true;

    /// <summary>Tells the audit that a request which changes state was carried out or refused: its name and what became of it.</summary>
    public Action<string, string> Audit { get; init; } = static (_, _) => { };

    /// <summary>Does something once the client has its reply, or is known to be gone; at once when there is no client.</summary>
    public Action<Action> AfterReply { get; init; } = static action => action();
}
