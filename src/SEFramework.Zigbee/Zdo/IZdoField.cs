using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

/// <summary>A descriptor or a table record inside a response.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IZdoField<TSelf>
    where TSelf : class, IZdoField<TSelf>
{
    /// <summary>Whether its length in bytes stands in front of it.</summary>
    static virtual bool HasLength => false;

    /// <summary>Reads it.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="field">What was read.</param>
    /// <returns>False when it is cut short or not valid.</returns>
    static abstract bool TryRead(ref ByteReader reader, out TSelf? field);

    /// <summary>Writes it.</summary>
    /// <param name="writer">Where to.</param>
    void Write(ByteWriter writer);
}
