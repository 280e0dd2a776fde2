using SEFramework.Zigbee.Clusters;

namespace SEFramework.Gateway.Endpoints;

/// <summary>One side of a cluster on an endpoint of the gateway.</summary>
/// <param name="ClassName">Cluster class.</param>
/// <param name="Id">16-bit cluster id.</param>
/// <param name="IsClient">Client (1) or server (0).</param>
/// <param name="ApsEncryption">Whether its frames are APS encrypted; null for the endpoint's level, see <see cref="LocalEndpoint.Encrypts"/>.</param>
public sealed record LocalCluster(string ClassName, ushort Id, bool IsClient, bool? ApsEncryption);

/// <summary>One endpoint of the gateway.</summary>
/// <param name="className">Endpoint class.</param>
/// <param name="id">8-bit endpoint id.</param>
/// <param name="profileId">16-bit profile id.</param>
/// <param name="deviceId">16-bit device id, or null.</param>
/// <param name="deviceVersion">4-bit device version, or null.</param>
public sealed class LocalEndpoint(string className, byte id, ushort profileId, ushort? deviceId, byte? deviceVersion)
{
    private readonly List<LocalCluster> _clusters = [];

    /// <summary>Endpoint class.</summary>
    public string ClassName { get; } = className;

    /// <summary>8-bit endpoint id.</summary>
    public byte Id { get; } = id;

    /// <summary>16-bit profile id.</summary>
    public ushort ProfileId { get; } = profileId;

    /// <summary>16-bit device id, or null.</summary>
    public ushort? DeviceId { get; } = deviceId;

    /// <summary>4-bit device version, or null.</summary>
    public byte? DeviceVersion { get; } = deviceVersion;

    /// <summary>Removes what the endpoint is there for, and the endpoint with it; null for one that stands in endpoints.ini.</summary>
    public Func<Task>? RemoveOwner { get; init; }

    /// <summary>Its clusters.</summary>
    public IReadOnlyList<LocalCluster> Clusters => _clusters;

    /// <summary>Whether the frames of a cluster are APS encrypted: as the cluster says, else as the profile wants it (Smart Energy encrypts most of its clusters).</summary>
    /// <param name="cluster">The cluster.</param>
    public bool Encrypts(LocalCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster.ApsEncryption ?? (ProfileId == ZigbeeProfiles.SmartEnergy && ClusterLibrary.Find(cluster.Id) is { NeedsLinkKey: true });
    }

    /// <summary>Finds one side of a cluster, or null.</summary>
    /// <param name="clusterId">Cluster id.</param>
    /// <param name="isClient">Client or server.</param>
    public LocalCluster? Find(ushort clusterId, bool isClient) => _clusters.Find(c => c.Id == clusterId && c.IsClient == isClient);

    internal void Add(LocalCluster cluster) => _clusters.Add(cluster);

    internal bool Remove(ushort clusterId, bool isClient) => _clusters.RemoveAll(c => c.Id == clusterId && c.IsClient == isClient) > 0;
}
