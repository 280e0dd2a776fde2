namespace SEFramework.Rpc.Envelopes;

/// <summary>One request that changes state, as the audit keeps it: never what is in it.</summary>
/// <param name="Request">Name of the request, or method and path.</param>
/// <param name="Door">The door through which it came, or the job in which it was carried out.</param>
/// <param name="Caller">User who sent it; empty when nobody is asked.</param>
/// <param name="Address">Where it came from; empty when that is not known any more.</param>
/// <param name="Outcome">What became of it, in a few words.</param>
public sealed record AuditEntry(string Request, string Door, string Caller, string Address, string Outcome);

/// <summary>Keeps the audit.</summary>
public interface IAuditLog
{
    /// <summary>Writes an entry. May be called on any thread.</summary>
    /// <param name="entry">The entry.</param>
    void Write(AuditEntry entry);
}
