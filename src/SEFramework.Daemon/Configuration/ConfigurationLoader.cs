namespace SEFramework.Daemon.Configuration;

/// <summary>Reads the configuration: the file, then the environment, then the command line.</summary>
internal static class ConfigurationLoader
{
    /// <summary>The file that is read when none is named; it may be missing.</summary>
    public const string DefaultFile = "/etc/seframework/seframework.json";

    private const string DefaultListen = "127.0.0.1:8080";
    private const string EnvironmentPrefix = "SEFRAMEWORK__";

    /// <summary>Reads the configuration.</summary>
    /// <param name="file">The file, or null for the default one.</param>
    /// <param name="overrides">What the command line says, by setting.</param>
    /// <exception cref="FormatException">The file is missing or cannot be read, or a value has the wrong type; the text says which.</exception>
    public static DaemonOptions Load(string? file, IEnumerable<KeyValuePair<string, string?>> overrides)
    {
        var options = new DaemonOptions();
        try
        {
            new ConfigurationBuilder()
                .AddJsonFile(Path.GetFullPath(file ?? DefaultFile), optional: file is null)
                .AddEnvironmentVariables(EnvironmentPrefix)
                .AddInMemoryCollection(overrides)
                .Build()
                .Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException or IOException)
        {
            throw new FormatException(e.InnerException is null ? e.Message : $"{e.Message} {e.InnerException.Message}", e);
        }

        if (options.Http.Listen.Count == 0)
        {
            options.Http.Listen.Add(DefaultListen);
        }

        if (options.Storage.Directory.Length == 0)
        {
            options.Storage.Directory = DefaultDirectory();
        }

        return options;
    }

    /// <summary>systemd's state directory, or, for a daemon started by hand, one in the user's home.</summary>
    private static string DefaultDirectory()
    {
        var systemd = Environment.GetEnvironmentVariable("STATE_DIRECTORY");
        if (!string.IsNullOrEmpty(systemd))
        {
            return systemd.Split(':')[0];
        }

        var home = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        return Path.Combine(
            string.IsNullOrEmpty(home) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state") : home, "seframework");
    }
}
