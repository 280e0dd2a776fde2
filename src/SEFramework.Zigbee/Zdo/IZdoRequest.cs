using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

/// <summary>A ZDO request that can be put into a frame.</summary>
public interface IZdoRequest
{
    /// <summary>The service.</summary>
    ZdoCluster Cluster { get; }

    /// <summary>Writes the fields after the sequence number.</summary>
    /// <param name="writer">Where to.</param>
    void Write(ByteWriter writer);
}
