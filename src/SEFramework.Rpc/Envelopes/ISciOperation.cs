using System.Xml.Linq;

namespace SEFramework.Rpc.Envelopes;

/// <summary>One operation of SCI, such as file_system. Source: reference 01, section 1.8.</summary>
public interface ISciOperation
{
    /// <summary>Element name.</summary>
    string Name { get; }

    /// <summary>Carries the operation out on this gateway.</summary>
    /// <param name="payload">What is inside the operation beside its targets, or null when there is nothing.</param>
    /// <param name="exchange">The client's exchange.</param>
    /// <param name="cancellationToken">Signalled when the client is gone.</param>
    /// <returns>What stands inside the answering device element, or null when there is no payload and there has to be one.</returns>
    Task<IReadOnlyList<IXmlContent>?> ExecuteAsync(XElement? payload, ClientExchange exchange, CancellationToken cancellationToken);
}
