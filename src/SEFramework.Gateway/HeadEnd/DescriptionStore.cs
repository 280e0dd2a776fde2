using System.Data.Common;
using SEFramework.Gateway.Storage;

namespace SEFramework.Gateway.HeadEnd;

/// <summary>What a utility notes about a gateway: contact, location, description. May be used on any thread. Source: reference 01, section 1.9.</summary>
public sealed class DescriptionStore
{
    /// <summary>Name of the field for whom to ask.</summary>
    public const string Contact = "contact";

    /// <summary>Name of the field for where it is.</summary>
    public const string Location = "location";

    /// <summary>Name of the field for what it is.</summary>
    public const string Description = "description";

    /// <summary>Name of the field for whether a head-end added the gateway to its account, or removed it; empty when neither.</summary>
    public const string Account = "account";

    /// <summary>Value of <see cref="Account"/>: a head-end added the gateway.</summary>
    public const string Added = "added";

    /// <summary>Value of <see cref="Account"/>: a head-end removed it.</summary>
    public const string Removed = "removed";

    /// <summary>Most characters of a text.</summary>
    public const int MaximumLength = 255;

    private const string Prefix = "system.";

    private readonly GatewayDatabase _database;
    private IReadOnlyDictionary<string, string> _texts;

    private DescriptionStore(GatewayDatabase database, IReadOnlyDictionary<string, string> texts)
    {
        _database = database;
        _texts = texts;
    }

    /// <summary>A text; empty when nobody noted one.</summary>
    /// <param name="name">Name of the field.</param>
    public string this[string name] => Volatile.Read(ref _texts).GetValueOrDefault(name, string.Empty);

    /// <summary>Loads the texts.</summary>
    /// <param name="database">Where they are.</param>
    public static async Task<DescriptionStore> LoadAsync(GatewayDatabase database) => new(database, await database.RunAsync(static connection =>
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        using var command = GatewayDatabase.Command(connection, "SELECT name, value FROM setting WHERE name LIKE @0", Prefix + "%");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            texts[reader.GetString(0)[Prefix.Length..]] = reader.GetString(1);
        }

        return texts;
    }));

    /// <summary>Notes texts, all or none; they are on disk when this comes back.</summary>
    /// <param name="changes">Texts by name of their field.</param>
    /// <exception cref="DbException">The disk refused; they are as before.</exception>
    public async Task SetAsync(IReadOnlyDictionary<string, string> changes)
    {
        await _database.RunAsync(connection =>
        {
            foreach (var (name, text) in changes)
            {
                GatewayDatabase.Execute(
                    connection, "INSERT INTO setting (name, value) VALUES (@0, @1) ON CONFLICT (name) DO UPDATE SET value = excluded.value", Prefix + name, text);
            }

            return true;
        });
        IReadOnlyDictionary<string, string> before, after;
        do
        {
            before = Volatile.Read(ref _texts);
            after = before.Concat(changes).GroupBy(static t => t.Key).ToDictionary(static g => g.Key, static g => g.Last().Value, StringComparer.Ordinal);
        }
        while (Interlocked.CompareExchange(ref _texts, after, before) != before);
    }
}
