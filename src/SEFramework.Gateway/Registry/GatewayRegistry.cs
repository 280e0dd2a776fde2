using System.Numerics;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Messages;
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
        var unused = new List<string>();
        foreach (var setting in file.Items)
        {
            if (contract.FindRegistryEntry(setting.Name) is not { } entry)
            {
                unused.Add($"{setting.Name}: this version has no such entry");
            }
            else if (setting.Value is { } text)
            {
                var (value, error) = RegistryValue.Read(entry, text);
                if (error is null)
                {
                    _values[entry.Name] = value;
                }
                else
                {
                    unused.Add($"{setting.Name}: {error}");
                }
            }
        }

        Unused = unused;
    }

    /// <summary>Called after an entry changed, with its name.</summary>
    public event Action<string>? Changed;

    /// <summary>What in the file was not used, and why, for the log.</summary>
    public IReadOnlyList<string> Unused { get; }

    /// <summary>The value of an entry; <see cref="RpcNone"/> when it has none.</summary>
    /// <param name="name">Name of the entry.</param>
    /// <exception cref="RegistryException">There is no such entry.</exception>
    public RpcValue Get(string name) => _values.TryGetValue(name, out var value) ? value : Default(Entry(name));

    /// <summary>The value of a boolean entry.</summary>
    /// <param name="name">Name of the entry.</param>
    /// <exception cref="RegistryException">There is no such entry.</exception>
    public bool Boolean(string name) => Get(name) is RpcBool { Value: true };

    /// <summary>The value of an integer entry, cut to 32 bits; 0 when it has none.</summary>
    /// <param name="name">Name of the entry.</param>
    /// <exception cref="RegistryException">There is no such entry.</exception>
    public int Integer(string name) => Get(name) is RpcInt value ? (int)BigInteger.Clamp(value.Value, int.MinValue, int.MaxValue) : 0;

    /// <summary>The value of an entry in seconds, integer or float, cut to what a timer can wait: 0 to 49 days.</summary>
    /// <param name="name">Name of the entry.</param>
    /// <exception cref="RegistryException">There is no such entry.</exception>
    public TimeSpan Seconds(string name)
    {
        const double Longest = uint.MaxValue / 1000 - 1;
        var seconds = Get(name) switch
        {
            RpcInt value => (double)value.Value,
            RpcFloat { Value: var value } when !double.IsNaN(value) => value,
            _ => 0,
        };
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Longest));
    }

    /// <summary>The text of an entry, or null when it has none.</summary>
    /// <param name="name">Name of the entry.</param>
    /// <exception cref="RegistryException">There is no such entry.</exception>
    public string? Text(string name) => Get(name) is RpcString text ? text.Value : null;

    /// <summary>Writes an entry; it is in the file when this comes back.</summary>
    /// <param name="name">Name of the entry.</param>
    /// <param name="value">The new value.</param>
    /// <returns>Null, or why the value was not written.</returns>
    /// <exception cref="RegistryException">There is no such entry.</exception>
    public async Task<string?> SetAsync(string name, RpcValue value)
    {
        var entry = Entry(name);
        var (converted, error) = RegistryValue.Convert(entry, value);
        error ??= RegistryChecks.Problem(name, converted);
        if (error is not null)
        {
            return error;
        }

        var before = Get(name);
        try
        {
            await _file.SetAsync(s => s.Name == name, RegistryValue.Save(name, converted));
        }
        catch (SavedFileException e)
        {
            return e.Message;
        }

        _values[name] = converted;
        if (!converted.Equals(before))
        {
            Changed?.Invoke(name);
        }

        return null;
    }

    /// <summary>Puts every entry back to its default; the file is written when this comes back.</summary>
    /// <exception cref="SavedFileException">The file could not be written; nothing changed.</exception>
    public async Task RestoreDefaultsAsync()
    {
        await _file.RemoveAsync(s => _contract.FindRegistryEntry(s.Name) is not null);
        var before = _values.ToArray();
        _values.Clear();
        foreach (var (name, value) in before)
        {
            if (!value.Equals(Get(name)))
            {
                Changed?.Invoke(name);
            }
        }
    }

    private RegistryDefinition Entry(string name) =>
        _contract.FindRegistryEntry(name) ?? throw new RegistryException(StatusText.Of("Unknown Registry Entry", ("name", name)));

    private RpcValue Default(RegistryDefinition entry)
    {
        var text = _variant.RegistryDefaults.TryGetValue(entry.Name, out var own) ? own : entry.Default;
        return text is not null && RpcText.TryParse(entry.Type, text, out var value) ? value : RpcNone.Value;
    }
}
