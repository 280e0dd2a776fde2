using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Logging;

/// <summary>The audit as lines of the log: who changed what, from where, through which door, and what became of it.</summary>
/// <param name="logger">Gets the lines.</param>
internal sealed partial class AuditLog(ILogger<AuditLog> logger) : IAuditLog
{
    /// <inheritdoc />
    public void Write(AuditEntry entry) => LogChange(entry.Request, entry.Door, entry.Caller, entry.Address, entry.Outcome);

    [LoggerMessage(81, LogLevel.Information, "Audit: {Request} at {Door} by '{User}' from {Address}: {Outcome}")]
    private partial void LogChange(string request, string door, string user, string address, string outcome);
}
