using System.Globalization;

namespace SEFramework.Simulator.Commands;

/// <summary>The arguments of a command that have names: <c>name=value</c>, in any order.</summary>
internal sealed class CommandOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads them.</summary>
    /// <param name="call">The command.</param>
    /// <param name="first">Index of the first of them.</param>
    /// <param name="known">The names there are.</param>
    /// <exception cref="HomeCommandException">One has no name, an unknown one, or that of another.</exception>
    public CommandOptions(HomeCommandCall call, int first, params ReadOnlySpan<string> known)
    {
        for (var i = first; i < call.Count; i++)
        {
            var parts = call.Text(i).Split('=', 2);
            var isKnown = false;
            foreach (var name in known)
            {
                isKnown |= name.Equals(parts[0], StringComparison.OrdinalIgnoreCase);
            }

            if (parts.Length != 2 || !isKnown || !_values.TryAdd(parts[0], parts[1]))
            {
                throw HomeCommandCall.Bad("argument", call.Text(i), $"name=value with a name of {string.Join(", ", known.ToArray())}, each once");
            }
        }
    }

    /// <summary>A whole number.</summary>
    public long Integer(string name, long byDefault, long minimum, long maximum)
    {
        if (!_values.TryGetValue(name, out var text))
        {
            return byDefault;
        }

        var hexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var read = hexadecimal
            ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        return read && value >= minimum && value <= maximum
            ? value
            : throw HomeCommandCall.Bad($"value of {name}", text, $"a number from {minimum} to {maximum}, decimal or with 0x hexadecimal");
    }

    /// <summary>A text.</summary>
    public string Text(string name, string byDefault) => _values.GetValueOrDefault(name, byDefault);
}
