namespace SEFramework.Conformance.Playing;

/// <summary>An HTTP reply of a gateway.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The body as text.</param>
public sealed record TargetReply(int Status, string Body);

/// <summary>What a session is played against: the daemon on the simulator, a legacy gateway, a cloud account.</summary>
public interface ISessionTarget
{
    /// <summary>Posts a document.</summary>
    /// <param name="path">Path of the door.</param>
    /// <param name="body">The document.</param>
    /// <param name="user">User name and password with a colon, or null for the target's own.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<TargetReply> PostAsync(string path, string body, string? user, CancellationToken cancellationToken);

    /// <summary>Lets time pass for gateway and home.</summary>
    /// <param name="duration">How much.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task PassAsync(TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Starts the gateway again.</summary>
    /// <param name="kill">Killed first, or stopped cleanly.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NotSupportedException">This target cannot be restarted from here.</exception>
    Task RestartAsync(bool kill, CancellationToken cancellationToken);

    /// <summary>Makes something happen in the home.</summary>
    /// <param name="command">Command of the simulator.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NotSupportedException">The home of this target is real.</exception>
    Task HomeAsync(string command, CancellationToken cancellationToken);
}
