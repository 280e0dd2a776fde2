using SEFramework.Daemon.Configuration;

namespace SEFramework.Daemon.CommandLine;

/// <summary>
/// The command line parser takes a colon in an option for the start of its value. So <c>--http:listen=X</c> is taken apart here, and the
/// spelling of lists with an index, <c>--http:listen:0 X</c>, is brought to the one without. In a line that is to be completed a begun option
/// becomes that of any option; the shell chooses from what is suggested.
/// </summary>
internal static class ArgumentSpelling
{
    private const string Dashes = "--";
    private const string Suggest = "[suggest";

    /// <summary>Brings the arguments to the form that the parser takes.</summary>
    /// <param name="arguments">The arguments.</param>
    public static IReadOnlyList<string> Normalize(IReadOnlyList<string> arguments)
    {
        if (arguments is [var directive, var line] && directive.StartsWith(Suggest, StringComparison.Ordinal))
        {
            return ForSuggestions(directive, line);
        }

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

            result.Add(Dashes + setting.Key);
            if (equals >= 0)
            {
                result.Add(argument[(equals + 1)..]);
            }
        }

        return result;
    }

    /// <summary>Brings a line that is to be completed to the form that the parser takes.</summary>
    /// <param name="directive">Where the cursor is: <c>[suggest:N]</c>.</param>
    /// <param name="line">The line.</param>
    private static string[] ForSuggestions(string directive, string line)
    {
        var position = int.TryParse(directive.AsSpan(Suggest.Length).Trim(":]"), out var given) ? Math.Clamp(given, 0, line.Length) : line.Length;
        var words = line[..position].Split(' ');

        // The options before the last word have no say in what may follow.
        var shortened = string.Join(' ', words[..^1].Where(static word => !IsOption(word)).Append(IsOption(words[^1]) ? Dashes : words[^1]));
        return [$"{Suggest}:{shortened.Length}]", shortened];
    }

    private static bool IsOption(string word) => word.StartsWith(Dashes, StringComparison.Ordinal);

    private static Setting? Find(string name) => !IsOption(name)
        ? null
        : Settings.All.FirstOrDefault(s =>
            name.AsSpan(2).Equals(s.Key, StringComparison.OrdinalIgnoreCase)
            || (s.IsList && name.AsSpan(2).StartsWith(s.Key + ":", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(3 + s.Key.Length), out _)));
}
