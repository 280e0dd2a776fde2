namespace SEFramework.Gateway.Zdo;

/// <summary>What other nodes may ask of the gateway's own node, which only its radio can do. Source: reference 02, section 10.</summary>
public interface INodeManagement
{
    /// <summary>The gateway leaves the network.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task LeaveAsync(CancellationToken cancellationToken);

    /// <summary>The gateway lets devices join through it, or not any more.</summary>
    /// <param name="seconds">0 closes, 255 is without limit.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether the radio did so.</returns>
    Task<bool> PermitJoiningAsync(byte seconds, CancellationToken cancellationToken);
}
