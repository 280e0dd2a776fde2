using SEFramework.Simulator.Scheduling;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Simulator.Module;

/// <summary>
/// The link keys registered with frame 0x24, with the differences between the generations. Source: reference 07, sections 4.5 and 8.
/// </summary>
/// <param name="scheduler">The home's logical thread.</param>
/// <param name="capacity">Number of entries.</param>
public sealed class KeyTable(SimulationScheduler scheduler, int capacity)
{
    private readonly Dictionary<IeeeAddress, Entry> _entries = [];

    /// <summary>Number of keys held now.</summary>
    public int Count
    {
        get
        {
            Expire();
            return _entries.Count;
        }
    }

    /// <summary>Whether one more device cannot be registered.</summary>
    public bool IsFull => Count >= capacity;

    /// <summary>The key of a device, the wildcard's if it has none of its own, or null.</summary>
    /// <param name="device">The device.</param>
    public ReadOnlyMemory<byte>? Find(IeeeAddress device)
    {
        Expire();
        return _entries.TryGetValue(device, out var entry) || _entries.TryGetValue(IeeeAddress.Unknown, out entry) ? entry.Key : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>Whether the device itself is registered.</summary>
    /// <param name="device">The device.</param>
    public bool Contains(IeeeAddress device)
    {
        Expire();
        return _entries.ContainsKey(device);
    }

    /// <summary>Registers a device; a device already registered gets the new key (INFERRED).</summary>
    /// <param name="device">The device; all bits set is a wildcard.</param>
    /// <param name="key">16 bytes.</param>
    /// <param name="lifetime">How long, or null for ever.</param>
    public void Register(IeeeAddress device, ReadOnlyMemory<byte> key, TimeSpan? lifetime) =>
        _entries[device] = new Entry(key, lifetime is { } time ? scheduler.Now + time : null);

    /// <summary>Removes a device.</summary>
    /// <param name="device">The device.</param>
    /// <returns>Whether it was registered.</returns>
    public bool Remove(IeeeAddress device)
    {
        Expire();
        return _entries.Remove(device);
    }

    /// <summary>The power was off: what has a lifetime was in RAM, and is gone.</summary>
    public void PowerCycle()
    {
        foreach (var device in _entries.Where(static pair => pair.Value.Expires is not null).Select(static pair => pair.Key).ToArray())
        {
            _entries.Remove(device);
        }
    }

    private void Expire()
    {
        var now = scheduler.Now;
        foreach (var device in _entries.Where(pair => pair.Value.Expires <= now).Select(static pair => pair.Key).ToArray())
        {
            _entries.Remove(device);
        }
    }

    private sealed record Entry(ReadOnlyMemory<byte> Key, DateTimeOffset? Expires);
}
