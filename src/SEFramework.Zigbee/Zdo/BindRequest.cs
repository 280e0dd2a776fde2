using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

/// <summary>Bind_req and Unbind_req. Source: reference 02, sections 5 and 10.</summary>
/// <param name="Cluster">Which of them.</param>
/// <param name="Source">Extended address of the device that keeps the binding.</param>
/// <param name="SourceEndpoint">Its endpoint.</param>
/// <param name="ClusterId">Its cluster.</param>
/// <param name="Group">The group it is bound to, or null for a device.</param>
/// <param name="Destination">Extended address of the device it is bound to; without meaning for a group.</param>
/// <param name="DestinationEndpoint">Endpoint there; without meaning for a group.</param>
public sealed record BindRequest(
    ZdoCluster Cluster,
    IeeeAddress Source,
    byte SourceEndpoint,
    ushort ClusterId,
    ushort? Group,
    IeeeAddress Destination,
    byte DestinationEndpoint) : IZdoRequest
{
    /// <summary>Reads the fields.</summary>
    /// <param name="cluster">Which request it is.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="request">The request.</param>
    /// <returns>False when cut short or of an address mode that does not exist.</returns>
    public static bool TryRead(ZdoCluster cluster, ReadOnlySpan<byte> fields, out BindRequest? request)
    {
        var reader = new ByteReader(fields);
        request = BindingRecord.TryRead(ref reader, out var b)
            ? new BindRequest(cluster, b!.Source, b.SourceEndpoint, b.ClusterId, b.Group, b.Destination, b.DestinationEndpoint)
            : null;
        return request is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) =>
        new BindingRecord(Source, SourceEndpoint, ClusterId, Group, Destination, DestinationEndpoint).Write(writer);
}
