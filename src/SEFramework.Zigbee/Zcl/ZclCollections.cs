namespace SEFramework.Zigbee.Zcl;

/// <summary>An array, set or bag: elements of one type.</summary>
/// <param name="ItemType">Type of the elements.</param>
/// <param name="Items">The elements.</param>
/// <param name="IsInvalid">Whether it is marked as invalid.</param>
public sealed record ZclArray(ZclDataType ItemType, IReadOnlyList<ZclValue> Items, bool IsInvalid = false) : ZclValue
{
    /// <inheritdoc />
    public bool Equals(ZclArray? other) =>
        other is not null && ItemType == other.ItemType && IsInvalid == other.IsInvalid && Items.SequenceEqual(other.Items);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(ItemType.Id, Items.Count);
}

/// <summary>A structure: elements of different types.</summary>
/// <param name="Items">The elements with their types.</param>
/// <param name="IsInvalid">Whether it is marked as invalid.</param>
public sealed record ZclStructure(IReadOnlyList<(ZclDataType Type, ZclValue Value)> Items, bool IsInvalid = false) : ZclValue
{
    /// <inheritdoc />
    public bool Equals(ZclStructure? other) => other is not null && IsInvalid == other.IsInvalid && Items.SequenceEqual(other.Items);

    /// <inheritdoc />
    public override int GetHashCode() => Items.Count;
}
