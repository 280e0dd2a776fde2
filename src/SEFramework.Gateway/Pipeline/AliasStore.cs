using SEFramework.Gateway.Storage;
using SEFramework.Rpc.Messages;

namespace SEFramework.Gateway.Pipeline;

/// <summary>The aliases, kept in the database. Used on the gateway's loop only. Source: reference 01, section 2.6.</summary>
public sealed class AliasStore
{
    /// <summary>Most aliases that are kept.</summary>
    public const int MaximumCount = 1000;

    private readonly GatewayDatabase _database;
    private readonly SortedDictionary<string, string> _aliases;

    private AliasStore(GatewayDatabase database, SortedDictionary<string, string> aliases)
    {
        _database = database;
        _aliases = aliases;
    }

    /// <summary>The names in order.</summary>
    public IReadOnlyCollection<string> Names => _aliases.Keys;

    /// <summary>Loads the aliases.</summary>
    /// <param name="database">Where they are.</param>
    public static async Task<AliasStore> LoadAsync(GatewayDatabase database)
    {
        var aliases = await database.RunAsync(static connection =>
        {
            var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
            using var command = GatewayDatabase.Command(connection, "SELECT name, xml FROM alias");
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                found[reader.GetString(0)] = reader.GetString(1);
            }

            return found;
        });
        return new AliasStore(database, aliases);
    }

    /// <summary>The XML of an alias, or null.</summary>
    /// <param name="name">Its name.</param>
    public string? Find(string name) => _aliases.TryGetValue(name, out var xml) ? xml : null;

    /// <summary>Adds or replaces an alias; it is on disk when this comes back.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="xml">Its XML.</param>
    /// <exception cref="RpcException">There are too many.</exception>
    public async Task SetAsync(string name, string xml)
    {
        if (_aliases.Count >= MaximumCount && !_aliases.ContainsKey(name))
        {
            throw new RpcException(RpcErrorKind.Failed, $"There are {MaximumCount} aliases already; remove some first");
        }

        await _database.ExecuteAsync(
            "INSERT INTO alias (name, xml) VALUES (@0, @1) ON CONFLICT (name) DO UPDATE SET xml = excluded.xml", name, xml);
        _aliases[name] = xml;
    }

    /// <summary>Removes an alias for good.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>False when there is none.</returns>
    public async Task<bool> RemoveAsync(string name)
    {
        if (!_aliases.ContainsKey(name))
        {
            return false;
        }

        await _database.ExecuteAsync("DELETE FROM alias WHERE name = @0", name);
        return _aliases.Remove(name);
    }
}
