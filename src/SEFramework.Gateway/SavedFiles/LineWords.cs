using System.Globalization;

namespace SEFramework.Gateway.SavedFiles;

/// <summary>The words that lines of saved files are made of: names, numbers in decimal or with 0x, Python's True, False and None.</summary>
internal static class LineWords
{
    /// <summary>The words of a line.</summary>
    /// <param name="line">The line.</param>
    public static string[] Split(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Reads an optional number.</summary>
    /// <param name="words">The words of the line.</param>
    /// <param name="index">Which word.</param>
    /// <param name="maximum">Largest value allowed.</param>
    /// <param name="value">The number; null when the line ends before it.</param>
    /// <returns>False when the word is there and is no such number.</returns>
    public static bool TryReadNumber(string[] words, int index, int maximum, out int? value)
    {
        value = index < words.Length ? Parse(words[index]) : null;
        return index >= words.Length || value <= maximum;
    }

    /// <summary>Reads an optional truth value.</summary>
    /// <param name="words">The words of the line.</param>
    /// <param name="index">Which word.</param>
    /// <param name="value">The truth value; null for None, and when the line ends before it.</param>
    /// <returns>False when the word is there and is none of the three.</returns>
    public static bool TryReadFlag(string[] words, int index, out bool? value)
    {
        value = null;
        if (index >= words.Length || words[index] == "None")
        {
            return true;
        }

        var isFlag = bool.TryParse(words[index], out var flag);
        value = flag;
        return isFlag;
    }

    /// <summary>Writes a number with 0x, or null for none.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">Least number of digits.</param>
    public static string? Hex(int? value, int digits) =>
        value is { } number ? "0x" + number.ToString("X" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    /// <summary>Writes a truth value as Python does, or null for none.</summary>
    /// <param name="value">The truth value.</param>
    public static string? Flag(bool? value) => value is { } flag ? (flag ? "True" : "False") : null;

    /// <summary>Joins words. Optional ones end at the first that is missing: the formats have no placeholder for a gap.</summary>
    /// <param name="words">The words.</param>
    public static string Join(params ReadOnlySpan<string?> words)
    {
        var end = 0;
        while (end < words.Length && words[end] is not null)
        {
            end++;
        }

        return string.Join(' ', words[..end]!);
    }

    private static int? Parse(string word) =>
        word.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? int.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) && hex >= 0 ? hex : null
            : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
