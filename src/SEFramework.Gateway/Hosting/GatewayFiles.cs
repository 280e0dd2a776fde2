using SEFramework.Gateway.SavedFiles;

namespace SEFramework.Gateway.Hosting;

/// <summary>The original's saved files in the data folder. Source: reference 01, section 4.2.</summary>
/// <param name="directory">The data folder.</param>
/// <exception cref="SavedFileException">A file is there and cannot be read.</exception>
internal sealed class GatewayFiles(string directory)
{
    /// <summary>The registry.</summary>
    public SavedList<SavedSetting> Settings { get; } = SavedList.Read(directory, LineFormats.Settings);

    /// <summary>The known devices.</summary>
    public SavedList<SavedDevice> Devices { get; } = SavedList.Read(directory, LineFormats.Devices);

    /// <summary>Recorded paths.</summary>
    public SavedList<SavedName> Paths { get; } = SavedList.Read(directory, LineFormats.Paths);

    /// <summary>Recorded modules.</summary>
    public SavedList<SavedName> Modules { get; } = SavedList.Read(directory, LineFormats.Modules);

    /// <summary>The loaded interfaces.</summary>
    public SavedList<SavedName> Interfaces { get; } = SavedList.Read(directory, LineFormats.Interfaces);

    /// <summary>The gateway's endpoints.</summary>
    public SavedList<SavedEndpoint> Endpoints { get; } = SavedList.Read(directory, LineFormats.Endpoints);

    /// <summary>Clusters beside those of the endpoint classes.</summary>
    public SavedList<SavedCluster> Clusters { get; } = SavedList.Read(directory, LineFormats.Clusters);

    /// <summary>The lines that do not have the form of their file.</summary>
    public IEnumerable<(string File, string Line)> BadLines =>
        [.. Bad(Settings), .. Bad(Devices), .. Bad(Paths), .. Bad(Modules), .. Bad(Interfaces), .. Bad(Endpoints), .. Bad(Clusters)];

    private static IEnumerable<(string File, string Line)> Bad<T>(SavedList<T> list)
        where T : class => list.BadLines.Select(line => (list.FileName, line));
}
