using SEFramework.Gateway.HeadEnd;
using SEFramework.Gateway.Reporting;
using SEFramework.Rpc.Values;

namespace SEFramework.Gateway.Registry;

/// <summary>What the contract cannot say of a registry entry's value: the form of its text.</summary>
public static class RegistryChecks
{
    private static readonly Dictionary<string, Func<string, string?>> Checks = new(StringComparer.Ordinal)
    {
        [RegistryNames.PushSchedule] = static text => PushSchedule.IsImmediately(text) || CronSchedule.TryParse(text, out _, out var problem) ? null : problem,
    };

    /// <summary>What is wrong with a value of the right type, or null.</summary>
    /// <param name="name">Name of the entry.</param>
    /// <param name="value">The value.</param>
    public static string? Problem(string name, RpcValue value) =>
        value is RpcString { Value: var text } && Checks.TryGetValue(name, out var check) ? check(text) : null;
}
