using SEFramework.Zigbee.Zcl;

namespace SEFramework.Zigbee.Clusters;

/// <summary>What the network may do with an attribute.</summary>
public enum AttributeAccess
{
    /// <summary>Read it.</summary>
    Read,

    /// <summary>Read and write it.</summary>
    ReadWrite,
}

/// <summary>An attribute of a side of a cluster.</summary>
/// <param name="Id">Attribute id.</param>
/// <param name="Name">Name, in the spelling of ZigBee without blanks.</param>
/// <param name="Type">Data type.</param>
public sealed record AttributeDefinition(ushort Id, string Name, ZclDataType Type)
{
    /// <summary>What the network may do with it.</summary>
    public AttributeAccess Access { get; init; }

    /// <summary>Whether every device that has this side of the cluster has it.</summary>
    public bool IsMandatory { get; init; }

    /// <summary>The value it starts with, or null when none is known.</summary>
    public ZclValue? Default { get; init; }

    /// <summary>The values it may have, smallest and largest, or null when every value of the type is allowed.</summary>
    public (long Minimum, long Maximum)? Range { get; init; }

    /// <summary>Most bytes of a string, or null where the type alone limits it.</summary>
    public int? MaximumLength { get; init; }

    /// <summary>The version of the profile it came with.</summary>
    public SmartEnergyVersion Since { get; init; }

    /// <summary>Whether a value is one that the attribute may have: of its type, within range and length.</summary>
    /// <param name="value">The value.</param>
    public bool Accepts(ZclValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Fits(Type) && value switch
        {
            ZclUnsigned unsigned => Range is not { } range || (unsigned.Value <= (ulong)range.Maximum && unsigned.Value >= (ulong)range.Minimum),
            ZclSigned signed => Range is not { } range || (signed.Value <= range.Maximum && signed.Value >= range.Minimum),
            ZclBoolean boolean => boolean.Raw <= 1,
            ZclText text => MaximumLength is not { } length || System.Text.Encoding.UTF8.GetByteCount(text.Value) <= length,
            ZclOctets octets => MaximumLength is not { } length || octets.Value.Length <= length,
            _ => true,
        };
    }
}
