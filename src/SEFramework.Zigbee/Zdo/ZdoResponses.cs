using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

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
public sealed record EndpointsResponse(ZdoStatus Status, NwkAddress Nwk, IReadOnlyList<byte> Endpoints) : IZdoResponse
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

    /// <inheritdoc />
    public void Write(ByteWriter writer)
    {
        new DescriptorResponseHeader(Status, Nwk).Write(writer);
        writer.ByteList(Endpoints);
    }
}

/// <summary>
/// Response to Node_Desc_req, Power_Desc_req and Simple_Desc_req. Source: reference 02, section 10.
/// </summary>
/// <typeparam name="T">The descriptor.</typeparam>
/// <param name="Status">Outcome.</param>
/// <param name="Nwk">The device described.</param>
/// <param name="Descriptor">The descriptor; null unless the status is success.</param>
public sealed record DescriptorResponse<T>(ZdoStatus Status, NwkAddress Nwk, T? Descriptor) : IZdoResponse
    where T : class, IZdoField<T>
{
    /// <summary>Reads the fields. Behind a status other than success nothing is looked at.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="response">The response.</param>
    /// <returns>False when it is cut short.</returns>
#pragma warning disable CA1000 // The factory of a generic response belongs to it, as with the responses that are not generic.
    public static bool TryRead(ReadOnlySpan<byte> fields, out DescriptorResponse<T>? response)
#pragma warning restore CA1000
    {
        response = null;
        var reader = new ByteReader(fields);
        if (!DescriptorResponseHeader.TryRead(ref reader, out var header))
        {
            return false;
        }

        T? descriptor = null;
        if (header.Status == ZdoStatus.Success && !TryReadDescriptor(ref reader, out descriptor))
        {
            return false;
        }

        response = new DescriptorResponse<T>(header.Status, header.Nwk, descriptor);
        return true;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer)
    {
        new DescriptorResponseHeader(Status, Nwk).Write(writer);
        if (!T.HasLength)
        {
            Descriptor?.Write(writer);
            return;
        }

        var descriptor = new ByteWriter();
        Descriptor?.Write(descriptor);
        writer.Count(descriptor.Written.Length).Bytes(descriptor.Written.Span);
    }

    private static bool TryReadDescriptor(ref ByteReader reader, out T? descriptor)
    {
        if (!T.HasLength)
        {
            return T.TryRead(ref reader, out descriptor);
        }

        descriptor = null;
        if (!reader.TryReadByte(out var length) || !reader.TryReadBytes(length, out var bytes))
        {
            return false;
        }

        var inner = new ByteReader(bytes);
        return T.TryRead(ref inner, out descriptor);
    }
}

/// <summary>
/// Response of a status alone: to Bind_req, Unbind_req, Mgmt_Leave_req and Mgmt_Permit_Joining_req, and of any service that is not
/// supported. Source: reference 02, section 10.
/// </summary>
/// <param name="Status">Outcome.</param>
public sealed record StatusResponse(ZdoStatus Status) : IZdoResponse
{
    /// <summary>Reads the fields.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="response">The response.</param>
    public static bool TryRead(ReadOnlySpan<byte> fields, out StatusResponse? response)
    {
        response = fields.IsEmpty ? null : new StatusResponse((ZdoStatus)fields[0]);
        return response is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.Byte((byte)Status);
}
