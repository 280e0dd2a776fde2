using SEFramework.Gateway.Storage;

namespace SEFramework.Gateway.Endpoints;

/// <summary>
/// The clusters of endpoint classes that remove_cluster took away. clusters.ini has no line for "without", so they are in the database. Used on
/// the gateway's loop only.
/// </summary>
public sealed class RemovedClusters
{
    private readonly GatewayDatabase _database;
    private readonly HashSet<(byte Endpoint, ushort Cluster, bool IsClient)> _removed;

    private RemovedClusters(GatewayDatabase database, HashSet<(byte Endpoint, ushort Cluster, bool IsClient)> removed)
    {
        _database = database;
        _removed = removed;
    }

    /// <summary>Reads what is removed.</summary>
    /// <param name="database">Where it is.</param>
    public static async Task<RemovedClusters> LoadAsync(GatewayDatabase database)
    {
        var removed = await database.RunAsync(static connection =>
        {
            var found = new HashSet<(byte Endpoint, ushort Cluster, bool IsClient)>();
            using var command = GatewayDatabase.Command(connection, "SELECT endpoint, cluster, side FROM removed_cluster");
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                found.Add(((byte)reader.GetInt64(0), (ushort)reader.GetInt64(1), reader.GetInt64(2) != 0));
            }

            return found;
        });
        return new RemovedClusters(database, removed);
    }

    /// <summary>Whether a class's cluster is taken away.</summary>
    /// <param name="endpoint">Endpoint id.</param>
    /// <param name="cluster">Cluster id.</param>
    /// <param name="isClient">Client or server.</param>
    public bool Contains(byte endpoint, ushort cluster, bool isClient) => _removed.Contains((endpoint, cluster, isClient));

    /// <summary>Takes a cluster away; it is on disk when this comes back.</summary>
    /// <param name="endpoint">Endpoint id.</param>
    /// <param name="cluster">Cluster id.</param>
    /// <param name="isClient">Client or server.</param>
    public async Task AddAsync(byte endpoint, ushort cluster, bool isClient)
    {
        await _database.ExecuteAsync(
            "INSERT INTO removed_cluster (endpoint, cluster, side) VALUES (@0, @1, @2) ON CONFLICT DO NOTHING", endpoint, cluster, isClient);
        _removed.Add((endpoint, cluster, isClient));
    }

    /// <summary>Forgets what was taken from an endpoint that is no more.</summary>
    /// <param name="endpoint">Endpoint id.</param>
    public async Task ForgetAsync(byte endpoint)
    {
        if (_removed.RemoveWhere(r => r.Endpoint == endpoint) > 0)
        {
            await _database.ExecuteAsync("DELETE FROM removed_cluster WHERE endpoint = @0", endpoint);
        }
    }
}
