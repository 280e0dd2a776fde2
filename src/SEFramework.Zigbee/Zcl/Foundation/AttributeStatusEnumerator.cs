using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zcl.Foundation;

/// <summary>One record of a Read Attributes Response, as it stands in the frame. Source: reference 03, section 7.5.</summary>
public readonly ref struct AttributeStatusView
{
    internal AttributeStatusView(ushort attribute, byte status, ZclValueView value)
    {
        Attribute = attribute;
        Status = status;
        Value = value;
    }

    /// <summary>Attribute id.</summary>
    public ushort Attribute { get; }

    /// <summary>ZCL status.</summary>
    public byte Status { get; }

    /// <summary>Whether there is a value: the status is success.</summary>
    public bool HasValue => Status == (byte)ZclStatus.Success;

    /// <summary>The value, if there is one.</summary>
    public ZclValueView Value { get; }
}

/// <summary>
/// Walks through the records of a Read Attributes Response without allocating: call <see cref="MoveNext"/> until it gives false, then
/// look at <see cref="IsMalformed"/>. Source: reference 03, section 7.5.
/// </summary>
/// <param name="payload">The payload.</param>
public ref struct AttributeStatusEnumerator(ReadOnlySpan<byte> payload)
{
    private ByteReader _reader = new(payload);

    /// <summary>The record that was found last.</summary>
    public AttributeStatusView Current { get; private set; }

    /// <summary>Whether the payload was left at a record that is cut short or has a type that does not exist.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Finds the next record.</summary>
    /// <returns>False at the end, or at a record that cannot be read.</returns>
    public bool MoveNext()
    {
        if (IsMalformed || _reader.Remaining == 0)
        {
            return false;
        }

        var reader = _reader;
        if (!TryReadRecord(ref reader, out var record))
        {
            IsMalformed = true;
            return false;
        }

        _reader = reader;
        Current = record;
        return true;
    }

    private static bool TryReadRecord(scoped ref ByteReader reader, out AttributeStatusView record)
    {
        record = default;
        if (!reader.TryReadUInt16(out var attribute) || !reader.TryReadByte(out var status))
        {
            return false;
        }

        ZclValueView value = default;
        if (status == (byte)ZclStatus.Success
            && (!reader.TryReadByte(out var id) || ZclDataType.Find(id) is not { } type || !ZclValueView.TryRead(type, ref reader, out value)))
        {
            return false;
        }

        record = new AttributeStatusView(attribute, status, value);
        return true;
    }
}
