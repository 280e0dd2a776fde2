using SEFramework.Daemon.Configuration;

namespace SEFramework.Daemon.CommandLine;

/// <summary>
/// The command line parser takes a colon in an option for the start of its value. So <c>--http:listen=X</c> is taken apart here, and the
/// spelling of lists with an index, <c>--http:listen:0 X</c>, is brought to the one without.
/// </summary>
internal static class ArgumentSpelling
{
    /// <summary>Brings the arguments to the form that the parser takes.</summary>
    /// <param name="arguments">The arguments.</param>
    public static IReadOnlyList<string> Normalize(IEnumerable<string> arguments)
    {
        var result = new List<string>();
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument : argument[..equals];
            if (Find(name) is not { } setting)
            {
                result.Add(argument);
                continue;
            }

            result.Add("--" + setting.Key);
            if (equals >= 0)
            {
                result.Add(argument[(equals + 1)..]);
            }
        }

        return result;
    }

    private static Setting? Find(string name) => !name.StartsWith("--", StringComparison.Ordinal)
        ? null
        : Settings.All.FirstOrDefault(s =>
            name.AsSpan(2).Equals(s.Key, StringComparison.OrdinalIgnoreCase)
            || (s.IsList && name.AsSpan(2).StartsWith(s.Key + ":", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(3 + s.Key.Length), out _)));
}
