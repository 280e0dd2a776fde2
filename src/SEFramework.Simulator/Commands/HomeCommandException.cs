namespace SEFramework.Simulator.Commands;

/// <summary>What is wrong with a command.</summary>
public enum HomeCommandError
{
    /// <summary>The line is empty, or its quotation marks do not close.</summary>
    Malformed,

    /// <summary>There is no such command.</summary>
    UnknownCommand,

    /// <summary>There is no such device in the home.</summary>
    UnknownDevice,

    /// <summary>Arguments are missing, or there are too many.</summary>
    WrongArgumentCount,

    /// <summary>An argument cannot be read or is out of range.</summary>
    BadArgument,

    /// <summary>The device cannot do that, or not now.</summary>
    NotPossible,
}

/// <summary>A command that was not carried out; nothing in the home has changed.</summary>
public sealed class HomeCommandException : Exception
{
    /// <summary>Creates the exception.</summary>
    public HomeCommandException()
    {
    }

    /// <summary>Creates the exception with a text.</summary>
    /// <param name="message">The text.</param>
    public HomeCommandException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a text and its cause.</summary>
    /// <param name="message">The text.</param>
    /// <param name="innerException">The cause.</param>
    public HomeCommandException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="message">A sentence that names it, and what would be right.</param>
    public HomeCommandException(HomeCommandError error, string message)
        : base(message)
    {
        Error = error;
    }

    /// <summary>What is wrong.</summary>
    public HomeCommandError Error { get; }
}
