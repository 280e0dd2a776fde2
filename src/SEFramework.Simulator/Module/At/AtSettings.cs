namespace SEFramework.Simulator.Module.At;

/// <summary>
/// The values of a module's AT commands on their three levels: queued (0x09), in force, and written to flash (WR).
/// Source: reference 07, sections 3 and 7.
/// </summary>
public sealed class AtSettings
{
    private readonly Dictionary<string, AtCommandDefinition> _kept;
    private readonly Dictionary<string, byte[]> _stored = [];
    private readonly Dictionary<string, byte[]> _applied = [];
    private readonly Dictionary<string, byte[]> _queued = [];

    /// <summary>Creates the settings of a module as it leaves the factory.</summary>
    /// <param name="table">The rows of its firmware.</param>
    public AtSettings(IReadOnlyDictionary<string, AtCommandDefinition> table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _kept = table.Values.Where(static row => row.Access != AtAccess.Action).ToDictionary(static row => row.Name);
        foreach (var row in _kept.Values)
        {
            _stored[row.Name] = row.FactoryValue;
        }

        PowerCycle();
    }

    /// <summary>The value a query answers: the queued one where there is one.</summary>
    /// <param name="name">The command.</param>
    public ReadOnlyMemory<byte> Query(string name) => _queued.TryGetValue(name, out var queued) ? queued : _applied[name];

    /// <summary>The number in force; 0 for a command that this firmware does not have.</summary>
    /// <param name="name">The command.</param>
    public UInt128 Number(string name) =>
        _applied.TryGetValue(name, out var value) && AtCommandDefinition.TryReadNumber(value, out var number) ? number : default;

    /// <summary>The bytes in force; empty for a command that this firmware does not have.</summary>
    /// <param name="name">The command.</param>
    public ReadOnlyMemory<byte> Octets(string name) => _applied.GetValueOrDefault(name, []);

    /// <summary>Sets a value that waits to be applied.</summary>
    /// <param name="name">The command.</param>
    /// <param name="normalised">The value in its kept form.</param>
    public void Queue(string name, byte[] normalised) => _queued[name] = normalised;

    /// <summary>Sets a number as if it had been set and written before.</summary>
    /// <param name="name">The command.</param>
    /// <param name="number">The value.</param>
    /// <returns>False when it cannot be set to that.</returns>
    public bool TryPreset(string name, UInt128 number)
    {
        if (!_kept.TryGetValue(name, out var row) || row.Access == AtAccess.ReadOnly || number < row.Minimum || number > row.Maximum)
        {
            return false;
        }

        var value = AtCommandDefinition.WriteNumber(number, row.Width);
        _stored[name] = value;
        _applied[name] = value;
        return true;
    }

    /// <summary>Puts the queued values in force.</summary>
    /// <returns>The commands whose value changed.</returns>
    public IReadOnlyList<AtCommandDefinition> Apply()
    {
        var changed = new List<AtCommandDefinition>();
        foreach (var (name, value) in _queued)
        {
            if (!_applied[name].AsSpan().SequenceEqual(value))
            {
                _applied[name] = value;
                changed.Add(_kept[name]);
            }
        }

        _queued.Clear();
        return changed;
    }

    /// <summary>WR: writes all values, queued ones included, to flash.</summary>
    public void Write()
    {
        foreach (var name in _kept.Keys)
        {
            _stored[name] = Query(name).ToArray();
        }
    }

    /// <summary>RE: queues the factory values; flash stays until WR.</summary>
    public void RestoreDefaults()
    {
        foreach (var row in _kept.Values.Where(static row => row.Access != AtAccess.ReadOnly))
        {
            _queued[row.Name] = row.FactoryValue;
        }
    }

    /// <summary>Reset or power cycle: what is in flash is in force, what was queued is gone.</summary>
    public void PowerCycle()
    {
        _queued.Clear();
        foreach (var (name, value) in _stored)
        {
            _applied[name] = value;
        }
    }
}
