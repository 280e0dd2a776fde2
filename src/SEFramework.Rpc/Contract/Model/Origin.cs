namespace SEFramework.Rpc.Contract;

/// <summary>How well a part of the contract is known. Source: design decision 1.</summary>
public enum Provenance
{
    /// <summary>Read in the original's documentation.</summary>
    Documented,

    /// <summary>Seen in the source of a real client or in a field capture.</summary>
    Observed,

    /// <summary>Deduced.</summary>
    Inferred,
}

/// <summary>Where a part of the contract comes from and since when it exists.</summary>
public sealed class Origin
{
    /// <summary>Creates an origin.</summary>
    /// <param name="since">First version of the original that has it, or null if not known.</param>
    /// <param name="until">Last version that has it, or null.</param>
    /// <param name="provenance">How well it is known.</param>
    /// <param name="source">Reference file and section, and the original's page.</param>
    public Origin(string? since, string? until, Provenance provenance, string source)
    {
        Since = since;
        Until = until;
        Provenance = provenance;
        Source = source;
    }

    /// <summary>First version of the original that has it, or null if not known.</summary>
    public string? Since { get; }

    /// <summary>Last version of the original that has it, or null.</summary>
    public string? Until { get; }

    /// <summary>How well it is known.</summary>
    public Provenance Provenance { get; }

    /// <summary>Reference file and section, and the original's page.</summary>
    public string Source { get; }
}
