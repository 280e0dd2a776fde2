using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Simulator.Han.Zdo;

/// <summary>One entry of a binding table: frames of a local cluster go there.</summary>
/// <param name="Endpoint">Local endpoint.</param>
/// <param name="ClusterId">Local cluster.</param>
/// <param name="Destination">Extended address of the other side.</param>
/// <param name="DestinationEndpoint">Its endpoint.</param>
public sealed record Binding(byte Endpoint, ushort ClusterId, IeeeAddress Destination, byte DestinationEndpoint);

/// <summary>A node's binding table. Source: reference 02, sections 5 and 10.</summary>
public sealed class BindingTable
{
    /// <summary>Number of entries there is room for.</summary>
    public const int Capacity = 16;

    private readonly List<Binding> _entries = [];

    /// <summary>The entries.</summary>
    public IReadOnlyList<Binding> Entries => _entries;

    /// <summary>The entries as Mgmt_Bind lists them.</summary>
    /// <param name="source">Extended address of the node itself.</param>
    public IEnumerable<BindingRecord> Records(IeeeAddress source) => _entries.Select(
        entry => new BindingRecord(source, entry.Endpoint, entry.ClusterId, null, entry.Destination, entry.DestinationEndpoint));

    /// <summary>Adds an entry; one that is there already stays.</summary>
    /// <param name="binding">The entry.</param>
    /// <returns>False when the table is full.</returns>
    public bool TryAdd(Binding binding)
    {
        if (_entries.Contains(binding))
        {
            return true;
        }

        if (_entries.Count == Capacity)
        {
            return false;
        }

        _entries.Add(binding);
        return true;
    }

    /// <summary>Removes an entry.</summary>
    /// <param name="binding">The entry.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(Binding binding) => _entries.Remove(binding);

    /// <summary>Removes everything: the node has left its network.</summary>
    public void Clear() => _entries.Clear();
}
