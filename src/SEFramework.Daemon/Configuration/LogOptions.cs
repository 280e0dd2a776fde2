namespace SEFramework.Daemon.Configuration;

/// <summary>The log.</summary>
public sealed class LogOptions
{
    /// <summary>Least severe level that is logged: Trace, Debug, Information, Warning, Error.</summary>
    public LogLevel Level { get; set; } = LogLevel.Information;

    /// <summary>File to log to beside the console; empty for none.</summary>
    public string File { get; set; } = string.Empty;

    /// <summary>Size at which the file is put aside, bytes.</summary>
    public long MaximumFileBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>How many files that were put aside are kept.</summary>
    public int KeptFiles { get; set; } = 5;
}
