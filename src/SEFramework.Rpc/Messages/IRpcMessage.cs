using SEFramework.Rpc.Values;

namespace SEFramework.Rpc.Messages;

/// <summary>A typed response or response-only message.</summary>
public interface IRpcMessage
{
    /// <summary>Element name on the wire.</summary>
    string Name { get; }

    /// <summary>The parameters in contract order; missing optional ones are left out.</summary>
    RpcStruct ToStruct();
}

/// <summary>A typed record.</summary>
public interface IRpcRecord
{
    /// <summary>Class name on the wire.</summary>
    string ClassName { get; }

    /// <summary>The fields in contract order; missing optional ones are left out.</summary>
    RpcStruct ToStruct();
}
