namespace SEFramework.Rpc.Xml;

/// <summary>Input that is not well-formed XML, or not within the limits.</summary>
public sealed class RpcXmlException : Exception
{
    /// <summary>Creates the exception.</summary>
    public RpcXmlException()
    {
    }

    /// <summary>Creates the exception with a text for the client.</summary>
    /// <param name="message">What is wrong and where.</param>
    public RpcXmlException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a text and its cause.</summary>
    /// <param name="message">What is wrong and where.</param>
    /// <param name="innerException">The cause.</param>
    public RpcXmlException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
