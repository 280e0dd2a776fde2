namespace SEFramework.Cli.Setup;

/// <summary>What is to be changed in the configuration; what is null stays as it is.</summary>
internal sealed record SetupChoices
{
    /// <summary>What finds the radio by itself, in place of a port.</summary>
    public const string AnyRadio = "auto";

    /// <summary>The variant.</summary>
    public string? Variant { get; init; }

    /// <summary>The radio's port.</summary>
    public string? Radio { get; init; }

    /// <summary>Speed of the radio's serial port.</summary>
    public int? BaudRate { get; init; }

    /// <summary>Flow control of the radio's serial port.</summary>
    public string? FlowControl { get; init; }

    /// <summary>Addresses to listen on.</summary>
    public IReadOnlyList<string>? Listen { get; init; }

    /// <summary>Addresses to listen on with TLS.</summary>
    public IReadOnlyList<string>? TlsListen { get; init; }

    /// <summary>A user to add, or to give another password.</summary>
    public string? User { get; init; }

    /// <summary>The user's password.</summary>
    public string? Password { get; init; }

    /// <summary>What the user may do.</summary>
    public string? Role { get; init; }

    /// <summary>A user to remove.</summary>
    public string? RemovedUser { get; init; }

    /// <summary>Whether there is nothing to change.</summary>
    public bool IsEmpty => this == new SetupChoices();

    /// <summary>These choices with a radio that was found.</summary>
    /// <param name="found">The radio.</param>
    public SetupChoices With(FoundRadio found) =>
        this with { Radio = found.Place.Port, BaudRate = found.Place.BaudRate, FlowControl = found.Place.HasFlowControl ? "hardware" : "none" };
}
