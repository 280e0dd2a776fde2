using System.Numerics;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Values;

namespace SEFramework.Rpc.Binding;

/// <summary>
/// The range of an integer of the contract. The binder refuses what is outside, unless the request is to answer with a status; then the
/// request asks here. Source: reference 04, section 0.3.
/// </summary>
public static class ParameterRange
{
    /// <summary>What is wrong with a value, in words that follow the parameter's name; null when it is in range or is the reserved value for "not used".</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">The value, already reduced to the parameter's width.</param>
    public static string? Problem(ParameterDefinition parameter, BigInteger value)
    {
        if (Read(parameter.NotUsed) == value)
        {
            return null;
        }

        return value < Read(parameter.Minimum) ? $"{RpcText.FormatInt(value)} is below the minimum {parameter.Minimum}"
            : value > Read(parameter.Maximum) ? $"{RpcText.FormatInt(value)} is above the maximum {parameter.Maximum}"
            : null;
    }

    private static BigInteger? Read(string? number) => number is not null && RpcText.TryParseInt(number, out var value) ? value : null;
}
