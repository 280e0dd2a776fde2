using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace SEFramework.Rpc.Values;

/// <summary>Named values in order: the parameters of a message, the fields of a record, the entries of a dict.</summary>
public sealed class RpcStruct : IReadOnlyCollection<KeyValuePair<string, RpcValue>>, IEquatable<RpcStruct>
{
    private readonly List<KeyValuePair<string, RpcValue>> _entries;

    /// <summary>Creates an empty struct.</summary>
    /// <param name="capacity">How many entries to expect.</param>
    public RpcStruct(int capacity = 4) => _entries = new List<KeyValuePair<string, RpcValue>>(capacity);

    /// <inheritdoc />
    public int Count => _entries.Count;

    /// <summary>The value under a name, or null.</summary>
    /// <param name="name">Exact name.</param>
    public RpcValue? this[string name]
    {
        get
        {
            foreach (var entry in _entries)
            {
                if (entry.Key == name)
                {
                    return entry.Value;
                }
            }

            return null;
        }
    }

    /// <summary>Appends a value.</summary>
    /// <param name="name">Its name; must not be there yet.</param>
    /// <param name="value">The value.</param>
    public RpcStruct Add(string name, RpcValue value)
    {
        _entries.Add(new KeyValuePair<string, RpcValue>(name, value));
        return this;
    }

    /// <summary>Appends a value unless it is null.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value, or null to leave it out.</param>
    public RpcStruct AddIfPresent(string name, RpcValue? value) => value is null ? this : Add(name, value);

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, RpcValue>> GetEnumerator() => _entries.GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both hold equal values under the same names; order does not matter.</summary>
    /// <param name="other">The other struct.</param>
    public bool Equals(RpcStruct? other) =>
        other is not null && Count == other.Count && _entries.TrueForAll(e => e.Value.Equals(other[e.Key]));

    /// <inheritdoc />
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as RpcStruct);

    /// <inheritdoc />
    public override int GetHashCode() => Count;
}
