namespace SEFramework.Simulator.Commands;

/// <summary>One command of a home.</summary>
/// <param name="Name">How it is written.</param>
/// <param name="Arguments">Its arguments as help shows them; the optional ones in brackets.</param>
/// <param name="Minimum">Fewest words after the name.</param>
/// <param name="Maximum">Most words after the name.</param>
/// <param name="Help">What it does, a sentence.</param>
internal sealed record HomeCommandDefinition(string Name, string Arguments, int Minimum, int Maximum, string Help)
{
    /// <summary>How to write it, whole.</summary>
    public string Usage => $"{Name} {Arguments}".TrimEnd();

    /// <summary>Whether its first word names a device.</summary>
    public bool HasTarget => Arguments.StartsWith("DEVICE", StringComparison.Ordinal);

    /// <summary>Carries it out, on the home's logical thread. Has to check everything before it changes anything.</summary>
    public required Action<HomeCommandCall> Run { get; init; }
}

/// <summary>What help shows of a command.</summary>
/// <param name="Usage">How to write it.</param>
/// <param name="Help">What it does, a sentence.</param>
public sealed record HomeCommandHelp(string Usage, string Help);
