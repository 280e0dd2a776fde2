using System.Xml.Linq;

namespace SEFramework.Rpc.Envelopes;

/// <summary>One verb of RCI, such as do_command or query_state.</summary>
public interface IRciCommand
{
    /// <summary>Element name.</summary>
    string Name { get; }

    /// <summary>Carries the command out.</summary>
    /// <param name="command">The command's element.</param>
    /// <param name="exchange">The client's exchange.</param>
    /// <param name="cancellationToken">Signalled when the client is gone.</param>
    /// <returns>The element that answers it.</returns>
    /// <exception cref="RciException">The command failed as a whole.</exception>
    Task<IXmlContent> ExecuteAsync(XElement command, ClientExchange exchange, CancellationToken cancellationToken);
}

/// <summary>One target of do_command, such as RPC_request.</summary>
public interface IRciTarget
{
    /// <summary>Name of the target, exact spelling.</summary>
    string Name { get; }

    /// <summary>Carries out what stands inside a do_command for this target.</summary>
    /// <param name="command">The do_command element.</param>
    /// <param name="exchange">The client's exchange.</param>
    /// <param name="cancellationToken">Signalled when the client is gone.</param>
    /// <returns>What stands inside the answering do_command.</returns>
    /// <exception cref="RciException">The command failed as a whole.</exception>
    Task<IXmlContent> ExecuteAsync(XElement command, ClientExchange exchange, CancellationToken cancellationToken);
}
