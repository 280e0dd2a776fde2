using System.Globalization;

namespace SEFramework.Daemon.Configuration;

/// <summary>Reads settings one by one and remembers what is wrong with them, so that all of it is told at once.</summary>
/// <param name="sources">Where the settings come from.</param>
public sealed class SettingReader(SettingSources sources)
{
    private readonly List<ConfigurationProblem> _problems = [];

    /// <summary>What is wrong so far.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems => _problems;

    /// <summary>Turns text into a value; the second result says what is wrong and what to do, or is null.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="text">The text.</param>
    public delegate (T? Value, string? Fix) Parser<T>(string text);

    /// <summary>Reads a value; what cannot be read becomes a problem, and the default is returned.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="setting">The setting.</param>
    /// <param name="byDefault">What holds when it is not set.</param>
    /// <param name="parse">Reads the text.</param>
    public T Read<T>(Setting setting, T byDefault, Parser<T> parse)
    {
        if (sources.Find(setting.Key) is not var (text, origin) || text.Length == 0)
        {
            return byDefault;
        }

        var (value, fix) = parse(text.Trim());
        if (fix is null)
        {
            return value!;
        }

        Report(setting.Key, text, origin, fix);
        return byDefault;
    }

    /// <summary>Reads a list; items that cannot be read become problems.</summary>
    /// <typeparam name="T">Type of the items.</typeparam>
    /// <param name="setting">The setting.</param>
    /// <param name="byDefault">What holds when it is not set.</param>
    /// <param name="parse">Reads the text of an item.</param>
    public IReadOnlyList<T> ReadList<T>(Setting setting, IReadOnlyList<T> byDefault, Parser<T> parse)
    {
        if (sources.FindList(setting.Key) is not var (texts, origin))
        {
            return byDefault;
        }

        var values = new List<T>();
        foreach (var text in texts)
        {
            var (value, fix) = parse(text.Trim());
            if (fix is null)
            {
                values.Add(value!);
            }
            else
            {
                Report(setting.Key, text, origin, fix);
            }
        }

        return values;
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="byDefault">What holds when it is not set.</param>
    /// <param name="minimum">Smallest value.</param>
    /// <param name="maximum">Largest value.</param>
    public int ReadInteger(Setting setting, int byDefault, int minimum, int maximum) => Read(setting, byDefault, text =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum
            ? (value, null)
            : (0, string.Create(CultureInfo.InvariantCulture, $"give a whole number from {minimum} to {maximum}")));

    /// <summary>Reads one of several words, in any case.</summary>
    /// <typeparam name="T">What the words stand for.</typeparam>
    /// <param name="setting">The setting.</param>
    /// <param name="byDefault">What holds when it is not set.</param>
    /// <param name="words">The words.</param>
    public T ReadChoice<T>(Setting setting, T byDefault, IReadOnlyDictionary<string, T> words) => Read(setting, byDefault, text =>
        words.FirstOrDefault(word => word.Key.Equals(text, StringComparison.OrdinalIgnoreCase)) is { Key: not null } found
            ? (found.Value, null)
            : (default, $"give one of {string.Join(", ", words.Keys)}"));

    /// <summary>Whether a setting is set at all.</summary>
    /// <param name="setting">The setting.</param>
    public bool IsSet(Setting setting) => sources.Find(setting.Key)?.Value.Length > 0;

    /// <summary>Remembers a problem with a setting that was read before.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="value">Its value.</param>
    /// <param name="fix">What is wrong and what to do.</param>
    public void Report(Setting setting, string value, string fix) =>
        Report(setting.Key, value, sources.Find(setting.Key)?.Origin ?? sources.FindList(setting.Key)?.Origin ?? "by default", fix);

    /// <summary>Remembers a problem.</summary>
    /// <param name="key">Key of the setting.</param>
    /// <param name="value">Its value, or null.</param>
    /// <param name="origin">Where it stands, or null.</param>
    /// <param name="fix">What is wrong and what to do.</param>
    public void Report(string key, string? value, string? origin, string fix) => _problems.Add(new ConfigurationProblem(key, value, origin, fix));
}
