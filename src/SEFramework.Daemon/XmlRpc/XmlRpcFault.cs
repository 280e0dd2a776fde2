namespace SEFramework.Daemon.XmlRpc;

/// <summary>A fault of XML-RPC. Codes are those of the fault code interoperability proposal, and the kinds of RPC errors.</summary>
internal sealed class XmlRpcFault(int code, string message) : Exception(message)
{
    /// <summary>The request is not well-formed XML.</summary>
    public const int NotWellFormed = -32700;

    /// <summary>The request is not XML-RPC.</summary>
    public const int InvalidRequest = -32600;

    /// <summary>There is no such method.</summary>
    public const int UnknownMethod = -32601;

    /// <summary>The parameters do not fit the method.</summary>
    public const int InvalidParameters = -32602;

    /// <summary>A fault of the gateway itself.</summary>
    public const int Internal = -32603;

    /// <summary>Stable number of the kind of fault.</summary>
    public int Code { get; } = code;
}
