using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

/// <summary>Node_Desc_req, Power_Desc_req and Active_EP_req, which only name a device. Source: reference 02, section 10.</summary>
/// <param name="Cluster">Which of them.</param>
/// <param name="Nwk">The device asked about.</param>
public sealed record DescriptorRequest(ZdoCluster Cluster, NwkAddress Nwk) : IZdoRequest
{
    /// <summary>Reads the fields.</summary>
    /// <param name="cluster">Which request it is.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="request">The request.</param>
    public static bool TryRead(ZdoCluster cluster, ReadOnlySpan<byte> fields, out DescriptorRequest? request)
    {
        var reader = new ByteReader(fields);
        request = reader.TryReadNwk(out var nwk) ? new DescriptorRequest(cluster, nwk) : null;
        return request is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.Nwk(Nwk);
}

/// <summary>Simple_Desc_req.</summary>
/// <param name="Nwk">The device asked about.</param>
/// <param name="Endpoint">Its endpoint.</param>
public sealed record SimpleDescriptorRequest(NwkAddress Nwk, byte Endpoint) : IZdoRequest
{
    /// <inheritdoc />
    public ZdoCluster Cluster => ZdoCluster.SimpleDescriptor;

    /// <summary>Reads the fields.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="request">The request.</param>
    public static bool TryRead(ReadOnlySpan<byte> fields, out SimpleDescriptorRequest? request)
    {
        var reader = new ByteReader(fields);
        request = reader.TryReadNwk(out var nwk) && reader.TryReadByte(out var endpoint) ? new SimpleDescriptorRequest(nwk, endpoint) : null;
        return request is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.Nwk(Nwk).Byte(Endpoint);
}

/// <summary>Match_Desc_req.</summary>
/// <param name="Nwk">The device asked about, or a broadcast address.</param>
/// <param name="ProfileId">The profile.</param>
/// <param name="InputClusters">Server clusters, any of which matches.</param>
/// <param name="OutputClusters">Client clusters, any of which matches.</param>
public sealed record MatchDescriptorsRequest(
    NwkAddress Nwk, ushort ProfileId, IReadOnlyList<ushort> InputClusters, IReadOnlyList<ushort> OutputClusters) : IZdoRequest
{
    /// <inheritdoc />
    public ZdoCluster Cluster => ZdoCluster.MatchDescriptors;

    /// <summary>Reads the fields.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="request">The request.</param>
    public static bool TryRead(ReadOnlySpan<byte> fields, out MatchDescriptorsRequest? request)
    {
        var reader = new ByteReader(fields);
        request = reader.TryReadNwk(out var nwk) && reader.TryReadUInt16(out var profile)
            && reader.TryReadUInt16List(out var input) && reader.TryReadUInt16List(out var output)
                ? new MatchDescriptorsRequest(nwk, profile, input, output)
                : null;
        return request is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.Nwk(Nwk).UInt16(ProfileId).UInt16List(InputClusters).UInt16List(OutputClusters);
}

/// <summary>NWK_addr_req: who has this extended address.</summary>
/// <param name="Address">The extended address.</param>
/// <param name="RequestType">0 single, 1 with associated devices.</param>
/// <param name="StartIndex">First associated device wanted.</param>
public sealed record NwkAddressRequest(IeeeAddress Address, byte RequestType = 0, byte StartIndex = 0) : IZdoRequest
{
    /// <inheritdoc />
    public ZdoCluster Cluster => ZdoCluster.NwkAddress;

    /// <summary>Reads the fields.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="request">The request.</param>
    public static bool TryRead(ReadOnlySpan<byte> fields, out NwkAddressRequest? request)
    {
        var reader = new ByteReader(fields);
        request = reader.TryReadIeee(out var address) && reader.TryReadByte(out var type) && reader.TryReadByte(out var start)
            ? new NwkAddressRequest(address, type, start)
            : null;
        return request is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.Ieee(Address).Byte(RequestType).Byte(StartIndex);
}

/// <summary>IEEE_addr_req: who has this network address.</summary>
/// <param name="Nwk">The network address.</param>
/// <param name="RequestType">0 single, 1 with associated devices.</param>
/// <param name="StartIndex">First associated device wanted.</param>
public sealed record IeeeAddressRequest(NwkAddress Nwk, byte RequestType = 0, byte StartIndex = 0) : IZdoRequest
{
    /// <inheritdoc />
    public ZdoCluster Cluster => ZdoCluster.IeeeAddress;

    /// <summary>Reads the fields.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="request">The request.</param>
    public static bool TryRead(ReadOnlySpan<byte> fields, out IeeeAddressRequest? request)
    {
        var reader = new ByteReader(fields);
        request = reader.TryReadNwk(out var nwk) && reader.TryReadByte(out var type) && reader.TryReadByte(out var start)
            ? new IeeeAddressRequest(nwk, type, start)
            : null;
        return request is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.Nwk(Nwk).Byte(RequestType).Byte(StartIndex);
}

/// <summary>Device_annce: a device joined or came back. Source: reference 02, section 10.</summary>
/// <param name="NwkAddress">Its network address.</param>
/// <param name="IeeeAddress">Its extended address.</param>
/// <param name="Capability">MAC capability flags.</param>
public sealed record DeviceAnnounce(NwkAddress NwkAddress, IeeeAddress IeeeAddress, byte Capability) : IZdoRequest
{
    /// <inheritdoc />
    public ZdoCluster Cluster => ZdoCluster.DeviceAnnounce;

    /// <summary>Reads the fields.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="announce">The announcement.</param>
    public static bool TryRead(ReadOnlySpan<byte> fields, out DeviceAnnounce? announce)
    {
        var reader = new ByteReader(fields);
        announce = reader.TryReadNwk(out var nwk) && reader.TryReadIeee(out var address) && reader.TryReadByte(out var capability)
            ? new DeviceAnnounce(nwk, address, capability)
            : null;
        return announce is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.Nwk(NwkAddress).Ieee(IeeeAddress).Byte(Capability);
}
