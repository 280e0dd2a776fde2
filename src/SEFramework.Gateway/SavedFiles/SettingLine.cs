namespace SEFramework.Gateway.SavedFiles;

/// <summary>A line of registry_settings.ini.</summary>
/// <param name="Name">Name of the entry.</param>
/// <param name="Type">int, bool, str or float; null when the entry has no value.</param>
/// <param name="Value">The value as the file spells it.</param>
public sealed record SavedSetting(string Name, string? Type, string? Value);

/// <summary>registry_settings.ini: name [type value]; a name alone is an entry without a value. Source: reference 01, section 4.2.</summary>
internal static class SettingLine
{
    public static SavedSetting? Parse(string line)
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

    public static string Format(SavedSetting setting) => LineWords.Join(setting.Name, setting.Type, setting.Value);
}
