namespace SEFramework.Gateway.SavedFiles;

/// <summary>A line of endpoints.ini.</summary>
/// <param name="ClassName">Endpoint class.</param>
/// <param name="EndpointId">8 bits.</param>
/// <param name="ProfileId">16 bits, or null for the class default.</param>
/// <param name="DeviceId">16 bits, or null.</param>
/// <param name="DeviceVersion">4 bits, or null.</param>
public sealed record SavedEndpoint(string ClassName, byte EndpointId, ushort? ProfileId, ushort? DeviceId, byte? DeviceVersion);

/// <summary>endpoints.ini: class endpoint [profile [device [version]]]. Source: reference 01, section 4.2.</summary>
internal static class EndpointLine
{
    private const int MaximumWords = 5;

    public static SavedEndpoint? Parse(string line)
    {
        var words = LineWords.Split(line);
        return words.Length <= MaximumWords
            && LineWords.TryReadNumber(words, 1, byte.MaxValue, out var id) && id is not null
            && LineWords.TryReadNumber(words, 2, ushort.MaxValue, out var profile)
            && LineWords.TryReadNumber(words, 3, ushort.MaxValue, out var device)
            && LineWords.TryReadNumber(words, 4, 0xF, out var version)
                ? new SavedEndpoint(words[0], (byte)id, (ushort?)profile, (ushort?)device, (byte?)version)
                : null;
    }

    public static string Format(SavedEndpoint endpoint) => LineWords.Join(
        endpoint.ClassName,
        LineWords.Hex(endpoint.EndpointId, 2),
        LineWords.Hex(endpoint.ProfileId, 4),
        LineWords.Hex(endpoint.DeviceId, 4),
        LineWords.Hex(endpoint.DeviceVersion, 1));
}
