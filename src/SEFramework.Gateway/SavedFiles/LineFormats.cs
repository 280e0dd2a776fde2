namespace SEFramework.Gateway.SavedFiles;

/// <summary>The original's saved files with the form of their lines. Source: reference 01, section 4.2.</summary>
public static class LineFormats
{
    /// <summary>The devices that are known.</summary>
    public static readonly LineFormat<SavedDevice> Devices = new("devices.ini", DeviceLine.Parse, DeviceLine.Format);

    /// <summary>Paths that add_path recorded.</summary>
    public static readonly LineFormat<SavedName> Paths = new("paths.ini", NameLine.Parse, NameLine.Format);

    /// <summary>Modules that add_module recorded.</summary>
    public static readonly LineFormat<SavedName> Modules = new("modules.ini", NameLine.Parse, NameLine.Format);

    /// <summary>The RPC interface classes that are loaded.</summary>
    public static readonly LineFormat<SavedName> Interfaces = new("interfaces.ini", NameLine.Parse, NameLine.Format);

    /// <summary>The gateway's endpoints.</summary>
    public static readonly LineFormat<SavedEndpoint> Endpoints = new("endpoints.ini", EndpointLine.Parse, EndpointLine.Format);

    /// <summary>Clusters beside those of the endpoint classes.</summary>
    public static readonly LineFormat<SavedCluster> Clusters = new("clusters.ini", ClusterLine.Parse, ClusterLine.Format);

    /// <summary>Registry entries that differ from their defaults.</summary>
    public static readonly LineFormat<SavedSetting> Settings = new("registry_settings.ini", SettingLine.Parse, SettingLine.Format);
}
