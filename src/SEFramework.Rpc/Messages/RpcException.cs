namespace SEFramework.Rpc.Messages;

/// <summary>A request failed; the text becomes the description of a <c>message</c> of severity 2. Source: reference 01, section 2.7.</summary>
public class RpcException : Exception
{
    /// <summary>Creates the exception.</summary>
    public RpcException()
    {
    }

    /// <summary>Creates the exception with the description for the client.</summary>
    /// <param name="message">What failed and why.</param>
    public RpcException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the description for the client and its cause.</summary>
    /// <param name="message">What failed and why.</param>
    /// <param name="innerException">The cause.</param>
    public RpcException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception with a stable kind, which XML-RPC turns into a fault code.</summary>
    /// <param name="kind">What kind of failure it is.</param>
    /// <param name="message">What failed and why.</param>
    public RpcException(RpcErrorKind kind, string message)
        : base(message) => Kind = kind;

    /// <summary>What kind of failure it is.</summary>
    public RpcErrorKind Kind { get; } = RpcErrorKind.Failed;
}

/// <summary>Kinds of failed requests. The numbers are the fault codes of the XML-RPC door and never change.</summary>
public enum RpcErrorKind
{
    /// <summary>The request was understood and failed.</summary>
    Failed = 1,

    /// <summary>The request is in the contract, but this gateway does not serve it (interface not loaded, or not implemented yet).</summary>
    NotAvailable = 2,

    /// <summary>No response in time; it will come asynchronously.</summary>
    TimedOut = 3,

    /// <summary>The remote device or the radio refused or did not answer.</summary>
    Conversation = 4,

    /// <summary>The caller may not do this.</summary>
    NotPermitted = 5,

    /// <summary>Unknown request name. The number is that of the XML-RPC fault code interoperability proposal.</summary>
    UnknownRequest = -32601,

    /// <summary>A parameter is missing, unknown, of the wrong type or out of range.</summary>
    InvalidParameters = -32602,

    /// <summary>A fault of the gateway itself.</summary>
    Internal = -32603,
}
