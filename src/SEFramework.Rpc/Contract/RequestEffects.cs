using SEFramework.Rpc.Values;

namespace SEFramework.Rpc.Contract;

/// <summary>Which requests only read: the one place that says what a user with read-only rights may ask for.</summary>
public static class RequestEffects
{
    /// <summary>How the names of requests begin that only read; all others may change something.</summary>
    private static readonly string[] ReadingPrefixes = ["get_", "list_", "read_", "discover_"];

    /// <summary>Requests that only read as long as a parameter is missing, with the name of the parameter.</summary>
    private static readonly Dictionary<string, string> ReadingWithout = new(StringComparer.Ordinal) { ["registry_configuration"] = "value" };

    /// <summary>Requests that are named as if they only read, and set what they are given. Source: reference 02, section 6.</summary>
    private static readonly string[] SettingWhatIsGiven = ["get_zigbee_network_configuration"];

    /// <summary>Whether a request may change something.</summary>
    /// <param name="request">The request.</param>
    /// <param name="parameters">Its parameters.</param>
    public static bool ChangesState(MessageDefinition request, RpcStruct parameters)
    {
        if (SettingWhatIsGiven.Contains(request.Name))
        {
            return parameters.Any(static parameter => parameter.Key != Binding.RequestBinder.RequestIdentifier);
        }

        return !ReadingPrefixes.Any(prefix => request.Name.StartsWith(prefix, StringComparison.Ordinal))
            && !(ReadingWithout.TryGetValue(request.Name, out var needed) && parameters[needed] is null);
    }

    /// <summary>What a user is told who may not do something.</summary>
    /// <param name="request">Name of the request.</param>
    /// <param name="user">Name of the user.</param>
    public static string Refusal(string request, string user) => $"{request}: the user '{user}' may only read";
}
