namespace SEFramework.Gateway.Storage;

/// <summary>The database cannot be used; the text says why and what to do.</summary>
public sealed class StorageException : Exception
{
    /// <summary>Whether another try cannot help, because newer software wrote the database.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Creates the exception.</summary>
    public StorageException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why, and what to do.</param>
    public StorageException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public StorageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
