namespace SEFramework.Daemon.Configuration;

/// <summary>One place that settings come from.</summary>
/// <param name="Origin">For people: "in FILE", "in the environment", "on the command line".</param>
/// <param name="Configuration">What stands there.</param>
public sealed record SettingSource(string Origin, IConfiguration Configuration);

/// <summary>The places that settings come from, the strongest first.</summary>
/// <param name="sources">The places.</param>
public sealed class SettingSources(IReadOnlyList<SettingSource> sources)
{
    /// <summary>Reads the file, the environment and what the command line set.</summary>
    /// <param name="file">The file, or null to read <see cref="Settings.DefaultFile"/> if it is there.</param>
    /// <param name="overrides">Settings of the command line, by key.</param>
    /// <exception cref="ConfigurationException">The file is missing or is not JSON.</exception>
    public static SettingSources Read(string? file, IEnumerable<KeyValuePair<string, string?>> overrides)
    {
        var sources = new List<SettingSource>
        {
            new("on the command line", new ConfigurationBuilder().AddInMemoryCollection(overrides).Build()),
            new("in the environment", new ConfigurationBuilder().AddEnvironmentVariables(Settings.EnvironmentPrefix).Build()),
        };
        if (file is not null || File.Exists(Settings.DefaultFile))
        {
            var path = file ?? Settings.DefaultFile;
            sources.Add(new SettingSource($"in {path}", ReadFile(path)));
        }

        return new SettingSources(sources);
    }

    /// <summary>Whether a file was read.</summary>
    public bool HasFile => sources.Count > 2;

    /// <summary>A value and where it stands; null when nobody sets it.</summary>
    /// <param name="key">Key of the setting.</param>
    public (string Value, string Origin)? Find(string key)
    {
        foreach (var (origin, configuration) in sources)
        {
            if (configuration[key] is { } value)
            {
                return (value, origin);
            }
        }

        return null;
    }

    /// <summary>A list and where it stands; the strongest source that has it replaces it whole. Null when nobody sets it.</summary>
    /// <param name="key">Key of the setting.</param>
    public (IReadOnlyList<string> Values, string Origin)? FindList(string key)
    {
        foreach (var (origin, configuration) in sources)
        {
            if (configuration[key] is { } text)
            {
                return (text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), origin);
            }

            var items = configuration.GetSection(key).GetChildren().Select(static item => item.Value ?? string.Empty).ToArray();
            if (items.Length > 0)
            {
                return (items, origin);
            }
        }

        return null;
    }

    /// <summary>The sections of a list of objects, from the strongest source that has it.</summary>
    /// <param name="key">Key of the list.</param>
    public (IReadOnlyList<IConfigurationSection> Items, string Origin)? FindSections(string key)
    {
        foreach (var (origin, configuration) in sources)
        {
            var items = configuration.GetSection(key).GetChildren().ToArray();
            if (items.Length > 0)
            {
                return (items, origin);
            }
        }

        return null;
    }

    /// <summary>The keys of all values, with their origin.</summary>
    public IEnumerable<(string Key, string Origin)> Keys =>
        from source in sources
        from entry in source.Configuration.AsEnumerable()
        where entry.Value is not null
        select (entry.Key, source.Origin);

    private static IConfigurationRoot ReadFile(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Problem(path, "the file does not exist; give --config the path of one that does, or leave it out");
        }
        catch (UnauthorizedAccessException)
        {
            throw Problem(path, "the file may not be read by this user; give the user read access to it");
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or IOException or System.Text.Json.JsonException)
        {
            throw Problem(path, $"the file is not JSON: {(e.InnerException ?? e).Message}");
        }
    }

    private static ConfigurationException Problem(string path, string fix) => new([new ConfigurationProblem("--config", path, null, fix)]);
}
