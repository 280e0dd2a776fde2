using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

/// <summary>Mgmt_Leave_req: a device is told to leave. Source: reference 02, section 10.</summary>
/// <param name="Device">The device; all zero is the one addressed.</param>
/// <param name="Flags">Rejoin and remove-children flags, whose bits differ between sources; 0 asks for neither.</param>
public sealed record LeaveRequest(IeeeAddress Device, byte Flags = 0) : IZdoRequest
{
    /// <inheritdoc />
    public ZdoCluster Cluster => ZdoCluster.ManagementLeave;

    /// <summary>Reads the fields.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="request">The request.</param>
    public static bool TryRead(ReadOnlySpan<byte> fields, out LeaveRequest? request)
    {
        var reader = new ByteReader(fields);
        request = reader.TryReadIeee(out var device) && reader.TryReadByte(out var flags) ? new LeaveRequest(device, flags) : null;
        return request is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.Ieee(Device).Byte(Flags);
}

/// <summary>Mgmt_Permit_Joining_req: a coordinator or router is told to let devices join. Source: reference 02, section 10.</summary>
/// <param name="Duration">Seconds; 0 closes, 255 is without limit.</param>
/// <param name="TrustCentreSignificance">Whether the trust centre's policy changes with it.</param>
public sealed record PermitJoiningRequest(byte Duration, bool TrustCentreSignificance) : IZdoRequest
{
    /// <inheritdoc />
    public ZdoCluster Cluster => ZdoCluster.ManagementPermitJoining;

    /// <summary>Reads the fields.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="request">The request.</param>
    public static bool TryRead(ReadOnlySpan<byte> fields, out PermitJoiningRequest? request)
    {
        var reader = new ByteReader(fields);
        request = reader.TryReadByte(out var duration) && reader.TryReadByte(out var significance)
            ? new PermitJoiningRequest(duration, significance != 0)
            : null;
        return request is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.Byte(Duration).Byte((byte)(TrustCentreSignificance ? 1 : 0));
}

/// <summary>Requests for a page of a table: Mgmt_Lqi_req, Mgmt_Rtg_req and Mgmt_Bind_req. Source: reference 02, section 10.</summary>
/// <param name="Cluster">Which of them.</param>
/// <param name="StartIndex">First entry wanted.</param>
public sealed record TableRequest(ZdoCluster Cluster, byte StartIndex) : IZdoRequest
{
    /// <summary>Reads the fields.</summary>
    /// <param name="cluster">Which request it is.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="request">The request.</param>
    public static bool TryRead(ZdoCluster cluster, ReadOnlySpan<byte> fields, out TableRequest? request)
    {
        request = fields.IsEmpty ? null : new TableRequest(cluster, fields[0]);
        return request is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.Byte(StartIndex);
}
