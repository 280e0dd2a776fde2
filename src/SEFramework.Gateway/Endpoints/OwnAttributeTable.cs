using SEFramework.Gateway.Interfaces;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.Endpoints;

/// <summary>An attribute that a cluster of the gateway has.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="Start">The value it starts with.</param>
/// <param name="IsWrittenByClients">Whether clients of the gateway may write it.</param>
/// <param name="IsWrittenByNetwork">Whether other nodes may.</param>
public sealed record OwnAttributeRow(AttributeDefinition Definition, ZclValue Start, bool IsWrittenByClients, bool IsWrittenByNetwork);

/// <summary>
/// Which attributes the gateway's own clusters have: the tables of the contract for the variant, joined with the cluster definitions. A cluster that the
/// variant does not have from the start gets the table of another variant. Source: reference 03, section 6.
/// </summary>
public sealed class OwnAttributeTable
{
    private readonly Dictionary<(ushort Cluster, bool IsClient), OwnAttributeRow[]> _rows = [];

    /// <summary>Creates the table.</summary>
    /// <param name="contract">Has the tables.</param>
    /// <param name="variant">The variant.</param>
    /// <exception cref="FormatException">The contract names an attribute that the cluster definition does not have, or a value that does not fit.</exception>
    public OwnAttributeTable(ContractModel contract, VariantDefinition variant)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(variant);
        foreach (var table in contract.OwnAttributes.OrderByDescending(t => t.Variants.Contains(variant.Name)))
        {
            _rows.TryAdd(((ushort)table.ClusterId, table.IsClient), [.. table.Attributes.Select(a => Row(table, a))]);
        }
    }

    /// <summary>The attributes of a cluster, by id.</summary>
    /// <param name="cluster">The cluster.</param>
    public IReadOnlyList<OwnAttributeRow> Of(LocalCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return _rows.TryGetValue((cluster.Id, cluster.IsClient), out var rows) ? rows : [];
    }

    /// <summary>Finds an attribute, or null.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="attribute">Attribute id.</param>
    public OwnAttributeRow? Find(LocalCluster cluster, ushort attribute) => Of(cluster).FirstOrDefault(row => row.Definition.Id == attribute);

    private static OwnAttributeRow Row(OwnClusterAttributes table, OwnAttribute attribute)
    {
        var side = table.IsClient ? ClusterSide.Client : ClusterSide.Server;
        var definition = ClusterLibrary.FindAttribute((ushort)table.ClusterId, side, (ushort)attribute.Id);
        if (definition is null || definition.Name != attribute.Name)
        {
            throw new FormatException($"Contract: the {side} of cluster 0x{table.ClusterId:X4} has no attribute 0x{attribute.Id:X4} '{attribute.Name}'");
        }

        var start = attribute.Value is not { } text ? definition.Default ?? ZclValue.InvalidOf(definition.Type) ?? new ZclUnsigned(0)
            : definition.Type.Kind == ZclKind.Text ? new ZclText(text)
            : ZclValues.FromRpc(definition.Type, RpcText.Infer(text));
        return start is null || !start.Fits(definition.Type)
            ? throw new FormatException($"Contract: attribute '{attribute.Name}' of cluster 0x{table.ClusterId:X4} cannot be '{attribute.Value}'")
            : new OwnAttributeRow(definition, start, attribute.IsWrittenByClients, attribute.IsWrittenByNetwork);
    }
}
