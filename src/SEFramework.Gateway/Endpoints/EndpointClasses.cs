using SEFramework.Rpc.Contract;

namespace SEFramework.Gateway.Endpoints;

/// <summary>
/// The endpoint and cluster classes that add_endpoint and add_cluster know, with their defaults. Source: reference 03, sections 5 and 6; the
/// classes of the variants come from the contract.
/// </summary>
/// <param name="contract">Has the variants.</param>
public sealed class EndpointClasses(ContractModel contract)
{
    /// <summary>The generic endpoint class, which has no defaults and no clusters (use as class name inferred).</summary>
    public const string GenericEndpoint = "ZCL_Endpoint";

    /// <summary>The generic ZCL cluster class.</summary>
    public const string GenericZclCluster = "ZCL_Cluster";

    /// <summary>The generic cluster class without protocol.</summary>
    public const string GenericCluster = "Cluster";

    /// <summary>Cluster classes with their default id and side; null where the caller has to say.</summary>
    private static readonly Dictionary<string, (ushort? Id, bool? IsClient)> ClusterClasses = new(StringComparer.Ordinal)
    {
        [GenericCluster] = (null, null),
        [GenericZclCluster] = (null, null),
        ["ZCL_BasicCluster_server"] = (0x0000, false),
    };

    /// <summary>The endpoint with which a variant defines a class; null for the generic class and for unknown ones.</summary>
    /// <param name="className">Endpoint class.</param>
    /// <param name="variant">The variant whose definition comes first.</param>
    public VariantEndpoint? FindEndpoint(string className, VariantDefinition variant) =>
        variant.Endpoints.Concat(contract.Variants.SelectMany(v => v.Endpoints)).FirstOrDefault(e => e.ClassName == className);

    /// <summary>The defaults of a cluster class, or null when there is no such class.</summary>
    /// <param name="className">Cluster class.</param>
    public static (ushort? Id, bool? IsClient)? FindCluster(string className) =>
        ClusterClasses.TryGetValue(className, out var found) ? found : null;
}
