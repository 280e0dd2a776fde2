namespace SEFramework.Gateway.Hosting;

/// <summary>What a gateway needs to know before it starts.</summary>
/// <param name="Variant">Name or alias of the configuration variant.</param>
/// <param name="DataDirectory">Folder of the database and of the saved files; it exists and is writable.</param>
public sealed record GatewayOptions(string Variant, string DataDirectory);
