namespace SEFramework.Gateway.SavedFiles;

/// <summary>A line of clusters.ini.</summary>
/// <param name="ClassName">Cluster class.</param>
/// <param name="EndpointId">8 bits.</param>
/// <param name="IsClient">Server (0) or client (1), or null for the class default.</param>
/// <param name="ClusterId">16 bits, or null for the class default.</param>
/// <param name="ApsEncryption">Whether its frames are APS encrypted, or null for the endpoint's level.</param>
public sealed record SavedCluster(string ClassName, byte EndpointId, bool? IsClient, ushort? ClusterId, bool? ApsEncryption);

/// <summary>clusters.ini: class endpoint [server_or_client [cluster [enable_APS_encryption]]]. Source: reference 01, section 4.2.</summary>
internal static class ClusterLine
{
    private const int MaximumWords = 5;

    public static SavedCluster? Parse(string line)
    {
        var words = LineWords.Split(line);
        return words.Length <= MaximumWords
            && LineWords.TryReadNumber(words, 1, byte.MaxValue, out var endpoint) && endpoint is not null
            && LineWords.TryReadNumber(words, 2, 1, out var side)
            && LineWords.TryReadNumber(words, 3, ushort.MaxValue, out var cluster)
            && LineWords.TryReadFlag(words, 4, out var encryption)
                ? new SavedCluster(words[0], (byte)endpoint, side is null ? null : side == 1, (ushort?)cluster, encryption)
                : null;
    }

    public static string Format(SavedCluster cluster) => LineWords.Join(
        cluster.ClassName,
        LineWords.Hex(cluster.EndpointId, 2),
        cluster.IsClient is { } isClient ? (isClient ? "1" : "0") : null,
        LineWords.Hex(cluster.ClusterId, 4),
        LineWords.Flag(cluster.ApsEncryption));
}
