namespace SEFramework.Rpc.Envelopes;

/// <summary>
/// One exchange with one client: who it is, and what is to be done once the reply is known to be delivered or lost. What leaves a
/// queue for a reply is only gone for good when the reply was delivered.
/// </summary>
/// <param name="caller">User name of the client.</param>
/// <param name="mayChangeState">Whether the client may do more than read.</param>
public sealed class ClientExchange(string caller, bool mayChangeState = true)
{
    private readonly List<Func<bool, Task>> _completions = [];
    private bool? _delivered;

    /// <summary>User name of the client.</summary>
    public string Caller { get; } = caller;

    /// <summary>Whether the client may do more than read.</summary>
    public bool MayChangeState { get; } = mayChangeState;

    /// <summary>Registers what is to be done when the outcome of the reply is known; if it is known already, it is done now.</summary>
    /// <param name="completion">Gets true when the reply was handed to the network whole.</param>
    public void OnReplied(Func<bool, Task> completion)
    {
        lock (_completions)
        {
            if (_delivered is null)
            {
                _completions.Add(completion);
                return;
            }
        }

        _ = completion(_delivered.Value);
    }

    /// <summary>Tells the outcome of the reply; called once by the door.</summary>
    /// <param name="delivered">True when the reply was handed to the network whole.</param>
    public async Task CompleteAsync(bool delivered)
    {
        Func<bool, Task>[] completions;
        lock (_completions)
        {
            _delivered = delivered;
            completions = [.. _completions];
            _completions.Clear();
        }

        foreach (var completion in completions)
        {
            await completion(delivered).ConfigureAwait(false);
        }
    }
}
