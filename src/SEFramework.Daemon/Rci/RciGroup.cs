namespace SEFramework.Daemon.Rci;

/// <summary>One field of a group of settings or of state.</summary>
/// <param name="Name">Element name.</param>
/// <param name="Read">Reads its text; null: there is none at the moment.</param>
internal sealed record RciField(string Name, Func<ValueTask<string?>> Read)
{
    /// <summary>Creates a field that is read at once.</summary>
    /// <param name="name">Element name.</param>
    /// <param name="read">Reads its text.</param>
    public RciField(string name, Func<string?> read)
        : this(name, () => ValueTask.FromResult(read()))
    {
    }

    /// <summary>Whether set_setting may change it.</summary>
    public bool IsWritable { get; init; }
}

/// <summary>A group of settings or of state, as RCI arranges them. Source: reference 01, sections 1.1 and 1.9.</summary>
/// <param name="Name">Element name.</param>
/// <param name="Fields">Its fields, in the order in which they are written.</param>
internal sealed record RciGroup(string Name, IReadOnlyList<RciField> Fields)
{
    /// <summary>Finds a field.</summary>
    /// <param name="name">Its name.</param>
    public RciField? Find(string name) => Fields.FirstOrDefault(f => f.Name == name);
}
