namespace SEFramework.Rpc.Contract;

/// <summary>One registry entry. Source: reference 01, section 4.1.</summary>
public sealed class RegistryDefinition
{
    internal RegistryDefinition(string name, RpcType type, Origin origin)
    {
        Name = name;
        Type = type;
        Origin = origin;
    }

    /// <summary>Name, such as RPC_Manager.use_push.</summary>
    public string Name { get; }

    /// <summary>Bool, int, float or string.</summary>
    public RpcType Type { get; }

    /// <summary>Where it comes from.</summary>
    public Origin Origin { get; }

    /// <summary>Default as a literal (TRUE, 30, text), or null when the entry has no value by default.</summary>
    public string? Default { get; internal set; }

    /// <summary>Unit, for people.</summary>
    public string? Unit { get; internal set; }

    /// <summary>Smallest value, or null.</summary>
    public string? Minimum { get; internal set; }

    /// <summary>Largest value, or null.</summary>
    public string? Maximum { get; internal set; }

    /// <summary>How well the default is known.</summary>
    public Provenance DefaultProvenance { get; internal set; }

    /// <summary>How well the name is known.</summary>
    public Provenance NameProvenance { get; internal set; }

    /// <summary>Topic of the work that will give it its effect, or null.</summary>
    public string? Planned { get; internal set; }

    /// <summary>What it does.</summary>
    public string Summary { get; internal set; } = string.Empty;
}

/// <summary>
/// What a <c>message</c> says: a key event with its status code, another event, or the failure of a request. Source: reference 01, sections
/// 2.7 and 2.8.
/// </summary>
public sealed class StatusDefinition
{
    internal StatusDefinition(string name, long? code, int severity, Origin origin)
    {
        Name = name;
        Code = code;
        Severity = severity;
        Origin = origin;
    }

    /// <summary>Name of the event.</summary>
    public string Name { get; }

    /// <summary>Status code, or null when the message carries none.</summary>
    public long? Code { get; }

    /// <summary>0 debug, 1 warning, 2 error.</summary>
    public int Severity { get; }

    /// <summary>Where it comes from.</summary>
    public Origin Origin { get; }

    /// <summary>The description with {placeholders}, or null when not known.</summary>
    public string? Text { get; internal set; }

    /// <summary>How well the text is known.</summary>
    public Provenance TextProvenance { get; internal set; }

    /// <summary>Topic of the work that will emit it, or null.</summary>
    public string? Planned { get; internal set; }

    /// <summary>When it is sent.</summary>
    public string Summary { get; internal set; } = string.Empty;

    /// <summary>Parameters beside status, description and severity.</summary>
    public IReadOnlyList<ParameterDefinition> Parameters { get; internal set; } = Array.Empty<ParameterDefinition>();
}

/// <summary>One named value of a <see cref="TableDefinition"/>.</summary>
public sealed class TableValue
{
    internal TableValue(long code, string name, string meaning)
    {
        Code = code;
        Name = name;
        Meaning = meaning;
    }

    /// <summary>The value.</summary>
    public long Code { get; }

    /// <summary>Its name, as texts spell it.</summary>
    public string Name { get; }

    /// <summary>What it means, or empty.</summary>
    public string Meaning { get; }
}

/// <summary>The named values of a coded parameter.</summary>
public sealed class TableDefinition
{
    internal TableDefinition(string name, string summary, Origin origin, IReadOnlyList<TableValue> values)
    {
        Name = name;
        Summary = summary;
        Origin = origin;
        Values = values;
    }

    /// <summary>Name of the table.</summary>
    public string Name { get; }

    /// <summary>What the values are.</summary>
    public string Summary { get; }

    /// <summary>Where it comes from.</summary>
    public Origin Origin { get; }

    /// <summary>The values.</summary>
    public IReadOnlyList<TableValue> Values { get; }

    /// <summary>Name of a value, or null when the table does not have it.</summary>
    /// <param name="code">The value.</param>
    public string? NameOf(long code) => Values.FirstOrDefault(v => v.Code == code)?.Name;
}

/// <summary>A cluster of an endpoint of a variant.</summary>
public sealed class VariantCluster
{
    internal VariantCluster(int id, string name, bool isServer, bool isClient, bool apsEncryption)
    {
        Id = id;
        Name = name;
        IsServer = isServer;
        IsClient = isClient;
        ApsEncryption = apsEncryption;
    }

    /// <summary>16-bit cluster id.</summary>
    public int Id { get; }

    /// <summary>Name of the cluster.</summary>
    public string Name { get; }

    /// <summary>Whether the gateway has the server side.</summary>
    public bool IsServer { get; }

    /// <summary>Whether the gateway has the client side.</summary>
    public bool IsClient { get; }

    /// <summary>Whether its frames are APS encrypted by default.</summary>
    public bool ApsEncryption { get; }
}

/// <summary>An endpoint of a variant.</summary>
public sealed class VariantEndpoint
{
    internal VariantEndpoint(int id, string className, int profileId, int? deviceId, int? deviceVersion, IReadOnlyList<VariantCluster> clusters)
    {
        Id = id;
        ClassName = className;
        ProfileId = profileId;
        DeviceId = deviceId;
        DeviceVersion = deviceVersion;
        Clusters = clusters;
    }

    /// <summary>8-bit endpoint id.</summary>
    public int Id { get; }

    /// <summary>Endpoint class, as in endpoints.ini.</summary>
    public string ClassName { get; }

    /// <summary>16-bit profile id.</summary>
    public int ProfileId { get; }

    /// <summary>16-bit device id, or null.</summary>
    public int? DeviceId { get; }

    /// <summary>4-bit device version, or null.</summary>
    public int? DeviceVersion { get; }

    /// <summary>Its clusters.</summary>
    public IReadOnlyList<VariantCluster> Clusters { get; }
}

/// <summary>A configuration variant of the gateway. Source: reference 01, section 5; reference 06, sections 1 and 3.</summary>
public sealed class VariantDefinition
{
    internal VariantDefinition(string name, bool isCoordinator, Origin origin)
    {
        Name = name;
        IsCoordinator = isCoordinator;
        Origin = origin;
    }

    /// <summary>Name in the configuration, such as esi-coordinator.</summary>
    public string Name { get; }

    /// <summary>Whether it forms the network; otherwise it joins as a router.</summary>
    public bool IsCoordinator { get; }

    /// <summary>Where it comes from.</summary>
    public Origin Origin { get; }

    /// <summary>Other names accepted in the configuration.</summary>
    public IReadOnlyList<string> Aliases { get; internal set; } = Array.Empty<string>();

    /// <summary>Names in the original's documentation.</summary>
    public string OriginalNames { get; internal set; } = string.Empty;

    /// <summary>What it is.</summary>
    public string Summary { get; internal set; } = string.Empty;

    /// <summary>Interface classes loaded at the first start.</summary>
    public IReadOnlyList<string> Interfaces { get; internal set; } = Array.Empty<string>();

    /// <summary>Registry defaults that differ in this variant, by entry name.</summary>
    public IReadOnlyDictionary<string, string> RegistryDefaults { get; internal set; } = new Dictionary<string, string>();

    /// <summary>Endpoints it has at the first start.</summary>
    public IReadOnlyList<VariantEndpoint> Endpoints { get; internal set; } = Array.Empty<VariantEndpoint>();
}

/// <summary>An attribute of a cluster of the gateway itself.</summary>
public sealed class OwnAttribute
{
    internal OwnAttribute(int id, string name, string? value, bool isWrittenByClients, bool isWrittenByNetwork)
    {
        Id = id;
        Name = name;
        Value = value;
        IsWrittenByClients = isWrittenByClients;
        IsWrittenByNetwork = isWrittenByNetwork;
    }

    /// <summary>16-bit attribute id.</summary>
    public int Id { get; }

    /// <summary>Name, as the cluster definition has it.</summary>
    public string Name { get; }

    /// <summary>The value it starts with, or null for that of the cluster definition.</summary>
    public string? Value { get; }

    /// <summary>Whether clients of the gateway may write it.</summary>
    public bool IsWrittenByClients { get; }

    /// <summary>Whether other nodes of the network may write it.</summary>
    public bool IsWrittenByNetwork { get; }
}

/// <summary>The attributes of one side of a cluster of the gateway itself. Source: reference 03, section 6.</summary>
public sealed class OwnClusterAttributes
{
    internal OwnClusterAttributes(int clusterId, bool isClient, IReadOnlyList<string> variants, string summary, Origin origin, IReadOnlyList<OwnAttribute> attributes)
    {
        ClusterId = clusterId;
        IsClient = isClient;
        Variants = variants;
        Summary = summary;
        Origin = origin;
        Attributes = attributes;
    }

    /// <summary>16-bit cluster id.</summary>
    public int ClusterId { get; }

    /// <summary>Whether it is the client side.</summary>
    public bool IsClient { get; }

    /// <summary>Names of the variants whose gateways have them.</summary>
    public IReadOnlyList<string> Variants { get; }

    /// <summary>What they are for.</summary>
    public string Summary { get; }

    /// <summary>Where it comes from.</summary>
    public Origin Origin { get; }

    /// <summary>The attributes.</summary>
    public IReadOnlyList<OwnAttribute> Attributes { get; }
}
