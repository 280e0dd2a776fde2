namespace SEFramework.Gateway.Hosting;

/// <summary>What a gateway needs to know before it starts.</summary>
/// <param name="Variant">Name or alias of the configuration variant.</param>
/// <param name="DataDirectory">Folder of the database and of the saved files; it exists and is writable.</param>
public sealed record GatewayOptions(string Variant, string DataDirectory)
{
    /// <summary>Folder of pushed responses as head-ends see it, with slashes at both ends. Source: reference 01, section 1.10.</summary>
    public string ResponseFolder { get; init; } = "/db/";

    /// <summary>Whether pushed responses also wait to be sent to a remote server.</summary>
    public bool HasOutbox { get; init; }

    /// <summary>Folder of the LED that blinks while the gateway identifies itself, or null.</summary>
    public string? IdentifyLed { get; init; }
}
