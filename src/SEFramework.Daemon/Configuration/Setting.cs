namespace SEFramework.Daemon.Configuration;

/// <summary>One setting of the daemon, as data: what the file, the environment and the command line have in common.</summary>
/// <param name="Key">Its path, parts separated by colons; the same in JSON (nested), on the command line (<c>--radio:port</c>) and, with two
/// underscores for the colon, in the environment (<c>SEFRAMEWORK__RADIO__PORT</c>).</param>
/// <param name="ValueName">What stands for its value in the help.</param>
/// <param name="Default">What holds when it is not set, for people.</param>
/// <param name="Summary">What it does, in a sentence.</param>
public sealed record Setting(string Key, string ValueName, string Default, string Summary)
{
    /// <summary>Whether it is a list: an array in JSON, several values separated by commas elsewhere.</summary>
    public bool IsList { get; init; }

    /// <summary>Shorter name on the command line, or null.</summary>
    public string? ShortName { get; init; }
}
