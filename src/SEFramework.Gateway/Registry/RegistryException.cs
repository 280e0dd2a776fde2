using SEFramework.Rpc.Messages;

namespace SEFramework.Gateway.Registry;

/// <summary>A registry entry does not exist.</summary>
public sealed class RegistryException : RpcException
{
    /// <summary>Creates the exception.</summary>
    public RegistryException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which entry, and why.</param>
    public RegistryException(string message)
        : base(RpcErrorKind.InvalidParameters, message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which entry, and why.</param>
    /// <param name="innerException">The cause.</param>
    public RegistryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
