using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Zigbee.SmartEnergy;

/// <summary>Puts commands of the Smart Energy clusters into ZCL frames. Source: reference 05, sections 1 and 11.</summary>
public static class SmartEnergyFrame
{
    /// <summary>The header of a command. The default response is left on, as field devices expect.</summary>
    /// <param name="id">The command.</param>
    /// <param name="sequence">Transaction sequence number.</param>
    public static ZclHeader Header(SmartEnergyCommandId id, byte sequence) =>
        new(IsClusterCommand: true, id.SentBy == ClusterSide.Server, DisableDefaultResponse: false, ManufacturerCode: null, sequence, id.Command);

    /// <summary>Makes the frame of a command: header and payload.</summary>
    /// <param name="command">The command.</param>
    /// <param name="sequence">Transaction sequence number.</param>
    public static ReadOnlyMemory<byte> Write(ISmartEnergyCommand command, byte sequence)
    {
        ArgumentNullException.ThrowIfNull(command);
        var writer = new ByteWriter();
        Header(command.Id, sequence).Write(writer);
        command.Write(writer);
        return writer.Written;
    }

    /// <summary>Says which Smart Energy command a header announces.</summary>
    /// <param name="clusterId">Cluster of the frame.</param>
    /// <param name="header">Its header.</param>
    /// <param name="id">The command, known or not.</param>
    /// <returns>False for general and manufacturer specific commands.</returns>
    public static bool TryIdentify(ushort clusterId, ZclHeader header, out SmartEnergyCommandId id)
    {
        id = new SmartEnergyCommandId(clusterId, header.FromServer ? ClusterSide.Server : ClusterSide.Client, header.Command);
        return header is { IsClusterCommand: true, ManufacturerCode: null };
    }
}
