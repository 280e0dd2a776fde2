namespace SEFramework.Rpc.Envelopes;

/// <summary>A failure at the RCI level: an <c>error</c> with an id, a <c>desc</c> and maybe a <c>hint</c>. Source: reference 01, section 1.6.</summary>
public sealed class RciException : Exception
{
    /// <summary>Creates the exception.</summary>
    public RciException()
        : this(ContractErrors.RciInternal, ContractErrors.Make(ContractErrors.Rci, ContractErrors.RciInternal).Description)
    {
    }

    /// <summary>Creates the exception with the id of an internal error.</summary>
    /// <param name="message">The <c>desc</c>.</param>
    public RciException(string message)
        : this(ContractErrors.RciInternal, message)
    {
    }

    /// <summary>Creates the exception with the id of an internal error and its cause.</summary>
    /// <param name="message">The <c>desc</c>.</param>
    /// <param name="innerException">The cause.</param>
    public RciException(string message, Exception innerException)
        : base(message, innerException) => Id = ContractErrors.RciInternal;

    /// <summary>Creates the exception.</summary>
    /// <param name="id">Error id.</param>
    /// <param name="description">The <c>desc</c>.</param>
    /// <param name="hint">The <c>hint</c>, or null.</param>
    public RciException(int id, string description, string? hint = null)
        : base(description)
    {
        Id = id;
        Hint = hint;
    }

    /// <summary>Error id.</summary>
    public int Id { get; }

    /// <summary>The <c>hint</c>, or null.</summary>
    public string? Hint { get; }
}
