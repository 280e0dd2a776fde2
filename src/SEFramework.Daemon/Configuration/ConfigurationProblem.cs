namespace SEFramework.Daemon.Configuration;

/// <summary>Something wrong with the configuration.</summary>
/// <param name="Setting">Key of the setting, or name of the file.</param>
/// <param name="Value">Its value, or null when there is none to show.</param>
/// <param name="Origin">Where the value stands, or null.</param>
/// <param name="Fix">What is wrong with it and what to do.</param>
public sealed record ConfigurationProblem(string Setting, string? Value, string? Origin, string Fix)
{
    /// <inheritdoc />
    public override string ToString() =>
        $"{Setting}{(Value is null ? string.Empty : $" is '{Value}'")}{(Origin is null ? string.Empty : $" ({Origin})")}: {Fix}";
}

/// <summary>The configuration cannot be used; has everything that is wrong with it at once.</summary>
/// <param name="problems">What is wrong.</param>
public sealed class ConfigurationException(IReadOnlyList<ConfigurationProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>What is wrong.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; } = problems;
}
