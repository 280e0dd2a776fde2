namespace SEFramework.Daemon.WebServices;

/// <summary>A request to a web service that is refused: an HTTP status, a text and maybe a hint.</summary>
internal sealed class WebServiceException : Exception
{
    /// <summary>Creates the exception of a bad request.</summary>
    public WebServiceException()
        : this(StatusCodes.Status400BadRequest, "Invalid request")
    {
    }

    /// <summary>Creates the exception of a bad request.</summary>
    /// <param name="message">What is wrong.</param>
    public WebServiceException(string message)
        : this(StatusCodes.Status400BadRequest, message)
    {
    }

    /// <summary>Creates the exception of a bad request with its cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public WebServiceException(string message, Exception innerException)
        : base(message, innerException) => Status = StatusCodes.Status400BadRequest;

    /// <summary>Creates the exception.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="hint">What to do, or null.</param>
    public WebServiceException(int status, string message, string? hint = null)
        : base(message)
    {
        Status = status;
        Hint = hint;
    }

    /// <summary>HTTP status.</summary>
    public int Status { get; }

    /// <summary>What to do, or null.</summary>
    public string? Hint { get; }
}
