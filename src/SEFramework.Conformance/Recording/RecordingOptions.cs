namespace SEFramework.Conformance.Recording;

/// <summary>What a recorded session says of itself, and what is hidden in it.</summary>
public sealed record RecordingOptions
{
    /// <summary>What the session shows.</summary>
    public string Summary { get; init; } = "Recorded.";

    /// <summary>Where it comes from.</summary>
    public string Source { get; init; } = "sefctl record";

    /// <summary>Variant of the gateway.</summary>
    public string Variant { get; init; } = "esi-coordinator";

    /// <summary>Replaces addresses, installation codes and link keys; null to leave them as they are.</summary>
    public SecretMask? Mask { get; init; }
}
