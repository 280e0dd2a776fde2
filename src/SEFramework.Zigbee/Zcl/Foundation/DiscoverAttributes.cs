using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zcl.Foundation;

/// <summary>Discover Attributes. Source: reference 03, section 7.5.</summary>
/// <param name="First">First attribute id wanted.</param>
/// <param name="Maximum">Most attributes wanted.</param>
public readonly record struct DiscoverAttributes(ushort First, byte Maximum)
{
    /// <summary>Reads the payload.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="request">The request.</param>
    public static bool TryRead(ReadOnlySpan<byte> payload, out DiscoverAttributes request)
    {
        var reader = new ByteReader(payload);
        request = default;
        if (!reader.TryReadUInt16(out var first) || !reader.TryReadByte(out var maximum))
        {
            return false;
        }

        request = new DiscoverAttributes(first, maximum);
        return true;
    }

    /// <summary>Writes the payload.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.UInt16(First).Byte(Maximum);
    }
}

/// <summary>An attribute that exists. Source: reference 03, section 7.5.</summary>
/// <param name="Attribute">Attribute id.</param>
/// <param name="Type">Data type id; types that do not exist pass through.</param>
public readonly record struct AttributeInformation(ushort Attribute, byte Type);

/// <summary>Discover Attributes Response. Source: reference 03, section 7.5.</summary>
/// <param name="IsComplete">Whether there are no more attributes behind the last one.</param>
/// <param name="Attributes">The attributes.</param>
public sealed record DiscoverAttributesResponse(bool IsComplete, IReadOnlyList<AttributeInformation> Attributes)
{
    /// <summary>Reads the payload.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="response">The response.</param>
    public static bool TryRead(ReadOnlySpan<byte> payload, out DiscoverAttributesResponse? response)
    {
        response = null;
        var reader = new ByteReader(payload);
        if (!reader.TryReadByte(out var complete))
        {
            return false;
        }

        var attributes = new List<AttributeInformation>();
        while (reader.Remaining > 0)
        {
            if (!reader.TryReadUInt16(out var attribute) || !reader.TryReadByte(out var type))
            {
                return false;
            }

            attributes.Add(new AttributeInformation(attribute, type));
        }

        response = new DiscoverAttributesResponse(complete != 0, attributes);
        return true;
    }

    /// <summary>Writes the payload.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Byte((byte)(IsComplete ? 1 : 0));
        foreach (var attribute in Attributes)
        {
            writer.UInt16(attribute.Attribute).Byte(attribute.Type);
        }
    }
}
