using System.Globalization;
using System.Text.RegularExpressions;

namespace SEFramework.Conformance.Comparison;

/// <summary>Compares one text with an expected text that may be a placeholder; see session.xsd for the placeholders.</summary>
/// <param name="variables">What was captured so far; captures are added.</param>
/// <param name="start">When the session began, for times relative to it.</param>
public sealed partial class TextPattern(IDictionary<string, string> variables, DateTimeOffset start = default)
{
    private static readonly DateTimeOffset ZigbeeEpoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Regex Integer = IntegerRegex();
    private static readonly Regex Timestamp = TimestampRegex();
    private static readonly Regex Address = AddressRegex();

    /// <summary>Replaces every {{=NAME}} by what was captured, and times relative to the start by decimal numbers.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">Nothing was captured under the name.</exception>
    public string Expand(string text) => TimeRegex().Replace(ExpandCaptures(text), m => RelativeTime(m).ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether a text is the expected one. Blanks around both do not matter.</summary>
    /// <param name="expected">The expected text or placeholder.</param>
    /// <param name="actual">The text that came.</param>
    public bool Matches(string expected, string actual)
    {
        expected = ExpandCaptures(expected).Trim();
        actual = actual.Trim();
        if (!expected.StartsWith("{{", StringComparison.Ordinal) || !expected.EndsWith("}}", StringComparison.Ordinal))
        {
            return expected == actual;
        }

        var words = expected[2..^2].Split(' ', 2);
        switch (words[0])
        {
            case "any":
                return true;
            case "int":
                return Integer.IsMatch(actual);
            case "timestamp":
                return Timestamp.IsMatch(actual);
            case "mac":
                return Address.IsMatch(actual);
            case "capture" when words.Length == 2:
                variables[words[1]] = actual;
                return true;
            case "utc1970" or "utc2000" when TimeRegex().Match(expected) is { Success: true } time:
                return actual == string.Create(CultureInfo.InvariantCulture, $"0x{RelativeTime(time):X}");
            case "match" when words.Length == 2:
                return Regex.IsMatch(actual, $"^(?:{words[1]})$", RegexOptions.Singleline, TimeSpan.FromSeconds(1));
            default:
                throw new FormatException($"the placeholder '{expected}' is not known");
        }
    }

    private string ExpandCaptures(string text) => ReferenceRegex().Replace(
        text,
        m => variables.TryGetValue(m.Groups[1].Value, out var value) ? value : throw new FormatException($"nothing was captured as '{m.Groups[1].Value}'"));

    private long RelativeTime(Match match)
    {
        var epoch = match.Groups[1].Value == "1970" ? DateTimeOffset.UnixEpoch : ZigbeeEpoch;
        return (start.ToUnixTimeSeconds() - epoch.ToUnixTimeSeconds()) + long.Parse(match.Groups[2].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\{\{utc(1970|2000) ([+-][0-9]{1,12})\}\}")]
    private static partial Regex TimeRegex();

    [GeneratedRegex("^-?0x(0|[1-9A-F][0-9A-F]*)$")]
    private static partial Regex IntegerRegex();

    [GeneratedRegex(@"^[1-9][0-9]*\.[0-9]{1,2}$")]
    private static partial Regex TimestampRegex();

    [GeneratedRegex("^([0-9A-F]{2}:){7}[0-9A-F]{2}$")]
    private static partial Regex AddressRegex();

    [GeneratedRegex(@"\{\{=([A-Za-z0-9_]+)\}\}")]
    private static partial Regex ReferenceRegex();
}
