using System.ComponentModel;
using SEFramework.Rpc.Values;

namespace SEFramework.Rpc.Messages;

/// <summary>Defaults of the contract that C# has no literal for; called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RpcLiteral
{
    /// <summary>An address.</summary>
    /// <param name="text">Its text.</param>
    /// <exception cref="FormatException">Not an address.</exception>
    public static RpcValue Mac(string text) =>
        MacAddress.TryParse(text, out var address) ? new RpcMac(address) : throw new FormatException($"'{text}' is not an address");
}
