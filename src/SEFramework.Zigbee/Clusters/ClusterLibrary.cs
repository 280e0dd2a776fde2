using System.Collections.Frozen;
using SEFramework.Zigbee.Clusters.Definitions;

namespace SEFramework.Zigbee.Clusters;

/// <summary>The clusters whose attributes and commands are known. Source: reference 03, section 6; reference 05, sections 2 to 7.</summary>
public static class ClusterLibrary
{
    private static readonly FrozenDictionary<ushort, ClusterDefinition> Clusters = new[]
    {
        GeneralClusters.Basic,
        GeneralClusters.Identify,
        GeneralClusters.Time,
        PriceCluster.Definition,
        DrlcCluster.Definition,
        MeteringCluster.Definition,
        MessagingCluster.Definition,
        KeyEstablishmentCluster.Definition,
    }.ToFrozenDictionary(static cluster => cluster.Id);

    /// <summary>All of them, in the order of ids.</summary>
    public static IEnumerable<ClusterDefinition> All => Clusters.Values.OrderBy(static cluster => cluster.Id);

    /// <summary>Finds a cluster, or null.</summary>
    /// <param name="id">Cluster id.</param>
    public static ClusterDefinition? Find(ushort id) => Clusters.GetValueOrDefault(id);

    /// <summary>Finds an attribute, or null.</summary>
    /// <param name="clusterId">Cluster id.</param>
    /// <param name="side">The side that has it.</param>
    /// <param name="attributeId">Attribute id.</param>
    public static AttributeDefinition? FindAttribute(ushort clusterId, ClusterSide side, ushort attributeId) =>
        Find(clusterId)?.FindAttribute(side, attributeId);
}
