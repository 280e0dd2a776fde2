using System.Globalization;
using SEFramework.Gateway.Endpoints;
using SEFramework.Rpc.Messages;
using SEFramework.Zigbee.Clusters;

namespace SEFramework.Gateway.SmartEnergy;

/// <summary>
/// Finds the gateway's endpoint whose cluster is to act: the one that the request names, else the usual one for Smart Energy, else any that has
/// the cluster. Source: reference 04, sections 0.2 and 0.3.
/// </summary>
/// <param name="endpoints">The gateway's endpoints.</param>
public sealed class SmartEnergyEndpoints(LocalEndpointTable endpoints)
{
    private const byte UsualEndpoint = 0x5E;

    /// <summary>Finds the endpoint.</summary>
    /// <param name="wanted">What the request names, or null.</param>
    /// <param name="clusterId">Cluster.</param>
    /// <param name="side">Side of the cluster.</param>
    /// <exception cref="RpcException">There is no such cluster.</exception>
    public byte Find(byte? wanted, ushort clusterId, ClusterSide side)
    {
        var found = endpoints.All
            .Where(e => (wanted is null || e.Id == wanted) && e.Find(clusterId, side == ClusterSide.Client) is not null)
            .OrderByDescending(static e => e.Id == UsualEndpoint)
            .FirstOrDefault();
        return found?.Id ?? throw Missing(wanted, clusterId, side == ClusterSide.Client ? "client" : "server");
    }

    /// <summary>Finds the side of a cluster on an endpoint; without a wish the server before the client.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="clusterId">Cluster.</param>
    /// <param name="wanted">0 for the server, 1 for the client, or null.</param>
    /// <exception cref="RpcException">There is no such cluster.</exception>
    public ClusterSide FindSide(byte endpoint, ushort clusterId, byte? wanted)
    {
        var sides = wanted is { } given ? [(ClusterSide)given] : new[] { ClusterSide.Server, ClusterSide.Client };
        var held = sides.Where(side => endpoints.Find(endpoint)?.Find(clusterId, side == ClusterSide.Client) is not null).ToArray();
        return held.Length > 0 ? held[0] : throw Missing(endpoint, clusterId, string.Join(" or ", sides).ToLowerInvariant());
    }

    private static RpcException Missing(byte? endpoint, ushort clusterId, string side) => StatusText.Failure(
        RpcErrorKind.InvalidParameters,
        "No Local Cluster",
        ("side", side),
        ("cluster", string.Create(CultureInfo.InvariantCulture, $"0x{clusterId:X4}")),
        ("endpoint", endpoint is { } id ? string.Create(CultureInfo.InvariantCulture, $"0x{id:X2}") : "any"));
}
