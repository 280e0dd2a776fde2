using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using SEFramework.Daemon.Configuration;

namespace SEFramework.Cli.Setup;

/// <summary>The daemon's configuration file, to be changed: what nobody speaks of stays as it is, but for comments, which JSON has no place for.</summary>
internal sealed class ConfigurationFile
{
    private const string NameField = "name";
    private const string HashField = "passwordHash";
    private const string RoleField = "role";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    private readonly JsonObject _root;

    private ConfigurationFile(string path, JsonObject root, bool existed) => (Path, _root, Existed) = (path, root, existed);

    /// <summary>Where it is, or will be.</summary>
    public string Path { get; }

    /// <summary>Whether it was there.</summary>
    public bool Existed { get; }

    /// <summary>The names of the users.</summary>
    public IReadOnlyList<string> UserNames => [.. Users().Select(static u => (string?)Member(u, NameField)).OfType<string>()];

    /// <summary>Reads the file; one that is not there is empty.</summary>
    /// <exception cref="SetupException">It is there and cannot be read.</exception>
    public static ConfigurationFile Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? new ConfigurationFile(path, JsonNode.Parse(File.ReadAllText(path), documentOptions: Lenient)?.AsObject() ?? [], existed: true)
                : new ConfigurationFile(path, [], existed: false);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new SetupException($"{path} is not a JSON object: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"{path} cannot be read: {e.Message}. Try again as root (sudo).", e);
        }
    }

    /// <summary>The text of a setting as it stands in the file, or null.</summary>
    public string? Find(Setting setting)
    {
        JsonNode? node = _root;
        foreach (var part in setting.Key.Split(':'))
        {
            node = (node as JsonObject) is { } parent ? Member(parent, part) : null;
        }

        return node switch
        {
            JsonArray list => string.Join(", ", list.Select(static item => item?.ToString())),
            null => null,
            _ => node.ToString(),
        };
    }

    /// <summary>Sets a setting.</summary>
    public void Set(Setting setting, string value) => Parent(setting, out var name)[name] = value;

    /// <summary>Sets a setting that is a list.</summary>
    public void Set(Setting setting, IEnumerable<string> values) =>
        Parent(setting, out var name)[name] = new JsonArray([.. values.Select(static v => (JsonNode)JsonValue.Create(v))]);

    /// <summary>Sets a setting that is a number.</summary>
    public void Set(Setting setting, int value) => Parent(setting, out var name)[name] = value;

    /// <summary>Adds a user, or gives one another password and role.</summary>
    public void SetUser(string name, string passwordHash, string? role)
    {
        var user = Users().FirstOrDefault(u => (string?)Member(u, NameField) == name);
        if (user is null)
        {
            user = new JsonObject { [NameField] = name };
            if (_root[Key(_root, Settings.Users)] is not JsonArray list)
            {
                _root[Key(_root, Settings.Users)] = list = [];
            }

            list.Add(user);
        }

        user[Key(user, HashField)] = passwordHash;
        if (role is not null || Member(user, RoleField) is null)
        {
            user[Key(user, RoleField)] = role ?? UserRoles.Names.First();
        }
    }

    /// <summary>Removes a user.</summary>
    /// <returns>False when there is no such user.</returns>
    public bool RemoveUser(string name)
    {
        var user = Users().FirstOrDefault(u => (string?)Member(u, NameField) == name);
        return user is not null && user.Parent!.AsArray().Remove(user);
    }

    /// <summary>What is wrong with the configuration as it would be written. Whether this user may write the gateway's folders does not matter.</summary>
    public IReadOnlyList<ConfigurationProblem> Check()
    {
        using var text = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(_root));
        var source = new SettingSource($"in {Path}", new ConfigurationBuilder().AddJsonStream(text).Build());
        try
        {
            new OptionsReader(new SettingSources([source]), Surroundings.Current).Read();
            return [];
        }
        catch (ConfigurationException e)
        {
            return [.. e.Problems.Where(static p => p.Setting != Settings.StorageDirectory.Key && p.Setting != Settings.LogFile.Key)];
        }
    }

    /// <summary>Writes the file: whole or not at all, readable by its group and nobody else.</summary>
    /// <exception cref="SetupException">It cannot be written.</exception>
    public void Write()
    {
        var temporary = Path + ".new";
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
            };
            using (var stream = new FileStream(temporary, options))
            {
                JsonSerializer.Serialize(stream, _root, Indented);
                stream.WriteByte((byte)'\n');
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, Path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"{Path} cannot be written: {e.Message}. Try again as root (sudo).", e);
        }
    }

    // The daemon reads names in any case, so they are found in any case.
    private static string Key(JsonObject parent, string name) =>
        parent.Select(static m => m.Key).FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;

    private static JsonNode? Member(JsonObject parent, string name) => parent[Key(parent, name)];

    private IEnumerable<JsonObject> Users() => Member(_root, Settings.Users) is JsonArray list ? list.OfType<JsonObject>() : [];

    private JsonObject Parent(Setting setting, out string name)
    {
        var parts = setting.Key.Split(':');
        var parent = _root;
        foreach (var part in parts[..^1])
        {
            var key = Key(parent, part);
            if (parent[key] is not JsonObject child)
            {
                parent[key] = child = [];
            }

            parent = child;
        }

        name = Key(parent, parts[^1]);
        return parent;
    }
}
