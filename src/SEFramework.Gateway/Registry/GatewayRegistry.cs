using System.Globalization;
using System.Numerics;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Values;

namespace SEFramework.Gateway.Registry;

/// <summary>
/// The registry: the entries of the contract with their values, kept in registry_settings.ini. Used on the gateway's loop only.
/// Source: reference 01, sections 3 and 4.
/// </summary>
public sealed class GatewayRegistry
{
    private readonly ContractModel _contract;
    private readonly VariantDefinition _variant;
    private readonly SavedList<SavedSetting> _file;
    private readonly Dictionary<string, RpcValue> _values = new(StringComparer.Ordinal);

    /// <summary>Reads the registry.</summary>
    /// <param name="contract">Has the entries.</param>
    /// <param name="variant">Has the defaults that differ.</param>
    /// <param name="file">The saved values; entries the contract does not have, and values that do not fit, stay in the file unused.</param>
    public GatewayRegistry(ContractModel contract, VariantDefinition variant, SavedList<SavedSetting> file)
    {
        _contract = contract;
        _variant = variant;
        _file = file;
        foreach (var setting in file.Items)
        {
            if (contract.FindRegistryEntry(setting.Name) is { } entry && setting.Value is { } text && Convert(entry, RpcText.Infer(text), text) is (var value, null))
            {
                _values[entry.Name] = value;
            }
            else
            {
                Unused.Add(setting.Name);
            }
        }
    }

    /// <summary>Called after an entry changed, with its name.</summary>
    public Action<string>? Changed { get; set; }

    /// <summary>Names in the file that were not used, for the log.</summary>
    public List<string> Unused { get; } = [];

    /// <summary>The value of an entry; <see cref="RpcNone"/> when it has none.</summary>
    /// <param name="name">Name of the entry.</param>
    /// <exception cref="RegistryException">There is no such entry.</exception>
    public RpcValue Get(string name) => _values.TryGetValue(name, out var value) ? value : Default(Entry(name));

    /// <summary>The value of a boolean entry.</summary>
    /// <param name="name">Name of the entry.</param>
    public bool Boolean(string name) => Get(name) is RpcBool { Value: true };

    /// <summary>The value of an integer entry; 0 when it has none.</summary>
    /// <param name="name">Name of the entry.</param>
    public int Integer(string name) => Get(name) is RpcInt value ? (int)BigInteger.Min(value.Value, int.MaxValue) : 0;

    /// <summary>The value of an entry in seconds, integer or float.</summary>
    /// <param name="name">Name of the entry.</param>
    public TimeSpan Seconds(string name) => Get(name) switch
    {
        RpcInt value => TimeSpan.FromSeconds((double)value.Value),
        RpcFloat value => TimeSpan.FromSeconds(value.Value),
        _ => TimeSpan.Zero,
    };

    /// <summary>Writes an entry; it is in the file when this comes back.</summary>
    /// <param name="name">Name of the entry.</param>
    /// <param name="value">The new value.</param>
    /// <returns>Null, or why the value was not written.</returns>
    /// <exception cref="RegistryException">There is no such entry.</exception>
    public async Task<string?> SetAsync(string name, RpcValue value)
    {
        var entry = Entry(name);
        var (converted, error) = Convert(entry, value, null);
        if (error is not null)
        {
            return error;
        }

        if (converted.Equals(Get(entry.Name)) && _values.ContainsKey(entry.Name))
        {
            return null;
        }

        _values[entry.Name] = converted;
        await SaveAsync();
        Changed?.Invoke(entry.Name);
        return null;
    }

    /// <summary>Puts every entry back to its default; the file is written when this comes back.</summary>
    public async Task RestoreDefaultsAsync()
    {
        var changed = _values.Keys.ToArray();
        _values.Clear();
        await SaveAsync();
        foreach (var name in changed)
        {
            Changed?.Invoke(name);
        }
    }

    private static (RpcValue Value, string? Error) Convert(RegistryDefinition entry, RpcValue value, string? text)
    {
        var converted = (entry.Type, value) switch
        {
            (RpcType.Bool, RpcBool) => value,
            (RpcType.Bool, RpcInt { Value.IsZero: true }) => RpcBool.False,
            (RpcType.Bool, RpcInt { Value.IsOne: true }) => RpcBool.True,
            (RpcType.Int, RpcInt) => value,
            (RpcType.Float, RpcFloat) => value,
            (RpcType.Float, RpcInt integer) => new RpcFloat((double)integer.Value),
            (RpcType.String, RpcString) => value,
            (RpcType.String, _) when text is not null => RpcValue.Of(text),
            (_, RpcString written) when entry.Type != RpcType.String && RpcText.TryParse(entry.Type, written.Value, out var parsed) => parsed,
            _ => null,
        };
        if (converted is null)
        {
            return (value, $"{entry.Name} is a {TypeReference.Spell(entry.Type)}, the value given is not");
        }

        var number = converted switch
        {
            RpcInt integer => (double)integer.Value,
            RpcFloat real => real.Value,
            _ => double.NaN,
        };
        return IsOutside(number, entry) is { } problem ? (value, problem) : (converted, null);
    }

    private static string? IsOutside(double number, RegistryDefinition entry)
    {
        if (entry.Minimum is { } minimum && number < double.Parse(minimum, CultureInfo.InvariantCulture))
        {
            return $"{entry.Name} must be at least {minimum}";
        }

        return entry.Maximum is { } maximum && number > double.Parse(maximum, CultureInfo.InvariantCulture)
            ? $"{entry.Name} must be at most {maximum}"
            : null;
    }

    private static SavedSetting Save(string name, RpcValue value) => value switch
    {
        RpcBool boolean => new SavedSetting(name, "bool", boolean.Value ? "True" : "False"),
        RpcInt integer => new SavedSetting(name, "int", integer.Value.ToString(CultureInfo.InvariantCulture)),
        RpcFloat real => new SavedSetting(name, "float", RpcText.FormatFloat(real.Value)),
        RpcString text => new SavedSetting(name, "str", text.Value.ReplaceLineEndings(" ")),
        _ => new SavedSetting(name, null, null),
    };

    private RegistryDefinition Entry(string name) =>
        _contract.FindRegistryEntry(name) ?? throw new RegistryException($"There is no registry entry '{name}'");

    private RpcValue Default(RegistryDefinition entry)
    {
        var text = _variant.RegistryDefaults.TryGetValue(entry.Name, out var own) ? own : entry.Default;
        return text is not null && RpcText.TryParse(entry.Type, text, out var value) ? value : RpcNone.Value;
    }

    private Task SaveAsync() => _file.ReplaceAsync(
        _values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => Save(v.Key, v.Value)));
}
