using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

/// <summary>A ZDO response that can be put into a frame.</summary>
public interface IZdoResponse
{
    /// <summary>Outcome. A device's own value passes through, even one without a name.</summary>
    ZdoStatus Status { get; }

    /// <summary>Writes the fields after the sequence number.</summary>
    /// <param name="writer">Where to.</param>
    void Write(ByteWriter writer);
}
