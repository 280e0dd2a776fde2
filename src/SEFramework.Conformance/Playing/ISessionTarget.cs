using SEFramework.Conformance.Sessions;

namespace SEFramework.Conformance.Playing;

/// <summary>An HTTP reply of a gateway.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The body as text.</param>
public sealed record TargetReply(int Status, string Body);

/// <summary>An HTTP request to a gateway.</summary>
/// <param name="Method">The method, POST for the doors of requests.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Body">The body as text; empty for none.</param>
/// <param name="User">User name and password with a colon, or null for the target's own.</param>
public sealed record TargetRequest(HttpMethod Method, string Path, string Body, string? User = null);

/// <summary>What a session is played against: the daemon on the simulator, a legacy gateway, a cloud account.</summary>
public interface ISessionTarget
{
    /// <summary>The gateway's device id, which sessions call {{=device}}; null when it is not known.</summary>
    string? Device { get; }

    /// <summary>Says why a step cannot be played against this target.</summary>
    /// <param name="step">The step.</param>
    /// <returns>The reason, or null when it can be played.</returns>
    string? WhyNot(SessionStep step);

    /// <summary>Sends a request and reads the reply.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="HttpRequestException">The target cannot be reached.</exception>
    Task<TargetReply> SendAsync(TargetRequest request, CancellationToken cancellationToken);

    /// <summary>Lets time pass for gateway and home.</summary>
    /// <param name="duration">How much.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NotSupportedException">The time of this target cannot be moved.</exception>
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

    /// <summary>Reads what the gateway handed to its radio since the last call.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Frame data of the serial line, the frame type first.</returns>
    /// <exception cref="NotSupportedException">The radio of this target cannot be watched.</exception>
    Task<IReadOnlyList<byte[]>> ReadRadioAsync(CancellationToken cancellationToken);

    /// <summary>Has the radio hand a frame to the gateway.</summary>
    /// <param name="frameData">Frame data of the serial line, the frame type first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NotSupportedException">The radio of this target is real.</exception>
    Task InsertRadioAsync(byte[] frameData, CancellationToken cancellationToken);
}
