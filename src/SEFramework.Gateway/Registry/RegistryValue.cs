using System.Globalization;
using System.Numerics;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Values;

namespace SEFramework.Gateway.Registry;

/// <summary>Fits values to registry entries, and spells them as registry_settings.ini does. Source: reference 01, sections 3 and 4.2.</summary>
internal static class RegistryValue
{
    /// <summary>Fits a value that a client gave.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="value">The value, of any type.</param>
    /// <returns>The value in the entry's type, or why it does not fit.</returns>
    public static (RpcValue Value, string? Error) Convert(RegistryDefinition entry, RpcValue value) => Check(entry, value, (entry.Type, value) switch
    {
        (RpcType.Bool, RpcBool) => value,
        (RpcType.Bool, RpcInt { Value.IsZero: true }) => RpcBool.False,
        (RpcType.Bool, RpcInt { Value.IsOne: true }) => RpcBool.True,
        (RpcType.Int, RpcInt) => value,
        (RpcType.Float, RpcFloat) => value,
        (RpcType.Float, RpcInt integer) => new RpcFloat((double)integer.Value),
        (RpcType.String, RpcString) => value,

        // An untyped text that looks like a number is a text all the same where the entry is one.
        (RpcType.String, RpcInt integer) => RpcValue.Of(integer.Value.ToString(CultureInfo.InvariantCulture)),
        (RpcType.String, RpcBool boolean) => RpcValue.Of(RpcText.FormatBool(boolean.Value)),
        (RpcType.String, RpcFloat real) => RpcValue.Of(RpcText.FormatFloat(real.Value)),
        (_, RpcString written) when RpcText.TryParse(entry.Type, written.Value, out var parsed) => parsed,
        _ => null,
    });

    /// <summary>Fits a value as the file spells it; the type in the file says no more than the entry does.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="text">The spelling.</param>
    /// <returns>The value in the entry's type, or why it does not fit.</returns>
    public static (RpcValue Value, string? Error) Read(RegistryDefinition entry, string text) =>
        Convert(entry, entry.Type == RpcType.String ? RpcValue.Of(text) : RpcText.Infer(text));

    /// <summary>Spells a value as the file does.</summary>
    /// <param name="name">Name of the entry.</param>
    /// <param name="value">The value.</param>
    public static SavedSetting Save(string name, RpcValue value) => value switch
    {
        RpcBool boolean => new SavedSetting(name, "bool", boolean.Value ? "True" : "False"),
        RpcInt integer => new SavedSetting(name, "int", integer.Value.ToString(CultureInfo.InvariantCulture)),
        RpcFloat real => new SavedSetting(name, "float", RpcText.FormatFloat(real.Value)),
        RpcString text => new SavedSetting(name, "str", text.Value),
        _ => new SavedSetting(name, null, null),
    };

    private static (RpcValue Value, string? Error) Check(RegistryDefinition entry, RpcValue given, RpcValue? converted) => converted switch
    {
        null => (given, $"{entry.Name} is of type {TypeReference.Spell(entry.Type)}, the value given is not"),
        RpcInt integer => (converted, CheckRange(entry, integer.Value)),
        RpcFloat real => (converted, double.IsFinite(real.Value) ? CheckRange(entry, real.Value) : $"{entry.Name} must be a finite number"),
        RpcString text => (converted, CheckText(entry, text.Value)),
        _ => (converted, null),
    };

    private static string? CheckRange(RegistryDefinition entry, BigInteger value)
    {
        if (entry.Minimum is { } minimum && RpcText.TryParseInt(minimum, out var least) && value < least)
        {
            return $"{entry.Name} must be at least {minimum}";
        }

        return entry.Maximum is { } maximum && RpcText.TryParseInt(maximum, out var most) && value > most
            ? $"{entry.Name} must be at most {maximum}"
            : null;
    }

    private static string? CheckRange(RegistryDefinition entry, double value)
    {
        if (entry.Minimum is { } minimum && RpcText.TryParseFloat(minimum, out var least) && value < least)
        {
            return $"{entry.Name} must be at least {minimum}";
        }

        return entry.Maximum is { } maximum && RpcText.TryParseFloat(maximum, out var most) && value > most
            ? $"{entry.Name} must be at most {maximum}"
            : null;
    }

    /// <summary>The file has a line per entry and separates by blanks: what it could not give back is refused.</summary>
    private static string? CheckText(RegistryDefinition entry, string text) =>
        text.Any(char.IsControl) || text != text.Trim() ? $"{entry.Name} must be one line without blanks around it" : null;
}
