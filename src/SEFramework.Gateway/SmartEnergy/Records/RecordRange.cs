using SEFramework.Rpc.Binding;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;

namespace SEFramework.Gateway.SmartEnergy.Records;

/// <summary>Whether the fields of a record are in the ranges of the contract; the answer is a status, not an error. Source: reference 04, section 0.3.</summary>
internal static class RecordRange
{
    public static bool Holds(IRpcRecord record)
    {
        var values = record.ToStruct();
        return EmbeddedContract.Current.FindRecord(record.ClassName)!.Parameters
            .Where(static parameter => parameter.IsRangeAnsweredByStatus)
            .All(parameter => values[parameter.Name] is not RpcInt number || ParameterRange.Problem(parameter, number.Value) is null);
    }
}
