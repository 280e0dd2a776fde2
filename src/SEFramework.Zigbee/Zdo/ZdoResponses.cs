using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

/// <summary>Response to NWK_addr_req and IEEE_addr_req. Source: reference 02, section 10.</summary>
/// <param name="Status">Outcome.</param>
/// <param name="Address">Extended address.</param>
/// <param name="Nwk">Network address.</param>
public sealed record AddressResponse(ZdoStatus Status, IeeeAddress Address, NwkAddress Nwk)
{
    /// <summary>Reads the fields; the list of associated devices is not looked at.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="response">The response.</param>
    public static bool TryRead(ReadOnlySpan<byte> fields, out AddressResponse? response)
    {
        var reader = new ByteReader(fields);
        response = reader.TryReadByte(out var status) && reader.TryReadIeee(out var address) && reader.TryReadNwk(out var nwk)
            ? new AddressResponse((ZdoStatus)status, address, nwk)
            : null;
        return response is not null;
    }

    /// <summary>Writes the fields.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(ByteWriter writer) => writer.Byte((byte)Status).Ieee(Address).Nwk(Nwk);
}

/// <summary>What the responses to descriptor requests have in front. Source: reference 02, section 10.</summary>
/// <param name="Status">Outcome.</param>
/// <param name="Nwk">The device described.</param>
public readonly record struct DescriptorResponseHeader(ZdoStatus Status, NwkAddress Nwk)
{
    /// <summary>Reads the header.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="header">The header.</param>
    public static bool TryRead(ref ByteReader reader, out DescriptorResponseHeader header)
    {
        header = default;
        if (!reader.TryReadByte(out var status) || !reader.TryReadNwk(out var nwk))
        {
            return false;
        }

        header = new DescriptorResponseHeader((ZdoStatus)status, nwk);
        return true;
    }

    /// <summary>Writes the header.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(ByteWriter writer) => writer.Byte((byte)Status).Nwk(Nwk);
}

/// <summary>Response to Active_EP_req and Match_Desc_req: a list of endpoints. Source: reference 02, section 10.</summary>
/// <param name="Status">Outcome.</param>
/// <param name="Nwk">The device.</param>
/// <param name="Endpoints">Its endpoints.</param>
public sealed record EndpointsResponse(ZdoStatus Status, NwkAddress Nwk, IReadOnlyList<byte> Endpoints)
{
    /// <summary>Reads the fields.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="response">The response.</param>
    public static bool TryRead(ReadOnlySpan<byte> fields, out EndpointsResponse? response)
    {
        response = null;
        var reader = new ByteReader(fields);
        if (!DescriptorResponseHeader.TryRead(ref reader, out var header))
        {
            return false;
        }

        // Some devices leave the empty list out when they have nothing to say.
        if (!reader.TryReadByte(out var count))
        {
            count = 0;
        }

        if (!reader.TryReadBytes(count, out var endpoints))
        {
            return false;
        }

        response = new EndpointsResponse(header.Status, header.Nwk, endpoints.ToArray());
        return true;
    }

    /// <summary>Writes the fields.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(ByteWriter writer)
    {
        new DescriptorResponseHeader(Status, Nwk).Write(writer);
        writer.Byte((byte)Endpoints.Count);
        foreach (var endpoint in Endpoints)
        {
            writer.Byte(endpoint);
        }
    }
}
