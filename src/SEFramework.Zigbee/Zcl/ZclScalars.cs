using SEFramework.Zigbee.Addressing;

namespace SEFramework.Zigbee.Zcl;

/// <summary>No value.</summary>
public sealed record ZclNone : ZclValue
{
    /// <summary>The only instance needed.</summary>
    public static readonly ZclNone Value = new();
}

/// <summary>An unsigned number, bitmap, enumeration, time or id.</summary>
/// <param name="Value">The number; all ones is the type's invalid value for most types.</param>
public sealed record ZclUnsigned(ulong Value) : ZclValue;

/// <summary>A signed number.</summary>
/// <param name="Value">The number; the smallest is the type's invalid value.</param>
public sealed record ZclSigned(long Value) : ZclValue;

/// <summary>A boolean.</summary>
/// <param name="Raw">0, 1, or 0xFF for invalid.</param>
public sealed record ZclBoolean(byte Raw) : ZclValue;

/// <summary>A floating-point number.</summary>
/// <param name="Value">The number; not-a-number is invalid.</param>
public sealed record ZclFloat(double Value) : ZclValue;

/// <summary>An octet string or a key.</summary>
/// <param name="Value">The bytes.</param>
/// <param name="IsInvalid">Whether it is marked as invalid.</param>
public sealed record ZclOctets(ReadOnlyMemory<byte> Value, bool IsInvalid = false) : ZclValue
{
    /// <inheritdoc />
    public bool Equals(ZclOctets? other) => other is not null && IsInvalid == other.IsInvalid && Value.Span.SequenceEqual(other.Value.Span);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Value.Span);
        return hash.ToHashCode();
    }
}

/// <summary>A character string.</summary>
/// <param name="Value">The text; on the air in UTF-8. Bytes that are not UTF-8 are read as U+FFFD.</param>
/// <param name="IsInvalid">Whether it is marked as invalid.</param>
public sealed record ZclText(string Value, bool IsInvalid = false) : ZclValue;

/// <summary>An extended address.</summary>
/// <param name="Value">The address; all ones is invalid.</param>
public sealed record ZclIeee(IeeeAddress Value) : ZclValue;
