using System.Globalization;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Messages;

namespace SEFramework.Gateway.Endpoints;

/// <summary>
/// The gateway's own endpoints with their clusters: those of the variant, then what endpoints.ini and clusters.ini add. Used on the gateway's
/// loop only. Source: reference 01, section 4.2; reference 03, section 5.
/// </summary>
public sealed class LocalEndpointTable
{
    /// <summary>Highest endpoint id.</summary>
    public const byte LastEndpoint = 240;

    private readonly VariantDefinition _variant;
    private readonly EndpointClasses _classes;
    private readonly SavedList<SavedEndpoint> _endpointsFile;
    private readonly SavedList<SavedCluster> _clustersFile;
    private readonly RemovedClusters _removed;
    private readonly SortedDictionary<byte, LocalEndpoint> _endpoints = [];
    private readonly List<SavedEndpoint> _unused = [];
    private readonly List<string> _problems = [];

    /// <summary>Creates the table.</summary>
    /// <param name="variant">Has the endpoints of the first start; they are written to the file with the first change.</param>
    /// <param name="classes">The classes there are.</param>
    /// <param name="endpointsFile">endpoints.ini.</param>
    /// <param name="clustersFile">clusters.ini.</param>
    /// <param name="removed">Clusters of the classes that are taken away.</param>
    public LocalEndpointTable(
        VariantDefinition variant,
        EndpointClasses classes,
        SavedList<SavedEndpoint> endpointsFile,
        SavedList<SavedCluster> clustersFile,
        RemovedClusters removed)
    {
        _variant = variant;
        _classes = classes;
        _endpointsFile = endpointsFile;
        _clustersFile = clustersFile;
        _removed = removed;
        var endpoints = endpointsFile.Existed
            ? endpointsFile.Items
            : variant.Endpoints.Select(e => new SavedEndpoint(e.ClassName, (byte)e.Id, (ushort)e.ProfileId, (ushort?)e.DeviceId, (byte?)e.DeviceVersion));
        foreach (var saved in endpoints)
        {
            if (!Try(() => Create(saved.ClassName, saved.EndpointId, saved.ProfileId, saved.DeviceId, saved.DeviceVersion)))
            {
                _unused.Add(saved);
            }
        }

        foreach (var saved in clustersFile.Items)
        {
            Try(() => Create(saved.ClassName, saved.EndpointId, saved.IsClient, saved.ClusterId, saved.ApsEncryption));
        }
    }

    /// <summary>The endpoints by id.</summary>
    public IReadOnlyCollection<LocalEndpoint> All => _endpoints.Values;

    /// <summary>Lines of the saved files that could not be carried out, for the log.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Finds an endpoint, or null.</summary>
    /// <param name="id">Endpoint id.</param>
    public LocalEndpoint? Find(byte id) => _endpoints.TryGetValue(id, out var endpoint) ? endpoint : null;

    /// <summary>Adds an endpoint with the clusters of its class; it is in the file when this comes back.</summary>
    /// <param name="className">Endpoint class.</param>
    /// <param name="id">Endpoint id, or null for the next free one.</param>
    /// <param name="profileId">Profile id, or null for the class default.</param>
    /// <param name="deviceId">Device id, or null for the class default.</param>
    /// <param name="deviceVersion">Device version, or null for the class default.</param>
    /// <exception cref="RpcException">Unknown class, id taken or not allowed, or no profile.</exception>
    public async Task<LocalEndpoint> AddEndpointAsync(string className, byte? id, ushort? profileId, ushort? deviceId, byte? deviceVersion)
    {
        var endpoint = Create(className, id ?? NextFree(), profileId, deviceId, deviceVersion);
        try
        {
            await SaveEndpointsAsync();
        }
        catch
        {
            _endpoints.Remove(endpoint.Id);
            throw;
        }

        return endpoint;
    }

    /// <summary>Adds an endpoint that does not stand in endpoints.ini: somebody else keeps it over a restart.</summary>
    /// <param name="endpoint">The endpoint; its id is free.</param>
    internal void Attach(LocalEndpoint endpoint) => _endpoints.Add(endpoint.Id, endpoint);

    /// <summary>Takes such an endpoint away again.</summary>
    /// <param name="id">Endpoint id.</param>
    internal void Detach(byte id) => _endpoints.Remove(id);

    /// <summary>Removes an endpoint and the clusters that were added to it; the files are written when this comes back.</summary>
    /// <param name="id">Endpoint id.</param>
    /// <exception cref="RpcException">There is no such endpoint.</exception>
    public async Task RemoveEndpointAsync(byte id)
    {
        var endpoint = Required(id);
        if (endpoint.RemoveOwner is { } removeOwner)
        {
            await removeOwner();
            return;
        }

        _endpoints.Remove(id);
        try
        {
            await SaveEndpointsAsync();
        }
        catch
        {
            _endpoints.Add(id, endpoint);
            throw;
        }

        await _clustersFile.RemoveAsync(c => c.EndpointId == id);
        await _removed.ForgetAsync(id);
    }

    /// <summary>Adds one side of a cluster; it is in the file when this comes back.</summary>
    /// <param name="className">Cluster class.</param>
    /// <param name="endpointId">Endpoint id.</param>
    /// <param name="isClient">Client or server, or null for the class default.</param>
    /// <param name="clusterId">Cluster id, or null for the class default.</param>
    /// <param name="apsEncryption">Whether its frames are APS encrypted, or null for the endpoint's level.</param>
    /// <exception cref="RpcException">Unknown class or endpoint, cluster there already, or a part that the class does not default.</exception>
    public async Task<LocalCluster> AddClusterAsync(string className, byte endpointId, bool? isClient, ushort? clusterId, bool? apsEncryption)
    {
        var cluster = Create(className, endpointId, isClient, clusterId, apsEncryption);
        try
        {
            await _clustersFile.AddAsync(new SavedCluster(className, endpointId, cluster.IsClient, cluster.Id, apsEncryption));
        }
        catch
        {
            Required(endpointId).Remove(cluster.Id, cluster.IsClient);
            throw;
        }

        return cluster;
    }

    /// <summary>Removes one side of a cluster; the file is written when this comes back.</summary>
    /// <param name="endpointId">Endpoint id.</param>
    /// <param name="clusterId">Cluster id.</param>
    /// <param name="isClient">Client or server.</param>
    /// <exception cref="RpcException">There is no such cluster.</exception>
    public async Task RemoveClusterAsync(byte endpointId, ushort clusterId, bool isClient)
    {
        var endpoint = Changeable(endpointId);
        if (endpoint.Find(clusterId, isClient) is null)
        {
            throw Refuse($"Endpoint 0x{endpointId:X2} has no {(isClient ? "client" : "server")} of cluster 0x{clusterId:X4}");
        }

        if (await _clustersFile.RemoveAsync(c => c.EndpointId == endpointId && c.ClusterId == clusterId && c.IsClient == isClient) == 0)
        {
            await _removed.AddAsync(endpointId, clusterId, isClient);
        }

        endpoint.Remove(clusterId, isClient);
    }

    private static RpcException Refuse(FormattableString text) =>
        new(RpcErrorKind.InvalidParameters, text.ToString(CultureInfo.InvariantCulture));

    private LocalEndpoint Required(byte id) => Find(id) ?? throw Refuse($"There is no endpoint 0x{id:X2}");

    private LocalEndpoint Changeable(byte id) =>
        Required(id) is { RemoveOwner: null } endpoint ? endpoint : throw Refuse($"Endpoint 0x{id:X2} is the mirror of a meter: its clusters cannot be changed");

    private byte NextFree()
    {
        for (byte id = 1; id <= LastEndpoint; id++)
        {
            if (!_endpoints.ContainsKey(id))
            {
                return id;
            }
        }

        throw Refuse($"All endpoints up to 0x{LastEndpoint:X2} are taken");
    }

    private LocalEndpoint Create(string className, byte id, ushort? profileId, ushort? deviceId, byte? deviceVersion)
    {
        var defaults = _classes.FindEndpoint(className, _variant);
        if (defaults is null && className != EndpointClasses.GenericEndpoint)
        {
            throw Refuse($"There is no endpoint class '{className}'");
        }

        if (id is 0 or > LastEndpoint)
        {
            throw Refuse($"Endpoint 0x{id:X2} is not between 0x01 and 0x{LastEndpoint:X2}");
        }

        if (_endpoints.ContainsKey(id))
        {
            throw Refuse($"Endpoint 0x{id:X2} is there already");
        }

        var profile = profileId ?? (ushort?)defaults?.ProfileId ?? throw Refuse($"The endpoint class '{className}' has no default profile: give profile_id");
        var endpoint = new LocalEndpoint(
            className, id, profile, deviceId ?? (ushort?)defaults?.DeviceId, deviceVersion ?? (byte?)defaults?.DeviceVersion);
        foreach (var cluster in defaults?.Clusters ?? [])
        {
            if (cluster.IsServer && !_removed.Contains(id, (ushort)cluster.Id, isClient: false))
            {
                endpoint.Add(new LocalCluster(EndpointClasses.GenericZclCluster, (ushort)cluster.Id, false, cluster.ApsEncryption));
            }

            if (cluster.IsClient && !_removed.Contains(id, (ushort)cluster.Id, isClient: true))
            {
                endpoint.Add(new LocalCluster(EndpointClasses.GenericZclCluster, (ushort)cluster.Id, true, cluster.ApsEncryption));
            }
        }

        _endpoints.Add(id, endpoint);
        return endpoint;
    }

    private LocalCluster Create(string className, byte endpointId, bool? isClient, ushort? clusterId, bool? apsEncryption)
    {
        var defaults = EndpointClasses.FindCluster(className) ?? throw Refuse($"There is no cluster class '{className}'");
        var endpoint = Changeable(endpointId);
        var id = clusterId ?? defaults.Id ?? throw Refuse($"The cluster class '{className}' has no default id: give cluster_id");
        var side = isClient ?? defaults.IsClient ?? throw Refuse($"The cluster class '{className}' has no default side: give server_or_client");
        if (endpoint.Find(id, side) is not null)
        {
            throw Refuse($"Endpoint 0x{endpointId:X2} has the {(side ? "client" : "server")} of cluster 0x{id:X4} already");
        }

        var cluster = new LocalCluster(className, id, side, apsEncryption);
        endpoint.Add(cluster);
        return cluster;
    }

    /// <summary>Lines that could not be carried out stay in the file: another version of the software may know what they mean.</summary>
    private Task SaveEndpointsAsync() => _endpointsFile.ReplaceAsync(
        _endpoints.Values.Where(static e => e.RemoveOwner is null).Select(e => new SavedEndpoint(e.ClassName, e.Id, e.ProfileId, e.DeviceId, e.DeviceVersion)).Concat(_unused));

    private bool Try(Action create)
    {
        try
        {
            create();
            return true;
        }
        catch (RpcException e)
        {
            _problems.Add(e.Message);
            return false;
        }
    }
}
