using System.Collections.Frozen;
using SEFramework.Rpc.Contract;

namespace SEFramework.Conformance.Recording;

/// <summary>What the contract knows of element names: which hold times, secrets or addresses, and which are messages.</summary>
internal static class ContractNames
{
    private const string ZigbeeTime = "seconds since 2000-01-01 UTC";
    private const string UnixTime = "seconds since 1970-01-01 UTC";

    private static readonly ParameterDefinition[] Parameters =
    [
        .. EmbeddedContract.Current.Requests.SelectMany(static r => r.Parameters.Concat(r.Response?.Parameters ?? [])),
        .. EmbeddedContract.Current.Interfaces.SelectMany(static i => i.Messages).SelectMany(static m => m.Parameters),
        .. EmbeddedContract.Current.Records.SelectMany(static r => r.Parameters),
    ];

    /// <summary>Seconds since 2000.</summary>
    public static FrozenSet<string> ZigbeeTimes { get; } = Names(static p => p.Unit == ZigbeeTime);

    /// <summary>Seconds since 1970.</summary>
    public static FrozenSet<string> UnixTimes { get; } = Names(static p => p.Unit == UnixTime);

    /// <summary>Keys and installation codes.</summary>
    public static FrozenSet<string> Secrets { get; } = Names(static p => p.IsSecret);

    /// <summary>Addresses.</summary>
    public static FrozenSet<string> Addresses { get; } = Names(static p => p.Types.Any(static t => t.Type == RpcType.Mac));

    private static FrozenSet<string> Names(Func<ParameterDefinition, bool> which) =>
        Parameters.Where(which).SelectMany(static p => p.Synonyms.Prepend(p.Name)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
