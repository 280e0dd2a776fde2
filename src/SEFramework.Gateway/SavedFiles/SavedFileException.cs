using SEFramework.Rpc.Messages;

namespace SEFramework.Gateway.SavedFiles;

/// <summary>A saved file could not be read or written; the text names it and says why.</summary>
public sealed class SavedFileException : RpcException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which file, and why.</param>
    /// <param name="innerException">The cause.</param>
    public SavedFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
