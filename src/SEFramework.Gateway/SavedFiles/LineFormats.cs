using System.Globalization;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Gateway.SavedFiles;

/// <summary>A line of devices.ini.</summary>
/// <param name="Address">Extended address.</param>
public sealed record SavedDevice(IeeeAddress Address);

/// <summary>A line that is one word: paths.ini, modules.ini, interfaces.ini.</summary>
/// <param name="Name">The word.</param>
public sealed record SavedName(string Name);

/// <summary>A line of endpoints.ini.</summary>
/// <param name="ClassName">Endpoint class.</param>
/// <param name="EndpointId">8 bits.</param>
/// <param name="ProfileId">16 bits, or null for the class default.</param>
/// <param name="DeviceId">16 bits, or null.</param>
/// <param name="DeviceVersion">4 bits, or null.</param>
public sealed record SavedEndpoint(string ClassName, byte EndpointId, ushort? ProfileId, ushort? DeviceId, byte? DeviceVersion);

/// <summary>A line of clusters.ini.</summary>
/// <param name="ClassName">Cluster class.</param>
/// <param name="EndpointId">8 bits.</param>
/// <param name="IsClient">Server (0) or client (1), or null for the class default.</param>
/// <param name="ClusterId">16 bits, or null for the class default.</param>
/// <param name="ApsEncryption">Whether its frames are APS encrypted, or null for the endpoint's level.</param>
public sealed record SavedCluster(string ClassName, byte EndpointId, bool? IsClient, ushort? ClusterId, bool? ApsEncryption);

/// <summary>A line of registry_settings.ini.</summary>
/// <param name="Name">Name of the entry.</param>
/// <param name="Type">int, bool, str or float; null when the entry has no value.</param>
/// <param name="Value">The value as the file spells it.</param>
public sealed record SavedSetting(string Name, string? Type, string? Value);

/// <summary>The original's line formats. Source: reference 01, section 4.2.</summary>
public static class LineFormats
{
    /// <summary>devices.ini.</summary>
    public static readonly LineFormat<SavedDevice> Devices = new(
        "devices.ini",
        line => IeeeAddress.TryParse(line, out var address) ? new SavedDevice(address) : null,
        device => device.Address.ToString());

    /// <summary>paths.ini.</summary>
    public static readonly LineFormat<SavedName> Paths = new("paths.ini", line => new SavedName(line), name => name.Name);

    /// <summary>modules.ini.</summary>
    public static readonly LineFormat<SavedName> Modules = new("modules.ini", line => new SavedName(line), name => name.Name);

    /// <summary>interfaces.ini.</summary>
    public static readonly LineFormat<SavedName> Interfaces = new("interfaces.ini", line => new SavedName(line), name => name.Name);

    /// <summary>endpoints.ini: class endpoint [profile [device [version]]].</summary>
    public static readonly LineFormat<SavedEndpoint> Endpoints = new("endpoints.ini", ParseEndpoint, FormatEndpoint);

    /// <summary>clusters.ini: class endpoint [server_or_client [cluster [enable_APS_encryption]]].</summary>
    public static readonly LineFormat<SavedCluster> Clusters = new("clusters.ini", ParseCluster, FormatCluster);

    /// <summary>registry_settings.ini: name [type value].</summary>
    public static readonly LineFormat<SavedSetting> Settings = new("registry_settings.ini", ParseSetting, FormatSetting);

    private static SavedEndpoint? ParseEndpoint(string line)
    {
        var words = Words(line);
        return words.Length is >= 2 and <= 5
            && Number(words, 1, 0xFF) is { } id
            && AreNumbers(words.AsSpan(2))
                ? new SavedEndpoint(words[0], (byte)id, (ushort?)Number(words, 2, 0xFFFF), (ushort?)Number(words, 3, 0xFFFF), (byte?)Number(words, 4, 0xF))
                : null;
    }

    private static string FormatEndpoint(SavedEndpoint endpoint) => Join(
        endpoint.ClassName, Hex(endpoint.EndpointId, 2), Hex(endpoint.ProfileId, 4), Hex(endpoint.DeviceId, 4), Hex(endpoint.DeviceVersion, 1));

    private static SavedCluster? ParseCluster(string line)
    {
        var words = Words(line);
        if (words.Length is < 2 or > 5 || Number(words, 1, 0xFF) is not { } endpoint)
        {
            return null;
        }

        bool? encryption = null;
        if (words.Length == 5)
        {
            if (!bool.TryParse(words[4], out var flag))
            {
                return words[4] == "None" ? Build(null) : null;
            }

            encryption = flag;
        }

        return Build(encryption);

        SavedCluster? Build(bool? apsEncryption)
        {
            var side = Number(words, 2, 1);
            var cluster = Number(words, 3, 0xFFFF);
            return (words.Length > 2 && side is null) || (words.Length > 3 && cluster is null)
                ? null
                : new SavedCluster(words[0], (byte)endpoint, side is null ? null : side == 1, (ushort?)cluster, apsEncryption);
        }
    }

    private static string FormatCluster(SavedCluster cluster) => Join(
        cluster.ClassName,
        Hex(cluster.EndpointId, 2),
        cluster.IsClient is { } isClient ? (isClient ? "1" : "0") : null,
        Hex(cluster.ClusterId, 4),
        cluster.ApsEncryption is { } encrypted ? (encrypted ? "True" : "False") : null);

    private static SavedSetting? ParseSetting(string line)
    {
        var words = line.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
        return words.Length switch
        {
            1 => new SavedSetting(words[0], null, null),
            2 when words[1] == "str" => new SavedSetting(words[0], words[1], string.Empty),
            3 => new SavedSetting(words[0], words[1], words[2]),
            _ => null,
        };
    }

    private static string FormatSetting(SavedSetting setting) => Join(setting.Name, setting.Type, setting.Value);

    private static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static bool AreNumbers(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Parse(word) is null)
            {
                return false;
            }
        }

        return true;
    }

    private static int? Number(string[] words, int index, int maximum) =>
        index < words.Length && Parse(words[index]) is { } value && value <= maximum ? value : null;

    private static int? Parse(string word) =>
        word.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? int.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) && hex >= 0 ? hex : null
            : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string? Hex(int? value, int digits) =>
        value is { } number ? "0x" + number.ToString("X" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    /// <summary>Optional parts end at the first that is missing: the formats have no placeholder for a gap.</summary>
    private static string Join(params ReadOnlySpan<string?> parts)
    {
        var end = 0;
        while (end < parts.Length && parts[end] is not null)
        {
            end++;
        }

        return string.Join(' ', parts[..end]!);
    }
}
