using System.Globalization;
using SEFramework.Rpc.Contract;

namespace SEFramework.Rpc.Envelopes;

/// <summary>
/// One exchange with one client: who it is, and what is to be done once the reply is known to be delivered or lost. What leaves a
/// queue for a reply is only gone for good when the reply was delivered.
/// </summary>
/// <param name="caller">User name of the client.</param>
/// <param name="mayChangeState">Whether the client may do more than read.</param>
public sealed class ClientExchange(string caller, bool mayChangeState = true)
{
    private const string Done = "done";

    private readonly List<Func<bool, Task>> _completions = [];
    private bool? _delivered;

    /// <summary>User name of the client.</summary>
    public string Caller { get; } = caller;

    /// <summary>Whether the client may do more than read.</summary>
    public bool MayChangeState { get; } = mayChangeState;

    /// <summary>The door through which the client came.</summary>
    public string Door { get; init; } = string.Empty;

    /// <summary>Where the client is; empty when that is not known any more.</summary>
    public string Address { get; init; } = string.Empty;

    /// <summary>Hears of everything that changes state, or null.</summary>
    public IAuditLog? AuditLog { get; init; }

    /// <summary>Tells the audit of a request that changes state.</summary>
    /// <param name="request">Name of the request.</param>
    /// <param name="outcome">What became of it, in a few words; never what is in it.</param>
    public void Audit(string request, string outcome) => AuditLog?.Write(new AuditEntry(request, Door, Caller, Address, outcome));

    /// <summary>Does what changes state for a client that may, and tells the audit of it either way. For what is not a request of the contract.</summary>
    /// <param name="request">Name of the request.</param>
    /// <param name="errorTable">Table of the contract with the error of a client who may not.</param>
    /// <param name="errorId">Number in it.</param>
    /// <param name="change">Does it.</param>
    /// <param name="describe">Says what became of it, or null when nothing was changed after all; without it: it is done.</param>
    /// <exception cref="RciException">The client may only read, or it failed.</exception>
    public async Task<T> ChangeAsync<T>(string request, string errorTable, int errorId, Func<Task<T>> change, Func<T, string?>? describe = null)
    {
        if (!MayChangeState)
        {
            Audit(request, "not permitted");
            throw ContractErrors.Failure(errorTable, errorId, RequestEffects.Refusal(request, Caller));
        }

        try
        {
            var result = await change().ConfigureAwait(false);
            if (describe is null)
            {
                Audit(request, Done);
            }
            else if (describe(result) is { } outcome)
            {
                Audit(request, outcome);
            }

            return result;
        }
        catch (RciException e)
        {
            Audit(request, string.Create(CultureInfo.InvariantCulture, $"error {e.Id}"));
            throw;
        }
    }

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
