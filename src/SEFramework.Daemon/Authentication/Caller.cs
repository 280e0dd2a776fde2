namespace SEFramework.Daemon.Authentication;

/// <summary>Who sends a request.</summary>
/// <param name="Name">Name of the user; empty when no users are configured and nobody is asked.</param>
/// <param name="MayChangeState">Whether the user may do more than read.</param>
public sealed record Caller(string Name, bool MayChangeState)
{
    /// <summary>The caller where nobody is asked: whoever is on this machine.</summary>
    public static readonly Caller Local = new(string.Empty, MayChangeState: true);
}
